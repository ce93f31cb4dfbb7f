use super::row;
use crate::clock::{Day, Moment};
use crate::db::{Error, Query, Tx, params, record};
use crate::registry::{Batch, BatchId, Level, ProducerId, ProductId, Profile};

/// Batches that share a kode produksi, and issues of a product's code: no page shows more.
const FEW: u32 = 100;

macro_rules! select {
    ($tail:literal) => {
        concat!(
            "select id, product_id, code, level, profile, gtin, items, produced, best_before, claims, key, issued_at
               from batches ",
            $tail
        )
    };
}

record! {
    struct Row {
        id: i64,
        product_id: i64,
        code: String,
        level: String,
        profile: String,
        gtin: Option<String>,
        items: i64,
        produced: Option<i64>,
        best_before: Option<i64>,
        claims: Vec<u8>,
        key: String,
        issued_at: i64,
    }
}

impl TryFrom<Row> for Batch {
    type Error = Error;

    fn try_from(row: Row) -> Result<Batch, Error> {
        Ok(Batch {
            id: BatchId(row.id),
            product: ProductId(row.product_id),
            code: row.code,
            level: row::word("level", &row.level, Level::from_word)?,
            profile: row::word("profile", &row.profile, Profile::from_word)?,
            gtin: row.gtin,
            items: u64::try_from(row.items).map_err(|_| row::odd("items", row.items))?,
            produced: row::day("produced", row.produced)?,
            best_before: row::day("best_before", row.best_before)?,
            claims: row.claims,
            key: row.key,
            issued_at: Moment(row.issued_at),
        })
    }
}

/// A batch by its number.
pub async fn find_batch(q: &mut impl Query, id: BatchId) -> Result<Option<Batch>, Error> {
    let row: Option<Row> = q.first(select!("where id = $1"), params![id.0]).await?;
    row.map(Batch::try_from).transpose()
}

/// A product's batch by its kode produksi.
pub async fn find_batch_of(q: &mut impl Query, product: ProductId, code: &str) -> Result<Option<Batch>, Error> {
    let row: Option<Row> = q.first(select!("where product_id = $1 and code = $2"), params![product.0, code]).await?;
    row.map(Batch::try_from).transpose()
}

/// Batches of any product with a kode produksi: several makers may use the same one.
pub async fn find_batches_by_code(q: &mut impl Query, code: &str) -> Result<Vec<Batch>, Error> {
    let rows: Vec<Row> = q.all(select!("where code = $1 order by id limit $2"), params![code, FEW]).await?;
    row::each(rows)
}

/// A product's batches, newest first.
pub async fn batches_of(q: &mut impl Query, product: ProductId, limit: u32) -> Result<Vec<Batch>, Error> {
    let rows: Vec<Row> =
        q.all(select!("where product_id = $1 order by id desc limit $2"), params![product.0, limit]).await?;
    row::each(rows)
}

/// A product's batches, by number, after one of them.
pub async fn batches_of_after(
    q: &mut impl Query,
    product: ProductId,
    after: Option<BatchId>,
    limit: u32,
) -> Result<Vec<Batch>, Error> {
    let values = params![product.0, after.map_or(0, |id| id.0), limit];
    let rows: Vec<Row> = q.all(select!("where product_id = $1 and id > $2 order by id limit $3"), values).await?;
    row::each(rows)
}

/// The issues of a product's own code (level `product`), newest first.
pub async fn product_code_issues(q: &mut impl Query, product: ProductId) -> Result<Vec<Batch>, Error> {
    let rows: Vec<Row> = q
        .all(select!("where product_id = $1 and level = 'product' order by id desc limit $2"), params![product.0, FEW])
        .await?;
    row::each(rows)
}

/// The issue of a product's own code that said exactly these claims under this key, in addresses with this GTIN or none.
pub async fn find_product_issue(
    q: &mut impl Query,
    product: ProductId,
    key: &str,
    claims: &[u8],
    gtin: Option<&str>,
) -> Result<Option<Batch>, Error> {
    let row: Option<Row> = q
        .first(
            select!(
                "where product_id = $1 and level = 'product' and key = $2 and claims = $3 and coalesce(gtin, '') = $4
                 order by id
                 limit 1"
            ),
            params![product.0, key, claims, gtin.unwrap_or_default()],
        )
        .await?;
    row.map(Batch::try_from).transpose()
}

/// Batches of all products, by number, after one of them.
pub async fn batches_after(q: &mut impl Query, after: Option<BatchId>, limit: u32) -> Result<Vec<Batch>, Error> {
    let after = after.map_or(0, |id| id.0);
    let rows: Vec<Row> = q.all(select!("where id > $1 order by id limit $2"), params![after, limit]).await?;
    row::each(rows)
}

/// How many batches of a producer's products were issued since a moment, and how many packs they have.
pub async fn issued_since(q: &mut impl Query, producer: ProducerId, since: Moment) -> Result<(u64, u64), Error> {
    let sql = "
        select count(*), coalesce(cast(sum(b.items) as bigint), 0)
          from batches b
          join products p on p.id = b.product_id
         where p.producer_id = $1 and b.issued_at >= $2";
    let row: Option<(i64, i64)> = q.first(sql, params![producer.0, since.0]).await?;
    let (batches, items) = row.unwrap_or_default();
    Ok((batches.unsigned_abs(), items.unsigned_abs()))
}

/// A batch about to be issued. Its number comes from the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBatch {
    /// What is made.
    pub product: ProductId,
    /// Kode produksi, as printed on the pack.
    pub code: String,
    /// What its codes tell apart.
    pub level: Level,
    /// What its codes say.
    pub profile: Profile,
    /// The GTIN in its addresses, when they have the GS1 Digital Link form.
    pub gtin: Option<String>,
    /// How many packs.
    pub items: u64,
    /// Day of production.
    pub produced: Option<Day>,
    /// Last good day.
    pub best_before: Option<Day>,
    /// Hex thumbprint of the key that signs it.
    pub key: String,
    /// When it is issued.
    pub issued_at: Moment,
}

/// Issues a batch. Its claims contain its own number, so `claims` is asked for them once the number is known; nobody
/// sees the row before the transaction ends.
///
/// # Errors
/// [`Error::Duplicate`] when the product has a batch of that code, [`Error::Dangling`] when product or key are unknown.
pub async fn insert_batch(
    tx: &mut Tx,
    batch: NewBatch,
    claims: impl FnOnce(BatchId) -> Vec<u8> + Send,
) -> Result<BatchId, Error> {
    let items = i64::try_from(batch.items).map_err(|_| row::odd("items", batch.items))?;
    let sql = "
        insert into batches
               (product_id, code, level, profile, gtin, items, produced, best_before, claims, key, issued_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        returning id";
    let values = params![
        batch.product.0,
        batch.code,
        batch.level.word(),
        batch.profile.word(),
        batch.gtin,
        items,
        row::stored(batch.produced),
        row::stored(batch.best_before),
        Vec::<u8>::new(),
        batch.key,
        batch.issued_at.0,
    ];
    let id = BatchId(tx.insert(sql, values).await?);
    tx.run("update batches set claims = $2 where id = $1", params![id.0, claims(id)]).await?;
    tx.touch().await?;
    Ok(id)
}
