//! Text that spreadsheets save in other encodings than UTF-8.
use std::borrow::Cow;

use super::Refusal;
use crate::said::Said;

/// What people should look at when a file was not UTF-8.
pub(super) const WAS_WINDOWS_1252: Said = Said::new(
    "berkas ini bukan UTF-8 dan dibaca sebagai Windows-1252; periksa huruf beraksen dan tanda kutipnya",
    "the file was not UTF-8 and was read as Windows-1252; look at letters with accents and at quotation marks",
);

/// The text of a file as UTF-8, and whether it was Windows-1252. Bytes of which nothing is certain stay as they are.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, [u8]>, bool), Refusal> {
    if let Some(text) = bytes.strip_prefix(b"\xFF\xFE") {
        return Ok((utf16(text, u16::from_le_bytes)?, false));
    }
    if let Some(text) = bytes.strip_prefix(b"\xFE\xFF") {
        return Ok((utf16(text, u16::from_be_bytes)?, false));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.contains(&0) {
        return Err(Refusal::NoText);
    }
    if std::str::from_utf8(bytes).is_err() && is_windows_1252(bytes) {
        let text: String = bytes.iter().map(|byte| windows_1252(*byte)).collect();
        return Ok((Cow::Owned(text.into_bytes()), true));
    }
    Ok((Cow::Borrowed(bytes), false))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'static, [u8]>, Refusal> {
    let (pairs, rest) = bytes.as_chunks();
    let text: Result<String, _> = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect();
    match text {
        Ok(text) if rest.is_empty() && !text.contains('\0') => Ok(Cow::Owned(text.into_bytes())),
        _ => Err(Refusal::BrokenUtf16),
    }
}

/// Whether a text that is not UTF-8 is certainly Windows-1252: of the upper half it has only letters of western Europe and the
/// marks that office programs set, and nowhere what would be one letter in UTF-8. Damage, and the sets of DOS and Macintosh, have
/// other bytes.
fn is_windows_1252(bytes: &[u8]) -> bool {
    let is_usual = |byte: &u8| {
        matches!(byte, 0..=0x7F
            // € … ‘ ’ “ ” • – — ™, no-break space, ¢ £ ¥ § © « ® ° ± ² ³ µ · » ¼ ½ ¾
            | 0x80 | 0x85 | 0x91..=0x97 | 0x99 | 0xA0 | 0xA2 | 0xA3 | 0xA5 | 0xA7 | 0xA9 | 0xAB | 0xAE | 0xB0..=0xB3 | 0xB5
            | 0xB7 | 0xBB..=0xBE
            // À to Ü, ß, à to ü, but for the letters of Iceland
            | 0xC0..=0xCF | 0xD1..=0xDC | 0xDF..=0xEF | 0xF1..=0xFC)
    };
    let is_letter_of_utf8 = |pair: &[u8]| matches!(pair, [0xC2..=0xF4, 0x80..=0xBF]);
    bytes.iter().all(is_usual) && !bytes.windows(2).any(is_letter_of_utf8)
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80 => '€',
        0x85 => '…',
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x95 => '•',
        0x96 => '–',
        0x97 => '—',
        0x99 => '™',
        other => char::from(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, bool) {
        let (text, was_other) = decode(bytes).unwrap();
        (String::from_utf8_lossy(&text).into_owned(), was_other)
    }

    #[test]
    fn encodings_that_are_certain_are_read() {
        assert_eq!(text("Café".as_bytes()), ("Café".into(), false));
        assert_eq!(text(b"\xEF\xBB\xBFKopi"), ("Kopi".into(), false));
        assert_eq!(text(b"Caf\xE9 \x93Sari\x94 \x96 200 g"), ("Café “Sari” – 200 g".into(), true));
        let wide = |unit: fn(u16) -> [u8; 2]| "Café ☕".encode_utf16().flat_map(unit).collect::<Vec<u8>>();
        assert_eq!(text(&[&b"\xFF\xFE"[..], &wide(u16::to_le_bytes)].concat()), ("Café ☕".into(), false));
        assert_eq!(text(&[&b"\xFE\xFF"[..], &wide(u16::to_be_bytes)].concat()), ("Café ☕".into(), false));
    }

    #[test]
    fn what_is_not_certain_is_not_guessed() {
        // DOS, Macintosh, damage, and two encodings in one file.
        for bytes in [&b"Caf\x82"[..], b"Caf\x8E", b"Kop\xFF", b"Caf\xC3\xA9 Caf\xE9"] {
            assert_eq!(decode(bytes).unwrap(), (Cow::Borrowed(bytes), false));
        }
        assert_eq!(decode(b"\xFF\xFEa"), Err(Refusal::BrokenUtf16));
        assert_eq!(decode(b"\xFF\xFE\x00\xD8"), Err(Refusal::BrokenUtf16));
        assert_eq!(decode(b"K\0o\0p\0i\0"), Err(Refusal::NoText));
    }
}
