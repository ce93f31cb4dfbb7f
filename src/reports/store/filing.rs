use super::rows;
use crate::clock::{DAY_MS, Moment};
use crate::db::{self, Query, Tx, params, record};
use crate::reports::{Error, MOST_PHOTOS, NewReport, Number, Standing, State};
use crate::uploads::{self, ReportPhotoId};

/// Days after which contact and photos of a closed report are forgotten.
pub const KEPT_DAYS: u32 = 180;
/// Reports forgotten in one transaction.
const AT_ONCE: u32 = 100;

/// Enters a report under a number that its maker is told.
///
/// # Errors
/// [`db::Error::Duplicate`] when another report has this number (take another), [`db::Error::Dangling`] when its batch does not
/// exist, [`db::Error::Away`].
pub async fn file(tx: &mut Tx, number: &Number, new: &NewReport, at: Moment) -> Result<(), db::Error> {
    let sql =
        "insert into reports (number, reported_at, wrong, account, bought, bought_in, contact, code, verdict, batch_id,
                                    item, region, state)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'diterima')
               returning id";
    let (account, about) = (&new.account, &new.about);
    let values = params![
        number.to_string(),
        at.0,
        account.wrong.word(),
        account.account.as_deref(),
        account.bought.as_deref(),
        account.bought_in.map(|region| region.to_string()),
        account.contact.as_deref(),
        about.code.as_deref(),
        about.verdict.as_deref(),
        about.batch.map(|batch| batch.0),
        about.item.and_then(|item| i64::try_from(item).ok()),
        new.region().map(|region| region.to_string()),
    ];
    let report = tx.insert(sql, values).await?;
    for (place, picture) in (0_i64..).zip(new.photos.iter().take(MOST_PHOTOS)) {
        let photo = uploads::add_report_photo(tx, picture, at).await?;
        let sql = "insert into report_photos (report_id, place, upload_id) values ($1, $2, $3)";
        tx.run(sql, params![report, place, photo.0]).await?;
    }
    Ok(())
}

record! {
    struct Row {
        reported_at: i64,
        state: String,
        taken_at: Option<i64>,
        closed_at: Option<i64>,
        answer: Option<String>,
    }
}

/// Where the report with a number stands; `None` when there is none.
///
/// # Errors
/// [`db::Error::Away`].
pub async fn standing(q: &mut impl Query, number: &Number) -> Result<Option<Standing>, db::Error> {
    let sql = "select reported_at, state, taken_at, closed_at, answer from reports where number = $1";
    let row: Option<Row> = q.first(sql, params![number.to_string()]).await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Standing {
        at: Moment(row.reported_at),
        state: rows::word(&row.state, State::from_word)?,
        taken_at: row.taken_at.map(Moment),
        closed_at: row.closed_at.map(Moment),
        answer: row.answer,
    }))
}

/// Forgets contact and photos of reports that were closed [`KEPT_DAYS`] days ago, some at a time; says of how many. To be called
/// daily, until it says 0.
///
/// # Errors
/// [`Error::Storage`].
pub async fn forget_old(tx: &mut Tx, now: Moment) -> Result<u64, Error> {
    let before = now.0 - i64::from(KEPT_DAYS) * DAY_MS;
    let sql = "select r.id
                 from reports r
                where r.closed_at < $1
                  and (r.contact is not null or exists (select 1 from report_photos p where p.report_id = r.id))
                order by r.closed_at
                limit $2";
    let old: Vec<(i64,)> = tx.all(sql, params![before, AT_ONCE]).await?;
    for (report,) in &old {
        tx.run("update reports set contact = null where id = $1", params![*report]).await?;
        let photos: Vec<(i64,)> =
            tx.all("select upload_id from report_photos where report_id = $1", params![*report]).await?;
        tx.run("delete from report_photos where report_id = $1", params![*report]).await?;
        for (photo,) in photos {
            uploads::remove_report_photo(tx, ReportPhotoId(photo)).await?;
        }
    }
    Ok(old.len() as u64)
}
