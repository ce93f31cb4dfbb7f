use crate::accounts::PersonId;
use crate::clock::Moment;
use crate::db::{Error, record};
use crate::registry::{BatchId, RegionCode};
use crate::reports::{About, Report, ReportId, State, Wrong};

record! {
    /// A report as it is stored.
    pub(super) struct Row {
        id: i64,
        number: String,
        reported_at: i64,
        wrong: String,
        account: Option<String>,
        bought: Option<String>,
        bought_in: Option<String>,
        contact: Option<String>,
        code: Option<String>,
        verdict: Option<String>,
        batch_id: Option<i64>,
        item: Option<i64>,
        region: Option<String>,
        state: String,
        officer: Option<i64>,
        closed_at: Option<i64>,
        answer: Option<String>,
    }
}

impl TryFrom<Row> for Report {
    type Error = Error;

    fn try_from(row: Row) -> Result<Report, Error> {
        let region = |code: Option<String>| code.as_deref().and_then(RegionCode::parse);
        let region_of_queue = region(row.region);
        Ok(Report {
            id: ReportId(row.id),
            number: row.number,
            at: Moment(row.reported_at),
            wrong: word(&row.wrong, Wrong::from_word)?,
            account: row.account,
            bought: row.bought,
            bought_in: region(row.bought_in),
            contact: row.contact,
            about: About {
                code: row.code,
                verdict: row.verdict,
                batch: row.batch_id.map(BatchId),
                item: row.item.map(i64::unsigned_abs),
            },
            region: region_of_queue,
            state: word(&row.state, State::from_word)?,
            officer: row.officer.map(PersonId),
            closed_at: row.closed_at.map(Moment),
            answer: row.answer,
        })
    }
}

/// The value of a stored word.
pub(super) fn word<T>(word: &str, read: fn(&str) -> Option<T>) -> Result<T, Error> {
    read(word).ok_or_else(|| Error::Away(format!("a report holds the unknown word '{word}'")))
}
