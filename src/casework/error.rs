use crate::accounts::Role;
use crate::cases::CaseId;
use crate::clock::{Day, iso};
use crate::registry::{ProducerStatus, certifications};
use crate::said::Said;

/// Why a case is not opened or decided. Each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The rules of cases refuse it.
    #[error(transparent)]
    Case(#[from] crate::cases::Error),
    /// The person does not hold the seat in which they act.
    #[error("you do not act as {0} here; sign in again, your seats have changed")]
    Seat(Role),
    /// What the case is about is not there.
    #[error("there is no such {0}")]
    Unknown(&'static str),
    /// The claim has not the shape of its kind.
    #[error(transparent)]
    Claim(#[from] certifications::Refusal),
    /// A text is missing, too long, or holds what cannot be shown.
    #[error("{field}: {problem}")]
    Text {
        /// Which one.
        field: &'static str,
        /// What is wrong, and what to do.
        problem: Said,
    },
    /// The same waits already.
    #[error("this waits already, as case {0}")]
    Open(CaseId),
    /// The register has it already, checked.
    #[error("the register has {0} already; nothing is to be decided")]
    OnRecord(String),
    /// It was withdrawn or replaced.
    #[error("{number} ended on {}; claim the new number instead", iso(*.day))]
    Ended {
        /// The certification.
        number: String,
        /// When.
        day: Day,
    },
    /// The producer does not wait to be checked.
    #[error("this producer is '{0}' and does not wait to be checked")]
    Standing(ProducerStatus),
    /// Recalls refuse it.
    #[error(transparent)]
    Recall(#[from] crate::recalls::Error),
    /// The keyring refuses it.
    #[error(transparent)]
    Key(#[from] crate::keyring::Error),
    /// Accounts could not answer.
    #[error(transparent)]
    Accounts(#[from] crate::accounts::Error),
    /// The database could not answer.
    #[error(transparent)]
    Storage(#[from] crate::db::Error),
}
