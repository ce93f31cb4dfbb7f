//! Texts that cells share.
use super::xml::{Step, Xml};
use crate::spreadsheet::Refusal;

pub(super) fn read(part: Vec<u8>) -> Result<Vec<String>, Refusal> {
    let mut strings = Vec::new();
    let mut xml = Xml::new(part);
    loop {
        match xml.next()? {
            Step::Open(start) if start.local_name().as_ref() == "si" => {}
            Step::End => return Ok(strings),
            _ => continue,
        }
        strings.push(unescaped(&xml.text_until("si", true)?));
    }
}

/// Letters that XML has no place for stand as `_x000D_` (ECMA-376, part 1, 22.9.2.19).
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let letter = rest.get(at + 2..at + 7).and_then(|code| code.strip_suffix('_'));
        let letter = letter.filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let letter = letter.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let (before, after) = rest.split_at(at + if letter.is_some() { 7 } else { 2 });
        plain.push_str(&before[..at]);
        match letter {
            Some(letter) => plain.push(letter),
            None => plain.push_str("_x"),
        }
        rest = after;
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn escapes_are_read_and_what_only_looks_like_one_stays() {
        for (text, plain) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x0041_", "_x0041_"),
            ("_x00", "_x00"),
            ("_xzzzz_", "_xzzzz_"),
            ("kopi_x", "kopi_x"),
            ("_xé123_", "_xé123_"),
        ] {
            assert_eq!(unescaped(text), plain);
        }
    }
}
