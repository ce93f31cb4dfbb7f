//! Recalls, revocations and lifts in storage: rows are added, never changed. Who controls this storage could add or
//! hide entries, but not make a forged code verify.
use super::{Error, ItemRange, Lift, NewRecall, Recall, Revocation, Subject};
use crate::clock::Moment;
use crate::db::{self, Query, Tx, params, record};
use crate::registry::{BatchId, ProductId};

record! {
    struct RecallRow {
        id: i64,
        batch_id: i64,
        first_item: Option<i64>,
        last_item: Option<i64>,
        reason: String,
        instruction: String,
        contact: String,
        at: i64,
        lift_reason: Option<String>,
        lift_at: Option<i64>,
    }
}

impl RecallRow {
    fn read(self) -> Recall {
        Recall {
            id: self.id,
            batch: BatchId(self.batch_id),
            items: range(self.first_item, self.last_item),
            reason: self.reason,
            instruction: self.instruction,
            contact: self.contact,
            at: Moment(self.at),
            lift: lift(self.lift_reason, self.lift_at),
        }
    }
}

record! {
    struct RevocationRow {
        id: i64,
        subject: String,
        batch_id: Option<i64>,
        product_id: Option<i64>,
        key: Option<String>,
        first_item: Option<i64>,
        last_item: Option<i64>,
        reason: String,
        at: i64,
        lift_reason: Option<String>,
        lift_at: Option<i64>,
    }
}

impl RevocationRow {
    fn read(self) -> Result<Revocation, db::Error> {
        let subject = match (self.subject.as_str(), self.batch_id, self.product_id, self.key) {
            ("batch", Some(batch), _, _) => Subject::Batch(BatchId(batch)),
            ("items", Some(batch), _, _) => {
                let items = range(self.first_item, self.last_item).unwrap_or(ItemRange { first: 1, last: u64::MAX });
                Subject::Items(BatchId(batch), items)
            }
            ("product", _, Some(product), _) => Subject::Product(ProductId(product)),
            ("key", _, _, Some(key)) => Subject::Key(key),
            (other, ..) => {
                return Err(db::Error::Away(format!("revocation {} has a broken subject '{other}'", self.id)));
            }
        };
        let lift = lift(self.lift_reason, self.lift_at);
        Ok(Revocation { id: self.id, subject, reason: self.reason, at: Moment(self.at), lift })
    }
}

macro_rules! select_recalls {
    ($rest:literal) => {
        concat!(
            "select r.id, r.batch_id, r.first_item, r.last_item, r.reason, r.instruction, r.contact, r.at,
                    l.reason as lift_reason, l.at as lift_at
               from recalls r
               left join lifts l on l.recall_id = r.id ",
            $rest
        )
    };
}

macro_rules! select_revocations {
    ($rest:literal) => {
        concat!(
            "select r.id, r.subject, r.batch_id, r.product_id, r.key, r.first_item, r.last_item, r.reason, r.at,
                    l.reason as lift_reason, l.at as lift_at
               from revocations r
               left join lifts l on l.revocation_id = r.id ",
            $rest
        )
    };
}

fn range(first: Option<i64>, last: Option<i64>) -> Option<ItemRange> {
    Some(ItemRange { first: first?.unsigned_abs(), last: last?.unsigned_abs() })
}

fn lift(reason: Option<String>, at: Option<i64>) -> Option<Lift> {
    Some(Lift { reason: reason?, at: Moment(at?) })
}

fn number(item: u64) -> i64 {
    i64::try_from(item).unwrap_or(i64::MAX)
}

/// Enters a recall; returns its number.
///
/// # Errors
/// [`Error::Storage`].
pub async fn announce(tx: &mut Tx, recall: &NewRecall, at: Moment) -> Result<i64, Error> {
    let id = tx
        .insert(
            "insert into recalls (batch_id, first_item, last_item, reason, instruction, contact, at)
             values ($1, $2, $3, $4, $5, $6, $7)
             returning id",
            params![
                recall.batch.0,
                recall.items.map(|items| number(items.first)),
                recall.items.map(|items| number(items.last)),
                recall.reason.as_str(),
                recall.instruction.as_str(),
                recall.contact.as_str(),
                at.0
            ],
        )
        .await?;
    tx.touch().await?;
    Ok(id)
}

/// Enters a revocation; returns its number. `reason` is a checked one.
///
/// # Errors
/// [`Error::Storage`].
pub async fn revoke(tx: &mut Tx, subject: &Subject, reason: &str, at: Moment) -> Result<i64, Error> {
    let (word, batch, product, key, items) = match subject {
        Subject::Batch(batch) => ("batch", Some(batch.0), None, None, None),
        Subject::Items(batch, items) => ("items", Some(batch.0), None, None, Some(*items)),
        Subject::Product(product) => ("product", None, Some(product.0), None, None),
        Subject::Key(key) => ("key", None, None, Some(key.clone()), None),
    };
    let id = tx
        .insert(
            "insert into revocations (subject, batch_id, product_id, key, first_item, last_item, reason, at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             returning id",
            params![
                word,
                batch,
                product,
                key,
                items.map(|items| number(items.first)),
                items.map(|items| number(items.last)),
                reason,
                at.0
            ],
        )
        .await?;
    tx.touch().await?;
    Ok(id)
}

