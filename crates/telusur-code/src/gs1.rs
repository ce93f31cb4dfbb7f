//! The path of a GS1 Digital Link, as a signed code prints it (section 1 of the format).

use alloc::string::String;
use core::fmt;

use crate::{Gtin, Unreadable};

/// `/01/` GTIN14 `/10/` LOT `/21/` SERIAL, with 20 characters each.
const LONGEST: usize = 18 + 24 + 24;

/// `/01/GTIN14[/10/LOT][/21/SERIAL]`: the part of a GS1 address that the signature covers.
///
/// LOT and SERIAL are 1 to 20 of the characters `A-Z a-z 0-9 - . _`. A lone `.` or `..` is refused too: browsers
/// resolve these away (RFC 3986, 5.2.4), and the code would no longer be the one that was signed.
///
/// # Examples
///
/// ```
/// use telusur_code::{Gs1Path, Gtin};
///
/// let gtin = Gtin::parse("9521804000016").unwrap();
/// let path = Gs1Path::new(gtin, Some("261022-B"), Some("4711")).unwrap();
/// assert_eq!(path.as_str(), "/01/09521804000016/10/261022-B/21/4711");
/// assert!(Gs1Path::new(gtin, Some("26/10"), None).is_err());
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Gs1Path {
    gtin: Gtin,
    text: String,
}

impl Gs1Path {
    /// Writes the path of a product, a batch (lot) or an item (serial).
    ///
    /// # Errors
    ///
    /// [`Unreadable::LotOrSerial`].
    pub fn new(gtin: Gtin, lot: Option<&str>, serial: Option<&str>) -> Result<Self, Unreadable> {
        let gtin = gtin.to_wide();
        let mut text = String::with_capacity(LONGEST);
        text.extend(["/01/", gtin.as_str()]);
        for (identifier, value) in [("/10/", lot), ("/21/", serial)] {
            let Some(value) = value else { continue };
            check_segment(value)?;
            text.extend([identifier, value]);
        }
        Ok(Self { gtin, text })
    }

    /// Reads a path exactly as printed.
    ///
    /// # Errors
    ///
    /// [`Unreadable::Gtin`], [`Unreadable::LotOrSerial`], or [`Unreadable::Path`] for any other form.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        if text.len() > LONGEST {
            return Err(Unreadable::Path);
        }
        let rest = text.strip_prefix("/01/").ok_or(Unreadable::Path)?;
        let (gtin, rest) = rest.split_at_checked(14).ok_or(Unreadable::Gtin)?;
        let (lot, rest) = element(rest, "/10/");
        let (serial, rest) = element(rest, "/21/");
        if !rest.is_empty() {
            return Err(Unreadable::Path);
        }
        Self::new(Gtin::parse(gtin)?, lot, serial)
    }

    /// The path exactly as printed: the external data that the signature covers.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The GTIN, 14 wide.
    pub fn gtin(&self) -> Gtin {
        self.gtin
    }

    /// The printed batch code, if the path holds one.
    pub fn lot(&self) -> Option<&str> {
        element(&self.text[18..], "/10/").0
    }

    /// The printed item number, if the path holds one.
    pub fn serial(&self) -> Option<&str> {
        element(element(&self.text[18..], "/10/").1, "/21/").0
    }
}

impl fmt::Display for Gs1Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Gs1Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Gs1Path({})", self.text)
    }
}

/// The value that follows `identifier` up to the next slash, and what comes after it.
fn element<'a>(text: &'a str, identifier: &str) -> (Option<&'a str>, &'a str) {
    let Some(rest) = text.strip_prefix(identifier) else {
        return (None, text);
    };
    let (value, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    (Some(value), rest)
}

fn check_segment(value: &str) -> Result<(), Unreadable> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    let is_dots = matches!(value, "." | "..");
    if (1..=20).contains(&value.len()) && value.bytes().all(plain) && !is_dots {
        Ok(())
    } else {
        Err(Unreadable::LotOrSerial)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_reads_back_as_printed() {
        for text in [
            "/01/09521804000016",
            "/01/09521804000016/10/A",
            "/01/09521804000016/21/00000000000000000001",
            "/01/09521804000016/10/21/21/10",
        ] {
            assert_eq!(Gs1Path::parse(text).unwrap().as_str(), text);
        }
        let path = Gs1Path::parse("/01/09521804000016/10/21/21/10").unwrap();
        assert_eq!((path.lot(), path.serial()), (Some("21"), Some("10")));
    }

    #[test]
    fn any_other_form_is_refused() {
        for text in [
            "",
            "/01/",
            "01/09521804000016",
            "/01/9521804000016",
            "/01/09521804000017",
            "/01/09521804000016/",
            "/01/09521804000016/10",
            "/01/09521804000016/10/",
            "/01/09521804000016/10/A/",
            "/01/09521804000016/21/1/10/A",
            "/01/09521804000016/10/A/10/B",
            "/01/09521804000016/22/A",
            "/01/09521804000016/10/%41",
            "/01/09521804000016/10/..",
            "/01/09521804000016/10/123456789012345678901",
            "/01/0952180400001é",
        ] {
            assert!(Gs1Path::parse(text).is_err(), "{text:?}");
        }
    }
}
