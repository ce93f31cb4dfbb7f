//! Files that somebody has sent to be looked at, until they are entered or a day is over: one for each person.
use crate::accounts::PersonId;
use crate::clock::{DAY_MS, Moment};
use crate::db::{Error, Query, Tx, params, record};
use crate::registry::import::Sheet;

/// A file that waits to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What it lists.
    pub sheet: Sheet,
    /// Its name.
    pub name: String,
    /// What is in it, as it came.
    pub bytes: Vec<u8>,
}

record! {
    struct Row {
        sheet: String,
        name: String,
        bytes: Vec<u8>,
    }
}

/// Keeps a file for a person instead of the one before, and forgets all that waited for a day.
///
/// # Errors
/// [`Error::Away`].
pub async fn keep_draft(tx: &mut Tx, person: PersonId, draft: &Draft, now: Moment) -> Result<(), Error> {
    tx.run("delete from import_drafts where kept_at < $1", params![now.0 - DAY_MS]).await?;
    let sql = "insert into import_drafts (person_id, sheet, name, bytes, kept_at) values ($1, $2, $3, $4, $5)
               on conflict (person_id) do update
                  set sheet = excluded.sheet, name = excluded.name, bytes = excluded.bytes, kept_at = excluded.kept_at";
    tx.run(sql, params![person.0, draft.sheet.word(), draft.name.as_str(), draft.bytes.as_slice(), now.0]).await?;
    Ok(())
}

/// The file that waits for a person.
///
/// # Errors
/// [`Error::Away`].
pub async fn draft_of(q: &mut impl Query, person: PersonId, now: Moment) -> Result<Option<Draft>, Error> {
    let sql = "select sheet, name, bytes from import_drafts where person_id = $1 and kept_at >= $2";
    let row: Option<Row> = q.first(sql, params![person.0, now.0 - DAY_MS]).await?;
    let read = |row: Row| Some(Draft { sheet: Sheet::from_word(&row.sheet)?, name: row.name, bytes: row.bytes });
    Ok(row.and_then(read))
}

/// Forgets it.
///
/// # Errors
/// [`Error::Away`].
pub async fn drop_draft(tx: &mut Tx, person: PersonId) -> Result<(), Error> {
    tx.run("delete from import_drafts where person_id = $1", params![person.0]).await.map(drop)
}
