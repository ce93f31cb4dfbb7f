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
    Name(String),
    /// The password is not taken.
    #[error("{0}")]
    Password(&'static str),
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
    /// The machine gave no randomness.
    #[error("the machine gives no random numbers: {0}")]
    Chance(String),
    /// The database could not answer.
    #[error(transparent)]
    Storage(#[from] crate::db::Error),
}
