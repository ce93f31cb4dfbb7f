//! What somebody typed into a form that was not taken.
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Error, store};
use crate::accounts::PersonId;
use crate::clock::Moment;
use crate::db::{Query, Tx};

/// Longest form that is kept, in bytes: as much as a form may send.
const LONGEST: usize = 32 * 1024;

/// Keeps what was typed into a form, or forgets it when it was taken (`None`).
///
/// # Errors
/// [`Error::Storage`].
pub async fn keep<T: Serialize + Sync>(
    tx: &mut Tx,
    person: PersonId,
    form: &str,
    typed: Option<&T>,
    now: Moment,
) -> Result<(), Error> {
    let json = typed.and_then(|typed| serde_json::to_string(typed).ok()).filter(|json| json.len() <= LONGEST);
    Ok(store::keep_draft(tx, person, form, json.as_deref(), now).await?)
}

/// What was typed into a form and not taken.
///
/// # Errors
/// [`Error::Storage`].
pub async fn draft<T: DeserializeOwned>(q: &mut impl Query, person: PersonId, form: &str) -> Result<Option<T>, Error> {
    let json = store::find_draft(q, person, form).await?;
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
}
