use zeroize::Zeroizing;

use super::sessions::end_sessions;
use crate::accounts::{Error, Hashed, Login, Person, PersonId, SecondFactor, person};
use crate::clock::Moment;
use crate::db::{self, Query, Tx, params, record};

macro_rules! select {
    ($tail:literal) => {
        concat!(
            "select id, login, name, password, totp, totp_step, failures, locked_until, disabled,
             (select count(*) from passkeys where person_id = people.id) as passkeys from people ",
            $tail
        )
    };
}

record! {
    struct Row {
        id: i64,
        login: String,
        name: String,
        password: Option<String>,
        totp: Option<Vec<u8>>,
        totp_step: Option<i64>,
        failures: i64,
        locked_until: i64,
        disabled: bool,
        passkeys: i64,
    }
}

impl Row {
    fn read(self) -> Result<Person, Error> {
        let id = self.id;
        let broken = |what: &str| Error::Storage(db::Error::Away(format!("person {id} has a broken {what}")));
        let secret = |bytes: Vec<u8>| {
            let bytes = Zeroizing::new(bytes);
            bytes.as_slice().try_into().map(SecondFactor::of).map_err(|_| broken("second factor"))
        };
        Ok(Person {
            id: PersonId(id),
            login: Login::parse(&self.login).map_err(|_| broken("login"))?,
            name: self.name,
            password: self.password.map(Hashed),
            second_factor: self.totp.map(secret).transpose()?,
            last_step: self.totp_step,
            failures: u32::try_from(self.failures).unwrap_or(u32::MAX),
            locked_until: Moment(self.locked_until),
            disabled: self.disabled,
            passkeys: u32::try_from(self.passkeys).unwrap_or(u32::MAX),
        })
    }
}

/// Makes a person, who cannot sign in before a password is set.
///
/// # Errors
/// [`Error::Taken`], [`Error::Name`].
pub async fn create_person(tx: &mut Tx, login: &Login, name: &str, at: Moment) -> Result<PersonId, Error> {
    let name = person::name(name)?;
    let sql = "insert into people (login, name, created_at) values ($1, $2, $3) returning id";
    match tx.insert(sql, params![login.as_str(), name, at.0]).await {
        Ok(id) => Ok(PersonId(id)),
        Err(db::Error::Duplicate) => Err(Error::Taken(login.to_string())),
        Err(error) => Err(error.into()),
    }
}

/// A person by number.
///
/// # Errors
/// [`Error::Storage`].
pub async fn find_person(q: &mut impl Query, id: PersonId) -> Result<Option<Person>, Error> {
    let row: Option<Row> = q.first(select!("where id = $1"), params![id.0]).await?;
    row.map(Row::read).transpose()
}

/// A person by login.
///
/// # Errors
/// [`Error::Storage`].
pub async fn find_person_by_login(q: &mut impl Query, login: &Login) -> Result<Option<Person>, Error> {
    let row: Option<Row> = q.first(select!("where login = $1"), params![login.as_str()]).await?;
    row.map(Row::read).transpose()
}

/// People by number, after one of them.
///
/// # Errors
/// [`Error::Storage`].
pub async fn people_after(q: &mut impl Query, after: Option<PersonId>, limit: u32) -> Result<Vec<Person>, Error> {
    let after = after.map_or(0, |id| id.0);
    let rows: Vec<Row> = q.all(select!("where id > $1 order by id limit $2"), params![after, limit]).await?;
    rows.into_iter().map(Row::read).collect()
}

/// Sets a password, forgets wrong attempts, and ends every session.
///
/// # Errors
/// [`Error::Unknown`].
pub async fn set_password(tx: &mut Tx, id: PersonId, password: &Hashed) -> Result<(), Error> {
    let sql = "update people set password = $2, failures = 0, locked_until = 0 where id = $1";
    one(tx.run(sql, params![id.0, password.0.as_str()]).await?)?;
    end_sessions(tx, id).await.map(drop)
}

/// Sets or takes away a second factor, and ends every session.
///
/// # Errors
/// [`Error::Unknown`].
pub async fn set_second_factor(tx: &mut Tx, id: PersonId, factor: Option<&SecondFactor>) -> Result<(), Error> {
    let secret = factor.map(|factor| factor.0.to_vec());
    one(tx.run("update people set totp = $2, totp_step = null where id = $1", params![id.0, secret]).await?)?;
    end_sessions(tx, id).await.map(drop)
}

/// Lets a person sign in again, or no more; either way every session ends.
///
/// # Errors
/// [`Error::Unknown`].
pub async fn enable(tx: &mut Tx, id: PersonId, enabled: bool) -> Result<(), Error> {
    let sql = "update people set disabled = $2, failures = 0, locked_until = 0 where id = $1";
    one(tx.run(sql, params![id.0, !enabled]).await?)?;
    end_sessions(tx, id).await.map(drop)
}

/// Forgets wrong attempts, and uses a code's time step up. `false` when somebody used it meanwhile.
pub(in crate::accounts) async fn signed_in(tx: &mut Tx, id: PersonId, step: Option<i64>) -> Result<bool, Error> {
    let sql = "
        update people
           set failures = 0, locked_until = 0, totp_step = coalesce($2, totp_step)
         where id = $1 and ($2 is null or totp_step is null or totp_step < $2)";
    Ok(tx.run(sql, params![id.0, step]).await? == 1)
}

/// Remembers a wrong attempt.
pub(in crate::accounts) async fn note_failure(
    tx: &mut Tx,
    id: PersonId,
    failures: u32,
    until: Moment,
) -> Result<(), Error> {
    let sql = "update people set failures = $2, locked_until = $3 where id = $1";
    tx.run(sql, params![id.0, failures, until.0]).await?;
    Ok(())
}

fn one(changed: u64) -> Result<(), Error> {
    if changed == 1 { Ok(()) } else { Err(Error::Unknown("such person".into())) }
}
