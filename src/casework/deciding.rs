use super::{Error, Who, find, trail};
use crate::audit::{self, Changes};
use crate::cases::{self, CaseId, Deed, Goods, KeyAct, KeyDeed, State, What};
use crate::clock::Moment;
use crate::db::{self, Tx};
use crate::keyring::{self, Key};
use crate::recalls::{self, ItemRange, NewRecall};
use crate::registry::{self, Certification, ProducerId, ProducerStatus, Put};

/// A step that somebody wants to take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// In which case.
    pub case: CaseId,
    /// How many steps it had when they looked at it; if it has more now, they are told.
    pub seen: usize,
    /// What they decide.
    pub what: What,
}

/// What a decision did to the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// The producer is active.
    Activated(ProducerId),
    /// The certification is in the register.
    Certified(Put),
    /// The goods are recalled, by a recall of this number.
    Recalled(i64),
    /// The key is retired; the next one, if any waited, signs from now on.
    KeyRetired(Option<Box<Key>>),
    /// The key is revoked, by a revocation of this number; the next one, if any waited, signs from now on.
    KeyRevoked(i64, Option<Box<Key>>),
}

/// Where a case stands now, and what that did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Where it stands.
    pub state: State,
    /// What was done; none unless it was decided for it.
    pub done: Option<Done>,
}

/// Takes a step in a case, does what it means, and records it: all in this transaction.
///
/// # Errors
/// [`Error::Case`] with what the rules of cases refuse ([`cases::Error::Meanwhile`] when somebody was faster); [`Error::Seat`]; what
/// register, recalls or keyring refuse. Nothing is to be stored then.
pub async fn decide(tx: &mut Tx, who: Who, decision: &Decision, now: Moment) -> Result<Outcome, Error> {
    let (case, actor) = find(tx, who, decision.case).await?;
    if case.state.stage().is_decided() {
        return Err(cases::Error::Decided(case.id).into());
    }
    if case.steps.len() != decision.seen {
        return Err(cases::Error::Meanwhile(case.id).into());
    }
    let state = cases::step(tx, &case, &actor, decision.what.clone(), now).await?;
    let mut entry = trail::entry(tx, who, case.id, &case.matter, case.region, &decision.what, now).await?;
    let done = match cases::deed(&case.matter, &state) {
        Some(deed) => Some(perform(tx, deed, &mut entry.changes, now).await?),
        None => None,
    };
    audit::record(tx, &entry).await?;
    Ok(Outcome { state, done })
}

async fn perform(tx: &mut Tx, deed: Deed, changes: &mut Changes, now: Moment) -> Result<Done, Error> {
    match deed {
        Deed::Activate(producer) => activate(tx, producer, changes).await,
        Deed::Certify(certification) => certify(tx, certification, changes, now).await,
        Deed::Recall(goods) => recall(tx, &goods, changes, now).await,
        Deed::Key(act) => act_on_key(tx, &act, now).await,
    }
}

async fn activate(tx: &mut Tx, producer: ProducerId, changes: &mut Changes) -> Result<Done, Error> {
    let found = registry::find_producer(tx, producer).await?.ok_or(Error::Unknown("producer"))?;
    if found.status != ProducerStatus::Awaiting {
        return Err(Error::Standing(found.status));
    }
    registry::set_producer_status(tx, producer, ProducerStatus::Active).await?;
    changes.note("status", Some(found.status.word()), Some(ProducerStatus::Active.word()));
    Ok(Done::Activated(producer))
}

/// Writes a certification down. One that an import declared gets its basis; one that ended stays ended.
async fn certify(tx: &mut Tx, certification: Certification, changes: &mut Changes, now: Moment) -> Result<Done, Error> {
    let stored = registry::certifications_of(tx, certification.product).await?;
    let stored = stored.iter().find(|s| (s.kind, &s.number) == (certification.kind, &certification.number));
    let ended = stored.and_then(|stored| stored.ended);
    let before = stored.map(|stored| stored.basis.kind.word());
    let put = registry::put_certification(tx, &Certification { ended, ..certification.clone() }, now).await;
    let put = put.map_err(|error| match error {
        db::Error::Dangling => Error::Unknown("product"),
        error => error.into(),
    })?;
    changes.note("basis", before, Some(certification.basis.kind.word()));
    Ok(Done::Certified(put))
}

async fn recall(tx: &mut Tx, goods: &Goods, changes: &mut Changes, now: Moment) -> Result<Done, Error> {
    let batch = registry::find_batch(tx, goods.batch).await?.ok_or(Error::Unknown("batch"))?;
    let items = goods.items.map(|(first, last)| ItemRange { first, last });
    let recall = NewRecall::new(&batch, items, &goods.reason, &goods.instruction, &goods.contact)?;
    let number = recalls::announce(tx, &recall, now).await?;
    changes.note("recall", None, Some(&number.to_string()));
    Ok(Done::Recalled(number))
}

async fn act_on_key(tx: &mut Tx, act: &KeyAct, now: Moment) -> Result<Done, Error> {
    Ok(match act.deed {
        KeyDeed::Retire => Done::KeyRetired(keyring::retire(tx, &act.key, now).await?.map(Box::new)),
        KeyDeed::Revoke => {
            let (number, heir) = keyring::revoke(tx, &act.key, &act.reason, now).await?;
            Done::KeyRevoked(number, heir.map(Box::new))
        }
    })
}
