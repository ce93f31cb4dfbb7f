//! A producer's people.
use super::{Acting, Error};
use crate::accounts::{self, Fingerprint, INVITATION_DAYS, Invitation, Reach, Role, Seat};
use crate::audit::{self, Act, Subject, SubjectKind};
use crate::db::Tx;
use crate::registry;

/// Puts an invitation for staff down, under a secret that only its link carries.
///
/// # Errors
/// [`Error::Storage`].
pub async fn invite_staff(tx: &mut Tx, acting: Acting, secret: Fingerprint) -> Result<(), Error> {
    let producer = registry::find_producer(tx, acting.producer).await?.ok_or(Error::Unknown("producer"))?;
    let seat = Seat::new(Role::Staff, Reach::Producer(acting.producer))?;
    let ends_at = crate::clock::Moment(acting.now.0 + INVITATION_DAYS * 86_400_000);
    let invitation = Invitation { seat, given_by: Some(acting.who.person), ends_at };
    accounts::invite(tx, secret, invitation, acting.now).await?;
    let subject = Subject::new(SubjectKind::Producer, &producer.code);
    audit::record(tx, &acting.entry(Act::Invited, subject).saying(Role::Staff.word())).await?;
    Ok(())
}

/// Ends a seat of the producer. An owner's seat is ended by the office only, so that no business is left without one by a slip.
///
/// # Errors
/// [`Error::Unknown`] when it is no seat of staff there.
pub async fn end_team_seat(tx: &mut Tx, acting: Acting, number: i64) -> Result<(), Error> {
    let team = accounts::team_of(tx, acting.producer).await?;
    let held = team.into_iter().find(|(seat, _, role)| *seat == number && *role == Role::Staff);
    let (_, person, role) = held.ok_or(Error::Unknown("seat"))?;
    accounts::end_seat(tx, number, acting.now).await?;
    let subject = Subject::new(SubjectKind::Person, &person.login);
    audit::record(tx, &acting.entry(Act::SeatEnded, subject).saying(role.word())).await?;
    Ok(())
}
