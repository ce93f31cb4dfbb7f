use crate::db;
use crate::said::Said;

/// What a form lacks before it is a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Nothing was chosen of what may be wrong.
    #[error("say what is wrong")]
    Wrong,
    /// "Something else", and not what.
    #[error("describe what is wrong")]
    Account,
    /// A text is too long.
    #[error("shorten the text to at most {0} characters")]
    TooLong(usize),
}

/// Why an act on a report is refused.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is none with this number, or it lies outside the officer's region.
    #[error("there is no such report")]
    Unknown,
    /// Somebody else was faster, or it is closed.
    #[error("this report is '{0}' by now; open it again")]
    Moved(super::State),
    /// An answer or a reason that cannot be stored.
    #[error("answer: {0}")]
    Answer(Said),
    /// The database could not answer.
    #[error(transparent)]
    Storage(#[from] db::Error),
}
