//! Numbers are written with blanks, dots and hyphens of every taste; rules look at what is left without them.

/// Upper case, without blanks, dots, hyphens, colons, slashes, and the word "No".
pub(super) fn plain(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|sign| !sign.is_whitespace() && !".-:/–".contains(*sign))
        .collect::<String>()
        .to_uppercase();
    let kept = kept.strip_prefix("NO").unwrap_or(&kept);
    match kept.split_once("NO") {
        Some((letters, digits)) if digits.starts_with(|sign: char| sign.is_ascii_digit()) => {
            format!("{letters}{digits}")
        }
        _ => kept.to_owned(),
    }
}

/// Whether a text is digits and nothing else.
pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Digits `from..to` of a text of digits, as a number. 0 when there are none.
pub(super) fn digits(text: &str, from: usize, to: usize) -> u16 {
    text.get(from..to).and_then(|part| part.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_taste_of_writing_reads_the_same() {
        for text in ["P-IRT 5101804019901-28", "p.irt no. 5101804019901-28", "PIRT No: 5101804019901 28"] {
            assert_eq!(plain(text), "PIRT510180401990128", "{text}");
        }
        assert_eq!(plain("No. 12"), "12");
        assert_eq!(plain("No. ID 1"), "ID1");
        assert_eq!(digits("5101804", 3, 7), 1804);
        assert_eq!(digits("51", 3, 7), 0);
    }
}
