use super::{Device, Salt};
use crate::clock::{Day, Moment};
use crate::db::{Db, Error, Query, Tx, params, record};
use crate::registry::{BatchId, RegionCode};

/// Days for which single scans are kept.
pub const KEPT_DAYS: u32 = 30;

/// A scan as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The batch.
    pub batch: BatchId,
    /// The item; none is stored as 0.
    pub item: Option<u64>,
    /// When; stored as day and hour in WIB.
    pub at: Moment,
    /// Where.
    pub region: Option<RegionCode>,
    /// The verdict's word.
    pub verdict: &'static str,
    /// By what.
    pub device: Device,
}

/// What earlier scans of a code tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// When it was first checked.
    pub first: Moment,
    /// How often, each device counted once a day.
    pub checks: u64,
}

fn stored(item: Option<u64>) -> i64 {
    item.map_or(0, |item| i64::try_from(item).unwrap_or(i64::MAX))
}

/// Enters scans; one that is there already (same device, code and day) changes nothing. Returns how many were new.
///
/// # Errors
/// [`Error::Dangling`] when a batch does not exist; [`Error::Away`].
pub async fn enter(tx: &mut Tx, entries: &[Entry]) -> Result<u64, Error> {
    let mut entered = 0;
    for entry in entries {
        let (batch, item, day) = (entry.batch.0, stored(entry.item), i64::from(entry.at.day().0));
        let region = entry.region.map(|region| region.to_string());
        let values = params![
            batch,
            item,
            day,
            i64::from(entry.at.hour()),
            region.clone(),
            entry.device.0.as_slice(),
            entry.verdict
        ];
        let new = tx
            .run(
                "insert into scans (batch_id, item, day, hour, region, device, verdict)
                 values ($1, $2, $3, $4, $5, $6, $7)
                 on conflict (batch_id, item, day, device) do nothing",
                values,
            )
            .await?;
        if new == 0 {
            continue;
        }
        entered += 1;
        tx.run(
            "insert into scanned (batch_id, item, first_at, last_at, checks)
             values ($1, $2, $3, $3, 1)
             on conflict (batch_id, item) do update set last_at = excluded.last_at, checks = scanned.checks + 1",
            params![batch, item, entry.at.0],
        )
        .await?;
        tx.run(
            "insert into scan_totals (batch_id, day, region, checks)
             values ($1, $2, $3, 1)
             on conflict (batch_id, day, region) do update set checks = scan_totals.checks + 1",
            params![batch, day, region.unwrap_or_default()],
        )
        .await?;
    }
    Ok(entered)
}

/// Counts scans that were not stored.
///
/// # Errors
/// [`Error::Away`].
pub async fn pass_over(tx: &mut Tx, day: Day, checks: u64) -> Result<(), Error> {
    let sql = "insert into scans_passed_over (day, checks) values ($1, $2)
               on conflict (day) do update set checks = scans_passed_over.checks + excluded.checks";
    tx.run(sql, params![i64::from(day.0), i64::try_from(checks).unwrap_or(i64::MAX)]).await?;
    Ok(())
}

/// The salt of a day, the same for every process: the one offered, unless another was first.
///
/// # Errors
/// [`Error::Away`].
pub async fn salt(tx: &mut Tx, day: Day, offered: &Salt) -> Result<Salt, Error> {
    let values = params![i64::from(day.0), offered.0.as_slice()];
    tx.run("insert into scan_salts (day, salt) values ($1, $2) on conflict (day) do nothing", values).await?;
    let row: Option<(Vec<u8>,)> =
        tx.first("select salt from scan_salts where day = $1", params![i64::from(day.0)]).await?;
    let bytes = row.and_then(|(salt,)| salt.try_into().ok());
    bytes.map(Salt).ok_or_else(|| Error::Away(format!("the salt of day {} is broken", day.0)))
}

/// Throws away the salts of days that are over, and single scans older than [`KEPT_DAYS`]. Their counts stay.
///
/// # Errors
/// [`Error::Away`].
pub async fn sweep(tx: &mut Tx, today: Day) -> Result<u64, Error> {
    tx.run("delete from scan_salts where day < $1", params![i64::from(today.0)]).await?;
    let oldest = today.0.saturating_sub(KEPT_DAYS);
    tx.run("delete from scans where day < $1", params![i64::from(oldest)]).await
}

record! {
    struct Row {
        first_at: i64,
        checks: i64,
    }
}

/// What earlier scans of a code tell; `None` when it was never checked. One row by its key, asked for in place.
///
/// # Errors
/// [`Error::Away`].
pub async fn told(db: &Db, batch: BatchId, item: Option<u64>) -> Result<Option<Told>, Error> {
    let sql = "select first_at, checks from scanned where batch_id = $1 and item = $2";
    let row: Option<Row> = db.glance(sql, params![batch.0, stored(item)]).await?;
    Ok(row.map(|row| Told { first: Moment(row.first_at), checks: row.checks.unsigned_abs() }))
}

/// How often a batch was checked on one day in one region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// The day.
    pub day: Day,
    /// The region's code; empty where it is not known.
    pub region: String,
    /// How often.
    pub checks: u64,
}

record! {
    struct TotalRow {
        day: i64,
        region: String,
        checks: i64,
    }
}

/// How often a batch was checked, by day and region, after one of these.
///
/// # Errors
/// [`Error::Away`].
pub async fn totals_of(
    q: &mut impl Query,
    batch: BatchId,
    after: Option<&(Day, String)>,
    limit: u32,
) -> Result<Vec<Total>, Error> {
    let sql = "
        select day, region, checks
          from scan_totals
         where batch_id = $1 and (day > $2 or (day = $2 and region > $3))
         order by day, region
         limit $4";
    let (day, region) = after.map_or((-1, ""), |(day, region)| (i64::from(day.0), region));
    let rows: Vec<TotalRow> = q.all(sql, params![batch.0, day, region, limit]).await?;
    let total = |row: TotalRow| {
        let day =
            u32::try_from(row.day).map_err(|_| Error::Away(format!("the register holds {} as a day", row.day)))?;
        Ok(Total { day: Day(day), region: row.region, checks: row.checks.unsigned_abs() })
    };
    rows.into_iter().map(total).collect()
}
