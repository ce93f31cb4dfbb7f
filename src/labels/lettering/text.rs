//! Text from outside, made inert and made to fit.

use super::typeface::Typeface;

/// The smallest type we print, in points: below it nobody reads a label.
pub(in crate::labels) const SMALLEST: f32 = 5.5;

/// Steps in which type shrinks, in points.
pub(in crate::labels) const STEP: f32 = 0.25;

const ELLIPSIS: char = '…';

/// Stands between things listed on one line.
pub(in crate::labels) const SEPARATOR: char = '·';

/// The text without anything that is not ink: controls, invisible and direction-changing characters go, white space becomes
/// single blanks.
pub(in crate::labels) fn inert(text: &str) -> String {
    let visible: String = text.chars().filter(|&c| c.is_whitespace() || !is_inkless(c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_inkless(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// What a text has to fit. Lengths and sizes are points.
#[derive(Debug, Clone, Copy)]
pub(in crate::labels) struct Measure {
    /// Width of the column.
    pub(in crate::labels) width: f32,
    /// Size of type to begin with.
    pub(in crate::labels) preferred: f32,
    /// Size of type to end with.
    pub(in crate::labels) least: f32,
    /// Lines there may be.
    pub(in crate::labels) most: usize,
}

impl Measure {
    /// Sizes from the preferred one down to the least, in steps.
    pub(in crate::labels) fn sizes(self) -> impl Iterator<Item = f32> {
        let steps = ((self.preferred - self.least) / STEP).ceil().max(0.0) as usize;
        (0..=steps).map(move |step| (self.preferred - step as f32 * STEP).max(self.least))
    }
}

/// A text broken into lines at a size at which they fit.
#[derive(Debug, PartialEq)]
pub(in crate::labels) struct Fitted {
    /// Size of the type, in points.
    pub(in crate::labels) size: f32,
    pub(in crate::labels) lines: Vec<String>,
    /// Whether an ellipsis stands for a part of it.
    pub(in crate::labels) cut: bool,
}

/// Breaks an inert text into lines: first at the preferred size, then at smaller ones, and at last cut with an ellipsis.
pub(in crate::labels) fn fit(face: &Typeface, text: &str, measure: Measure) -> Fitted {
    whole(face, &words(text).collect::<Vec<_>>(), measure).unwrap_or_else(|| cut(face, text, measure))
}

/// Breaks pieces of an inert text into evenly filled lines at the largest size at which no piece is broken, if there is one.
pub(in crate::labels) fn whole(face: &Typeface, pieces: &[&str], measure: Measure) -> Option<Fitted> {
    let fitting = |size| Some((size, wrap(face, pieces, measure.width, size, measure.most)?));
    let (size, lines) = measure.sizes().find_map(fitting)?;
    Some(Fitted { size, lines: evened(face, pieces, lines, measure.width, size), cut: false })
}

/// Breaks an inert text wherever a line is full, at the least size. Nothing is lost, however many lines it takes.
pub(in crate::labels) fn broken(face: &Typeface, text: &str, measure: Measure) -> Fitted {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (line, left) = rest.split_at(prefix(face, rest, measure.width, measure.least).len().max(first.len_utf8()));
        lines.push(line.trim().to_owned());
        rest = left;
    }
    Fitted { size: measure.least, lines, cut: false }
}

/// Greedy lines of whole pieces; nothing if they are too many or one piece is too long.
fn wrap(face: &Typeface, pieces: &[&str], width: f32, size: f32, most: usize) -> Option<Vec<String>> {
    let mut lines = vec![String::new()];
    for piece in pieces {
        let longer = format!("{}{piece}", lines.last()?);
        if face.width(trimmed(&longer), size) <= width {
            *lines.last_mut()? = longer;
        } else if lines.len() < most && face.width(trimmed(piece), size) <= width && longer.len() > piece.len() {
            lines.push((*piece).to_owned());
        } else {
            return None;
        }
    }
    Some(lines.into_iter().map(|line| trimmed(&line).to_owned()).collect())
}

/// The same number of lines in the narrowest column that gives no more: no line of one short word.
fn evened(face: &Typeface, pieces: &[&str], mut lines: Vec<String>, width: f32, size: f32) -> Vec<String> {
    const ATTEMPTS: usize = 7;
    if lines.len() < 2 {
        return lines;
    }
    let (mut narrow, mut wide) = (width / lines.len() as f32, width);
    for _ in 0..ATTEMPTS {
        let middle = (narrow + wide) / 2.0;
        match wrap(face, pieces, middle, size, lines.len()) {
            Some(even) => (lines, wide) = (even, middle),
            None => narrow = middle,
        }
    }
    lines
}

/// Without the blank, and the dot between certificates, that a line would end with.
fn trimmed(line: &str) -> &str {
    line.trim_end().trim_end_matches(SEPARATOR).trim_end()
}

/// Pieces between which a line may end: after a blank that does not part a number from its unit, and after `-`, `/` or `.` inside
/// a word or host name.
pub(in crate::labels) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut following = rest.chars().skip(1);
        let end = rest.char_indices().find_map(|(at, character)| {
            let inside = following.next().is_some_and(char::is_alphabetic);
            let blank = character == ' ' && !parts_a_unit(&rest[..at], &rest[at + 1..]);
            (blank || matches!(character, '-' | '/' | '.') && inside).then(|| at + character.len_utf8())
        });
        let (word, left) = rest.split_at(end.unwrap_or(rest.len()));
        rest = left;
        (!word.is_empty()).then_some(word)
    })
}

