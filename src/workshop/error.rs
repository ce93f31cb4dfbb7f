use super::Field;
use crate::registry::{BatchId, ProductId};

/// Why something is not done. Nothing is stored then.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// These fields cannot be taken as they are.
    #[error("look at these fields again: {}", .0.iter().map(|field| field.word()).collect::<Vec<_>>().join(", "))]
    Fields(Vec<Field>),
    /// There is no such thing, or it is another producer's.
    #[error("there is no such {0}")]
    Unknown(&'static str),
    /// A business of this NIB is on record.
    #[error("a business with this NIB is on record; ask the office for an invitation to it")]
    NibTaken,
    /// The producer has a product of this name.
    #[error("there is a product of this name already, number {0}")]
    NameTaken(ProductId),
    /// The product has a batch of this kode produksi.
    #[error("there is a batch of this kode produksi already, number {0}")]
    BatchTaken(BatchId),
    /// An officer has checked it, or is about to; only the office may change it.
    #[error("an officer has checked these fields; ask the office to change them")]
    Locked,
    /// As many as a producer may have.
    #[error("there are {0} already, and more are not kept")]
    TooMany(u64),
    /// More codes than a producer may have issued in a day.
    #[error("today {left} codes more may be issued; the rest tomorrow, or by the office")]
    Cap {
        /// How many are left today.
        left: u64,
    },
    /// So many codes need the password again.
    #[error("so many codes at once need the password")]
    PasswordFirst,
    /// This service makes no labels.
    #[error("labels are made on the office's machine")]
    NoSigner,
    /// Cases refuse it.
    #[error(transparent)]
    Case(#[from] crate::casework::Error),
    /// Issuance refuses it.
    #[error(transparent)]
    Issue(#[from] crate::issuance::Refusal),
    /// Printing refuses it.
    #[error(transparent)]
    Print(#[from] crate::printing::Error),
    /// Accounts refuse it.
    #[error(transparent)]
    Accounts(#[from] crate::accounts::Error),
    /// It is one's own, or not one's to give.
    #[error(transparent)]
    Member(#[from] crate::membership::Error),
    /// The database could not answer.
    #[error(transparent)]
    Storage(#[from] crate::db::Error),
}

/// Reads fields, and remembers which of them cannot be taken, so that all are told at once.
#[derive(Default)]
pub(super) struct Reading(Vec<Field>);

impl Reading {
    /// A field that must be there.
    pub(super) fn need<T>(&mut self, field: Field, text: &str, rule: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let read = rule(text.trim());
        if read.is_none() {
            self.refuse(field);
        }
        read
    }

    /// A field that may be empty.
    pub(super) fn may<T>(&mut self, field: Field, text: &str, rule: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        if text.trim().is_empty() { None } else { self.need(field, text, rule) }
    }

    /// Marks a field.
    pub(super) fn refuse(&mut self, field: Field) {
        if !self.0.contains(&field) {
            self.0.push(field);
        }
    }

    /// What was read, unless something cannot be taken.
    pub(super) fn end<T>(self, read: Option<T>) -> Result<T, Error> {
        match read {
            Some(read) if self.0.is_empty() => Ok(read),
            _ => Err(Error::Fields(self.0)),
        }
    }
}
