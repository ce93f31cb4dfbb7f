//! Label orders and drafts in storage. Who controls this storage could lose them, and change neither codes nor claims.
use super::{Acting, LabelOrder, Wanted};
use crate::accounts::{PersonId, Role};
use crate::clock::Moment;
use crate::db::{Error, Query, Tx, params, record};
use crate::registry::BatchId;

/// Orders of a batch that a page shows.
const ORDERS: u32 = 100;

/// A label order's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderId(pub i64);

impl std::fmt::Display for OrderId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

record! {
    struct Row {
        id: i64,
        batch_id: i64,
        person_id: i64,
        role: String,
        labels: i64,
        wanted: String,
        at: i64,
    }
}

impl Row {
    fn read(self) -> Result<LabelOrder, Error> {
        let broken =
            |what: &str| Error::Away(format!("label order {} has a broken {what}; restore the register", self.id));
        Ok(LabelOrder {
            id: OrderId(self.id),
            batch: BatchId(self.batch_id),
            by: PersonId(self.person_id),
            role: Role::from_word(&self.role).ok_or_else(|| broken("role"))?,
            labels: self.labels.unsigned_abs(),
            wanted: Wanted::read(&self.wanted).ok_or_else(|| broken("wish"))?,
            at: Moment(self.at),
        })
    }
}

pub(super) async fn insert_order(
    tx: &mut Tx,
    acting: Acting,
    batch: BatchId,
    labels: u64,
    wanted: &Wanted,
) -> Result<OrderId, Error> {
    let sql = "insert into label_orders (batch_id, person_id, role, labels, wanted, at)
               values ($1, $2, $3, $4, $5, $6) returning id";
    let labels = i64::try_from(labels).unwrap_or(i64::MAX);
    let (person, role) = (acting.who.person.0, acting.who.role.word());
    tx.insert(sql, params![batch.0, person, role, labels, wanted.stored(), acting.now.0]).await.map(OrderId)
}

pub(super) async fn find_order(q: &mut impl Query, id: OrderId) -> Result<Option<LabelOrder>, Error> {
    let sql = "select id, batch_id, person_id, role, labels, wanted, at from label_orders where id = $1";
    let row: Option<Row> = q.first(sql, params![id.0]).await?;
    row.map(Row::read).transpose()
}

pub(super) async fn orders_of(q: &mut impl Query, batch: BatchId) -> Result<Vec<LabelOrder>, Error> {
    let sql = "select id, batch_id, person_id, role, labels, wanted, at
                 from label_orders
                where batch_id = $1
                order by id desc
                limit $2";
    let rows: Vec<Row> = q.all(sql, params![batch.0, ORDERS]).await?;
    rows.into_iter().map(Row::read).collect()
}

pub(super) async fn keep_draft(
    tx: &mut Tx,
    person: PersonId,
    form: &str,
    typed: Option<&str>,
    now: Moment,
) -> Result<(), Error> {
    let Some(typed) = typed else {
        let sql = "delete from drafts where person_id = $1 and form = $2";
        return tx.run(sql, params![person.0, form]).await.map(drop);
    };
    let sql = "insert into drafts (person_id, form, typed, at) values ($1, $2, $3, $4)
               on conflict (person_id, form) do update set typed = excluded.typed, at = excluded.at";
    tx.run(sql, params![person.0, form, typed, now.0]).await.map(drop)
}

pub(super) async fn find_draft(q: &mut impl Query, person: PersonId, form: &str) -> Result<Option<String>, Error> {
    let sql = "select typed from drafts where person_id = $1 and form = $2";
    let row: Option<(String,)> = q.first(sql, params![person.0, form]).await?;
    Ok(row.map(|(typed,)| typed))
}
