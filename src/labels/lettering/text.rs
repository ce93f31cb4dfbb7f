//! Text from outside, made inert and made to fit.

use super::typeface::Typeface;

/// The smallest type we print, in points: below it nobody reads a label.
pub(in crate::labels) const SMALLEST: f32 = 5.5;

/// Steps in which type shrinks, in points.
pub(in crate::labels) const STEP: f32 = 0.25;

const ELLIPSIS: char = '…';

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

/// A text broken into lines at a size at which they fit.
#[derive(Debug, PartialEq)]
pub(in crate::labels) struct Fitted {
    /// Size of the type, in points.
    pub(in crate::labels) size: f32,
    pub(in crate::labels) lines: Vec<String>,
}

/// Breaks an inert text into at most `most` lines of a width in points: first at the preferred size, then at smaller ones down
/// to [`SMALLEST`], and at last cut with an ellipsis.
pub(in crate::labels) fn fit(face: &Typeface, text: &str, width: f32, preferred: f32, most: usize) -> Fitted {
    let mut size = preferred;
    while size > SMALLEST {
        if let Some(lines) = wrap(face, text, width, size, most) {
            return Fitted { size, lines };
        }
        size -= STEP;
    }
    let lines = wrap(face, text, width, SMALLEST, most).unwrap_or_else(|| cut(face, text, width, most));
    Fitted { size: SMALLEST, lines }
}

/// Greedy lines of whole words; nothing if they are too many or one word is too long.
fn wrap(face: &Typeface, text: &str, width: f32, size: f32, most: usize) -> Option<Vec<String>> {
    let mut lines = vec![String::new()];
    for word in words(text) {
        let longer = format!("{}{word}", lines.last()?);
        if face.width(longer.trim_end(), size) <= width {
            *lines.last_mut()? = longer;
        } else if lines.len() < most && face.width(word.trim_end(), size) <= width && longer.len() > word.len() {
            lines.push(word.to_owned());
        } else {
            return None;
        }
    }
    Some(lines.into_iter().map(|line| line.trim_end().to_owned()).collect())
}

/// Pieces between which a line may end: after a blank, and after `-`, `/` or `.` inside a word or host name.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut following = rest.chars().skip(1);
        let end = rest.char_indices().find_map(|(at, character)| {
            let inside = following.next().is_some_and(char::is_alphabetic);
            let ends = character == ' ' || matches!(character, '-' | '/' | '.') && inside;
            ends.then(|| at + character.len_utf8())
        });
        let (word, left) = rest.split_at(end.unwrap_or(rest.len()));
        rest = left;
        (!word.is_empty()).then_some(word)
    })
}

/// Lines filled to the last character at the smallest size, an ellipsis in place of what is lost.
fn cut(face: &Typeface, text: &str, width: f32, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() && lines.len() < most {
        let last = lines.len() + 1 == most;
        let whole = prefix(face, rest, width);
        if whole.len() == rest.len() {
            lines.push(rest.to_owned());
            break;
        }
        if last {
            let room = width - face.width(ELLIPSIS.encode_utf8(&mut [0; 4]), SMALLEST);
            lines.push(format!("{}{ELLIPSIS}", prefix(face, rest, room).trim_end()));
            break;
        }
        // A blank is a better place to break than a letter, unless it leaves the line half empty.
        let blank = whole.rfind(' ').filter(|at| at * 2 > whole.len()).map_or(whole.len(), |at| at + 1);
        let (line, left) = rest.split_at(blank.max(rest.chars().next().map_or(0, char::len_utf8)));
        lines.push(line.trim_end().to_owned());
        rest = left;
    }
    lines
}

/// The longest beginning that fits a width, in points, at the smallest size.
fn prefix<'a>(face: &Typeface, text: &'a str, width: f32) -> &'a str {
    let mut used = 0.0;
    let end = text.char_indices().find(|&(_, character)| {
        used += face.advance(face.glyph(character)) * SMALLEST / 1000.0;
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

    #[test]
    fn a_long_name_wraps_then_shrinks_then_is_cut() {
        let face = Typeface::bold();
        assert_eq!(fit(face, "Kopi Sari", 80.0, 9.0, 2), Fitted { size: 9.0, lines: vec!["Kopi Sari".into()] });
        let wrapped = fit(face, "Kopi Robusta Tanggamus", 80.0, 9.0, 2);
        assert_eq!((wrapped.size, wrapped.lines.len()), (9.0, 2));
        let shrunk = fit(face, "Kopi Robusta Tanggamus Panggang Madu", 80.0, 9.0, 2);
        assert!(shrunk.size < 9.0 && !shrunk.lines[1].ends_with(ELLIPSIS));
        let lost = fit(face, &"Kopi Robusta Tanggamus ".repeat(6), 80.0, 9.0, 2);
        assert!(lost.size == SMALLEST && lost.lines[1].ends_with(ELLIPSIS));
    }

    #[test]
    fn a_host_breaks_at_its_dots() {
        let lines = fit(Typeface::regular(), "telusur.perindustrian.lampungprov.go.id", 83.0, 6.5, 2).lines;
        assert_eq!(lines, ["telusur.perindustrian.", "lampungprov.go.id"]);
    }

    proptest! {
        #[test]
        fn no_text_leaves_its_column(text in "\\PC{0,120}", width in 12.0_f32..90.0, most in 1..3_usize) {
            let face = Typeface::regular();
            let fitted = fit(face, &inert(&text), width, 9.0, most);
            prop_assert!(fitted.lines.len() <= most && fitted.size >= SMALLEST);
            for line in &fitted.lines {
                prop_assert!(line == "…" || face.width(line, fitted.size) <= width + 0.01, "{line:?}");
            }
        }
    }
}
