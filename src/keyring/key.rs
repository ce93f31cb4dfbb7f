use telusur_code::{PublicKey, Thumbprint};

use super::Card;
use crate::clock::Day;
use crate::recalls::Revocation;
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
    pub revoked: Option<Revocation>,
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

    /// The word for where it stands, `revoked` above all.
    pub fn standing(&self) -> &'static str {
        if self.revoked.is_some() { "revoked" } else { self.state.word() }
    }

    /// Its public facts that never change.
    pub fn card(&self) -> Card {
        Card {
            public: self.public.clone(),
            issuer: self.issuer.clone(),
            not_before: self.not_before,
            not_after: self.not_after,
        }
    }
}

/// The key that signs new batches on a day: active, in its period, not revoked; the youngest of several.
///
/// # Errors
/// [`super::Error::NoneActive`].
pub fn signer(keys: &[Key], today: Day) -> Result<&Key, super::Error> {
    keys.iter()
        .filter(|key| key.state == KeyState::Active && key.revoked.is_none() && key.signs_on(today))
        .max_by_key(|key| key.not_before)
        .ok_or(super::Error::NoneActive)
}

/// The key that takes over when `leaving`, which signs now, no longer does: the oldest that waits and may sign on that day.
pub fn heir<'k>(keys: &'k [Key], leaving: &Key, today: Day) -> Option<&'k Key> {
    if leaving.state != KeyState::Active || leaving.revoked.is_some() {
        return None;
    }
    keys.iter().find(|key| key.state == KeyState::Next && key.revoked.is_none() && key.signs_on(today))
}

/// The one key whose thumbprint begins with some hex digits.
///
/// # Errors
/// [`super::Error::Unknown`] or [`super::Error::Ambiguous`].
pub fn pick<'k>(keys: &'k [Key], prefix: &str) -> Result<&'k Key, super::Error> {
    let prefix = prefix.to_ascii_lowercase();
    let mut matching = keys.iter().filter(|key| key.thumbprint().to_string().starts_with(&prefix));
    match (matching.next(), matching.next()) {
        (Some(key), None) if !prefix.is_empty() => Ok(key),
        (Some(_), Some(_)) => Err(super::Error::Ambiguous(prefix)),
        _ => Err(super::Error::Unknown(prefix)),
    }
}
