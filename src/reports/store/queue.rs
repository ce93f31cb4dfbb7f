//! The officers' side. `within` is where an officer acts: a kabupaten or kota, a province with all of its own and what belongs to
//! none, or everywhere. What lies outside is not found.
use super::rows::Row;
use crate::accounts::PersonId;
use crate::clock::Moment;
use crate::db::{self, Param, Query, Tx, params};
use crate::registry::{RegionCode, fields};
use crate::reports::{Error, LONGEST_ACCOUNT, Report, ReportId, State};
use crate::uploads::{self, ReportPhotoId, Size};

macro_rules! select {
    ($tail:literal) => {
        concat!(
            "select id, number, reported_at, wrong, account, bought, bought_in, contact, code, verdict, batch_id, item, region,
                    state, officer, closed_at, answer
               from reports ",
            $tail
        )
    };
}

/// An officer who acts on a report: who, where, when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acting {
    /// The officer.
    pub officer: PersonId,
    /// Where the officer's seat reaches; none is everywhere.
    pub within: Option<RegionCode>,
    /// When.
    pub at: Moment,
}

/// `$1` and `$2` of a statement: a region, and what the codes of a province's regions begin with; both empty for everywhere.
fn reach(within: Option<RegionCode>) -> Vec<Param> {
    let region = within.map(|region| region.to_string()).unwrap_or_default();
    let province = within.filter(|region| region.is_province()).map(|region| format!("{region}.")).unwrap_or_default();
    params![region, province]
}

/// Reports in one state, the oldest first, after one of them.
///
/// # Errors
/// [`db::Error::Away`].
pub async fn reports_in(
    q: &mut impl Query,
    within: Option<RegionCode>,
    state: State,
    after: Option<ReportId>,
    limit: u32,
) -> Result<Vec<Report>, db::Error> {
    // A kabupaten has an index of its own; a province is nearly all there is, and so is everywhere.
    let of_a_region = select!(
        "where region = $1 and $2 = '' and state = $3 and id > $4
         order by id
         limit $5"
    );
    let of_more = select!(
        "where ($1 = '' or region is null or region = $1 or substr(region, 1, 3) = $2) and state = $3 and id > $4
         order by id
         limit $5"
    );
    let is_region = within.is_some_and(|region| !region.is_province());
    let mut values = reach(within);
    values.extend(params![state.word(), after.map_or(0, |id| id.0), limit]);
    let rows: Vec<Row> = q.all(if is_region { of_a_region } else { of_more }, values).await?;
    rows.into_iter().map(Report::try_from).collect()
}

/// How many reports wait: received and not yet taken.
///
/// # Errors
/// [`db::Error::Away`].
pub async fn waiting(q: &mut impl Query, within: Option<RegionCode>) -> Result<u64, db::Error> {
    let sql = "select count(*)
                 from reports
                where state = 'diterima'
                  and ($1 = '' or region = $1 or ($2 <> '' and (region is null or substr(region, 1, 3) = $2)))";
    let row: Option<(i64,)> = q.first(sql, reach(within)).await?;
    Ok(row.map_or(0, |(count,)| count.unsigned_abs()))
}

/// A report in an officer's reach.
///
/// # Errors
/// [`db::Error::Away`].
pub async fn find_report(
    q: &mut impl Query,
    within: Option<RegionCode>,
    id: ReportId,
) -> Result<Option<Report>, db::Error> {
    let sql = select!(
        "where ($1 = '' or region = $1 or ($2 <> '' and (region is null or substr(region, 1, 3) = $2))) and id = $3"
    );
    let mut values = reach(within);
    values.extend(params![id.0]);
    let row: Option<Row> = q.first(sql, values).await?;
    row.map(Report::try_from).transpose()
}

/// How many photos a report in an officer's reach has.
///
/// # Errors
/// [`db::Error::Away`].
pub async fn photos_of(q: &mut impl Query, within: Option<RegionCode>, id: ReportId) -> Result<u32, db::Error> {
    if find_report(q, within, id).await?.is_none() {
        return Ok(0);
    }
    let row: Option<(i64,)> = q.first("select count(*) from report_photos where report_id = $1", params![id.0]).await?;
    Ok(row.and_then(|(count,)| u32::try_from(count).ok()).unwrap_or(0))
}

/// The JPEG file of a report's photo, by its place from 0.
///
/// # Errors
/// [`db::Error::Away`].
pub async fn photo(
    q: &mut impl Query,
    within: Option<RegionCode>,
    id: ReportId,
    place: u32,
    size: Size,
) -> Result<Option<Vec<u8>>, db::Error> {
    if find_report(q, within, id).await?.is_none() {
        return Ok(None);
    }
    let sql = "select upload_id from report_photos where report_id = $1 and place = $2";
    let row: Option<(i64,)> = q.first(sql, params![id.0, place]).await?;
    match row {
        Some((photo,)) => uploads::report_photo(q, ReportPhotoId(photo), size).await,
        None => Ok(None),
    }
}

/// An officer begins to look at a report.
///
/// # Errors
/// [`Error::Unknown`] outside the officer's reach, [`Error::Moved`] when it does not wait any more.
pub async fn take(tx: &mut Tx, acting: Acting, id: ReportId) -> Result<(), Error> {
    let sql =
        "update reports set state = 'diperiksa', officer = $2, taken_at = $3 where id = $1 and state = 'diterima'";
    let report = find_report(tx, acting.within, id).await?.ok_or(Error::Unknown)?;
    moved(report.state, tx.run(sql, params![id.0, acting.officer.0, acting.at.0]).await?)
}

/// Answers a report, for its maker to read; that closes it.
///
/// # Errors
/// [`Error::Unknown`], [`Error::Moved`] when it is closed already, [`Error::Answer`] for a text that is empty, longer than
/// 2,000 characters, or holds what cannot be seen.
pub async fn answer(tx: &mut Tx, acting: Acting, id: ReportId, text: &str) -> Result<(), Error> {
    end(tx, acting, id, State::Answered, text).await
}

/// Closes a report without an answer to the matter, for a reason that its maker reads: told twice, no code of this register.
///
/// # Errors
/// As [`answer`].
pub async fn close(tx: &mut Tx, acting: Acting, id: ReportId, reason: &str) -> Result<(), Error> {
    end(tx, acting, id, State::Closed, reason).await
}

async fn end(tx: &mut Tx, acting: Acting, id: ReportId, state: State, text: &str) -> Result<(), Error> {
    let text = fields::paragraphs(text, LONGEST_ACCOUNT).map_err(Error::Answer)?;
    let report = find_report(tx, acting.within, id).await?.ok_or(Error::Unknown)?;
    let sql = "update reports set state = $2, officer = $3, answer = $4, closed_at = $5
                where id = $1 and state in ('diterima', 'diperiksa')";
    moved(report.state, tx.run(sql, params![id.0, state.word(), acting.officer.0, text, acting.at.0]).await?)
}

fn moved(was: State, rows: u64) -> Result<(), Error> {
    if rows == 0 { Err(Error::Moved(was)) } else { Ok(()) }
}
