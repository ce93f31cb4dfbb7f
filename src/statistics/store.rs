//! One statement for each measure; the cut is a piece of it. Rows are counted by the database and named here.
use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Cut, Group, Measure, Sentras, Table};
use crate::clock::{self, Day};
use crate::db::{Db, Error, Param, Query, params, record};
use crate::registry::{ProducerId, ProductId, RegionCode};

/// More groups than any cut has: regions 552, sentra and categories some hundreds, days of thirty years.
const MOST: u32 = 12_000;

record! {
    struct Row {
        key: String,
        name: String,
        count: i64,
    }
}

/// A day in WIB from milliseconds.
macro_rules! day_of {
    ($column:literal) => {
        concat!("cast((", $column, " + 25200000) / 86400000 as text)")
    };
}

/// `select key, name, count` over products `p`, with what is joined to them.
macro_rules! over_products {
    ($key:expr, $name:expr, $count:literal, $from:expr) => {
        concat!(
            "select ",
            $key,
            " as key, min(",
            $name,
            ") as name, cast(",
            $count,
            " as bigint) as count from products p ",
            $from,
            " group by ",
            $key,
            " order by 3 desc, 1 limit 12000"
        )
    };
}

/// The same measure in the four cuts: by region, sentra, category, and the day of a moment or day. Only the cut by sentra needs
/// the producer, of whom there is one for each product.
macro_rules! cuts {
    ($cut:expr, $day:expr, $count:literal, $from:expr) => {
        match $cut {
            Cut::Region => over_products!("p.origin", "p.origin", $count, $from),
            Cut::Sentra => over_products!(
                "coalesce(s.code, '')",
                "coalesce(s.name, '')",
                $count,
                concat!("join producers m on m.id = p.producer_id left join sentra s on s.id = m.sentra_id ", $from)
            ),
            Cut::Category => over_products!("p.category", "p.category", $count, $from),
            Cut::Month => over_products!($day, "''", $count, $from),
        }
    };
}

/// Products on the market that hold a certificate of some kinds today.
macro_rules! holding {
    ($cut:expr, $kinds:literal) => {
        cuts!(
            $cut,
            "''",
            "count(*)",
            concat!(
                "where p.status = 'aktif' and exists (select 1 from certifications c where c.product_id = p.id and c.kind ",
                $kinds,
                " and (c.valid_until is null or c.valid_until >= $1) and (c.ended_day is null or c.ended_day > $1))"
            )
        )
    };
}

fn statement(measure: Measure, cut: Cut) -> &'static str {
    match measure {
        Measure::Producers => producers(cut),
        Measure::Products => cuts!(cut, day_of!("p.created_at"), "count(*)", "where p.status = 'aktif'"),
        Measure::Halal => holding!(cut, "= 1"),
        Measure::Permits => holding!(cut, "between 2 and 7"),
        Measure::Codes => cuts!(cut, day_of!("b.issued_at"), "sum(b.items)", "join batches b on b.product_id = p.id"),
        // Days need no product, and a batch is looked at once, not once a day.
        Measure::Scans if cut == Cut::Month => {
            "select cast(day as text) as key, '' as name, cast(sum(checks) as bigint) as count
               from scan_totals
              group by day
              order by 1 limit 12000"
        }
        Measure::Scans => cuts!(
            cut,
            "''",
            "sum(t.checks)",
            "join batches b on b.product_id = p.id
             join (select batch_id, sum(checks) as checks from scan_totals group by batch_id) t on t.batch_id = b.id"
        ),
        Measure::Recalls => cuts!(
            cut,
            day_of!("r.at"),
            "count(*)",
            "join batches b on b.product_id = p.id join recalls r on r.batch_id = b.id"
        ),
    }
}

fn producers(cut: Cut) -> &'static str {
    match cut {
        Cut::Sentra => {
            "select coalesce(s.code, '') as key, min(coalesce(s.name, '')) as name, count(*) as count
               from producers m
               left join sentra s on s.id = m.sentra_id
              where m.status = 'aktif'
              group by coalesce(s.code, '')
              order by 3 desc, 1 limit 12000"
        }
        Cut::Month => concat!(
            "select ",
            day_of!("created_at"),
            " as key, '' as name, count(*) as count from producers where status = 'aktif' group by ",
            day_of!("created_at"),
            " order by 1 limit 12000"
        ),
        Cut::Region | Cut::Category => {
            "select region as key, region as name, count(*) as count
               from producers
              where status = 'aktif'
              group by region
              order by 3 desc, 1 limit 12000"
        }
    }
}

/// Counts.
pub(super) async fn count(db: &Db, measure: Measure, cut: Cut, day: Day) -> Result<Table, Error> {
    let dated = matches!(measure, Measure::Halal | Measure::Permits);
    let values: Vec<Param> = if dated { params![i64::from(day.0)] } else { Vec::new() };
    let rows: Vec<Row> = (&mut &*db).all(statement(measure, cut), values).await?;
    debug_assert!(rows.len() < MOST as usize);
    let groups = match cut {
        Cut::Month => by_month(rows),
        Cut::Region => rows.into_iter().map(by_region).collect(),
        Cut::Sentra | Cut::Category => rows.into_iter().map(group).collect(),
    };
    Ok(Table { measure, cut, day, groups })
}

