use super::giving::{Error, region};
use crate::accounts::{
    self, Fingerprint, Hashed, Invitation, Login, NewPasskey, PasskeyId, Person, PersonId, Reach, Role, Seat,
    SecondFactor, Session, SessionId,
};
use crate::audit::{self, Act, Entry, Subject, SubjectKind};
use crate::clock::Moment;
use crate::db::{Query, Tx};
use crate::registry::{self, Producer};

/// Who does it: a person in one of their seats, or nobody, which is the owner of the machine at the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct By(pub Option<(PersonId, Role)>);

impl By {
    /// The owner of the machine.
    pub const MACHINE: By = By(None);

    fn entry(self, at: Moment, act: Act, whom: impl std::fmt::Display) -> Entry {
        let entry = Entry::new(at, act, Subject::new(SubjectKind::Person, whom));
        match self.0 {
            Some((person, role)) => entry.by(person, Some(role)),
            None => entry,
        }
    }
}

/// Somebody who has no account yet.
#[derive(Debug, Clone)]
pub struct Newcomer {
    /// What they will type.
    pub login: Login,
    /// What they are called.
    pub name: String,
    /// Their password.
    pub password: Hashed,
}

/// Makes an account.
///
/// # Errors
/// [`accounts::Error::Taken`], [`accounts::Error::Name`].
pub async fn make(tx: &mut Tx, by: By, newcomer: &Newcomer, at: Moment) -> Result<PersonId, Error> {
    let person = accounts::create_person(tx, &newcomer.login, &newcomer.name, at).await?;
    accounts::set_password(tx, person, &newcomer.password).await?;
    audit::record(tx, &by.entry(at, Act::PersonMade, &newcomer.login)).await?;
    Ok(person)
}

/// Gives a seat.
///
/// # Errors
/// [`accounts::Error::Unknown`] when there is no such person.
pub async fn enter(tx: &mut Tx, by: By, person: PersonId, seat: Seat, at: Moment) -> Result<(), Error> {
    accounts::give_seat(tx, person, seat, by.0.map(|(person, _)| person), at).await?;
    let login = find(tx, person).await?.login;
    let entry = by.entry(at, Act::SeatGiven, login);
    note(tx, entry, seat).await
}

/// Puts an invitation down under a secret.
///
/// # Errors
/// [`Error::Account`].
pub async fn invite(tx: &mut Tx, by: By, secret: Fingerprint, invitation: Invitation, at: Moment) -> Result<(), Error> {
    accounts::invite(tx, secret, invitation, at).await?;
    note(tx, by.entry(at, Act::Invited, invitation.seat.role()), invitation.seat).await
}

/// Takes an invitation: its seat is given to a person, by whoever invited.
///
/// # Errors
/// [`accounts::Error::Spent`].
pub async fn redeem(tx: &mut Tx, secret: Fingerprint, person: PersonId, at: Moment) -> Result<(), Error> {
    let seat = accounts::redeem(tx, secret, person, at).await?;
    let login = find(tx, person).await?.login;
    let entry = Entry::new(at, Act::SeatGiven, Subject::new(SubjectKind::Person, login)).by(person, None);
    note(tx, entry, seat).await
}

/// Records an act on a seat: its role, where, for which producer.
async fn note(tx: &mut Tx, entry: Entry, seat: Seat) -> Result<(), Error> {
    let producer = producer(tx, seat).await?;
    let entry = Entry { region: region(seat, producer.as_ref()), ..entry.saying(seat.role().word()) };
    let entry = match producer {
        Some(producer) => entry.of(producer.id),
        None => entry,
    };
    audit::record(tx, &entry).await?;
    Ok(())
}

async fn producer(q: &mut impl Query, seat: Seat) -> Result<Option<Producer>, Error> {
    Ok(match seat.reach() {
        Reach::Producer(id) => registry::find_producer(q, id).await?,
        Reach::Region(_) | Reach::Caseload | Reach::Everything => None,
    })
}

