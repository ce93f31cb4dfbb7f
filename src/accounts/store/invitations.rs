use super::{columns, give_seat, seat};
use crate::accounts::{Error, Fingerprint, Invitation, PersonId, Seat};
use crate::clock::Moment;
use crate::db::{Query, Tx, params, record};

record! {
    struct Row {
        role: String,
        producer_id: Option<i64>,
        region: Option<String>,
        given_by: Option<i64>,
    }
}

record! {
    struct Found {
        role: String,
        producer_id: Option<i64>,
        region: Option<String>,
        given_by: Option<i64>,
        ends_at: i64,
    }
}

/// Puts an invitation down under a secret that only its link carries.
///
/// # Errors
/// [`Error::Storage`].
pub async fn invite(tx: &mut Tx, secret: Fingerprint, invitation: Invitation, at: Moment) -> Result<(), Error> {
    let (role, producer, region) = columns(invitation.seat);
    let sql = "insert into invitations (secret, role, producer_id, region, given_by, given_at, ends_at)
               values ($1, $2, $3, $4, $5, $6, $7)";
    let by = invitation.given_by.map(|by| by.0);
    tx.run(sql, params![secret.0.as_slice(), role, producer, region, by, at.0, invitation.ends_at.0]).await?;
    Ok(())
}

/// An invitation that is good now.
///
/// # Errors
/// [`Error::Spent`] for any that is not.
pub async fn find_invitation(q: &mut impl Query, secret: Fingerprint, at: Moment) -> Result<Invitation, Error> {
    let sql = "select role, producer_id, region, given_by, ends_at from invitations
               where secret = $1 and used_by is null and ends_at > $2";
    let row: Option<Found> = q.first(sql, params![secret.0.as_slice(), at.0]).await?;
    let row = row.ok_or(Error::Spent)?;
    Ok(Invitation {
        seat: seat(&row.role, row.producer_id, row.region.as_deref())?,
        given_by: row.given_by.map(PersonId),
        ends_at: Moment(row.ends_at),
    })
}

/// Gives the seat of an invitation to a person. It is good once, and for its time.
///
/// # Errors
/// [`Error::Spent`] for any invitation that is not good: used, over, or never given.
pub async fn redeem(tx: &mut Tx, secret: Fingerprint, person: PersonId, at: Moment) -> Result<Seat, Error> {
    let sql = "update invitations set used_by = $2 where secret = $1 and used_by is null and ends_at > $3
               returning role, producer_id, region, given_by";
    let row: Option<Row> = tx.first(sql, params![secret.0.as_slice(), person.0, at.0]).await?;
    let row = row.ok_or(Error::Spent)?;
    let seat = seat(&row.role, row.producer_id, row.region.as_deref())?;
    give_seat(tx, person, seat, row.given_by.map(PersonId), at).await?;
    Ok(seat)
}
