//! Products by words, region and category.
use super::{find_producer, find_product, row};
use crate::clock::Day;
use crate::db::{Error, Param, Query, Tx, params, record};
use crate::registry::search::{MOST_WORDS, NEAR, Vocabulary, fold};
use crate::registry::{ProducerId, ProductId, RegionCode};

/// Words in one statement that enters them.
const AT_ONCE: usize = 12;
/// More products than one producer has.
const OF_ONE_PRODUCER: u32 = 10_000;

/// What products are looked for; each part that is absent lets everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// For each word, those of the vocabulary that it may stand for.
    pub words: Vec<Vec<String>>,
    /// Where they come from: a kabupaten or kota, or a province with all of its own.
    pub region: Option<RegionCode>,
    /// Of which category.
    pub category: Option<String>,
    /// With a halal certificate or an izin edar in the register.
    pub certified: bool,
}

/// A product that was found, with what a list shows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The product.
    pub id: ProductId,
    /// Its name.
    pub name: String,
    /// Its net content.
    pub net_content: Option<String>,
    /// Its category.
    pub category: String,
    /// Where it comes from.
    pub origin: RegionCode,
    /// Its maker's name.
    pub producer: String,
    /// Whether it holds a halal certificate today.
    pub halal: bool,
    /// Whether it holds an izin edar today.
    pub permit: bool,
}

record! {
    struct Row {
        id: i64,
        name: String,
        net_content: Option<String>,
        category: String,
        origin: String,
        producer: String,
        halal: bool,
        permit: bool,
    }
}

impl TryFrom<Row> for Found {
    type Error = Error;

    fn try_from(row: Row) -> Result<Found, Error> {
        Ok(Found {
            id: ProductId(row.id),
            origin: row::region("origin", &row.origin)?,
            name: row.name,
            net_content: row.net_content,
            category: row.category,
            producer: row.producer,
            halal: row.halal,
            permit: row.permit,
        })
    }
}

/// Whether a product holds a certificate of some kinds on the day $7.
macro_rules! holds {
    ($kinds:literal) => {
        concat!(
            "exists (select 1
                       from certifications c
                      where c.product_id = p.id and c.kind ",
            $kinds,
            " and (c.valid_until is null or c.valid_until >= $7) and (c.ended_day is null or c.ended_day > $7))"
        )
    };
}

