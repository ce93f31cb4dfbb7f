use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use super::store;
use super::{Cut, Measure, Sentras, Table};
use crate::clock::{Clock, Moment};
use crate::db::{Db, Error};

/// How long figures are good while the register stands still: scans and the days of certificates go on without it.
const GOOD_FOR_MS: i64 = 15 * 60_000;

/// The desk that counts. Cheap to clone; all clones share what was counted.
#[derive(Clone)]
pub struct Statistics {
    db: Db,
    clock: Clock,
    counted: Arc<Mutex<Counted>>,
}

/// What was counted, for one revision of the register.
#[derive(Default)]
struct Counted {
    revision: i64,
    since: Option<Moment>,
    tables: HashMap<(Measure, Cut), Arc<Table>>,
}

impl Statistics {
    /// A desk over a register.
    pub fn new(db: Db, clock: Clock) -> Statistics {
        Statistics { db, clock, counted: Arc::default() }
    }

    /// A measure in a cut; `None` when it cannot be cut so.
    ///
    /// # Errors
    /// [`Error::Away`].
    pub async fn table(&self, measure: Measure, cut: Cut) -> Result<Option<Arc<Table>>, Error> {
        if !measure.has(cut) {
            return Ok(None);
        }
        let (revision, now) = (self.db.revision().await?, self.clock.now());
        if let Some(table) = self.known(revision, now, measure, cut) {
            return Ok(Some(table));
        }
        let table = Arc::new(store::count(&self.db, measure, cut, now.day()).await?);
        let mut counted = self.counted.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if counted.revision == revision {
            counted.since.get_or_insert(now);
            counted.tables.insert((measure, cut), table.clone());
        }
        Ok(Some(table))
    }

    /// How many sentra there are, and how many with an SK.
    ///
    /// # Errors
    /// [`Error::Away`].
    pub async fn sentras(&self) -> Result<Sentras, Error> {
        store::sentras(&self.db).await
    }

    fn known(&self, revision: i64, now: Moment, measure: Measure, cut: Cut) -> Option<Arc<Table>> {
        let mut counted = self.counted.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let stale = |since: Moment| now.0 - since.0 >= GOOD_FOR_MS || since.day() != now.day();
        if counted.revision != revision || counted.since.is_some_and(stale) {
            *counted = Counted { revision, ..Counted::default() };
        }
        counted.tables.get(&(measure, cut)).cloned()
    }
}
