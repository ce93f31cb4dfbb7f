use std::fmt::Display;

/// Why a command ends without success: a sentence, and the exit status.
#[derive(Debug)]
pub(super) struct Failure {
    pub text: String,
    pub status: u8,
}

impl Failure {
    /// It was asked wrongly, or the rules refuse it.
    pub(super) fn refused(text: impl Display) -> Failure {
        Failure { text: text.to_string(), status: 2 }
    }

    /// The machine, a file or the database would not.
    pub(super) fn broken(text: impl Display) -> Failure {
        Failure { text: text.to_string(), status: 1 }
    }

    /// A command that has said everything itself.
    pub(super) fn silent(status: u8) -> Failure {
        Failure { text: String::new(), status }
    }
}

/// Whether an error means that storage is to blame, not the question.
macro_rules! from {
    ($($error:ty: $storage:pat),* $(,)?) => {$(
        impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                match &error {
                    $storage => Failure::broken(error),
                    #[allow(unreachable_patterns, reason = "some errors are always storage's")]
                    _ => Failure::refused(error),
                }
            }
        }
    )*};
}

from! {
    crate::db::Error: crate::db::Error::Away(_),
    crate::accounts::Error: crate::accounts::Error::Storage(_) | crate::accounts::Error::Chance(_),
    crate::keyring::Error: crate::keyring::Error::Storage(_)
        | crate::keyring::Error::File { .. }
        | crate::keyring::Error::Revocation(crate::recalls::Error::Storage(_)),
    crate::cases::Error: crate::cases::Error::Storage(_),
    crate::casework::Error: crate::casework::Error::Storage(_),
    crate::recalls::Error: crate::recalls::Error::Storage(_),
    crate::printers::Error: crate::printers::Error::Storage(_),
    crate::issuance::Refusal: crate::issuance::Refusal::Storage(_),
}

impl From<crate::membership::Error> for Failure {
    fn from(error: crate::membership::Error) -> Self {
        match error {
            crate::membership::Error::Account(error) => error.into(),
            other => Failure::refused(other),
        }
    }
}

impl From<crate::printing::Error> for Failure {
    fn from(error: crate::printing::Error) -> Self {
        if error.is_broken() { Failure::broken(error) } else { Failure::refused(error) }
    }
}

impl From<crate::config::Error> for Failure {
    fn from(error: crate::config::Error) -> Self {
        Failure::refused(error)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        // Whoever reads our output has seen enough: that is no failure.
        if error.kind() == std::io::ErrorKind::BrokenPipe { Failure::silent(0) } else { Failure::broken(error) }
    }
}
