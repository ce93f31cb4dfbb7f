use crate::clock::Day;
use crate::registry::RegionCode;
use crate::said::Said;

/// A certification as somebody wrote it.
#[derive(Debug, Clone, Copy)]
pub struct CertificationDraft<'a> {
    /// Kind number of the spec (section 4).
    pub kind: u64,
    /// Its number. For kind `ig` the name of the indikasi geografis, for `tkdn` the percentage.
    pub number: &'a str,
    /// Day of issue.
    pub issued: Option<Day>,
    /// Last good day, as stated.
    pub valid_until: Option<Day>,
    /// The present day.
    pub today: Day,
    /// Where the product is made.
    pub origin: RegionCode,
}

/// What a rule made of a draft. Well-formed, not "valid".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The number as it is printed, such as `P-IRT 5101804019901-28`.
    pub number: String,
    /// The text of it that is signed: digits only for halal, P-IRT, MD, ML, merek and TKDN (percent x 100).
    pub claim: String,
    /// Last good day; `None` when it does not expire or the day is not known.
    pub valid_until: Option<Day>,
    /// What an officer should look at.
    pub warnings: Vec<Warning>,
}

/// Which part of a draft an answer speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The number.
    Number,
    /// The day of issue.
    Issued,
    /// The last good day.
    ValidUntil,
}

/// Why a draft is not accepted, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text}")]
pub struct Refusal {
    /// The part it speaks of.
    pub field: Field,
    /// A sentence.
    pub text: Said,
}

/// What is odd about an accepted draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The part it speaks of.
    pub field: Field,
    /// A sentence.
    pub text: Said,
}

impl Refusal {
    pub(super) fn number(text: Said) -> Refusal {
        Refusal { field: Field::Number, text }
    }

    pub(super) fn issued(text: Said) -> Refusal {
        Refusal { field: Field::Issued, text }
    }

    pub(super) fn valid_until(text: Said) -> Refusal {
        Refusal { field: Field::ValidUntil, text }
    }
}

impl Warning {
    pub(super) fn number(text: Said) -> Warning {
        Warning { field: Field::Number, text }
    }

    pub(super) fn issued(text: Said) -> Warning {
        Warning { field: Field::Issued, text }
    }

    pub(super) fn valid_until(text: Said) -> Warning {
        Warning { field: Field::ValidUntil, text }
    }
}

impl Checked {
    /// A number that is kept and signed, with the last good day that was stated.
    pub(super) fn plain(draft: &CertificationDraft<'_>, number: String, claim: String) -> Checked {
        Checked { number, claim, valid_until: draft.valid_until, warnings: Vec::new() }
    }
}