/// Pieces of a value, which may be parted after any blank, `-`, `/` or `.`.
pub(in crate::labels) fn value_pieces(text: &str) -> Vec<&str> {
    text.split_inclusive([' ', '-', '/', '.']).collect()
}

/// Whether a blank between the two stands before a unit, as in `200 g`.
fn parts_a_unit(before: &str, after: &str) -> bool {
    let unit = after.split(' ').next().unwrap_or_default().trim_end_matches([',', '.']);
    before.ends_with(|c: char| c.is_ascii_digit())
        && matches!(unit, "g" | "gr" | "gram" | "kg" | "ml" | "l" | "L" | "cm" | "m" | "pcs" | "%")
}

/// Lines filled to the last character at the least size, an ellipsis in place of what is lost, if anything is.
fn cut(face: &Typeface, text: &str, measure: Measure) -> Fitted {
    let Measure { width, least, most, .. } = measure;
    let (mut lines, mut lost) = (Vec::new(), false);
    let mut rest = text;
    while !rest.is_empty() && lines.len() < most {
        let last = lines.len() + 1 == most;
        let whole = prefix(face, rest, width, least);
        if whole.len() == rest.len() {
            lines.push(rest.to_owned());
            break;
        }
        if last {
            let room = width - face.width(ELLIPSIS.encode_utf8(&mut [0; 4]), least);
            lines.push(format!("{}{ELLIPSIS}", prefix(face, rest, room, least).trim_end()));
            lost = true;
            break;
        }
        // A blank is a better place to break than a letter, unless it leaves the line half empty.
        let blank = whole.rfind(' ').filter(|at| at * 2 > whole.len()).map_or(whole.len(), |at| at + 1);
        let (line, left) = rest.split_at(blank.max(rest.chars().next().map_or(0, char::len_utf8)));
        lines.push(line.trim_end().to_owned());
        rest = left;
    }
    Fitted { size: least, lines, cut: lost }
}

