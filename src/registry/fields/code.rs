use crate::said::Said;

/// The office's own code of a sentra, producer or product, such as `IKM-1804-001`. It appears in addresses and files.
///
/// # Errors
/// A sentence, when it is not 1 to 40 letters, digits, hyphens, dots or underscores.
pub fn code(text: &str) -> Result<String, Said> {
    let text = text.trim();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    if (1..=40).contains(&text.len()) && text.bytes().all(is_plain) {
        Ok(text.to_owned())
    } else {
        Err(Said::new(
            "kode terdiri dari 1 sampai 40 huruf, angka, tanda hubung, titik atau garis bawah; tulis seperti IKM-1804-001",
            "a code has 1 to 40 letters, digits, hyphens, dots or underscores; write it like IKM-1804-001",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn a_code_fits_into_an_address() {
        assert_eq!(code(" IKM-1804-001-01 ").unwrap(), "IKM-1804-001-01");
        for text in ["", "IKM 1804", "a/b", "../x", "kopi?", "é", &"x".repeat(41)] {
            assert!(code(text).unwrap_err().en.contains("IKM-1804-001"), "{text}");
        }
    }
}
