use crate::accounts::{Error, Fingerprint, PersonId, RESET_MS};
use crate::clock::Moment;
use crate::db::{Query, Tx, params};

/// Puts down a link by which a person sets another password. An older one of the same person is good no more.
///
/// # Errors
/// [`Error::Storage`].
pub async fn offer_reset(
    tx: &mut Tx,
    secret: Fingerprint,
    person: PersonId,
    by: Option<PersonId>,
    at: Moment,
) -> Result<(), Error> {
    tx.run("delete from resets where person_id = $1 or ends_at <= $2", params![person.0, at.0]).await?;
    let sql = "insert into resets (secret, person_id, given_by, given_at, ends_at) values ($1, $2, $3, $4, $5)";
    let values = params![secret.0.as_slice(), person.0, by.map(|by| by.0), at.0, at.0 + RESET_MS];
    tx.run(sql, values).await?;
    Ok(())
}

/// Whose password a link sets.
///
/// # Errors
/// [`Error::Spent`] for any link that is not good: used, over, or never given.
pub async fn find_reset(q: &mut impl Query, secret: Fingerprint, at: Moment) -> Result<PersonId, Error> {
    let sql = "select person_id from resets where secret = $1 and ends_at > $2";
    let row: Option<(i64,)> = q.first(sql, params![secret.0.as_slice(), at.0]).await?;
    row.map(|(id,)| PersonId(id)).ok_or(Error::Spent)
}

/// Uses a link up.
///
/// # Errors
/// [`Error::Spent`].
pub async fn take_reset(tx: &mut Tx, secret: Fingerprint, at: Moment) -> Result<PersonId, Error> {
    let sql = "delete from resets where secret = $1 and ends_at > $2 returning person_id";
    let row: Option<(i64,)> = tx.first(sql, params![secret.0.as_slice(), at.0]).await?;
    row.map(|(id,)| PersonId(id)).ok_or(Error::Spent)
}
