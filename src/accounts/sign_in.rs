use std::sync::LazyLock;

use tokio::sync::Semaphore;

use super::{Error, Hashed, Login, Person, PersonId, store};
use crate::clock::Moment;
use crate::db::Db;

/// Passwords looked at side by side: each takes 19 MiB and a core for 30 ms.
static AT_ONCE: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(2));

/// Wrong attempts that cost nothing.
const FREE: u32 = 4;
/// The wait after the next one; it doubles with each.
const FIRST_WAIT_MS: i64 = 15_000;
/// The longest wait.
const LONGEST_WAIT_MS: i64 = 3_600_000;

/// What somebody typed to sign in.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    /// Who they say they are.
    pub login: &'a str,
    /// Their password.
    pub password: &'a str,
    /// When.
    pub at: Moment,
}

/// Why somebody is not signed in.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Login or password is wrong; which of them is not said.
    #[error("login or password is wrong")]
    Wrong,
    /// Too many wrong attempts; none is looked at before this moment.
    #[error("too many wrong attempts; wait a little")]
    Wait(Moment),
    /// The code is wrong, or was used before.
    #[error("the code is wrong, or was used before; wait for the next one")]
    WrongCode,
    /// The answer of a passkey is not good, and why.
    #[error("the passkey is refused: {0}")]
    WrongPasskey(String),
    /// No question waits for this answer: it was answered, its time is over, or it was asked of another browser.
    #[error("this question is answered, or its time is over; ask again")]
    Late,
    /// The account was disabled.
    #[error("this account is disabled; ask an administrator")]
    Disabled,
    /// We could not look.
    #[error(transparent)]
    Broken(#[from] Error),
}

impl From<crate::db::Error> for Refused {
    fn from(error: crate::db::Error) -> Self {
        Refused::Broken(error.into())
    }
}

/// Looks at a login and a password: the person. One who has a second factor is halfway in, until [`confirm`]
/// or [`confirm_passkey`](super::confirm_passkey).
///
/// # Errors
/// [`Refused`] says why not.
pub async fn sign_in(db: &Db, attempt: Attempt<'_>) -> Result<Person, Refused> {
    let person = match Login::parse(attempt.login) {
        Ok(login) => store::find_person_by_login(&mut &*db, &login).await?,
        Err(_) => None,
    };
    if let Some(person) = &person {
        waits(person, attempt.at)?;
    }
    let kept = person.as_ref().and_then(|person| person.password.clone());
    let right = matches(kept, attempt.password).await;
    let Some(person) = person else { return Err(Refused::Wrong) };
    if !right {
        failed(db, &person, attempt.at).await?;
        return Err(Refused::Wrong);
    }
    if person.disabled {
        return Err(Refused::Disabled);
    }
    // Who knows the password must not be able to wipe out wrong codes by typing it again.
    if !person.factors().any() {
        let id = person.id;
        db.write(move |tx| Box::pin(store::signed_in(tx, id, None))).await?;
    }
    Ok(person)
}

/// Looks at the code of the second factor of somebody whose password was right.
///
/// # Errors
/// [`Refused`] says why not.
pub async fn confirm(db: &Db, id: PersonId, code: &str, at: Moment) -> Result<(), Refused> {
    let Some(person) = store::find_person(&mut &*db, id).await? else { return Err(Refused::Wrong) };
    waits(&person, at)?;
    if person.disabled {
        return Err(Refused::Disabled);
    }
    let factor = person.second_factor.as_ref().ok_or(Refused::WrongCode)?;
    let Some(step) = factor.accepts(code, at, person.last_step) else {
        failed(db, &person, at).await?;
        return Err(Refused::WrongCode);
    };
    // Two browsers with the same code at the same moment: the second one hears no.
    let taken: Result<bool, Error> = db.write(move |tx| Box::pin(store::signed_in(tx, id, Some(step)))).await;
    if taken? { Ok(()) } else { Err(Refused::WrongCode) }
}

pub(super) fn waits(person: &Person, at: Moment) -> Result<(), Refused> {
    if at < person.locked_until { Err(Refused::Wait(person.locked_until)) } else { Ok(()) }
}

/// Compares on a thread of its own; for nobody as slowly as for somebody.
async fn matches(kept: Option<Hashed>, password: &str) -> bool {
    let _turn = AT_ONCE.acquire().await;
    let password = zeroize::Zeroizing::new(password.to_owned());
    let (known, kept) = (kept.is_some(), kept.unwrap_or_else(Hashed::of_nobody));
    tokio::task::spawn_blocking(move || kept.is(&password)).await.unwrap_or(false) && known
}

pub(super) async fn failed(db: &Db, person: &Person, at: Moment) -> Result<(), Error> {
    let (id, failures) = (person.id, person.failures + 1);
    let until = Moment(at.0 + wait(failures));
    db.write(move |tx| Box::pin(store::note_failure(tx, id, failures, until))).await
}

/// How long an account waits after its n-th failure in a row, in milliseconds.
fn wait(failures: u32) -> i64 {
    match failures.checked_sub(FREE + 1) {
        None => 0,
        Some(more) => FIRST_WAIT_MS.saturating_mul(1 << more.min(20)).min(LONGEST_WAIT_MS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_an_hour() {
        let waits: Vec<i64> = [0, 4, 5, 6, 7, 12, 13, 99, u32::MAX].map(wait).into();
        assert_eq!(waits, [0, 0, 15_000, 30_000, 60_000, 1_920_000, 3_600_000, 3_600_000, 3_600_000]);
    }
}
