use super::{Error, entitled};
use crate::accounts::{self, Act, Fingerprint, Invitation, Reach, Role, Seat};
use crate::audit::{self, Act as Done, Entry, Subject, SubjectKind};
use crate::casework::Who;
use crate::clock::Moment;
use crate::db::Tx;
use crate::registry::{self, ProducerId};

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
    let invitation = Invitation::given(seat, Some(who.person), now);
    accounts::invite(tx, secret, invitation, now).await?;
    let mut entry = Entry::new(now, Done::Invited, Subject::new(SubjectKind::Producer, &found.code))
        .by(who.person, Some(who.role))
        .of(producer)
        .within(found.region);
    entry.changes.note("role", None, Some(Role::Owner.word()));
    audit::record(tx, &entry).await?;
    Ok(invitation.ends_at)
}
