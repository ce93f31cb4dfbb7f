use crate::said::Said;

/// Why a recall, a revocation or a lift is refused.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A text is missing, too long, or holds what cannot be shown.
    #[error("{field}: {problem}")]
    Text {
        /// Which one.
        field: &'static str,
        /// What is wrong, and what to do.
        problem: Said,
    },
    /// The range is not one, or lies outside the batch.
    #[error("items {first} to {last} are no range of this batch, which has items 1 to {items}")]
    Range {
        /// As asked.
        first: u64,
        /// As asked.
        last: u64,
        /// How many the batch has.
        items: u64,
    },
    /// There is no such entry.
    #[error("there is no {0}; 'telusur list recalls' shows them with their numbers")]
    Unknown(String),
    /// The entry was lifted before.
    #[error("{0} was lifted already")]
    Lifted(String),
    /// The database could not answer.
    #[error(transparent)]
    Storage(#[from] crate::db::Error),
}
