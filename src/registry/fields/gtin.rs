use telusur_code::Gtin;

use crate::said::{Said, said};

/// A GTIN-8, -12, -13 or -14 with a right check digit. Blanks and hyphens are dropped.
///
/// # Errors
/// A sentence, when the digits are too few or too many, or the check digit is wrong.
pub fn gtin(text: &str) -> Result<String, Said> {
    let plain: String = text.chars().filter(|sign| !matches!(sign, ' ' | '-')).collect();
    if !plain.bytes().all(|byte| byte.is_ascii_digit()) || !matches!(plain.len(), 8 | 12..=14) {
        return Err(Said::new(
            "GTIN terdiri dari 8, 12, 13 atau 14 angka; salin semua angka di bawah kode batangnya",
            "a GTIN has 8, 12, 13 or 14 digits; copy all digits below the barcode",
        ));
    }
    if Gtin::parse(&plain).is_ok() {
        return Ok(plain);
    }
    let (body, last) = plain.split_at(plain.len() - 1);
    let due = (0..=9).find(|digit| Gtin::parse(&format!("{body}{digit}")).is_ok()).unwrap_or_default();
    Err(said!(
        "angka pemeriksa GTIN ini seharusnya {due}, bukan {last}: ada angka yang salah ketik; bandingkan dengan kode batangnya",
        "the check digit of this GTIN would be {due}, not {last}: a digit is mistyped; compare it with the barcode"
    ))
}

#[cfg(test)]
mod tests {
    use super::gtin;

    #[test]
    fn a_gtin_ends_in_its_check_digit() {
        for text in ["9521804000016", "96385074", "614141007349", "09521804000016"] {
            assert_eq!(gtin(text).unwrap(), text);
        }
        assert_eq!(gtin("952-1804-00001 6").unwrap(), "9521804000016");
        assert!(gtin("9521804000017").unwrap_err().en.contains("would be 6, not 7"));
        for text in ["", "123", "952180400001A", "952180400001"] {
            assert!(gtin(text).is_err(), "{text}");
        }
    }
}
