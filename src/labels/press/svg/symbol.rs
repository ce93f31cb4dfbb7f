//! One symbol as SVG: a white square, and all dark modules as a single path.

use super::outlines::thousandths;
use crate::labels::lettering::text;
use crate::labels::{Error, Symbol};

impl Symbol {
    /// The symbol with its quiet zone as an SVG document, `size_mm` millimetres wide and high, quiet zone included.
    ///
    /// The title is what a screen reader says; it may be any text.
    ///
    /// # Errors
    ///
    /// When the size is not a positive number of at most 10,000 mm.
    pub fn svg(&self, size_mm: f32, title: &str) -> Result<String, Error> {
        if !(thousandths(size_mm) > 0.0 && size_mm <= 10_000.0) {
            return Err(Error::UnusableSize {
                asked: format!("{size_mm} mm wide"),
                reason: "0 to 10,000 mm is possible",
            });
        }
        let side = self.width() + 2 * Self::QUIET_ZONE;
        let (title, size_mm) = (escaped(&text::inert(title)), thousandths(size_mm));
        let mut svg = format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" width="{size_mm}mm" height="{size_mm}mm" viewBox="0 0 {side} {side}" role="img" shape-rendering="crispEdges"><title>{title}</title><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d=""##
        );
        svg.reserve(self.width() * self.width() * 4);
        dark_modules(self, Self::QUIET_ZONE, &mut svg);
        svg.push_str("\"/></svg>\n");
        Ok(svg)
    }
}

/// All dark modules, a rectangle for each run, moved right and down by so many modules.
pub(super) fn dark_modules(symbol: &Symbol, moved: usize, path: &mut String) {
    for (y, row) in symbol.rows().enumerate() {
        for (x, length) in Symbol::runs(row) {
            run(path, x + moved, y + moved, length);
        }
    }
}

/// One rectangle, one module high.
fn run(path: &mut String, x: usize, y: usize, length: usize) {
    for (command, number) in [("M", x), (" ", y), ("h", length), ("v1h-", length)] {
        path.push_str(command);
        push_number(path, number);
    }
    path.push('z');
}

/// Digits without the formatting machinery, which would be most of the drawing time; no module number has more than three.
fn push_number(path: &mut String, number: usize) {
    let digit = |value: usize| char::from(b'0' + (value % 10) as u8);
    if number >= 100 {
        path.push(digit(number / 100));
    }
    if number >= 10 {
        path.push(digit(number / 10));
    }
    path.push(digit(number));
}

pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_covers_exactly_the_dark_modules() {
        let symbol = Symbol::encode("https://cek.example.id/0123456789").expect("fits");
        let svg = symbol.svg(25.0, "x").expect("a good size");
        let path = svg.split("fill=\"#000\" d=\"").nth(1).and_then(|d| d.split('"').next()).expect("one black path");
        let mut dark = std::collections::HashSet::new();
        for part in path.split_terminator('z') {
            let numbers: Vec<usize> =
                part.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
            let [x, y, length, 1, back] = numbers[..] else { panic!("{part}") };
            assert_eq!(length, back);
            dark.extend((x..x + length).map(|x| (x - 4, y - 4)));
        }
        let modules = (0..symbol.width()).flat_map(|y| (0..symbol.width()).map(move |x| (x, y)));
        assert!(dark == modules.filter(|&(x, y)| symbol.is_dark(x, y)).collect());
    }

    #[test]
    fn sizes_are_clean_decimals() {
        let symbol = Symbol::encode("1").expect("fits");
        for (size, said) in [(27.812_998, "27.813mm"), (0.1 + 0.2, "0.3mm"), (73.0 * 0.381, "27.813mm"), (20.0, "20mm")]
        {
            let svg = symbol.svg(size, "").expect("a good size");
            assert_eq!(svg.matches(&format!("\"{said}\"")).count(), 2, "{size}: {}", &svg[..120]);
        }
    }

    #[test]
    fn the_document_is_the_accepted_one() {
        let symbol = Symbol::encode("https://cek.example.id/0123456789").expect("fits");
        let svg = symbol.svg(25.0, "Kopi & Sari").expect("a good size");
        assert!(svg == include_str!("../../golden/symbol.svg"), "if this is meant, accept it: {svg}");
    }

    #[test]
    fn a_hostile_title_stays_text() {
        let svg = Symbol::encode("1").expect("fits").svg(20.0, "</title><script>'\"&\0\u{b}").expect("a good size");
        assert!(svg.contains("<title>&lt;/title&gt;&lt;script&gt;&#39;&quot;&amp;</title>"));
    }

    #[test]
    fn a_size_must_be_one() {
        let symbol = Symbol::encode("1").expect("fits");
        for size in [0.0, 0.000_1, -1.0, f32::NAN, f32::INFINITY, 10_001.0] {
            assert!(matches!(symbol.svg(size, ""), Err(Error::UnusableSize { .. })));
        }
    }
}
