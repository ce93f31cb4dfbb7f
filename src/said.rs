//! A sentence in both languages of the service, for rooms that know no reader and so no language.
//!
//! Who finds something wrong says it here twice, side by side: the same facts and the same advice in the same order. The
//! door picks: a page shows its own language, the command line, the logs and the JSON API show English.
use std::borrow::Cow;
use std::fmt;

/// The same sentence in Indonesian and in English. Written out, as by `to_string`, it is English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// In Indonesian.
    pub id: Cow<'static, str>,
    /// In English.
    pub en: Cow<'static, str>,
}

impl Said {
    /// A sentence without gaps; one with gaps is made by the macro `said!`.
    pub const fn new(id: &'static str, en: &'static str) -> Said {
        Said { id: Cow::Borrowed(id), en: Cow::Borrowed(en) }
    }
}

impl std::error::Error for Said {}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

/// A sentence with gaps, as in `format!`: first Indonesian, then English, then what both are filled with. What is named
/// after the sentences must stand in both, or it does not compile.
macro_rules! said {
    ($id:literal, $en:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::said::Said {
            id: std::borrow::Cow::Owned(format!($id $(, $name = $value)*)),
            en: std::borrow::Cow::Owned(format!($en $(, $name = $value)*)),
        }
    };
}
pub(crate) use said;

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Whether both sentences name the same numbers, in whatever order: a fact that only one of them tells shows so.
    pub(crate) fn agree(said: &Said) -> bool {
        let numbers = |text: &str| {
            let mut numbers: Vec<String> = text
                .split(|sign: char| !sign.is_ascii_digit())
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect();
            numbers.sort();
            numbers
        };
        said.id != said.en && numbers(&said.id) == numbers(&said.en)
    }

    #[test]
    fn a_sentence_is_filled_twice_and_written_in_english() {
        let most = 20;
        let said = said!("{length} huruf, paling banyak {most}", "{length} letters, at most {most}", length = 7 * 3);
        assert_eq!((&*said.id, &*said.en), ("21 huruf, paling banyak 20", "21 letters, at most 20"));
        assert_eq!(said.to_string(), "21 letters, at most 20");
        assert!(agree(&said));
        assert!(!agree(&Said::new("paling banyak 20", "at most 21")));
    }
}
