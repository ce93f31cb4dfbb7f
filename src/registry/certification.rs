use super::{ProductId, words};
use crate::clock::Day;

words! {
    /// What a claim rests on. Never mixed with the signature: that only says that the office wrote the claim down.
    pub enum BasisKind {
        /// The producer said so.
        Declared = "declared",
        /// An officer has seen the document.
        DocumentSeen = "document_seen",
        /// An officer has confirmed it with the authority.
        Confirmed = "confirmed",
    }
}

/// What a certification claim rests on, and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// Kind of basis.
    pub kind: BasisKind,
    /// The day of it; `None` only for a declaration whose day is unknown.
    pub day: Option<Day>,
    /// Which office or officer, when one was involved.
    pub by: Option<String>,
}

/// A certificate or permit of a product, as the register holds it today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certification {
    /// Whose.
    pub product: ProductId,
    /// Kind number of the spec (section 4).
    pub kind: u64,
    /// Number as printed, such as `P-IRT 5101804019901-28`.
    pub number: String,
    /// On whose name it is, when not the producer's.
    pub holder: Option<String>,
    /// Day of issue.
    pub issued: Option<Day>,
    /// Last good day; `None` when it does not expire.
    pub valid_until: Option<Day>,
    /// What the claim rests on.
    pub basis: Basis,
    /// The day it was withdrawn or ended early.
    pub ended: Option<Day>,
}

impl Certification {
    /// Whether it is good on a day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.valid_until.is_none_or(|last| day <= last) && self.ended.is_none_or(|end| day < end)
    }

    /// The day from which it is no longer good, when that is known.
    pub fn lapses(&self) -> Option<Day> {
        match (self.valid_until, self.ended) {
            (Some(last), Some(end)) => Some(end.min(Day(last.0 + 1))),
            (Some(last), None) => Some(Day(last.0 + 1)),
            (None, end) => end,
        }
    }
}
