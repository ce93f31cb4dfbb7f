//! What a sheet promises whatever is printed on it.

use super::*;

fn coffee() -> LabelText {
    LabelText {
        product: "Kopi Robusta Tanggamus".into(),
        producer: "KUB Mekar Sari".into(),
        region: "Kab. Tanggamus, Lampung".into(),
        production_code: Some("KS-07".into()),
        best_before: Some("12 Januari 2027".into()),
        host: "cek.example.id".into(),
        ..LabelText::default()
    }
}

fn address(item: usize) -> String {
    format!("https://cek.example.id/{}{item:06}", "271828182845904523".repeat(18))
}

fn sheet_of(count: usize, text: LabelText) -> Vec<u8> {
    let mut sheet =
        SheetWriter::new(Vec::new(), text, Captions::indonesian(), "Label KS-07").expect("memory takes all");
    for item in 1..=count {
        sheet.push(&address(item), Some(&item.to_string())).expect("a good address");
    }
    sheet.finish().expect("memory takes all")
}

fn count(pdf: &[u8], part: &str) -> usize {
    pdf.windows(part.len()).filter(|window| *window == part.as_bytes()).count()
}

/// Where the table of objects says that each object begins.
fn places(pdf: &[u8]) -> Vec<usize> {
    let tail = String::from_utf8_lossy(&pdf[pdf.len() - 64..]).into_owned();
    let table: usize = tail.lines().rev().nth(1).and_then(|line| line.parse().ok()).expect("startxref");
    let lines = pdf[table..].split(|&byte| byte == b'\n').skip(3);
    let entries = lines.take_while(|line| line.ends_with(b" n\r"));
    entries.map(|line| String::from_utf8_lossy(&line[..10]).parse().expect("ten digits")).collect()
}

#[test]
fn the_same_order_gives_the_same_bytes() {
    assert!(sheet_of(30, coffee()) == sheet_of(30, coffee()));
}

#[test]
fn twenty_four_labels_fill_a_sheet() {
    for (labels, sheets) in [(1, 1), (24, 1), (25, 2), (49, 3)] {
        let pdf = sheet_of(labels, coffee());
        assert_eq!(count(&pdf, "/Type/Page/"), sheets, "{labels} labels");
        assert_eq!(count(&pdf, "/ImageMask true"), labels);
    }
}

#[test]
fn the_table_leads_to_every_object_also_across_branches() {
    let pdf = sheet_of(24 * 66 + 1, coffee());
    let places = places(&pdf);
    assert_eq!(places.len(), count(&pdf, " 0 obj"));
    for (index, place) in places.into_iter().enumerate() {
        assert!(pdf[place..].starts_with(format!("{} 0 obj", index + 1).as_bytes()), "object {}", index + 1);
    }
}

#[test]
fn text_from_outside_never_reaches_the_file_as_syntax() {
    let hostile = ")>>endstream endobj (\\<>&\"";
    let text = LabelText {
        product: hostile.into(),
        producer: hostile.into(),
        region: "\u{202e}\0\u{7f}".into(),
        production_code: Some(hostile.into()),
        best_before: Some(String::new()),
        host: hostile.into(),
        ..LabelText::default()
    };
    let mut sheet = SheetWriter::new(Vec::new(), text, Captions::indonesian(), hostile).expect("memory takes all");
    sheet.push(&address(1), Some(hostile)).expect("a good address");
    let pdf = sheet.finish().expect("memory takes all");
    let objects = places(&pdf).len();
    assert_eq!((count(&pdf, " 0 obj"), count(&pdf, "\nendobj")), (objects, objects));
    assert_eq!(count(&pdf, "(\\)>>endstream endobj \\(\\\\<>&\")"), 1, "only the title, escaped");
}

#[test]
fn a_symbol_too_dense_is_refused_and_the_sheet_goes_on() {
    let mut sheet = SheetWriter::new(Vec::new(), coffee(), Captions::indonesian(), "x").expect("memory takes all");
    let refusal = sheet.push(&"7".repeat(1_300), None).expect_err("version 18");
    assert!(matches!(refusal, Error::SymbolTooDense { .. }), "{refusal}");
    sheet.push(&address(1), None).expect("a good address");
    assert_eq!(count(&sheet.finish().expect("memory takes all"), "/ImageMask true"), 1);
}

#[test]
fn an_empty_order_is_no_sheet() {
    let sheet = SheetWriter::new(Vec::new(), coffee(), Captions::indonesian(), "x").expect("memory takes all");
    assert!(matches!(sheet.finish(), Err(Error::NoLabels)));
}

#[test]
fn a_failing_output_is_an_error() {
    let mut small = [0_u8; 100_000];
    let mut sheet =
        SheetWriter::new(&mut small[..], coffee(), Captions::indonesian(), "x").expect("the fonts still fit");
    let pushed = (0..200).try_for_each(|item| sheet.push(&address(item), None));
    assert!(matches!(pushed, Err(Error::Io(_))));
}