/// The longest beginning that fits a width, in points, at a size.
fn prefix<'a>(face: &Typeface, text: &'a str, width: f32, size: f32) -> &'a str {
    let mut used = 0.0;
    let end = text.char_indices().find(|&(_, character)| {
        used += face.advance(face.glyph(character)) * size / 1000.0;
        used > width
    });
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_not_ink_is_dropped() {
        assert_eq!(inert(" Kopi\u{202e}\0 \r\n\tSari\u{200b}\u{7} "), "Kopi Sari");
        assert_eq!(inert("<>&\"()\\ é"), "<>&\"()\\ é");
    }

    fn measure(width: f32, most: usize) -> Measure {
        Measure { width, preferred: 9.0, least: SMALLEST, most }
    }

    #[test]
    fn a_long_name_wraps_then_shrinks_then_is_cut() {
        let fit = |text: &str| fit(Typeface::bold(), text, measure(80.0, 2));
        assert_eq!(fit("Kopi Sari"), Fitted { size: 9.0, lines: vec!["Kopi Sari".into()], cut: false });
        let wrapped = fit("Kopi Robusta Tanggamus");
        assert_eq!((wrapped.size, wrapped.lines.len()), (9.0, 2));
        let shrunk = fit("Kopi Robusta Tanggamus Panggang Madu");
        assert!(shrunk.size < 9.0 && !shrunk.cut && !shrunk.lines[1].ends_with(ELLIPSIS));
        let lost = fit(&"Kopi Robusta Tanggamus ".repeat(6));
        assert!(lost.size == SMALLEST && lost.cut && lost.lines[1].ends_with(ELLIPSIS));
    }

    #[test]
    fn a_word_longer_than_a_line_that_stands_whole_over_two_is_not_cut() {
        let fitted = fit(Typeface::bold(), &"i".repeat(60), measure(80.0, 2));
        assert_eq!((fitted.lines.concat(), fitted.lines.len(), fitted.cut), ("i".repeat(60), 2, false));
        assert!(fit(Typeface::bold(), &"i".repeat(200), measure(80.0, 2)).cut);
    }

    #[test]
    fn lines_are_filled_evenly_and_a_weight_stays_with_its_unit() {
        let lines = fit(Typeface::bold(), "Kopi Robusta Bubuk Petik Merah 200 g", measure(150.0, 2)).lines;
        assert_eq!(lines, ["Kopi Robusta Bubuk", "Petik Merah 200 g"]);
        assert_eq!(words("Madu 200 g isi 3").collect::<Vec<_>>(), ["Madu ", "200 g ", "isi ", "3"]);
        assert_eq!(words("biasa, 100 %, tanpa").collect::<Vec<_>>(), ["biasa, ", "100 %, ", "tanpa"]);
    }

    #[test]
    fn a_host_breaks_at_its_dots() {
        let measure = Measure { preferred: 6.5, ..measure(83.0, 2) };
        let lines = fit(Typeface::regular(), "telusur.perindustrian.lampungprov.go.id", measure).lines;
        assert_eq!(lines, ["telusur.perindustrian.", "lampungprov.go.id"]);
    }

    #[test]
    fn certificates_are_parted_by_dots_within_a_line_only() {
        let listed = ["Halal ID18119999000010623 · ", "P-IRT 5101804019901-28"];
        let lines = |width| whole(Typeface::regular(), &listed, measure(width, 2)).map(|fitted| fitted.lines);
        assert_eq!(lines(250.0).unwrap(), ["Halal ID18119999000010623 · P-IRT 5101804019901-28"]);
        assert_eq!(lines(120.0).unwrap(), ["Halal ID18119999000010623", "P-IRT 5101804019901-28"]);
        assert_eq!(lines(40.0), None, "a number is not broken");
    }

    #[test]
    fn a_value_without_blanks_is_broken_and_stays_whole() {
        let fitted = broken(Typeface::bold(), "TBB2026000123XYZ0LOT7", measure(30.0, 1));
        assert!(fitted.lines.len() > 1, "{fitted:?}");
        assert_eq!(fitted.lines.concat(), "TBB2026000123XYZ0LOT7");
    }

    proptest! {
        #[test]
        fn no_text_leaves_its_column(text in "\\PC{0,120}", width in 12.0_f32..90.0, most in 1..3_usize) {
            let (face, measure) = (Typeface::regular(), measure(width, most));
            for fitted in [fit(face, &inert(&text), measure), broken(face, &inert(&text), measure)] {
                prop_assert!(fitted.lines.len() <= most || !fitted.cut);
                prop_assert!(fitted.size >= SMALLEST);
                for line in &fitted.lines {
                    let narrow = face.width(line, fitted.size) <= width + 0.01;
                    prop_assert!(line == "…" || line.chars().count() < 2 || narrow, "{line:?}");
                }
            }
        }
    }
}
