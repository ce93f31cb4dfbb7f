use crate::said::{Said, said};

/// A Nomor Induk Berusaha: 13 digits. Blanks, dots and hyphens are dropped.
///
/// # Errors
/// A sentence, when it is no NIB.
///
/// # Examples
/// Well-formed, which does not say that OSS gave it out:
/// ```
/// assert_eq!(telusur::registry::fields::nib("9900 1804 00001").unwrap(), "9900180400001");
/// ```
pub fn nib(text: &str) -> Result<String, Said> {
    let plain: String = text.chars().filter(|sign| !matches!(sign, ' ' | '.' | '-')).collect();
    let digits = plain.bytes().all(|byte| byte.is_ascii_digit());
    match plain.len() {
        13 if digits => Ok(plain),
        _ if plain.contains(['E', 'e']) && plain.contains('+') => Err(Said::new(
            "aplikasi spreadsheet membulatkan nomor ini; format kolomnya sebagai teks, lalu tulis lagi 13 angka NIB",
            "a spreadsheet has rounded this number; format the column as text and enter the 13 digits of the NIB again",
        )),
        length @ (15 | 16) if digits => Err(said!(
            "NIB terdiri dari 13 angka, ini {length}; sepanjang itu NPWP atau NIK, yang tidak disimpan di sini: tulis NIB-nya",
            "a NIB has 13 digits, this has {length}; that is the length of an NPWP or NIK, which is not kept here: write the NIB"
        )),
        21 if digits => Err(Said::new(
            "NIB terdiri dari 13 angka, ini 21: sepertinya nomor PB-UMKU, yang diawali NIB; tulis 13 angka pertamanya jika itu memang NIB-nya",
            "a NIB has 13 digits, this has 21: it looks like a PB-UMKU number, which begins with the NIB; write its first 13 digits if they are the NIB",
        )),
        _ => Err(Said::new(
            "NIB terdiri dari 13 angka; salin dari dokumen OSS",
            "a NIB has 13 digits; copy it from the OSS document",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::nib;

    #[test]
    fn a_nib_has_thirteen_digits() {
        assert_eq!(nib("9900180400001").unwrap(), "9900180400001");
        assert_eq!(nib("9900-1804-00001").unwrap(), "9900180400001");
        let refused = [
            ("", "13 digits"),
            ("990018040000", "13 digits"),
            ("99001804000O1", "13 digits"),
            ("9.90018E+12", "spreadsheet"),
            ("0999999999999000", "NPWP"),
            ("990018040000100010001", "PB-UMKU"),
        ];
        for (text, reason) in refused {
            assert!(nib(text).unwrap_err().en.contains(reason), "{text}");
        }
    }
}
