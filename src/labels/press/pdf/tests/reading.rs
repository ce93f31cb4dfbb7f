//! Reading our own files: just enough to find what was drawn where.

use std::io::Read;

use flate2::read::ZlibDecoder;

pub(super) fn count(pdf: &[u8], part: &str) -> usize {
    pdf.windows(part.len()).filter(|window| *window == part.as_bytes()).count()
}

/// Where the table of objects says that each object begins.
pub(super) fn places(pdf: &[u8]) -> Vec<usize> {
    let tail = String::from_utf8_lossy(&pdf[pdf.len() - 64..]).into_owned();
    let table: usize = tail.lines().rev().nth(1).and_then(|line| line.parse().ok()).expect("startxref");
    let lines = pdf[table..].split(|&byte| byte == b'\n').skip(3);
    let entries = lines.take_while(|line| line.ends_with(b" n\r"));
    entries.map(|line| String::from_utf8_lossy(&line[..10]).parse().expect("ten digits")).collect()
}

/// The dictionary and the content, inflated, of each stream that is no font.
pub(super) fn streams(pdf: &[u8]) -> Vec<(String, Vec<u8>)> {
    let find = |part: &[u8], from: usize| pdf[from..].windows(part.len()).position(|w| w == part).map(|at| at + from);
    let stream = |&place: &usize| {
        let ends = find(b"endobj", place)?;
        let begins = find(b">>\nstream\n", place).filter(|&begins| begins < ends)?;
        let head = String::from_utf8_lossy(&pdf[place..begins]).into_owned();
        let length: usize = head.split("/Length ").nth(1)?.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?;
        let body = &pdf[begins + 10..begins + 10 + length];
        let mut content = Vec::new();
        match head.contains("FlateDecode") {
            true => ZlibDecoder::new(body).read_to_end(&mut content).map(|_| ()).expect("deflated"),
            false => content.extend(body),
        }
        (!head.contains("/Length1")).then_some((head, content))
    };
    places(pdf).iter().filter_map(stream).collect()
}

/// What is drawn on each page, in PDF operators.
pub(super) fn pages(pdf: &[u8]) -> Vec<String> {
    let drawn = streams(pdf).into_iter().filter(|(head, _)| !head.contains("/Subtype") && !head.contains("/Filter"));
    drawn.map(|(_, content)| String::from_utf8_lossy(&content).into_owned()).collect()
}

/// The operators of a drawing, names and texts among them, each with the numbers before it.
pub(super) fn operations(drawing: &str) -> Vec<(String, Vec<f32>)> {
    let (mut found, mut numbers) = (Vec::new(), Vec::new());
    for token in drawing.replace('/', " /").replace('(', " (").replace(')', ") ").split_whitespace() {
        match token.parse() {
            Ok(number) => numbers.push(number),
            Err(_) => found.push((token.to_owned(), std::mem::take(&mut numbers))),
        }
    }
    found
}

/// The matrix under which each thing of a page is drawn whose name begins so, in the order of drawing.
pub(super) fn matrices(page: &str, name: &str) -> Vec<[f32; 6]> {
    let operations = operations(page);
    let drawn = operations
        .windows(3)
        .filter(|three| three[0].0 == "cm" && three[1].0.starts_with(&format!("/{name}")) && three[2].0 == "Do");
    drawn.map(|three| three[0].1.clone().try_into().expect("six numbers")).collect()
}

/// The matrix with which a page begins, if it is calibrated.
pub(super) fn calibration(page: &str) -> Option<[f32; 6]> {
    operations(page).into_iter().next().filter(|(operator, _)| operator == "cm")?.1.try_into().ok()
}

/// Width and height of all pages, in points.
pub(super) fn media(pdf: &[u8]) -> (f32, f32) {
    let text = String::from_utf8_lossy(pdf);
    let bounds = text.split("/MediaBox[").nth(1).and_then(|rest| rest.split(']').next()).expect("a page size");
    let mut numbers = bounds.split(' ').skip(2).map(|number| number.parse().expect("a number"));
    (numbers.next().expect("width"), numbers.next().expect("height"))
}

/// From points, counted from the lower left corner, back to millimetres from the upper left one.
pub(super) fn millimetres(media: (f32, f32), x: f32, y: f32) -> (f32, f32) {
    (x * 25.4 / 72.0, (media.1 - y) * 25.4 / 72.0)
}