/// Lifts a recall by a new entry.
///
/// # Errors
/// [`Error::Unknown`] when there is no such recall, [`Error::Lifted`] when it was lifted before.
pub async fn lift_recall(tx: &mut Tx, id: i64, reason: &str, at: Moment) -> Result<(), Error> {
    let name = || format!("recall {id}");
    let recall = find_recall(tx, id).await?.ok_or_else(|| Error::Unknown(name()))?;
    if recall.lift.is_some() {
        return Err(Error::Lifted(name()));
    }
    tx.run("insert into lifts (recall_id, reason, at) values ($1, $2, $3)", params![id, reason, at.0])
        .await
        .map_err(|error| lifted_meanwhile(error, name()))?;
    Ok(tx.touch().await?)
}

/// Lifts a revocation by a new entry.
///
/// # Errors
/// [`Error::Unknown`] when there is no such revocation, [`Error::Lifted`] when it was lifted before.
pub async fn lift_revocation(tx: &mut Tx, id: i64, reason: &str, at: Moment) -> Result<(), Error> {
    let name = || format!("revocation {id}");
    let revocation = find_revocation(tx, id).await?.ok_or_else(|| Error::Unknown(name()))?;
    if revocation.lift.is_some() {
        return Err(Error::Lifted(name()));
    }
    tx.run("insert into lifts (revocation_id, reason, at) values ($1, $2, $3)", params![id, reason, at.0])
        .await
        .map_err(|error| lifted_meanwhile(error, name()))?;
    Ok(tx.touch().await?)
}

fn lifted_meanwhile(error: db::Error, name: String) -> Error {
    if matches!(error, db::Error::Duplicate) { Error::Lifted(name) } else { error.into() }
}

/// Recalls of a batch, lifted ones too, oldest first.
///
/// # Errors
/// [`db::Error::Away`].
pub async fn recalls_of(q: &mut impl Query, batch: BatchId) -> Result<Vec<Recall>, db::Error> {
    let rows: Vec<RecallRow> = q.all(select_recalls!("where r.batch_id = $1 order by r.id"), params![batch.0]).await?;
    Ok(rows.into_iter().map(RecallRow::read).collect())
}

/// One recall.
///
/// # Errors
/// [`db::Error::Away`].
pub async fn find_recall(q: &mut impl Query, id: i64) -> Result<Option<Recall>, db::Error> {
    let row: Option<RecallRow> = q.first(select_recalls!("where r.id = $1"), params![id]).await?;
    Ok(row.map(RecallRow::read))
}

/// The newest recalls of all batches, lifted ones too, at most 1,000.
///
/// # Errors
/// [`db::Error::Away`].
pub async fn all_recalls(q: &mut impl Query) -> Result<Vec<Recall>, db::Error> {
    let rows: Vec<RecallRow> = q.all(select_recalls!("order by r.id desc limit 1000"), params![]).await?;
    Ok(rows.into_iter().map(RecallRow::read).collect())
}

/// Revocations that touch a batch, its product or its key, lifted ones too, oldest first.
///
/// # Errors
/// [`db::Error::Away`].
pub async fn revocations_of(
    q: &mut impl Query,
    batch: BatchId,
    product: ProductId,
    key: &str,
) -> Result<Vec<Revocation>, db::Error> {
    let sql = select_revocations!("where r.batch_id = $1 or r.product_id = $2 or r.key = $3 order by r.id");
    let rows: Vec<RevocationRow> = q.all(sql, params![batch.0, product.0, key]).await?;
    rows.into_iter().map(RevocationRow::read).collect()
}

/// One revocation.
///
/// # Errors
/// [`db::Error::Away`].
pub async fn find_revocation(q: &mut impl Query, id: i64) -> Result<Option<Revocation>, db::Error> {
    let row: Option<RevocationRow> = q.first(select_revocations!("where r.id = $1"), params![id]).await?;
    row.map(RevocationRow::read).transpose()
}

/// The newest revocations of all subjects, lifted ones too, at most 1,000.
///
/// # Errors
/// [`db::Error::Away`].
pub async fn all_revocations(q: &mut impl Query) -> Result<Vec<Revocation>, db::Error> {
    let rows: Vec<RevocationRow> = q.all(select_revocations!("order by r.id desc limit 1000"), params![]).await?;
    rows.into_iter().map(RevocationRow::read).collect()
}

/// Revocations of keys that stand.
///
/// # Errors
/// [`db::Error::Away`].
pub async fn standing_key_revocations(q: &mut impl Query) -> Result<Vec<Revocation>, db::Error> {
    let sql = select_revocations!("where r.subject = 'key' and l.id is null order by r.id");
    let rows: Vec<RevocationRow> = q.all(sql, params![]).await?;
    rows.into_iter().map(RevocationRow::read).collect()
}
