use telusur_code::{PublicKey, Thumbprint};

use crate::clock::Day;
use crate::registry::words;

words! {
    /// Where a key stands. Whether it was revoked is a revocation, not a state.
    pub enum KeyState {
        /// Published ahead of its use.
        Next = "next",
        /// Signs new batches.
        Active = "active",
        /// Signs nothing new; its codes still verify.
        Retired = "retired",
    }
}

/// The public half of a signing key and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The key.
    pub public: PublicKey,
    /// Whose signatures these are, such as `Dinas Perindustrian Provinsi Lampung`.
    pub issuer: String,
    /// Standing.
    pub state: KeyState,
    /// First day on which it may sign.
    pub not_before: Day,
    /// Last day on which it may sign.
    pub not_after: Day,
    /// When and why it was revoked, if it stands revoked.
    pub revoked: Option<crate::recalls::Revocation>,
}

impl Key {
    /// Its COSE Key Thumbprint (RFC 9679).
    pub fn thumbprint(&self) -> Thumbprint {
        *self.public.thumbprint()
    }

    /// Whether it was allowed to sign on a day.
    pub fn signs_on(&self, day: Day) -> bool {
        (self.not_before..=self.not_after).contains(&day)
    }
}