/// Ends a seat; its holder is signed out everywhere.
///
/// # Errors
/// [`accounts::Error::Unknown`] when nobody holds it.
pub async fn end_seat(tx: &mut Tx, by: By, number: i64, seat: Seat, at: Moment) -> Result<(), Error> {
    let person = accounts::end_seat(tx, number, at).await?;
    if by.0.is_some_and(|(own, _)| own == person) {
        return Err(Error::Own);
    }
    let login = find(tx, person).await?.login;
    note(tx, by.entry(at, Act::SeatEnded, login), seat).await
}

/// A browser is signed in: a session under a new secret, in place of the one that it had halfway.
///
/// # Errors
/// [`Error::Account`].
pub async fn sign_in(
    tx: &mut Tx,
    person: PersonId,
    instead_of: Option<SessionId>,
    session: (Fingerprint, &str, bool),
    at: Moment,
) -> Result<(), Error> {
    if let Some(old) = instead_of {
        accounts::end_session(tx, person, old).await?;
    }
    let (secret, about, strong) = session;
    accounts::begin_session(tx, person, secret, about, strong, at).await?;
    let known = find(tx, person).await?;
    // Halfway in is not in.
    if strong || !known.factors().any() {
        let entry = Entry::new(at, Act::SignedIn, Subject::new(SubjectKind::Person, known.login));
        audit::record(tx, &entry.by(person, None).saying(about)).await?;
    }
    Ok(())
}

/// One session ends.
///
/// # Errors
/// [`accounts::Error::Unknown`].
pub async fn sign_out(tx: &mut Tx, person: PersonId, session: SessionId, own: bool, at: Moment) -> Result<(), Error> {
    accounts::end_session(tx, person, session).await?;
    let act = if own { Act::SignedOut } else { Act::SessionEnded };
    let login = find(tx, person).await?.login;
    audit::record(tx, &Entry::new(at, act, Subject::new(SubjectKind::Person, login)).by(person, None)).await?;
    Ok(())
}

/// All sessions of a person end, but one.
///
/// # Errors
/// [`Error::Account`].
pub async fn end_sessions_but(tx: &mut Tx, own: &Session, at: Moment) -> Result<(), Error> {
    for session in accounts::sessions_of(tx, own.person, at).await? {
        if session.id != own.id {
            sign_out(tx, own.person, session.id, false, at).await?;
        }
    }
    Ok(())
}

/// Somebody sets their own password; every session ends.
///
/// # Errors
/// [`accounts::Error::Unknown`].
pub async fn change_password(tx: &mut Tx, person: PersonId, password: &Hashed, at: Moment) -> Result<(), Error> {
    accounts::set_password(tx, person, password).await?;
    own(tx, person, Act::PasswordSet, at).await
}

/// Somebody sets up their second factor; every session ends.
///
/// # Errors
/// [`accounts::Error::Unknown`].
pub async fn set_second_factor(tx: &mut Tx, person: PersonId, factor: &SecondFactor, at: Moment) -> Result<(), Error> {
    accounts::set_second_factor(tx, person, Some(factor)).await?;
    own(tx, person, Act::SecondFactorSet, at).await
}

/// Somebody takes their second factor away; every session ends.
///
/// # Errors
/// [`accounts::Error::Unknown`].
pub async fn remove_second_factor(tx: &mut Tx, person: PersonId, at: Moment) -> Result<(), Error> {
    accounts::set_second_factor(tx, person, None).await?;
    own(tx, person, Act::SecondFactorRemoved, at).await
}

/// Somebody adds a passkey; every session ends.
///
/// # Errors
/// Those of [`accounts::add_passkey`].
pub async fn add_passkey(
    tx: &mut Tx,
    person: PersonId,
    passkey: &NewPasskey,
    name: &str,
    at: Moment,
) -> Result<(), Error> {
    accounts::add_passkey(tx, person, passkey, name, at).await?;
    own_saying(tx, person, Act::PasskeyAdded, name, at).await
}

