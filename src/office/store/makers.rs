use super::{Sought, of_place};
use crate::db::{Error, Query, params, record};
use crate::registry::store::row::{odd, region};
use crate::registry::{ProducerId, ProducerStatus, RegionCode};

/// A producer as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedProducer {
    /// Its number.
    pub id: ProducerId,
    /// The office's code for it.
    pub code: String,
    /// Name of the business.
    pub name: String,
    /// Where it is.
    pub region: RegionCode,
    /// Where it stands.
    pub status: ProducerStatus,
    /// Whether NIB and KBLI are on record.
    pub registered: bool,
}

record! {
    struct Row {
        id: i64,
        code: String,
        name: String,
        region: String,
        status: String,
        registered: bool,
    }
}

macro_rules! listed {
    ($place:literal) => {
        concat!(
            "select m.id, m.code, m.name, m.region, m.status, (m.nib is not null and m.kbli is not null) as registered
               from producers m
              where m.id < $1
                and (lower(m.name) like $3 escape '\\' or lower(m.code) like $3 escape '\\'
                     or coalesce(m.nib, '') like $3 escape '\\')
                and ($4 = '' or m.status = $4) ",
            $place,
            " order by m.id desc limit $2"
        )
    };
}

/// Producers, newest first.
///
/// # Errors
/// [`Error::Away`].
pub async fn producers(q: &mut impl Query, sought: &Sought) -> Result<Vec<ListedProducer>, Error> {
    let statements = [listed!(""), listed!("and substr(m.region, 1, 2) = $5"), listed!("and m.region = $5")];
    let rows: Vec<Row> = q.all(of_place(sought.region, statements), sought.params()).await?;
    let read = |row: Row| {
        Ok(ListedProducer {
            id: ProducerId(row.id),
            code: row.code,
            name: row.name,
            region: region("region", &row.region)?,
            status: ProducerStatus::from_word(&row.status).ok_or_else(|| odd("status", &row.status))?,
            registered: row.registered,
        })
    };
    rows.into_iter().map(read).collect()
}

macro_rules! counted {
    ($place:literal) => {
        concat!("select status, count(*) from producers ", $place, " group by status order by status")
    };
}

/// How many producers stand where.
///
/// # Errors
/// [`Error::Away`].
pub async fn producers_by_status(
    q: &mut impl Query,
    place: Option<RegionCode>,
) -> Result<Vec<(ProducerStatus, u64)>, Error> {
    let statements = [counted!(""), counted!("where substr(region, 1, 2) = $1"), counted!("where region = $1")];
    let values = place.map(|region| params![region.to_string()]).unwrap_or_default();
    let rows: Vec<(String, i64)> = q.all(of_place(place, statements), values).await?;
    let read = |(word, count): (String, i64)| {
        let status = ProducerStatus::from_word(&word).ok_or_else(|| odd("status", &word))?;
        Ok((status, count.unsigned_abs()))
    };
    rows.into_iter().map(read).collect()
}
