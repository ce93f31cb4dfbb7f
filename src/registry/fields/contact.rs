use crate::said::Said;

/// A telephone number: 6 to 20 digits, with the usual signs between them. Kept as written.
///
/// # Errors
/// A sentence, when it is none.
pub fn phone(text: &str) -> Result<String, Said> {
    let text = text.trim();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let usual = |sign: char| sign.is_ascii_digit() || matches!(sign, '+' | '-' | ' ' | '(' | ')' | '.' | '/');
    if (6..=20).contains(&digits) && text.len() <= 40 && text.chars().all(usual) {
        Ok(text.to_owned())
    } else {
        Err(Said::new(
            "ini bukan nomor telepon; tulis seperti 0812-3456-7890",
            "this is no telephone number; write one like 0812-3456-7890",
        ))
    }
}

/// A mail address, by its rough shape only.
///
/// # Errors
/// A sentence, when it is none.
pub fn email(text: &str) -> Result<String, Said> {
    let text = text.trim();
    let shaped = text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !host.contains('@')
    });
    let plain = |sign: char| !sign.is_whitespace() && !sign.is_control() && !"<>\"',;\\".contains(sign);
    if shaped && text.len() <= 254 && text.chars().all(plain) {
        Ok(text.to_owned())
    } else {
        Err(Said::new(
            "ini bukan alamat surel; tulis seperti nama@contoh.co.id",
            "this is no mail address; write one like nama@contoh.co.id",
        ))
    }
}

/// Latitude and longitude in degrees.
///
/// # Errors
/// A sentence, when one of them is no number of its range.
pub fn place(lat: &str, lng: &str) -> Result<(f64, f64), Said> {
    let degrees = |text: &str, most: f64| text.trim().parse::<f64>().ok().filter(|value| value.abs() <= most);
    match (degrees(lat, 90.0), degrees(lng, 180.0)) {
        (Some(lat), Some(lng)) => Ok((lat, lng)),
        _ => Err(Said::new(
            "tulis lintang dan bujur dalam derajat dengan titik desimal, misalnya -5.0888 dan 104.2724",
            "write latitude and longitude in degrees with a decimal point, such as -5.0888 and 104.2724",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_are_read_leniently() {
        for text in ["0812-0000-0001", "+62 812 0000 0001", "(0721) 123456"] {
            assert_eq!(phone(text).unwrap(), text);
        }
        for text in ["", "12", "telepon", "0812<script>"] {
            assert!(phone(text).is_err(), "{text}");
        }
        assert_eq!(email("ikm01@contoh.example").unwrap(), "ikm01@contoh.example");
        for text in ["", "ikm01", "@contoh.example", "a@b", "a b@c.d", "<a@b.c>", "a@b@c.d"] {
            assert!(email(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_place_lies_on_the_earth() {
        assert_eq!(place("-5.0888", "104.2724"), Ok((-5.0888, 104.2724)));
        for (lat, lng) in [("", "104"), ("-5,08", "104"), ("91", "0"), ("0", "181"), ("NaN", "1"), ("inf", "1")] {
            assert!(place(lat, lng).is_err(), "{lat} {lng}");
        }
    }
}
