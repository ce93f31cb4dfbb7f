use std::collections::HashMap;

use super::Recorded;
use crate::accounts::{self, PersonId};
use crate::clock::stamp;
use crate::db::Query;
use crate::registry::{self, ProducerId};

/// The columns of a list of entries, for whoever writes one.
pub const COLUMNS: [&str; 12] =
    ["number", "at", "who", "as", "producer", "region", "act", "subject", "name", "words", "changes", "hash"];

/// Writes entries as lines of a list: logins and codes instead of numbers, each asked for once.
#[derive(Default)]
pub struct Lines {
    people: HashMap<PersonId, String>,
    producers: HashMap<ProducerId, String>,
}

impl Lines {
    /// An entry in the order of [`COLUMNS`]; what is not there is empty.
    ///
    /// # Errors
    /// [`accounts::Error::Storage`].
    pub async fn line(&mut self, q: &mut impl Query, recorded: &Recorded) -> Result<[String; 12], accounts::Error> {
        let entry = &recorded.entry;
        let or_dash = |value: Option<&str>| value.filter(|value| !value.is_empty()).unwrap_or("-").to_owned();
        let changes = entry.changes.iter();
        let changes = changes.map(|(field, old, new)| format!("{field}: {} > {}", or_dash(old), or_dash(new)));
        Ok([
            recorded.number.to_string(),
            stamp(entry.at),
            self.person(q, entry.by).await?,
            entry.seat.map(|role| role.to_string()).unwrap_or_default(),
            self.producer(q, entry.producer).await?,
            entry.region.map(|region| region.to_string()).unwrap_or_default(),
            entry.act.to_string(),
            entry.subject.kind.to_string(),
            entry.subject.name.clone(),
            entry.words.clone().unwrap_or_default(),
            changes.collect::<Vec<_>>().join("; "),
            recorded.hash.to_string(),
        ])
    }

    async fn person(&mut self, q: &mut impl Query, id: Option<PersonId>) -> Result<String, accounts::Error> {
        let Some(id) = id else { return Ok(String::new()) };
        if let Some(known) = self.people.get(&id) {
            return Ok(known.clone());
        }
        let found = accounts::find_person(q, id).await?;
        let login = found.map(|person| person.login.to_string()).unwrap_or_default();
        self.people.insert(id, login.clone());
        Ok(login)
    }

    async fn producer(&mut self, q: &mut impl Query, id: Option<ProducerId>) -> Result<String, accounts::Error> {
        let Some(id) = id else { return Ok(String::new()) };
        if let Some(known) = self.producers.get(&id) {
            return Ok(known.clone());
        }
        let code = registry::find_producer(q, id).await?.map(|found| found.code).unwrap_or_default();
        self.producers.insert(id, code.clone());
        Ok(code)
    }
}
