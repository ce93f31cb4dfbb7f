use super::fifty::{self, fifty};
use super::row::{self, Put};
use super::search::index_products_of;
use crate::clock::Moment;
use crate::db::{Error, Param, Query, Tx, params, record};
use crate::registry::{Capacity, Producer, ProducerId, ProducerStatus, RegionCode, Scale, SentraId};

macro_rules! select {
    ($tail:expr) => {
        concat!(
            "select id, code, name, brand, scale, region, address, lat, lng, nib, kbli, kbli_version, siinas, sentra_id,
                    founded, workers, capacity, capacity_unit, story, phone, email, contact_public, status
               from producers ",
            $tail
        )
    };
}

record! {
    struct Row {
        id: i64,
        code: String,
        name: String,
        brand: Option<String>,
        scale: String,
        region: String,
        address: Option<String>,
        lat: Option<f64>,
        lng: Option<f64>,
        nib: Option<String>,
        kbli: Option<String>,
        kbli_version: Option<i64>,
        siinas: bool,
        sentra_id: Option<i64>,
        founded: Option<i64>,
        workers: Option<i64>,
        capacity: Option<i64>,
        capacity_unit: Option<String>,
        story: Option<String>,
        phone: Option<String>,
        email: Option<String>,
        contact_public: bool,
        status: String,
    }
}

impl TryFrom<Row> for Producer {
    type Error = Error;

    fn try_from(row: Row) -> Result<Producer, Error> {
        Ok(Producer {
            id: ProducerId(row.id),
            code: row.code,
            name: row.name,
            brand: row.brand,
            scale: row::word("scale", &row.scale, Scale::from_word)?,
            region: row::region("region", &row.region)?,
            address: row.address,
            place: row.lat.zip(row.lng),
            nib: row.nib,
            kbli: row.kbli.zip(row::number("kbli_version", row.kbli_version)?),
            siinas: row.siinas,
            sentra: row.sentra_id.map(SentraId),
            founded: row::number("founded", row.founded)?,
            workers: row::number("workers", row.workers)?,
            capacity: row::number("capacity", row.capacity)?
                .zip(row.capacity_unit)
                .map(|(amount, unit)| Capacity { amount, unit }),
            story: row.story,
            phone: row.phone,
            email: row.email,
            contact_public: row.contact_public,
            status: row::word("status", &row.status, ProducerStatus::from_word)?,
        })
    }
}

/// A producer by its number.
pub async fn find_producer(q: &mut impl Query, id: ProducerId) -> Result<Option<Producer>, Error> {
    let row: Option<Row> = q.first(select!("where id = $1"), params![id.0]).await?;
    row.map(Producer::try_from).transpose()
}

/// A producer by the office's code.
pub async fn find_producer_by_code(q: &mut impl Query, code: &str) -> Result<Option<Producer>, Error> {
    let row: Option<Row> = q.first(select!("where code = $1"), params![code]).await?;
    row.map(Producer::try_from).transpose()
}

/// A producer by its NIB. A business that is on record twice is told by its first number.
pub async fn find_producer_by_nib(q: &mut impl Query, nib: &str) -> Result<Option<Producer>, Error> {
    let row: Option<Row> = q.first(select!("where nib = $1 order by id limit 1"), params![nib]).await?;
    row.map(Producer::try_from).transpose()
}

/// Makes others who would write for the same producer wait until this transaction is over, so that what was counted stays so.
/// `false` when there is no such producer.
pub async fn hold_producer(tx: &mut Tx, id: ProducerId) -> Result<bool, Error> {
    Ok(tx.run("update producers set code = code where id = $1", params![id.0]).await? > 0)
}

/// Producers of a kabupaten or kota, by number, after one of them.
pub async fn producers_in(
    q: &mut impl Query,
    region: RegionCode,
    after: Option<ProducerId>,
    limit: u32,
) -> Result<Vec<Producer>, Error> {
    let after = after.map_or(0, |id| id.0);
    let rows: Vec<Row> = q
        .all(select!("where region = $1 and id > $2 order by id limit $3"), params![region.to_string(), after, limit])
        .await?;
    row::each(rows)
}

/// All producers, by number, after one of them.
pub async fn producers_after(
    q: &mut impl Query,
    after: Option<ProducerId>,
    limit: u32,
) -> Result<Vec<Producer>, Error> {
    let after = after.map_or(0, |id| id.0);
    row::each(q.all::<Row>(select!("where id > $1 order by id limit $2"), params![after, limit]).await?)
}

/// Those producers of these codes, or numbers, that the register has, in no order.
pub(in crate::registry) async fn producers_by_code(q: &mut impl Query, codes: &[&str]) -> Result<Vec<Producer>, Error> {
    row::each(fifty::all::<Row>(q, select!(concat!("where code in ", fifty!())), codes.iter().copied(), "").await?)
}

