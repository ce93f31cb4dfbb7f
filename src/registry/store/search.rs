//! Products by words, region and category.
use super::{find_producer, find_product, row};
use crate::clock::Day;
use crate::db::{Error, Param, Query, Tx, params, record};
use crate::registry::search::{MOST_WORDS, NEAR, Vocabulary, fold};
use crate::registry::{Capacity, ProducerId, ProductId, RegionCode};

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
    /// Of a producer of the sentra with this code.
    pub sentra: Option<String>,
    /// With a halal certificate or an izin edar that holds today.
    pub certified: bool,
    /// With a TKDN certificate that holds today.
    pub tkdn: bool,
    /// Ready for export, by its producer's word.
    pub export_ready: bool,
    /// Of a producer who says how much it can make.
    pub capacity: bool,
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
    /// Whether it holds a TKDN certificate today.
    pub tkdn: bool,
    /// Whether it is ready for export, by its producer's word.
    pub export_ready: bool,
    /// How much its producer can make in a month, by its own word.
    pub capacity: Option<Capacity>,
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
        tkdn: bool,
        export_ready: bool,
        capacity: Option<i64>,
        capacity_unit: Option<String>,
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
            tkdn: row.tkdn,
            export_ready: row.export_ready,
            capacity: row::number("capacity", row.capacity)?
                .zip(row.capacity_unit)
                .map(|(amount, unit)| Capacity { amount, unit }),
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
/// product, $2 a region, $3 the beginning of a province's codes, $4 a category, $5 whether certified, $6 how many, $7 today,
/// $8 a sentra, $9 to $11 whether with TKDN, for export, with a capacity.
macro_rules! select {
    ($narrow:expr) => {
        concat!(
            "select p.id, p.name, p.net_content, p.category, p.origin, p.export_ready, m.name as producer,
                    m.capacity, m.capacity_unit, ",
            holds!("= 1"),
            " as halal, ",
            holds!("between 2 and 7"),
            " as permit, ",
            holds!("= 10"),
            " as tkdn
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
               and (cast($9 as bigint) = 0 or ",
            holds!("= 10"),
            ")
               and (cast($10 as bigint) = 0 or p.export_ready)
               and ((cast($11 as bigint) = 0 and $8 = '')
                    or exists (select 1
                                 from producers n
                                 left join sentra s on s.id = n.sentra_id
                                where n.id = p.producer_id and ($8 = '' or s.code = $8)
                                  and (cast($11 as bigint) = 0 or n.capacity is not null)))
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
          where word in ($12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)"
    };
}
macro_rules! second {
    () => {
        " intersect
         select product_id from product_words
          where word in ($28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43)"
    };
}
macro_rules! third {
    () => {
        " intersect
         select product_id from product_words
          where word in ($44, $45, $46, $47, $48, $49, $50, $51, $52, $53, $54, $55, $56, $57, $58, $59)"
    };
}

/// By one, two and three words, and by something else that an index tells. The numbers of both are intersected before anything
/// else is read: a planner that does not know how few have both would walk through all products.
macro_rules! by_words {
    ($also:literal) => {
        [
            select!(concat!("p.id in (", first!(), $also, ")")),
            select!(concat!("p.id in (", first!(), second!(), $also, ")")),
            select!(concat!("p.id in (", first!(), second!(), third!(), $also, ")")),
        ]
    };
}

const BY_WORDS: [&str; 3] = by_words!("");
const BY_PLACE_AND_WORDS: [&str; 3] = by_words!(" intersect select id from products where origin = $2");
const BY_CATEGORY_AND_WORDS: [&str; 3] = by_words!(" intersect select id from products where category = $4");

const BY_SENTRA: &str =
    select!("p.producer_id in (select n.id from producers n join sentra s on s.id = n.sentra_id where s.code = $8)");
const BY_TKDN: &str = select!("p.id in (select c.product_id from certifications c where c.kind = 10)");
const BY_EXPORT: &str = select!("p.export_ready");
const BY_PLACE_AND_CATEGORY: &str = select!("p.origin = $2 and p.category = $4");
const BY_CATEGORY: &str = select!("p.category = $4");
const BY_REGION: &str = select!("p.origin = $2");
const BY_PROVINCE: &str = select!("p.origin >= $3 and p.origin < substr($3, 1, 2) || '/'");
const BY_CAPACITY: &str = select!("p.producer_id in (select n.id from producers n where n.capacity is not null)");
const ALL: &str = select!("1 = 1");

/// More than so many are met soon enough by walking through all products; fewer are looked up and put in order.
const FEW: i64 = 2_000;

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
    let province = wanted.region.filter(|region| region.is_province()).map(|province| format!("{province}."));
    let sql = narrowest(q, wanted, province.as_deref()).await?;
    let mut values = params![
        before.map_or(i64::MAX, |id| id.0),
        region,
        province.unwrap_or_else(|| "none".to_owned()),
        wanted.category.clone().unwrap_or_default(),
        i64::from(wanted.certified),
        limit,
        i64::from(today.0),
        wanted.sentra.clone().unwrap_or_default(),
        i64::from(wanted.tkdn),
        i64::from(wanted.export_ready),
        i64::from(wanted.capacity),
    ];
    values.extend(wanted.words.iter().take(MOST_WORDS).flat_map(|near| padded(near)));
    let rows: Vec<Row> = q.all(sql, values).await?;
    row::each(rows)
}

/// The statement that looks at the fewest products.
async fn narrowest(q: &mut impl Query, wanted: &Wanted, province: Option<&str>) -> Result<&'static str, Error> {
    let place = wanted.region.is_some() && province.is_none();
    if let Some(more) = wanted.words.len().checked_sub(1) {
        let by_words = match (place, wanted.category.is_some()) {
            (true, _) => BY_PLACE_AND_WORDS,
            (false, true) => BY_CATEGORY_AND_WORDS,
            (false, false) => BY_WORDS,
        };
        return Ok(by_words[more.min(2)]);
    }
    if wanted.sentra.is_some() {
        return Ok(BY_SENTRA);
    }
    if wanted.tkdn {
        return Ok(BY_TKDN);
    }
    Ok(match (place, wanted.category.is_some()) {
        (true, true) => BY_PLACE_AND_CATEGORY,
        (false, true) => BY_CATEGORY,
        (true, false) => BY_REGION,
        (false, false) => {
            if let Some(province) = province
                && few_in(q, province).await?
            {
                BY_PROVINCE
            } else if wanted.export_ready {
                BY_EXPORT
            } else if wanted.capacity && few_with_capacity(q).await? {
                BY_CAPACITY
            } else {
                ALL
            }
        }
    })
}

/// Whether a province, given by the beginning of its codes, has few products.
async fn few_in(q: &mut impl Query, province: &str) -> Result<bool, Error> {
    let sql = "select count(*) from (select 1 from products where origin >= $1 and origin < substr($1, 1, 2) || '/' limit $2) few";
    let row: Option<(i64,)> = q.first(sql, params![province, FEW]).await?;
    Ok(row.is_some_and(|(count,)| count < FEW))
}

/// Whether few producers say how much they can make.
async fn few_with_capacity(q: &mut impl Query) -> Result<bool, Error> {
    let sql = "select count(*) from (select 1 from producers where capacity is not null limit $1) few";
    let row: Option<(i64,)> = q.first(sql, params![FEW]).await?;
    Ok(row.is_some_and(|(count,)| count < FEW))
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
