use crate::accounts::Role;
use crate::registry::ProducerStatus;
use crate::said::Said;

/// Why an act of the office is refused. Each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The person does not hold that seat there, or it may not do this.
    #[error("you do not act as {0} here; sign in again, your seats may have changed")]
    Seat(Role),
    /// What it is about is not there.
    #[error("there is no such {0}")]
    Unknown(&'static str),
    /// A producer cannot come to stand so from where it stands.
    #[error("a producer that is '{from}' does not become '{to}' this way")]
    Standing {
        /// Where it stands.
        from: ProducerStatus,
        /// Where it shall stand.
        to: ProducerStatus,
    },
    /// A text of a form is missing or has not the shape that the register keeps.
    #[error("{field}: {problem}")]
    Field {
        /// Which one.
        field: &'static str,
        /// What is wrong, and what to do.
        problem: Said,
    },
    /// Another sentra has this code.
    #[error("there is a sentra of the code {0} already; change that one, or write another code")]
    Taken(String),
    /// Rows of a file lie in regions where the person does not import.
    #[error("{0} rows of the file lie outside your region; take them out")]
    Outside(usize),
    /// The file has faults.
    #[error(transparent)]
    Import(#[from] crate::registry::import::Refused),
    /// Recalls refuse it.
    #[error(transparent)]
    Recall(#[from] crate::recalls::Error),
    /// Reports refuse it.
    #[error(transparent)]
    Report(#[from] crate::reports::Error),
    /// Accounts refuse it.
    #[error(transparent)]
    Accounts(#[from] crate::accounts::Error),
    /// The database could not answer.
    #[error(transparent)]
    Storage(#[from] crate::db::Error),
}
