use super::{Error, entitled};
use crate::accounts::{self, Act, Fingerprint, INVITATION_DAYS, Invitation, Reach, Role, Seat};
use crate::audit::{self, Act as Done, Entry, Subject, SubjectKind};
use crate::casework::Who;
use crate::clock::Moment;
use crate::db::Tx;
use crate::registry::{self, ProducerId};

/// A day, in milliseconds.
const DAY_MS: i64 = 86_400_000;

/// Invites the owner of a producer: whoever opens the link first. Returns until when it is good.
///
/// # Errors
/// [`Error::Seat`], [`Error::Unknown`].
pub async fn invite_owner(
    tx: &mut Tx,
    who: Who,
    producer: ProducerId,
    secret: Fingerprint,
    now: Moment,
) -> Result<Moment, Error> {
    let found = registry::find_producer(tx, producer).await?.ok_or(Error::Unknown("producer"))?;
    entitled(tx, who, Act::Team, found.region).await?;
    let seat = Seat::new(Role::Owner, Reach::Producer(producer))?;
    let ends_at = Moment(now.0 + INVITATION_DAYS * DAY_MS);
    accounts::invite(tx, secret, Invitation { seat, given_by: Some(who.person), ends_at }, now).await?;
    let mut entry = Entry::new(now, Done::Invited, Subject::new(SubjectKind::Producer, &found.code))
        .by(who.person, Some(who.role))
        .of(producer)
        .within(found.region);
    entry.changes.note("role", None, Some(Role::Owner.word()));
    audit::record(tx, &entry).await?;
    Ok(ends_at)
}
