use crate::said::Said;

/// The list that a class is taken from when nobody says otherwise.
pub const KBLI_VERSION: u16 = 2020;

/// A KBLI class: 5 digits. The same digits can mean different work in the lists of 2020 and 2025, so the year is kept
/// beside it.
///
/// # Errors
/// A sentence, when it is no class.
pub fn kbli(text: &str) -> Result<String, Said> {
    let text = text.trim();
    if text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(text.to_owned())
    } else {
        Err(Said::new(
            "KBLI terdiri dari 5 angka, misalnya 10761 untuk kopi; salin dari dokumen NIB",
            "a KBLI class has 5 digits, such as 10761 for coffee; copy it from the NIB document",
        ))
    }
}

/// The year of a KBLI list.
///
/// # Errors
/// A sentence, when no list of that year is in use.
pub fn kbli_version(text: &str) -> Result<u16, Said> {
    match text.trim() {
        "2020" => Ok(2020),
        "2025" => Ok(2025),
        _ => Err(Said::new(
            "daftar KBLI yang dipakai adalah yang tahun 2020 dan 2025; tulis salah satu tahun itu",
            "the KBLI lists in use are those of 2020 and 2025; write one of these years",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_has_five_digits_and_a_year() {
        for class in ["10761", "10794", "10796", "10722", "10772", "10779", "01270"] {
            assert_eq!(kbli(class).unwrap(), class);
        }
        for class in ["", "1076", "107611", "C10761", "10.761"] {
            assert!(kbli(class).unwrap_err().en.contains("5 digits"), "{class}");
        }
        assert_eq!((kbli_version("2020"), kbli_version(" 2025 ")), (Ok(2020), Ok(2025)));
        assert!(kbli_version("2015").is_err());
    }
}
