use super::{Error, Hashed, SecondFactor};
use crate::clock::Moment;
use crate::registry::fields;

/// A person's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub i64);

/// What a person types to say who they are: a short name, or a telephone number. Small letters, so that a phone's keyboard that
/// begins with a capital does no harm.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Login(String);

impl Login {
    /// Reads a login.
    ///
    /// # Errors
    /// [`Error::Login`].
    pub fn parse(text: &str) -> Result<Login, Error> {
        let refused = || Error::Login(text.chars().take(60).collect());
        if text.len() > 100 {
            return Err(refused());
        }
        let small: String = text.trim().to_lowercase();
        // A telephone number may be written as people do: +62 812-3456, 0812 3456.
        let digits: String = small.chars().filter(char::is_ascii_digit).collect();
        let dialled =
            small.starts_with(['+', '0', '(']) && small.chars().all(|c| c.is_ascii_digit() || " +-.()".contains(c));
        let login = match digits.strip_prefix("62").filter(|_| dialled && small.starts_with('+')) {
            Some(rest) => format!("0{rest}"),
            None if dialled => digits,
            None => small,
        };
        let sound = (3..=40).contains(&login.len())
            && login.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_'));
        if sound { Ok(Login(login)) } else { Err(refused()) }
    }

    /// As stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Somebody who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The number.
    pub id: PersonId,
    /// What they type.
    pub login: Login,
    /// What they are called.
    pub name: String,
    /// How the password is kept; none until the first one is set.
    pub password: Option<Hashed>,
    /// The codes of an authenticator app, if there is one.
    pub second_factor: Option<SecondFactor>,
    /// The last time step whose code was used.
    pub last_step: Option<i64>,
    /// Wrong passwords and codes since the last right one.
    pub failures: u32,
    /// No attempt is looked at before.
    pub locked_until: Moment,
    /// May not sign in.
    pub disabled: bool,
    /// How many passkeys there are.
    pub passkeys: u32,
}

impl Person {
    /// What the person can show besides the password.
    pub fn factors(&self) -> Factors {
        Factors { app: self.second_factor.is_some(), passkeys: self.passkeys }
    }
}

/// What somebody can show besides the password. Either is a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Factors {
    /// Whether an authenticator app shows them codes.
    pub app: bool,
    /// How many passkeys they have.
    pub passkeys: u32,
}

impl Factors {
    /// Whether there is a second factor at all.
    pub fn any(self) -> bool {
        self.app || self.passkeys > 0
    }
}

/// A person's name, as it will be shown.
pub(super) fn name(text: &str) -> Result<String, Error> {
    fields::line(text, 100).map_err(Error::Name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_forgives_capitals_and_the_many_ways_to_write_a_number() {
        for (typed, login) in [
            (" Siti.Aminah ", "siti.aminah"),
            ("0812-3456-7890", "081234567890"),
            ("+62 812 3456 7890", "081234567890"),
            ("(0721) 481-107", "0721481107"),
            ("petugas_18.04", "petugas_18.04"),
        ] {
            assert_eq!(Login::parse(typed).unwrap().as_str(), login, "{typed}");
        }
        for wrong in ["", "ab", "siti aminah", "siti@dinas", "sití", &"x".repeat(41), "a\u{202e}bcd", "'; drop table"]
        {
            assert!(Login::parse(wrong).is_err(), "{wrong}");
        }
    }
}
