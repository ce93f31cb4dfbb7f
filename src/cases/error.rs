use super::CaseId;
use crate::clock::{Day, iso};
use crate::said::Said;

/// Why a step is refused. Each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such case.
    #[error("there is no case {0}")]
    Unknown(CaseId),
    /// Somebody moved the case since it was looked at.
    #[error("somebody else has worked on case {0} meanwhile; look at it again before you decide")]
    Meanwhile(CaseId),
    /// It is over.
    #[error("case {0} is decided; open a new one if something has changed")]
    Decided(CaseId),
    /// The step does not follow on the one before.
    #[error("case {0} cannot be {1} as it stands; look at what was done last")]
    Order(CaseId, &'static str),
    /// The role does not take such steps.
    #[error("{0}")]
    Role(&'static str),
    /// The person may not, because the matter is theirs.
    #[error("{0}")]
    Own(&'static str),
    /// The case is of another region.
    #[error("this case belongs to another region; its own office decides it")]
    Elsewhere,
    /// A document cannot have been seen on a day that is still to come.
    #[error("{} lies in the future; write the day on which the document was seen or the authority asked", iso(*.0))]
    Future(Day),
    /// One who decides alone says why.
    #[error("write a reason: the producer and the auditor will read it")]
    NoReason,
    /// A text is missing, too long, or holds what cannot be shown.
    #[error("{field}: {problem}")]
    Text {
        /// Which one.
        field: &'static str,
        /// What is wrong, and what to do.
        problem: Said,
    },
    /// The database could not answer.
    #[error(transparent)]
    Storage(#[from] crate::db::Error),
}