/// First the numbers of the few products that are wanted, then what a list shows of these. Every search has $1 before which
/// product, $2 a region, $3 the beginning of a province's codes, $4 a category, $5 whether certified, $6 how many, $7 today.
macro_rules! select {
    ($narrow:expr) => {
        concat!(
            "select p.id, p.name, p.net_content, p.category, p.origin, m.name as producer, ",
            holds!("= 1"),
            " as halal, ",
            holds!("between 2 and 7"),
            " as permit
               from products p
               join producers m on m.id = p.producer_id
              where p.id in (select p.id from products p where ",
            $narrow,
            " and p.status = 'aktif' and p.id < $1
               and ($2 = '' or p.origin = $2 or substr(p.origin, 1, 3) = $3)
               and ($4 = '' or p.category = $4)
               and (cast($5 as bigint) = 0 or ",
            holds!("between 1 and 7"),
            ")
             order by p.id desc
             limit $6)
             order by p.id desc"
        )
    };
}

/// The products that have one of sixteen words, of each typed word.
macro_rules! first {
    () => {
        "select product_id from product_words
          where word in ($8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)"
    };
}
macro_rules! second {
    () => {
        " intersect
         select product_id from product_words
          where word in ($24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39)"
    };
}
macro_rules! third {
    () => {
        " intersect
         select product_id from product_words
          where word in ($40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53, $54, $55)"
    };
}

const BY_ONE_WORD: &str = select!(concat!("p.id in (", first!(), ")"));
const BY_TWO_WORDS: &str = select!(concat!("p.id in (", first!(), second!(), ")"));
const BY_THREE_WORDS: &str = select!(concat!("p.id in (", first!(), second!(), third!(), ")"));
const BY_CATEGORY: &str = select!("p.category = $4");
const BY_REGION: &str = select!("p.origin = $2");
const ALL: &str = select!("1 = 1");

/// Products on the market that are wanted, newest first, before one of them.
///
/// # Errors
/// [`Error::Away`].
pub async fn search_products(
    q: &mut impl Query,
    wanted: &Wanted,
    before: Option<ProductId>,
    limit: u32,
    today: Day,
) -> Result<Vec<Found>, Error> {
    let region = wanted.region.map(|region| region.to_string()).unwrap_or_default();
    let province = wanted.region.filter(|region| region.is_province());
    let mut values = params![
        before.map_or(i64::MAX, |id| id.0),
        region,
        province.map_or("none".to_owned(), |province| format!("{province}.")),
        wanted.category.clone().unwrap_or_default(),
        i64::from(wanted.certified),
        limit,
        i64::from(today.0),
    ];
    values.extend(wanted.words.iter().take(MOST_WORDS).flat_map(|near| padded(near)));
    let by_words = [BY_ONE_WORD, BY_TWO_WORDS, BY_THREE_WORDS];
    let sql = if let Some(more) = wanted.words.len().checked_sub(1) {
        by_words[more.min(2)]
    } else if wanted.category.is_some() {
        BY_CATEGORY
    } else if wanted.region.is_some() && province.is_none() {
        BY_REGION
    } else {
        ALL
    };
    let rows: Vec<Row> = q.all(sql, values).await?;
    row::each(rows)
}

/// Sixteen words, filled up with what is none.
fn padded(near: &[String]) -> impl Iterator<Item = Param> {
    near.iter().map(String::as_str).chain(std::iter::repeat("")).take(NEAR).map(Param::from)
}

/// Every word by which a product may be found.
///
/// # Errors
/// [`Error::Away`].
pub async fn vocabulary(q: &mut impl Query) -> Result<Vocabulary, Error> {
    let rows: Vec<(String,)> = q.all("select word from vocabulary", params![]).await?;
    Ok(Vocabulary::new(rows.into_iter().map(|(word,)| word).collect()))
}

/// Writes down the words of a product: its name, brand and category, and its maker's name and brand.
pub(super) async fn index_product(tx: &mut Tx, id: ProductId) -> Result<(), Error> {
    let Some(product) = find_product(tx, id).await? else { return Ok(()) };
    let producer = find_producer(tx, product.producer).await?;
    let maker = producer.map(|producer| [Some(producer.name), producer.brand]).unwrap_or_default();
    let texts = [Some(product.name), product.brand, Some(product.category)].into_iter().chain(maker).flatten();
    tx.run("delete from product_words where product_id = $1", params![id.0]).await?;
    for some in fold(&texts.collect::<Vec<_>>().join(" ")).chunks(AT_ONCE) {
        let filled = some.iter().map(String::as_str).chain(std::iter::repeat("")).take(AT_ONCE).map(Param::from);
        tx.run(
            "insert into vocabulary (word)
             select column1
               from (values ($1), ($2), ($3), ($4), ($5), ($6), ($7), ($8), ($9), ($10), ($11), ($12)) as words
              where column1 <> ''
             on conflict (word) do nothing",
            filled.clone().collect(),
        )
        .await?;
        tx.run(
            "insert into product_words (word, product_id)
             select column1, cast($13 as bigint)
               from (values ($1), ($2), ($3), ($4), ($5), ($6), ($7), ($8), ($9), ($10), ($11), ($12)) as words
              where column1 <> ''",
            filled.chain(params![id.0]).collect(),
        )
        .await?;
    }
    Ok(())
}

/// The same for all products of a producer, whose name or brand has changed.
pub(super) async fn index_products_of(tx: &mut Tx, producer: ProducerId) -> Result<(), Error> {
    let sql = "select id from products where producer_id = $1 order by id limit $2";
    let rows: Vec<(i64,)> = tx.all(sql, params![producer.0, OF_ONE_PRODUCER]).await?;
    for (id,) in rows {
        index_product(tx, ProductId(id)).await?;
    }
    Ok(())
}
