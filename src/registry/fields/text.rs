use crate::said::{Said, said};

/// Longest name, in characters.
pub const NAME: usize = 200;
/// Longest short text (net content, category, a number of a decree), in characters.
pub const SHORT: usize = 100;
/// Longest unit of a quantity, in characters.
pub const UNIT: usize = 20;
/// Longest story or description, in characters.
pub const STORY: usize = 4000;

/// A text of one line, without blanks at its ends.
///
/// # Errors
/// A sentence, when it is empty, longer than `most` characters, or holds a character that cannot be seen.
pub fn line(text: &str, most: usize) -> Result<String, Said> {
    bounded(text, most, |_| false)
}

/// A text that may have several lines.
///
/// # Errors
/// As [`line()`].
pub fn paragraphs(text: &str, most: usize) -> Result<String, Said> {
    bounded(&text.replace("\r\n", "\n"), most, |sign| matches!(sign, '\n' | '\t'))
}

fn bounded(text: &str, most: usize, welcome: fn(char) -> bool) -> Result<String, Said> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Said::new("masih kosong; tulis teksnya", "it is empty; write a text"));
    }
    if text.contains('\n') && !welcome('\n') {
        return Err(Said::new(
            "ada lebih dari satu baris; tulis semuanya dalam satu baris",
            "it has more than one line; write all of it in one line",
        ));
    }
    if let Some(sign) = text.chars().find(|sign| is_unseen(*sign) && !welcome(*sign)) {
        return Err(said!(
            "ada karakter yang tidak terlihat, U+{sign:04X}; ketik ulang teksnya",
            "it holds the invisible character U+{sign:04X}; type the text anew",
            sign = u32::from(sign)
        ));
    }
    let length = text.chars().count();
    if length > most {
        return Err(said!(
            "panjangnya {length} karakter; ringkas menjadi paling banyak {most}",
            "it has {length} characters; shorten it to at most {most}"
        ));
    }
    Ok(text.to_owned())
}

/// Control characters, marks that turn the direction of reading, and signs without width: with them a name can look like
/// another one. Joiners (U+200C, U+200D) stay: some scripts and many emoji need them.
fn is_unseen(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{AD}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(sign, '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_what_was_written() {
        for text in ["Kopi Bu Sari", "=HYPERLINK(\"x\")", "Teh ☕ Jawa", "-5 %", "<b>Keripik</b>"] {
            assert_eq!(line(text, NAME).unwrap(), text);
        }
        assert_eq!(line("  Kopi ", NAME).unwrap(), "Kopi");
        assert_eq!(paragraphs("satu\r\ndua", STORY).unwrap(), "satu\ndua");
        assert_eq!(line(&"é".repeat(200), NAME).unwrap().chars().count(), 200);
    }

    #[test]
    fn what_cannot_be_shown_is_refused() {
        for text in ["", "  ", "Kopi\0", "Kopi\nSari", "a\u{202E}b", "\u{1b}[31m"] {
            assert!(line(text, NAME).is_err(), "{text:?}");
        }
        assert!(line(&"x".repeat(201), NAME).unwrap_err().en.contains("at most 200"));
        assert!(paragraphs("a\u{7}b", STORY).unwrap_err().en.contains("U+0007"));
        assert!(line("Kopi\r\nSari", NAME).unwrap_err().en.contains("in one line"));
    }
}
