//! Passkeys (WebAuthn): a second factor that a phone, a computer or a small key keeps, opened with a fingerprint, a face or the lock
//! of the screen. See docs/decisions/0030.
//!
//! A *ceremony* is one question to a browser and its one answer: to make a passkey, or to prove that one is there. The question holds
//! a random challenge; it belongs to the session that asked, lives five minutes, and is taken away by the first answer, good or bad.
//! A [`RelyingParty`] says where passkeys are good: there is none for an address that browsers do not allow.
//!
//! Promises: an answer counts only when it signs our challenge, from our origin, for our host, after the device has seen its owner, by
//! a passkey of the person who was asked, with a counter that did not go back. Only [`receive_passkey`] makes a [`NewPasskey`].
mod asking;
mod checking;
mod party;

pub use asking::{ask_for_passkey, ask_for_proof};
pub use checking::{NewPasskey, confirm_passkey, receive_passkey};
pub use party::RelyingParty;

use webauthn_rp::request::register::UserHandle16;

use crate::clock::Moment;

/// For how long a question may be answered, in milliseconds. Browsers are told the same.
const CEREMONY_MS: i64 = 5 * 60_000;
/// Passkeys of one person, at most.
pub const MOST_PASSKEYS: u32 = 10;

/// A passkey's number: for a list of one's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PasskeyId(pub i64);

/// A passkey, as its owner knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// The number.
    pub id: PasskeyId,
    /// What the owner calls it.
    pub name: String,
    /// When it was added.
    pub added_at: Moment,
    /// When it was last shown.
    pub used_at: Option<Moment>,
}

/// What a question is for. An answer to one is none to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::accounts) enum Kind {
    /// To make a passkey.
    New,
    /// To prove that one is there.
    Proof,
}

impl Kind {
    /// As stored.
    pub(in crate::accounts) fn word(self) -> &'static str {
        match self {
            Kind::New => "new",
            Kind::Proof => "proof",
        }
    }
}

/// A passkey, as it is stored: what is needed to ask for it and to check its answer.
#[derive(Debug, Clone)]
pub(in crate::accounts) struct Kept {
    pub(in crate::accounts) id: PasskeyId,
    pub(in crate::accounts) credential: Vec<u8>,
    pub(in crate::accounts) transports: u8,
    pub(in crate::accounts) handle: [u8; 16],
    pub(in crate::accounts) key: Vec<u8>,
    pub(in crate::accounts) state: [u8; 7],
}

/// A person's random name, as devices are told it.
type Handle = UserHandle16;