/// Somebody takes a passkey of theirs away; every session ends.
///
/// # Errors
/// [`accounts::Error::Unknown`].
pub async fn remove_passkey(tx: &mut Tx, person: PersonId, passkey: PasskeyId, at: Moment) -> Result<(), Error> {
    let name = accounts::remove_passkey(tx, person, passkey).await?;
    own_saying(tx, person, Act::PasskeyRemoved, &name, at).await
}

/// Another password for somebody who lost theirs; with `factor` the second factor goes, too, whatever it was.
///
/// # Errors
/// [`accounts::Error::Unknown`].
pub async fn reset(
    tx: &mut Tx,
    by: By,
    whom: PersonId,
    password: &Hashed,
    factor: bool,
    at: Moment,
) -> Result<(), Error> {
    accounts::set_password(tx, whom, password).await?;
    let login = find(tx, whom).await?.login;
    if factor {
        accounts::set_second_factor(tx, whom, None).await?;
        accounts::remove_passkeys(tx, whom).await?;
        audit::record(tx, &by.entry(at, Act::SecondFactorRemoved, &login)).await?;
    }
    audit::record(tx, &by.entry(at, Act::PasswordSet, &login)).await?;
    Ok(())
}

/// Gives a link by which somebody who lost the password sets another; the second factor stays.
///
/// # Errors
/// [`accounts::Error::Unknown`].
pub async fn offer_reset(tx: &mut Tx, by: By, whom: PersonId, secret: Fingerprint, at: Moment) -> Result<(), Error> {
    let login = find(tx, whom).await?.login;
    accounts::offer_reset(tx, secret, whom, by.0.map(|(person, _)| person), at).await?;
    audit::record(tx, &by.entry(at, Act::ResetOffered, login)).await?;
    Ok(())
}

/// Sets the password of whoever was given a link; every session ends.
///
/// # Errors
/// [`accounts::Error::Spent`].
pub async fn take_reset(tx: &mut Tx, secret: Fingerprint, password: &Hashed, at: Moment) -> Result<(), Error> {
    let person = accounts::take_reset(tx, secret, at).await?;
    change_password(tx, person, password, at).await
}

/// Lets somebody sign in no more, or again; every session ends.
///
/// # Errors
/// [`Error::Own`]; [`accounts::Error::Unknown`].
pub async fn disable(tx: &mut Tx, by: By, whom: PersonId, disabled: bool, at: Moment) -> Result<(), Error> {
    if by.0.is_some_and(|(own, _)| own == whom) {
        return Err(Error::Own);
    }
    accounts::enable(tx, whom, !disabled).await?;
    let act = if disabled { Act::AccountDisabled } else { Act::AccountEnabled };
    let login = find(tx, whom).await?.login;
    audit::record(tx, &by.entry(at, act, login)).await?;
    Ok(())
}

/// Records what somebody did to their own account.
async fn own(tx: &mut Tx, person: PersonId, act: Act, at: Moment) -> Result<(), Error> {
    let login = find(tx, person).await?.login;
    audit::record(tx, &Entry::new(at, act, Subject::new(SubjectKind::Person, login)).by(person, None)).await?;
    Ok(())
}

async fn own_saying(tx: &mut Tx, person: PersonId, act: Act, words: &str, at: Moment) -> Result<(), Error> {
    let login = find(tx, person).await?.login;
    let entry = Entry::new(at, act, Subject::new(SubjectKind::Person, login)).by(person, None);
    audit::record(tx, &entry.saying(words)).await?;
    Ok(())
}

async fn find(q: &mut impl Query, person: PersonId) -> Result<Person, Error> {
    let found = accounts::find_person(q, person).await?;
    Ok(found.ok_or_else(|| accounts::Error::Unknown("such person".into()))?)
}
