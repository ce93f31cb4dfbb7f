//! What fields, stamps and signatures look like becomes part of the page, so that they are still seen when they no longer act
//! (ISO 32000-1, section 12.5.5).
use super::file::File;
use super::object::{Dict, Object};

/// Marks on one page.
const MOST: usize = 200;

/// A drawing and how it is put on its page: the six numbers of a matrix.
pub(super) struct Stamp {
    number: u32,
    matrix: [f64; 6],
}

/// The visible marks of a page.
pub(super) fn of(file: &File, page: &Dict) -> Vec<Stamp> {
    let Object::Array(marks) = file.get(page, "Annots") else { return Vec::new() };
    marks.iter().take(MOST).filter_map(|mark| stamp(file, file.dict(mark)?)).collect()
}

fn stamp(file: &File, mark: &Dict) -> Option<Stamp> {
    // Bits 2 and 6 of the flags: hidden, not to be seen. A pop-up is a window of the reader.
    let flags = file.get(mark, "F").whole().unwrap_or(0);
    if flags & (1 << 1 | 1 << 5) != 0 || file.get(mark, "Subtype").is("Popup") {
        return None;
    }
    let looks = file.dict(mark.get(&b"AP"[..])?)?;
    let mut normal = looks.get(&b"N"[..])?;
    // A field with several states says which one it is in.
    if let (Object::Name(state), Some(states)) = (file.get(mark, "AS"), file.dict(normal))
        && let Some(look) = states.get(state)
    {
        normal = look;
    }
    let Object::Ref(number) = *normal else { return None };
    file.stream_of(number)?;
    let matrix = placed(file, file.dict(normal)?, four(file, file.get(mark, "Rect"))?)?;
    Some(Stamp { number, matrix })
}

/// What stands before a page's own drawing, which may leave place and colours changed.
pub(super) const BEFORE: &[u8] = b"q\n";

/// What draws the marks after it, and the names by which the drawings are called.
pub(super) fn after(stamps: &[Stamp]) -> (Vec<u8>, Vec<(Vec<u8>, u32)>) {
    let (mut end, mut forms) = (b"\nQ\n".to_vec(), Vec::new());
    for (stamp, place) in stamps.iter().zip(0..) {
        let name = format!("TelusurStamp{place}");
        let [a, b, c, d, e, f] = stamp.matrix;
        end.extend(format!("q {a} {b} {c} {d} {e} {f} cm /{name} Do Q\n").bytes());
        forms.push((name.into_bytes(), stamp.number));
    }
    (end, forms)
}

/// The matrix that puts the box of a drawing, as its own matrix turns it, on a rectangle of the page.
fn placed(file: &File, drawing: &Dict, rect: [f64; 4]) -> Option<[f64; 6]> {
    let [left, low, right, high] = four(file, file.get(drawing, "BBox"))?;
    let own = numbers(file, file.get(drawing, "Matrix"));
    let [a, b, c, d, e, f] = <[f64; 6]>::try_from(own).unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    let corners = [(left, low), (right, low), (left, high), (right, high)];
    let corners = corners.map(|(x, y)| (a * x + c * y + e, b * x + d * y + f));
    let least = |of: fn(&(f64, f64)) -> f64| corners.iter().map(of).fold(f64::INFINITY, f64::min);
    let most = |of: fn(&(f64, f64)) -> f64| corners.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
    let (x, y) = (least(|it| it.0), least(|it| it.1));
    let (width, height) = (most(|it| it.0) - x, most(|it| it.1) - y);
    let (across, up) = ((rect[2] - rect[0]) / width, (rect[3] - rect[1]) / height);
    let matrix = [across, 0.0, 0.0, up, rect[0] - x * across, rect[1] - y * up];
    matrix.iter().all(|number| number.is_finite() && number.abs() < 1e7).then_some(matrix)
}

/// Left, low, right, high; whichever corners were named.
fn four(file: &File, object: &Object) -> Option<[f64; 4]> {
    let [a, b, c, d] = <[f64; 4]>::try_from(numbers(file, object)).ok()?;
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

fn numbers(file: &File, object: &Object) -> Vec<f64> {
    let Object::Array(items) = object else { return Vec::new() };
    let number = |item| match file.resolve(item) {
        Object::Number(number) => Some(*number),
        _ => None,
    };
    items.iter().take(6).filter_map(number).collect()
}
