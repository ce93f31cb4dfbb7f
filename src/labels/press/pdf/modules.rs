//! A symbol as one path of its dark modules.

use crate::labels::Symbol;

/// The path in PDF operators, one module being one unit, y down from the upper edge: a rectangle for each run of dark modules.
///
/// One path and one filling, not many: what meets inside a path leaves no hairline between.
pub(super) fn path(symbol: &Symbol) -> Vec<u8> {
    let mut path = Vec::with_capacity(16 * 1024);
    for (y, row) in symbol.rows().enumerate() {
        for (x, length) in Symbol::runs(row) {
            for number in [x, y, length] {
                push_number(&mut path, number);
                path.push(b' ');
            }
            path.extend(b"1 re\n");
        }
    }
    path.push(b'f');
    path
}

/// Digits without the formatting machinery; no module number has more than three.
fn push_number(path: &mut Vec<u8>, number: usize) {
    let digit = |value: usize| b'0' + (value % 10) as u8;
    if number >= 100 {
        path.push(digit(number / 100));
    }
    if number >= 10 {
        path.push(digit(number / 10));
    }
    path.push(digit(number));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_covers_exactly_the_dark_modules() {
        for address in ["1".into(), "https://cek.example.id/0123456789".into(), "7".repeat(400), "x".repeat(1_500)] {
            let symbol = Symbol::encode(&address).expect("fits");
            let drawn = String::from_utf8(path(&symbol)).expect("ASCII");
            let rectangles = drawn.strip_suffix("\nf").expect("filled once").lines();
            let mut dark = vec![false; symbol.width() * symbol.width()];
            for rectangle in rectangles {
                let numbers: Vec<usize> = rectangle.split(' ').map_while(|number| number.parse().ok()).collect();
                let [x, y, length, 1] = numbers[..] else { panic!("{rectangle}") };
                dark[y * symbol.width() + x..][..length].fill(true);
            }
            let modules = (0..symbol.width()).flat_map(|y| (0..symbol.width()).map(move |x| (x, y)));
            assert!(dark == modules.map(|(x, y)| symbol.is_dark(x, y)).collect::<Vec<_>>(), "{}", symbol.version());
        }
    }
}
