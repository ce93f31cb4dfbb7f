use super::sessions::end_sessions;
use crate::accounts::passkeys::{Kept, Kind};
use crate::accounts::{Error, MOST_PASSKEYS, NewPasskey, Passkey, PasskeyId, PersonId, SessionId};
use crate::clock::Moment;
use crate::db::{self, Query, Tx, params, record};
use crate::registry::fields;

/// Longest name of a passkey, in characters.
const NAME: usize = 60;

record! {
    struct Row {
        id: i64,
        credential: Vec<u8>,
        transports: i64,
        handle: Vec<u8>,
        key: Vec<u8>,
        state: Vec<u8>,
    }
}

impl Row {
    fn read(self) -> Result<Kept, Error> {
        let id = self.id;
        let broken = || Error::Storage(db::Error::Away(format!("passkey {id} in the database is broken")));
        Ok(Kept {
            id: PasskeyId(id),
            credential: self.credential,
            transports: u8::try_from(self.transports).map_err(|_| broken())?,
            handle: self.handle.as_slice().try_into().map_err(|_| broken())?,
            key: self.key,
            state: self.state.as_slice().try_into().map_err(|_| broken())?,
        })
    }
}

record! {
    struct Listed {
        id: i64,
        name: String,
        added_at: i64,
        used_at: Option<i64>,
    }
}

impl From<Listed> for Passkey {
    fn from(row: Listed) -> Passkey {
        Passkey {
            id: PasskeyId(row.id),
            name: row.name,
            added_at: Moment(row.added_at),
            used_at: row.used_at.map(Moment),
        }
    }
}

/// The passkeys of a person, the oldest first.
///
/// # Errors
/// [`Error::Storage`].
pub async fn passkeys_of(q: &mut impl Query, person: PersonId) -> Result<Vec<Passkey>, Error> {
    let sql = "select id, name, added_at, used_at from passkeys where person_id = $1 order by id";
    let rows: Vec<Listed> = q.all(sql, params![person.0]).await?;
    Ok(rows.into_iter().map(Passkey::from).collect())
}

/// Gives a person a passkey, and ends every session.
///
/// # Errors
/// [`Error::Name`]; [`Error::TooManyPasskeys`]; [`Error::KnownPasskey`] when somebody has it already.
pub async fn add_passkey(
    tx: &mut Tx,
    person: PersonId,
    passkey: &NewPasskey,
    name: &str,
    at: Moment,
) -> Result<PasskeyId, Error> {
    let name = fields::line(name, NAME).map_err(Error::Name)?;
    if passkeys_of(tx, person).await?.len() >= MOST_PASSKEYS as usize {
        return Err(Error::TooManyPasskeys);
    }
    let sql = "
        insert into passkeys (person_id, credential, transports, handle, key, state, name, added_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8) returning id";
    let values = params![
        person.0,
        passkey.credential.as_slice(),
        u32::from(passkey.transports),
        passkey.handle.as_slice(),
        passkey.key.as_slice(),
        passkey.state.as_slice(),
        name,
        at.0
    ];
    let id = match tx.insert(sql, values).await {
        Ok(id) => PasskeyId(id),
        Err(db::Error::Duplicate) => return Err(Error::KnownPasskey),
        Err(error) => return Err(error.into()),
    };
    end_sessions(tx, person).await?;
    Ok(id)
}

/// Takes a passkey of a person away, and ends every session; returns what it was called.
///
/// # Errors
/// [`Error::Unknown`] when the person has no such passkey.
pub async fn remove_passkey(tx: &mut Tx, person: PersonId, passkey: PasskeyId) -> Result<String, Error> {
    let sql = "delete from passkeys where id = $1 and person_id = $2 returning name";
    let row: Option<(String,)> = tx.first(sql, params![passkey.0, person.0]).await?;
    let (name,) = row.ok_or_else(|| Error::Unknown("such passkey".into()))?;
    end_sessions(tx, person).await?;
    Ok(name)
}

/// Takes all passkeys of a person away, and ends every session; returns how many there were.
///
/// # Errors
/// [`Error::Storage`].
pub async fn remove_passkeys(tx: &mut Tx, person: PersonId) -> Result<u64, Error> {
    let removed = tx.run("delete from passkeys where person_id = $1", params![person.0]).await?;
    end_sessions(tx, person).await?;
    Ok(removed)
}

/// The passkeys of a person, with what is needed to ask for them.
pub(in crate::accounts) async fn kept_passkeys(q: &mut impl Query, person: PersonId) -> Result<Vec<Kept>, Error> {
    let sql = "select id, credential, transports, handle, key, state from passkeys where person_id = $1 order by id";
    let rows: Vec<Row> = q.all(sql, params![person.0]).await?;
    rows.into_iter().map(Row::read).collect()
}

/// Notes that a passkey was shown, and its state from now on. `false` when that state changed meanwhile, or the passkey is gone.
pub(in crate::accounts) async fn use_passkey(
    tx: &mut Tx,
    passkey: PasskeyId,
    before: &[u8],
    after: &[u8],
    at: Moment,
) -> Result<bool, Error> {
    let sql = "update passkeys set state = $3, used_at = $4 where id = $1 and state = $2";
    Ok(tx.run(sql, params![passkey.0, before, after, at.0]).await? == 1)
}

/// Keeps a question of a session until it is answered; an older one of the same session is good no more.
pub(in crate::accounts) async fn keep_ceremony(
    tx: &mut Tx,
    session: SessionId,
    kind: Kind,
    state: &[u8],
    ends_at: Moment,
) -> Result<(), Error> {
    tx.run("delete from ceremonies where session_id = $1", params![session.0]).await?;
    let sql = "insert into ceremonies (session_id, kind, state, ends_at) values ($1, $2, $3, $4)";
    tx.run(sql, params![session.0, kind.word(), state, ends_at.0]).await?;
    Ok(())
}

/// Takes the question of a session away, to look at its answer; `None` when there is none that is good now.
pub(in crate::accounts) async fn take_ceremony(
    tx: &mut Tx,
    session: SessionId,
    kind: Kind,
    at: Moment,
) -> Result<Option<Vec<u8>>, Error> {
    let sql = "delete from ceremonies where session_id = $1 and kind = $2 returning state, ends_at";
    let row: Option<(Vec<u8>, i64)> = tx.first(sql, params![session.0, kind.word()]).await?;
    Ok(row.filter(|(_, ends_at)| at.0 < *ends_at).map(|(state, _)| state))
}
