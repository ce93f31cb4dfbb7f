//! GTIN: the number that trade knows a product by (GS1 General Specifications, sections 2.1 and 7.9).

use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use crate::Unreadable;

const WIDEST: usize = 14;

/// A GTIN-8, -12, -13 or -14 whose last digit is its check digit.
///
/// Two GTINs are equal when they are written equally; compare [`to_14`](Self::to_14) to compare what they name.
///
/// # Examples
///
/// ```
/// use telusur_code::Gtin;
///
/// let gtin = Gtin::parse("9521804000016").unwrap();
/// assert_eq!(gtin.to_string(), "9521804000016");
/// assert_eq!(gtin.to_14(), "09521804000016");
/// assert!(Gtin::parse("9521804000017").is_err(), "wrong check digit");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gtin {
    /// ASCII digits, filled up with zeros on the left.
    digits: [u8; WIDEST],
    width: usize,
}

impl Gtin {
    /// Reads 8, 12, 13 or 14 digits, without blanks.
    ///
    /// # Errors
    ///
    /// [`Unreadable::Gtin`] for any other length, a character that is no digit, or a wrong check digit.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let width = text.len();
        if !matches!(width, 8 | 12..=WIDEST) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Unreadable::Gtin);
        }
        let mut digits = [b'0'; WIDEST];
        digits[WIDEST - width..].copy_from_slice(text.as_bytes());
        if weighted_sum(&digits).is_multiple_of(10) { Ok(Self { digits, width }) } else { Err(Unreadable::Gtin) }
    }

    /// All 14 digits, as they stand in an address.
    pub fn to_14(&self) -> String {
        self.to_wide().as_str().into()
    }

    /// The same number as a GTIN-14.
    pub fn to_wide(&self) -> Self {
        Self { width: WIDEST, ..*self }
    }

    /// The GTIN as it was given.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.digits[WIDEST - self.width..]).expect("parse saw ASCII digits")
    }
}

/// From the left of 14, digits weigh 3 and 1 in turn; with the check digit the sum is a multiple of ten.
fn weighted_sum(digits: &[u8; WIDEST]) -> u32 {
    let weights = [3, 1].into_iter().cycle();
    digits.iter().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum()
}

/// The GTIN as it was given.
impl fmt::Display for Gtin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Gtin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Gtin({self})")
    }
}

impl FromStr for Gtin {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn each_width_is_read_and_printed_as_given() {
        for text in ["96385074", "614141007349", "9521804000016", "09521804000016"] {
            assert_eq!(Gtin::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn every_single_wrong_digit_is_refused() {
        let right = "09521804000016";
        for at in 0..right.len() {
            for digit in '0'..='9' {
                let mut text = String::from(right);
                text.replace_range(at..=at, digit.encode_utf8(&mut [0; 4]));
                assert_eq!(Gtin::parse(&text).is_ok(), text == right, "{text}");
            }
        }
    }

    #[test]
    fn other_lengths_and_characters_are_refused() {
        for text in ["", "0", "0000000", "000000000", "00000000000", "000000000000000", "9638507٤", "+9638507"] {
            assert_eq!(Gtin::parse(text), Err(Unreadable::Gtin), "{text:?}");
        }
    }
}
