//! The number of a certification, in the one spelling that section 4 gives it.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};

use crate::Unreadable;

/// Kinds of certification. A number is never reused; a kind that is not listed here is carried and shown as such.
pub mod kind {
    /// Halal certificate, BPJPH: the digits after `ID`, 17 wide.
    pub const HALAL: u64 = 1;
    /// Izin edar P-IRT (SPP-IRT): 15 digits.
    pub const PIRT: u64 = 2;
    /// Izin edar BPOM MD, domestic processed food: 12 or 15 digits.
    pub const MD: u64 = 3;
    /// Izin edar BPOM ML, imported processed food: 12 or 15 digits.
    pub const ML: u64 = 4;
    /// Izin edar BPOM TR, TI or TL, traditional medicine: text with its letters, no blanks.
    pub const TRADITIONAL: u64 = 5;
    /// Izin edar BPOM NA to NE, cosmetics: text with its letters, no blanks.
    pub const COSMETIC: u64 = 6;
    /// Izin edar BPOM SD, SI or SL, supplements: text with its letters, no blanks.
    pub const SUPPLEMENT: u64 = 7;
    /// SNI certificate (SPPT-SNI): text.
    pub const SNI: u64 = 8;
    /// Indikasi geografis: text.
    pub const IG: u64 = 9;
    /// TKDN, local content: percent x 100.
    pub const TKDN: u64 = 10;
    /// Merek, trademark: the digits after `IDM`.
    pub const MEREK: u64 = 11;
    /// Organic: text.
    pub const ORGANIC: u64 = 12;
}

/// A halal number is below this: 17 digits.
const HALAL_LIMIT: u64 = 100_000_000_000_000_000;
const HALAL_DIGITS: usize = 17;

/// The number of a certification: an unsigned integer where its digits allow it, otherwise text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Number {
    /// Digits only.
    Uint(u64),
    /// Anything else: letters, leading zeros, more digits than 64 bits hold.
    Text(String),
}

impl Number {
    /// The one spelling of a number as printed on a certificate or a pack.
    ///
    /// Blanks at the ends are dropped, and for kinds 5 to 7 all blanks. Kinds 1 and 11 lose their `ID` or `IDM`,
    /// and the numbers that are digits by rule (kinds 1 to 4 and 11) lose the blanks, dots and hyphens they are
    /// printed with. Nothing else changes: letters stay as they are, and no length is corrected.
    ///
    /// # Errors
    ///
    /// [`NumberSpelling`](Unreadable::NumberSpelling) if nothing is left.
    ///
    /// # Examples
    ///
    /// ```
    /// use telusur_code::{Number, kind};
    ///
    /// let halal = Number::spell(kind::HALAL, "ID00410000138790622").unwrap();
    /// assert_eq!(halal, Number::Uint(410_000_138_790_622));
    /// assert_eq!(halal.print(kind::HALAL), "00410000138790622");
    ///
    /// let pirt = Number::spell(kind::PIRT, "5101804019901-28").unwrap();
    /// assert_eq!(pirt, Number::Uint(510_180_401_990_128));
    ///
    /// // A leading zero would be lost in an integer, except in a halal number, whose width is known.
    /// assert_eq!(Number::spell(kind::SNI, "0123").unwrap(), Number::Text("0123".into()));
    /// ```
    pub fn spell(kind: u64, text: &str) -> Result<Self, Unreadable> {
        let plain = plain(kind, text.trim());
        if plain.is_empty() {
            return Err(Unreadable::NumberSpelling(kind));
        }
        Ok(uint_due(kind, &plain).map_or(Self::Text(plain), Self::Uint))
    }

    /// The number as it is printed, without `ID` or `IDM`: a halal number 17 wide, any other as it is.
    pub fn print(&self, kind: u64) -> String {
        match self {
            Self::Uint(number) if kind == kind::HALAL => format!("{number:0HALAL_DIGITS$}"),
            Self::Uint(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }

    /// Refuses a second spelling: text where an integer was due, an integer where text was due (a zero, a halal
    /// number of more than 17 digits), and a blank in kinds 5 to 7.
    pub(crate) fn check(&self, kind: u64) -> Result<(), Unreadable> {
        let one_spelling = match self {
            Self::Uint(number) if kind == kind::HALAL => *number < HALAL_LIMIT,
            Self::Uint(number) => *number != 0,
            Self::Text(text) => {
                uint_due(kind, text).is_none() && !(has_no_blanks(kind) && text.contains(char::is_whitespace))
            }
        };
        if one_spelling { Ok(()) } else { Err(Unreadable::NumberSpelling(kind)) }
    }
}

/// The integer that a text must be spelt as, if it must.
fn uint_due(kind: u64, text: &str) -> Option<u64> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let due = if kind == kind::HALAL { text.len() == HALAL_DIGITS } else { !text.starts_with('0') };
    if due { text.parse().ok() } else { None }
}

fn has_no_blanks(kind: u64) -> bool {
    matches!(kind, kind::TRADITIONAL | kind::COSMETIC | kind::SUPPLEMENT)
}

fn plain(kind: u64, text: &str) -> String {
    if has_no_blanks(kind) {
        return text.chars().filter(|c| !c.is_whitespace()).collect();
    }
    let prefix = match kind {
        kind::HALAL => "ID",
        kind::MEREK => "IDM",
        kind::PIRT | kind::MD | kind::ML => "",
        _ => return text.to_owned(),
    };
    let number = text.strip_prefix(prefix).unwrap_or(text);
    let printed = |c: char| c.is_whitespace() || matches!(c, '.' | '-');
    if number.chars().all(|c| c.is_ascii_digit() || printed(c)) {
        number.chars().filter(char::is_ascii_digit).collect()
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Number {
        Number::Text(text.to_owned())
    }

    #[test]
    fn a_halal_number_is_an_integer_at_17_digits_only() {
        let spelt = |digits| Number::spell(kind::HALAL, digits).unwrap();
        assert_eq!(spelt("18119999000010623"), Number::Uint(18_119_999_000_010_623));
        assert_eq!(spelt("00000000000000000"), Number::Uint(0));
        assert_eq!(spelt("1811999900001062"), text("1811999900001062"));
        assert_eq!(spelt("181199990000106230"), text("181199990000106230"));
    }

    #[test]
    fn any_other_number_is_an_integer_below_two_to_the_64() {
        let spelt = |digits| Number::spell(kind::SNI, digits).unwrap();
        assert_eq!(spelt("18446744073709551615"), Number::Uint(u64::MAX));
        assert_eq!(spelt("18446744073709551616"), text("18446744073709551616"));
        assert_eq!(spelt("0"), text("0"));
    }

    #[test]
    fn a_second_spelling_is_refused() {
        let misspelt = [
            (kind::HALAL, text("18119999000010623")),
            (kind::HALAL, Number::Uint(HALAL_LIMIT)),
            (kind::PIRT, text("510180401990128")),
            (kind::PIRT, Number::Uint(0)),
            (kind::TRADITIONAL, text("TR 269999016")),
            (99, text("7")),
        ];
        for (kind, number) in misspelt {
            assert_eq!(number.check(kind), Err(Unreadable::NumberSpelling(kind)), "{number:?}");
        }
    }

    #[test]
    fn a_permit_with_letters_loses_its_blanks_and_nothing_else() {
        assert_eq!(Number::spell(kind::TRADITIONAL, " TR 269 999 016").unwrap(), text("TR269999016"));
        assert!(Number::spell(kind::TRADITIONAL, "  ").is_err());
    }
}
