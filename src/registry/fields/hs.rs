use crate::said::Said;

/// An HS code: 6 digits (international) or 8 (national, BTKI), with or without dots, kept as written.
///
/// # Errors
/// A sentence, when it is no HS code.
pub fn hs_code(text: &str) -> Result<String, Said> {
    let text = text.trim();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let groups_sound = text.split('.').all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()));
    if matches!(digits, 6 | 8) && groups_sound {
        Ok(text.to_owned())
    } else {
        Err(Said::new(
            "kode HS terdiri dari 6 atau 8 angka, misalnya 0901.21 atau 0901.21.10; jika nol di depannya hilang, format kolomnya sebagai teks",
            "an HS code has 6 or 8 digits, such as 0901.21 or 0901.21.10; if the first zero is missing, format the column as text",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::hs_code;

    #[test]
    fn an_hs_code_has_six_or_eight_digits() {
        for text in ["0901.21", "090121", "0901.21.10", "09012110"] {
            assert_eq!(hs_code(text).unwrap(), text);
        }
        for text in ["", "0902", "901.21", "0901,21", "0901..21", ".090121", "0901.2a", "0901.21.1"] {
            assert!(hs_code(text).is_err(), "{text}");
        }
    }
}