fn group(row: Row) -> Group {
    Group { key: row.key, name: row.name, count: row.count.unsigned_abs() }
}

fn by_region(row: Row) -> Group {
    let name = RegionCode::parse(&row.key).map_or(row.name.clone(), |region| region.name().to_owned());
    Group { name, ..group(row) }
}

/// Days, gathered into months.
fn by_month(rows: Vec<Row>) -> Vec<Group> {
    let mut months = BTreeMap::<String, u64>::new();
    for row in rows {
        let day = row.key.parse().map_or(Day(0), Day);
        let month = clock::iso(day).get(..7).unwrap_or_default().to_owned();
        *months.entry(month).or_default() += row.count.unsigned_abs();
    }
    months.into_iter().map(|(month, count)| Group { key: month.clone(), name: month, count }).collect()
}

/// Cells with fewer checks are shown to nobody: behind one of them could be one person.
pub const FEWEST: u64 = 5;

/// How often codes of a product were checked from a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checks {
    /// The product.
    pub product: ProductId,
    /// Where, when that is known.
    pub region: Option<RegionCode>,
    /// How often.
    pub checks: u64,
}

record! {
    struct ChecksRow {
        product_id: i64,
        region: String,
        checks: i64,
    }
}

/// How often the codes of a producer's products were checked, by product and region, the most checked first. Whoever shows them
/// leaves out cells below [`FEWEST`].
///
/// # Errors
/// [`Error::Away`].
pub async fn checks_of(db: &Db, producer: ProducerId) -> Result<Vec<Checks>, Error> {
    let sql = "
        select p.id as product_id, t.region as region, cast(sum(t.checks) as bigint) as checks
          from products p
          join batches b on b.product_id = p.id
          join scan_totals t on t.batch_id = b.id
         where p.producer_id = $1
         group by p.id, t.region
         order by 3 desc, 1, 2
         limit $2";
    let rows: Vec<ChecksRow> = (&mut &*db).all(sql, params![producer.0, MOST]).await?;
    let read = |row: ChecksRow| Checks {
        product: ProductId(row.product_id),
        region: RegionCode::parse(&row.region),
        checks: row.checks.unsigned_abs(),
    };
    Ok(rows.into_iter().map(read).collect())
}

macro_rules! counted {
    ($place:literal) => {
        concat!("select count(*), count(sk_number) from sentra ", $place)
    };
}

/// How many sentra there are in a region, a province with all of its own, and how many with an SK; everywhere without a region.
///
/// # Errors
/// [`Error::Away`].
pub async fn sentras(q: &mut impl Query, place: Option<RegionCode>) -> Result<Sentras, Error> {
    let sql = match place {
        None => counted!(""),
        Some(region) if region.is_province() => counted!("where substr(region, 1, 2) = $1"),
        Some(_) => counted!("where region = $1"),
    };
    let values = place.map(|region| params![region.to_string()]).unwrap_or_default();
    let row: Option<(i64, i64)> = q.first(sql, values).await?;
    let (all, decreed) = row.unwrap_or_default();
    Ok(Sentras { all: all.unsigned_abs(), decreed: decreed.unsigned_abs() })
}

record! {
    struct Kept {
        day: i64,
        groups: String,
    }
}

/// A table as it was counted last, if it was kept.
pub(super) async fn kept(db: &Db, measure: Measure, cut: Cut) -> Result<Option<Table>, Error> {
    let sql = "select day, groups from figures where measure = $1 and cut = $2";
    let row: Option<Kept> = (&mut &*db).first(sql, params![measure.word(), cut.word()]).await?;
    // What another version wrote otherwise is counted anew.
    Ok(row.and_then(|row| {
        let (day, groups) = (u32::try_from(row.day).ok().map(Day)?, serde_json::from_str(&row.groups).ok()?);
        Some(Table { measure, cut, day, groups })
    }))
}

/// Keeps a table for those who start anew.
pub(super) async fn keep(db: &Db, table: Arc<Table>) -> Result<(), Error> {
    db.write(move |tx| {
        let table = Arc::clone(&table);
        Box::pin(async move {
            let groups = serde_json::to_string(&table.groups).map_err(|error| Error::Away(error.to_string()))?;
            let sql = "
                insert into figures (measure, cut, day, groups)
                values ($1, $2, $3, $4)
                on conflict (measure, cut) do update set day = excluded.day, groups = excluded.groups";
            let values = params![table.measure.word(), table.cut.word(), i64::from(table.day.0), groups];
            tx.run(sql, values).await.map(drop)
        })
    })
    .await
}
