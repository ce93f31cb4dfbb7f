use crate::said::Said;

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Weak {
    /// Fewer than [`SHORTEST`](super::SHORTEST) characters.
    #[error("the password is too short; 8 characters at least, a few words are best")]
    Short,
    /// Longer ones only keep the machine busy.
    #[error("the password is too long; 256 characters at most")]
    Long,
    /// Everybody tries it first.
    #[error("this password is among those that everybody tries first; choose another, a few words are best")]
    Common,
    /// A name or a common word, and digits.
    #[error("a password must be more than a name or a common word with digits; a few words are best")]
    Guessable,
    /// The machine could not compute its hash.
    #[error("the password could not be kept; try again")]
    NotKept,
}

/// Why an act on accounts is refused.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The login is not one that can be typed.
    #[error(
        "'{0}' is no login; write 3 to 40 small letters, digits, dots, hyphens or underscores, or a telephone number"
    )]
    Login(String),
    /// The name is missing, too long, or holds what cannot be shown.
    #[error("name: {0}")]
    Name(Said),
    /// The password is not taken.
    #[error(transparent)]
    Password(#[from] Weak),
    /// Somebody else has this login.
    #[error("the login '{0}' is taken; choose another")]
    Taken(String),
    /// There is no such person, seat, session or invitation.
    #[error("there is no {0}")]
    Unknown(String),
    /// A role needs somewhere to act, or must have nowhere.
    #[error("{0}")]
    Reach(&'static str),
    /// The invitation was used, or its time is over.
    #[error("this invitation is no longer good; ask for a new one")]
    Spent,
    /// A person has as many passkeys as anybody may.
    #[error("ten passkeys are enough; remove one first")]
    TooManyPasskeys,
    /// Somebody has this passkey already.
    #[error("this passkey is known already")]
    KnownPasskey,
    /// The machine gave no randomness.
    #[error("the machine gives no random numbers: {0}")]
    Chance(String),
    /// The database could not answer.
    #[error(transparent)]
    Storage(#[from] crate::db::Error),
}
