//! A producer's people.
use super::{Acting, Error};
use crate::accounts::{self, Fingerprint, Invitation, Reach, Role, Seat};
use crate::db::Tx;
use crate::membership::{self, By};

/// Puts an invitation for staff down, under a secret that only its link carries.
///
/// # Errors
/// [`Error::Storage`].
pub async fn invite_staff(tx: &mut Tx, acting: Acting, secret: Fingerprint) -> Result<(), Error> {
    let seat = Seat::new(Role::Staff, Reach::Producer(acting.producer))?;
    let invitation = Invitation::given(seat, Some(acting.who.person), acting.now);
    Ok(membership::invite(tx, by(acting), secret, invitation, acting.now).await?)
}

/// Ends a seat of the producer's staff. An owner's is ended by the office only, so that no business is left without one by a slip.
///
/// # Errors
/// [`Error::Unknown`] when it is no seat of staff there.
pub async fn end_team_seat(tx: &mut Tx, acting: Acting, number: i64) -> Result<(), Error> {
    let team = accounts::team_of(tx, acting.producer).await?;
    let held = team.into_iter().any(|(seat, _, role)| seat == number && role == Role::Staff);
    if !held {
        return Err(Error::Unknown("seat"));
    }
    let seat = Seat::new(Role::Staff, Reach::Producer(acting.producer))?;
    Ok(membership::end_seat(tx, by(acting), number, seat, acting.now).await?)
}

fn by(acting: Acting) -> By {
    By(Some((acting.who.person, acting.who.role)))
}
