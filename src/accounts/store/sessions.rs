use crate::accounts::{Error, Fingerprint, IDLE_MS, LONGEST_MS, PersonId, Session, SessionId};
use crate::clock::Moment;
use crate::db::{Query, Tx, params, record};

macro_rules! select {
    ($tail:literal) => {
        concat!("select id, person_id, about, strong, begun_at, seen_at, ends_at, proved_at from sessions ", $tail)
    };
}

record! {
    struct Row {
        id: i64,
        person_id: i64,
        about: String,
        strong: bool,
        begun_at: i64,
        seen_at: i64,
        ends_at: i64,
        proved_at: Option<i64>,
    }
}

impl From<Row> for Session {
    fn from(row: Row) -> Session {
        Session {
            id: SessionId(row.id),
            person: PersonId(row.person_id),
            about: row.about,
            strong: row.strong,
            begun_at: Moment(row.begun_at),
            seen_at: Moment(row.seen_at),
            ends_at: Moment(row.ends_at),
            proved_at: row.proved_at.map(Moment),
        }
    }
}

/// Begins a session under a secret that only the browser knows. Sessions that are over are cleared away.
///
/// # Errors
/// [`Error::Storage`].
pub async fn begin_session(
    tx: &mut Tx,
    person: PersonId,
    secret: Fingerprint,
    about: &str,
    strong: bool,
    at: Moment,
) -> Result<SessionId, Error> {
    let over = params![person.0, at.0, at.0 - IDLE_MS];
    tx.run("delete from sessions where person_id = $1 and (ends_at <= $2 or seen_at <= $3)", over).await?;
    let about: String = about.chars().filter(|c| !c.is_control()).take(100).collect();
    let sql = "insert into sessions (secret, person_id, about, strong, begun_at, seen_at, ends_at)
               values ($1, $2, $3, $4, $5, $5, $6) returning id";
    let values = params![secret.0.as_slice(), person.0, about, strong, at.0, at.0 + LONGEST_MS];
    Ok(SessionId(tx.insert(sql, values).await?))
}

/// The session of a secret, if it is good now.
///
/// # Errors
/// [`Error::Storage`].
pub async fn find_session(q: &mut impl Query, secret: Fingerprint, at: Moment) -> Result<Option<Session>, Error> {
    let row: Option<Row> = q.first(select!("where secret = $1"), params![secret.0.as_slice()]).await?;
    Ok(row.map(Session::from).filter(|session| session.is_good(at)))
}

/// The sessions of a person that are good now, newest first.
///
/// # Errors
/// [`Error::Storage`].
pub async fn sessions_of(q: &mut impl Query, person: PersonId, at: Moment) -> Result<Vec<Session>, Error> {
    let rows: Vec<Row> = q.all(select!("where person_id = $1 order by id desc"), params![person.0]).await?;
    Ok(rows.into_iter().map(Session::from).filter(|session| session.is_good(at)).collect())
}

/// Marks that a session is in use. Whether that is to be noted again, [`Session::is_to_be_seen`] says.
///
/// # Errors
/// [`Error::Storage`].
pub async fn see_session(tx: &mut Tx, session: SessionId, at: Moment) -> Result<(), Error> {
    tx.run("update sessions set seen_at = $2 where id = $1", params![session.0, at.0]).await?;
    Ok(())
}

/// Notes that a second factor was just shown in a session, to add another.
///
/// # Errors
/// [`Error::Storage`].
pub async fn prove_session(tx: &mut Tx, session: SessionId, at: Moment) -> Result<(), Error> {
    tx.run("update sessions set proved_at = $2 where id = $1", params![session.0, at.0]).await?;
    Ok(())
}

/// Ends one session of a person.
///
/// # Errors
/// [`Error::Unknown`] when the person has no such session.
pub async fn end_session(tx: &mut Tx, person: PersonId, session: SessionId) -> Result<(), Error> {
    let sql = "delete from sessions where id = $1 and person_id = $2";
    match tx.run(sql, params![session.0, person.0]).await? {
        1 => Ok(()),
        _ => Err(Error::Unknown("such session".into())),
    }
}

/// Ends all sessions of a person; returns how many there were.
///
/// # Errors
/// [`Error::Storage`].
pub async fn end_sessions(tx: &mut Tx, person: PersonId) -> Result<u64, Error> {
    Ok(tx.run("delete from sessions where person_id = $1", params![person.0]).await?)
}
