use super::{Error, entitled};
use crate::accounts::Act;
use crate::audit::{self, Act as Done, Entry, Subject, SubjectKind};
use crate::casework::Who;
use crate::clock::Moment;
use crate::db::{Query, Tx};
use crate::recalls::{self, ItemRange, NewRecall};
use crate::registry::{self, Batch, BatchId, Producer, Product};

/// A batch with what it is of and who made it.
#[derive(Debug, Clone, PartialEq)]
pub struct Goods {
    /// The batch.
    pub batch: Batch,
    /// What it is of.
    pub product: Product,
    /// Who made it; its region says whose office acts.
    pub producer: Producer,
}

/// A recall as an officer writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecallDraft {
    /// Of which batch.
    pub batch: BatchId,
    /// Which items; none for all.
    pub items: Option<ItemRange>,
    /// Why.
    pub reason: String,
    /// What consumers should do.
    pub instruction: String,
    /// Whom they may call.
    pub contact: String,
}

/// A batch with product and producer.
///
/// # Errors
/// [`Error::Unknown`].
pub async fn goods(q: &mut impl Query, batch: BatchId) -> Result<Goods, Error> {
    let batch = registry::find_batch(q, batch).await?.ok_or(Error::Unknown("batch"))?;
    let product = registry::find_product(q, batch.product).await?.ok_or(Error::Unknown("product"))?;
    let producer = registry::find_producer(q, product.producer).await?.ok_or(Error::Unknown("producer"))?;
    Ok(Goods { batch, product, producer })
}

/// Takes goods back at once; returns the recall's number.
///
/// # Errors
/// [`Error::Seat`], [`Error::Unknown`]; [`Error::Recall`] for texts and ranges that no recall could have.
pub async fn recall(tx: &mut Tx, who: Who, draft: &RecallDraft, now: Moment) -> Result<i64, Error> {
    let goods = goods(tx, draft.batch).await?;
    entitled(tx, who, Act::Recall, goods.producer.region).await?;
    let RecallDraft { items, reason, instruction, contact, .. } = draft;
    let recall = NewRecall::new(&goods.batch, *items, reason, instruction, contact)?;
    let number = recalls::announce(tx, &recall, now).await?;
    let mut entry = entry(now, Done::Recalled, SubjectKind::Batch, &goods.batch.code, &goods, who).saying(reason);
    entry.changes.note("recall", None, Some(&number.to_string()));
    audit::record(tx, &entry).await?;
    Ok(number)
}

/// Ends a recall by a new entry that says why.
///
/// # Errors
/// [`Error::Seat`], [`Error::Unknown`]; [`Error::Recall`] when it was lifted before or the reason is none.
pub async fn lift(tx: &mut Tx, who: Who, number: i64, reason: &str, now: Moment) -> Result<(), Error> {
    let found = recalls::find_recall(tx, number).await?.ok_or(Error::Unknown("recall"))?;
    let goods = goods(tx, found.batch).await?;
    entitled(tx, who, Act::Recall, goods.producer.region).await?;
    let reason = recalls::reason(reason)?;
    recalls::lift_recall(tx, number, &reason, now).await?;
    let entry = entry(now, Done::RecallLifted, SubjectKind::Recall, &number.to_string(), &goods, who);
    audit::record(tx, &entry.saying(&reason)).await?;
    Ok(())
}

fn entry(now: Moment, act: Done, kind: SubjectKind, name: &str, goods: &Goods, who: Who) -> Entry {
    let mut entry = Entry::new(now, act, Subject::new(kind, name))
        .by(who.person, Some(who.role))
        .of(goods.producer.id)
        .within(goods.producer.region);
    entry.changes.note("product", None, Some(&goods.product.code));
    entry
}
