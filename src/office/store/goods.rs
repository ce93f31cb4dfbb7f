use super::{Sought, of_place};
use crate::clock::{Day, Moment};
use crate::db::{Error, Query, record};
use crate::registry::store::row::{odd, region};
use crate::registry::{BatchId, ProducerId, ProductId, ProductStatus, RegionCode};

/// A product as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedProduct {
    /// Its number.
    pub id: ProductId,
    /// The office's code for it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub status: ProductStatus,
    /// Who makes it.
    pub producer: ProducerId,
    /// The maker's name.
    pub maker: String,
    /// Where the maker is.
    pub region: RegionCode,
}

/// A batch as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedBatch {
    /// Its number.
    pub id: BatchId,
    /// Kode produksi.
    pub code: String,
    /// How many packs.
    pub items: u64,
    /// Day of production.
    pub produced: Option<Day>,
    /// Name of the product.
    pub product: String,
    /// Its maker's name.
    pub maker: String,
    /// Where the maker is.
    pub region: RegionCode,
    /// Recalls of it that stand.
    pub recalls: u64,
}

/// A recall as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedRecall {
    /// Its number.
    pub id: i64,
    /// Kode produksi of the batch.
    pub code: String,
    /// Name of the product.
    pub product: String,
    /// Its maker's name.
    pub maker: String,
    /// Where the maker is.
    pub region: RegionCode,
    /// Why.
    pub reason: String,
    /// Since when.
    pub at: Moment,
    /// When it was lifted.
    pub lifted: Option<Moment>,
}

record! {
    struct ProductRow {
        id: i64,
        code: String,
        name: String,
        status: String,
        producer_id: i64,
        maker: String,
        region: String,
    }
}

record! {
    struct BatchRow {
        id: i64,
        code: String,
        items: i64,
        produced: Option<i64>,
        product: String,
        maker: String,
        region: String,
        recalls: i64,
    }
}

record! {
    struct RecallRow {
        id: i64,
        code: String,
        product: String,
        maker: String,
        region: String,
        reason: String,
        at: i64,
        lifted: Option<i64>,
    }
}

macro_rules! products {
    ($place:literal) => {
        concat!(
            "select p.id, p.code, p.name, p.status, p.producer_id, m.name as maker, m.region
               from products p
               join producers m on m.id = p.producer_id
              where p.id < $1
                and (lower(p.name || ' ' || p.code) like $3 escape '\\'
                     or p.producer_id in (select id from producers where lower(name) like $3 escape '\\'))
                and ($4 = '' or p.status = $4) ",
            $place,
            " order by p.id desc limit $2"
        )
    };
}

/// Products of a region's makers, newest first, drafts too.
///
/// # Errors
/// [`Error::Away`].
pub async fn products(q: &mut impl Query, sought: &Sought) -> Result<Vec<ListedProduct>, Error> {
    let statements = [products!(""), products!("and substr(m.region, 1, 2) = $5"), products!("and m.region = $5")];
    let rows: Vec<ProductRow> = q.all(of_place(sought.region, statements), sought.params()).await?;
    let read = |row: ProductRow| {
        Ok(ListedProduct {
            id: ProductId(row.id),
            code: row.code,
            name: row.name,
            status: ProductStatus::from_word(&row.status).ok_or_else(|| odd("status", &row.status))?,
            producer: ProducerId(row.producer_id),
            maker: row.maker,
            region: region("region", &row.region)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// The standing of a batch is `ditarik` while a recall of it stands.
macro_rules! batches {
    ($place:literal) => {
        concat!(
            "select b.id, b.code, b.items, b.produced, p.name as product, m.name as maker, m.region,
                    (select count(*) from recalls r left join lifts l on l.recall_id = r.id
                      where r.batch_id = b.id and l.id is null) as recalls
               from batches b
               join products p on p.id = b.product_id
               join producers m on m.id = p.producer_id
              where b.id < $1
                and (lower(b.code) like $3 escape '\\' or lower(p.name) like $3 escape '\\'
                     or lower(p.code) like $3 escape '\\' or lower(m.name) like $3 escape '\\')
                and ($4 = '' or exists (select 1 from recalls r left join lifts l on l.recall_id = r.id
                                         where r.batch_id = b.id and l.id is null)) ",
            $place,
            " order by b.id desc limit $2"
        )
    };
}

/// Batches of a region's makers, newest first.
///
/// # Errors
/// [`Error::Away`].
pub async fn batches(q: &mut impl Query, sought: &Sought) -> Result<Vec<ListedBatch>, Error> {
    let statements = [batches!(""), batches!("and substr(m.region, 1, 2) = $5"), batches!("and m.region = $5")];
    let rows: Vec<BatchRow> = q.all(of_place(sought.region, statements), sought.params()).await?;
    let read = |row: BatchRow| {
        Ok(ListedBatch {
            id: BatchId(row.id),
            code: row.code,
            items: row.items.unsigned_abs(),
            produced: row.produced.and_then(|day| u32::try_from(day).ok()).map(Day),
            product: row.product,
            maker: row.maker,
            region: region("region", &row.region)?,
            recalls: row.recalls.unsigned_abs(),
        })
    };
    rows.into_iter().map(read).collect()
}

/// The standing of a recall is `berlaku` while it stands, `dicabut` once lifted.
macro_rules! recalls {
    ($place:literal) => {
        concat!(
            "select r.id, b.code, p.name as product, m.name as maker, m.region, r.reason, r.at, l.at as lifted
               from recalls r
               join batches b on b.id = r.batch_id
               join products p on p.id = b.product_id
               join producers m on m.id = p.producer_id
               left join lifts l on l.recall_id = r.id
              where r.id < $1
                and (lower(b.code) like $3 escape '\\' or lower(p.name) like $3 escape '\\'
                     or lower(m.name) like $3 escape '\\')
                and ($4 = '' or ($4 = 'berlaku' and l.id is null) or ($4 = 'dicabut' and l.id is not null)) ",
            $place,
            " order by r.id desc limit $2"
        )
    };
}

/// Recalls of a region's goods, newest first, lifted ones too.
///
/// # Errors
/// [`Error::Away`].
pub async fn recalls_in(q: &mut impl Query, sought: &Sought) -> Result<Vec<ListedRecall>, Error> {
    let statements = [recalls!(""), recalls!("and substr(m.region, 1, 2) = $5"), recalls!("and m.region = $5")];
    let rows: Vec<RecallRow> = q.all(of_place(sought.region, statements), sought.params()).await?;
    let read = |row: RecallRow| {
        Ok(ListedRecall {
            id: row.id,
            code: row.code,
            product: row.product,
            maker: row.maker,
            region: region("region", &row.region)?,
            reason: row.reason,
            at: Moment(row.at),
            lifted: row.lifted.map(Moment),
        })
    };
    rows.into_iter().map(read).collect()
}
