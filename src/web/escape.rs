//! Texts in pages: whatever somebody wrote is text there, and stays in its place.
//!
//! Every `{{ text }}` of an HTML template passes here (askama.toml). Characters that mean something in HTML are written as
//! references, and those that could turn the words around them are left out. Nearly every text has neither, and is copied whole.
use std::fmt::{self, Write};

use askama::filters::Escaper;

use crate::i18n::turns_page;

/// The escaper of HTML templates.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Inert;

impl Escaper for Inert {
    fn write_escaped_str<W: Write>(&self, mut out: W, text: &str) -> fmt::Result {
        if !text.as_bytes().chunks(64).any(|chunk| chunk.iter().fold(false, |any, byte| any | is_special(*byte))) {
            return out.write_str(text);
        }
        let mut written = 0;
        for (at, c) in text.char_indices() {
            let instead = match c {
                '&' => "&#38;",
                '<' => "&#60;",
                '>' => "&#62;",
                '"' => "&#34;",
                '\'' => "&#39;",
                c if turns_page(c) => "",
                _ => continue,
            };
            out.write_str(&text[written..at])?;
            out.write_str(instead)?;
            written = at + c.len_utf8();
        }
        out.write_str(&text[written..])
    }
}

/// Whether a character that must not be copied may begin with this byte. C0 and DEL are single bytes, C1 begin with C2, and what
/// turns direction with E2. Without branches, so that many bytes are looked at together.
fn is_special(byte: u8) -> bool {
    ((byte < 0x20) & (byte != b'\n') & (byte != b'\t'))
        | (byte == b'&')
        | (byte == b'<')
        | (byte == b'>')
        | (byte == b'"')
        | (byte == b'\'')
        | (byte == 0x7f)
        | (byte == 0xc2)
        | (byte == 0xe2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut out = String::new();
        Inert.write_escaped_str(&mut out, text).unwrap();
        out
    }

    #[test]
    fn every_character_at_every_place_is_written_as_it_should_be() {
        for (place, c) in ('\0'..=char::MAX).enumerate() {
            let (before, after) = ("x".repeat(place % 70), "–·é\n");
            let wanted = match c {
                '&' => "&#38;".to_owned(),
                '<' => "&#60;".to_owned(),
                '>' => "&#62;".to_owned(),
                '"' => "&#34;".to_owned(),
                '\'' => "&#39;".to_owned(),
                c if turns_page(c) => String::new(),
                c => c.to_string(),
            };
            assert_eq!(written(&format!("{before}{c}{after}")), format!("{before}{wanted}{after}"), "{c:?}");
        }
    }

    #[test]
    fn a_name_stays_in_its_place() {
        assert_eq!(written("<b>\u{202e}palsu\u{1b}[31m</b>\n&amp;"), "&#60;b&#62;palsu[31m&#60;/b&#62;\n&#38;amp;");
    }
}