/// The same by their numbers.
pub(in crate::registry) async fn producers_by_id(
    q: &mut impl Query,
    ids: &[ProducerId],
) -> Result<Vec<Producer>, Error> {
    row::each(fifty::all::<Row>(q, select!(concat!("where id in ", fifty!())), ids.iter().map(|id| id.0), 0_i64).await?)
}

/// Writes a producer; its code says which one. `producer.id` is not read.
///
/// # Errors
/// [`Error::Dangling`] when its sentra does not exist, [`Error::Duplicate`] when another process adds the same code at
/// the same moment.
pub async fn put_producer(tx: &mut Tx, producer: &Producer, at: Moment) -> Result<(ProducerId, Put), Error> {
    let found = find_producer_by_code(tx, &producer.code).await?;
    let (id, put) = save_producer(tx, found.as_ref(), producer, at).await?;
    if put != Put::Unchanged {
        tx.touch().await?;
    }
    Ok((id, put))
}

/// As [`put_producer`], for a caller who has read the row and calls [`Tx::touch`] itself.
pub(in crate::registry) async fn save_producer(
    tx: &mut Tx,
    found: Option<&Producer>,
    producer: &Producer,
    at: Moment,
) -> Result<(ProducerId, Put), Error> {
    let Some(found) = found else { return Ok((insert(tx, producer, at).await?, Put::Added)) };
    if *found == (Producer { id: found.id, ..producer.clone() }) {
        return Ok((found.id, Put::Unchanged));
    }
    update(tx, found.id, producer).await?;
    if (&found.name, &found.brand) != (&producer.name, &producer.brand) {
        index_products_of(tx, found.id).await?;
    }
    Ok((found.id, Put::Changed))
}

async fn insert(tx: &mut Tx, producer: &Producer, at: Moment) -> Result<ProducerId, Error> {
    let sql = "
        insert into producers
               (name, brand, scale, region, address, lat, lng, nib, kbli, kbli_version, siinas, sentra_id, founded,
                workers, story, phone, email, contact_public, status, capacity, capacity_unit, code, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
        returning id";
    let mut values = columns(producer);
    values.extend(params![&*producer.code, at.0]);
    tx.insert(sql, values).await.map(ProducerId)
}

async fn update(tx: &mut Tx, id: ProducerId, producer: &Producer) -> Result<(), Error> {
    let sql = "
        update producers
           set name = $1, brand = $2, scale = $3, region = $4, address = $5, lat = $6, lng = $7, nib = $8, kbli = $9,
               kbli_version = $10, siinas = $11, sentra_id = $12, founded = $13, workers = $14, story = $15,
               phone = $16, email = $17, contact_public = $18, status = $19, capacity = $20, capacity_unit = $21
         where id = $22";
    let mut values = columns(producer);
    values.extend(params![id.0]);
    tx.run(sql, values).await.map(drop)
}

/// What `insert` and `update` bind first, in their common order.
fn columns(producer: &Producer) -> Vec<Param> {
    let (lat, lng) = producer.place.unzip();
    let (kbli, version) = producer.kbli.as_ref().map(|(class, version)| (&**class, i64::from(*version))).unzip();
    params![
        &*producer.name,
        producer.brand.as_deref(),
        producer.scale.word(),
        producer.region.to_string(),
        producer.address.as_deref(),
        lat,
        lng,
        producer.nib.as_deref(),
        kbli,
        version,
        producer.siinas,
        producer.sentra.map(|sentra| sentra.0),
        producer.founded.map(i64::from),
        producer.workers,
        producer.story.as_deref(),
        producer.phone.as_deref(),
        producer.email.as_deref(),
        producer.contact_public,
        producer.status.word(),
        producer.capacity.as_ref().map(|capacity| capacity.amount),
        producer.capacity.as_ref().map(|capacity| &*capacity.unit),
    ]
}

/// Notes whether a producer shows its contact. `false` when there is no such producer.
pub async fn set_contact_public(tx: &mut Tx, id: ProducerId, public: bool) -> Result<bool, Error> {
    let rows = tx.run("update producers set contact_public = $2 where id = $1", params![id.0, public]).await?;
    tx.touch().await?;
    Ok(rows > 0)
}

/// Moves a producer's standing. `false` when there is no such producer.
pub async fn set_producer_status(tx: &mut Tx, id: ProducerId, status: ProducerStatus) -> Result<bool, Error> {
    let rows = tx.run("update producers set status = $2 where id = $1", params![id.0, status.word()]).await?;
    tx.touch().await?;
    Ok(rows > 0)
}
