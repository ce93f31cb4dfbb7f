use std::collections::HashSet;
use std::sync::LazyLock;

use argon2::{Argon2, Params, PasswordHasher, PasswordVerifier};

use super::{Error, Weak};

/// The fewest characters of a password (OWASP ASVS 5.0, 6.2.1).
pub const SHORTEST: usize = 8;
/// The most bytes: longer ones only keep the machine busy.
const LONGEST: usize = 256;

/// Passwords that everybody tries first, in small letters.
static COMMON: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("../../data/passwords/common.txt").lines().collect());

/// A password as it is kept: Argon2id in PHC form.
#[derive(Clone, PartialEq, Eq)]
pub struct Hashed(pub(super) String);

/// 19 MiB, two passes, one lane: OWASP's first choice for Argon2id.
fn argon2() -> Argon2<'static> {
    let params = Params::new(19_456, 2, 1, None).unwrap_or_default();
    Argon2::from(params)
}

impl Hashed {
    /// Takes a password, if it is one that others would not try first. `salt` is 16 random bytes; `known` is what others know
    /// of the person: login and name. This takes some 30 ms of one core, on purpose.
    ///
    /// # Errors
    /// [`Error::Password`] says what to do.
    pub fn new(password: &str, known: &[&str], salt: [u8; 16]) -> Result<Hashed, Error> {
        check(password, known).map_err(Error::Password)?;
        let hashed = argon2().hash_password_with_salt(password.as_bytes(), &salt);
        hashed.map(|hashed| Hashed(hashed.to_string())).map_err(|_| Error::Password(Weak::NotKept))
    }

    /// The same, with a salt from the machine's randomness.
    ///
    /// # Errors
    /// [`Error::Password`]; [`Error::Chance`].
    pub fn fresh(password: &str, known: &[&str]) -> Result<Hashed, Error> {
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).map_err(|error| Error::Chance(error.to_string()))?;
        Hashed::new(password, known, salt)
    }

    /// Whether this is the password. As slow as [`new`](Hashed::new).
    pub fn is(&self, password: &str) -> bool {
        password.len() <= LONGEST && argon2().verify_password(password.as_bytes(), &*self.0).is_ok()
    }

    /// A hash that no password has, to be compared with when there is no account: refusing must take as long.
    pub(super) fn of_nobody() -> Hashed {
        Hashed(
            "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".into(),
        )
    }
}

impl std::fmt::Debug for Hashed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hashed(…)")
    }
}

fn check(password: &str, known: &[&str]) -> Result<(), Weak> {
    if password.chars().count() < SHORTEST {
        return Err(Weak::Short);
    }
    if password.len() > LONGEST {
        return Err(Weak::Long);
    }
    let small = password.to_lowercase();
    let mut different: Vec<char> = small.chars().collect();
    different.sort_unstable();
    different.dedup();
    if COMMON.contains(small.as_str()) || different.len() < 4 {
        return Err(Weak::Common);
    }
    let bare = small.trim_matches(|c: char| !c.is_alphabetic());
    let words = known.iter().flat_map(|text| text.split_whitespace().chain([*text]));
    let about = words.chain(["telusur", "lampung", "indonesia"]).map(str::to_lowercase);
    if COMMON.contains(bare) || about.into_iter().any(|word| word == bare || word == small) {
        return Err(Weak::Guessable);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_kept_as_argon2id_and_known_again() {
        let kept = Hashed::new("kopi pagi di teras", &[], [1; 16]).unwrap();
        assert!(kept.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", kept.0);
        assert!(kept.is("kopi pagi di teras"));
        assert!(!kept.is("Kopi pagi di teras") && !kept.is("") && !kept.is(&"x".repeat(300)));
        assert_eq!(format!("{kept:?}"), "Hashed(…)");
        assert_ne!(kept, Hashed::new("kopi pagi di teras", &[], [2; 16]).unwrap());
    }

    #[test]
    fn nobody_has_no_password() {
        assert!(argon2::PasswordHash::new(&Hashed::of_nobody().0).is_ok(), "it must be computed like any other");
        assert!(!Hashed::of_nobody().is("") && !Hashed::of_nobody().is("password"));
    }

    #[test]
    fn what_everybody_tries_first_is_not_taken() {
        let known = ["siti.aminah", "Siti Aminah"];
        for bad in [
            "kopi",
            "password",
            "PASSWORD",
            "12345678",
            "aaaaaaaaaa",
            "Sunshine99",
            "siti.aminah",
            "Aminah1234",
            "lampung2026",
        ] {
            assert!(Hashed::new(bad, &known, [0; 16]).is_err(), "{bad}");
        }
        for good in ["kopi pagi di teras", "Gunung-Pesagi-3", "ΩΩ kopi ☕ robusta"] {
            assert!(Hashed::new(good, &known, [0; 16]).is_ok(), "{good}");
        }
    }
}
