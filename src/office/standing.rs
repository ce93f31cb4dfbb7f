use super::{Error, entitled};
use crate::accounts::Act;
use crate::audit::{self, Act as Done, Changes, Entry, Subject, SubjectKind};
use crate::casework::Who;
use crate::clock::Moment;
use crate::db::Tx;
use crate::recalls;
use crate::registry::{self, ProducerId, ProducerStatus};

/// Whether an officer may move a producer so. One that waits to be checked is decided in its case, and nothing goes back to
/// waiting.
pub fn may_become(from: ProducerStatus, to: ProducerStatus) -> bool {
    use ProducerStatus::{Active, Awaiting, Closed, Suspended};
    match (from, to) {
        (Active, Suspended | Closed) | (Suspended, Active | Closed) | (Closed, Active) => true,
        (Awaiting, _) | (_, Awaiting) | (Active, Active) | (Suspended, Suspended) | (Closed, Suspended | Closed) => {
            false
        }
    }
}

/// Sets a producer aside, closes it, or takes it up again, with a reason.
///
/// # Errors
/// [`Error::Seat`], [`Error::Unknown`], [`Error::Standing`]; [`Error::Recall`] for a reason that is none.
pub async fn set_standing(
    tx: &mut Tx,
    who: Who,
    producer: ProducerId,
    to: ProducerStatus,
    reason: &str,
    now: Moment,
) -> Result<(), Error> {
    let found = registry::find_producer(tx, producer).await?.ok_or(Error::Unknown("producer"))?;
    entitled(tx, who, Act::Check, found.region).await?;
    if !may_become(found.status, to) {
        return Err(Error::Standing { from: found.status, to });
    }
    let reason = recalls::reason(reason)?;
    registry::set_producer_status(tx, producer, to).await?;
    let mut changes = Changes::none();
    changes.note("status", Some(found.status.word()), Some(to.word()));
    let entry = Entry::new(now, Done::ProducerStatus, Subject::new(SubjectKind::Producer, &found.code))
        .by(who.person, Some(who.role))
        .of(producer)
        .within(found.region)
        .saying(&reason)
        .changing(changes);
    audit::record(tx, &entry).await?;
    Ok(())
}
