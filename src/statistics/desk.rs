use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use super::store;
use super::{Cut, Measure, Sentras, Table};
use crate::clock::{Clock, Moment};
use crate::db::{Db, Error};

/// How long figures are good while the register stands still: scans and the days of certificates go on without it.
const GOOD_FOR_MS: i64 = 15 * 60_000;
/// A table that took longer is counted anew behind the visitor's back, and the old one is shown meanwhile.
const QUICK: Duration = Duration::from_millis(50);

/// The desk that counts. Cheap to clone; all clones share what was counted.
#[derive(Clone)]
pub struct Statistics {
    db: Db,
    clock: Clock,
    counted: Arc<Mutex<Counted>>,
    /// What is counted faster is counted while the visitor waits.
    quick: Duration,
    /// Held by whoever counts: the same is never counted twice at once, and counting takes one connection.
    turn: Arc<tokio::sync::Mutex<()>>,
    /// The same for what is counted behind visitors' backs: they do not wait for that.
    turn_behind: Arc<tokio::sync::Mutex<()>>,
}

/// What was counted, and what is being counted.
#[derive(Default)]
struct Counted {
    tables: HashMap<(Measure, Cut), Known>,
    under_way: HashSet<(Measure, Cut)>,
}

#[derive(Clone)]
struct Known {
    table: Arc<Table>,
    revision: i64,
    at: Moment,
    took: Duration,
}

impl Known {
    fn is_fresh(&self, revision: i64, now: Moment) -> bool {
        self.revision == revision && now.0 - self.at.0 < GOOD_FOR_MS && self.at.day() == now.day()
    }
}

impl Statistics {
    /// A desk over a register.
    pub fn new(db: Db, clock: Clock) -> Statistics {
        Statistics {
            db,
            clock,
            counted: Arc::default(),
            quick: QUICK,
            turn: Arc::default(),
            turn_behind: Arc::default(),
        }
    }

    /// The same desk, to which another time is quick.
    pub fn quick_within(self, quick: Duration) -> Statistics {
        Statistics { quick, ..self }
    }

    /// Counts everything once, so that the first visitor of a large register need not wait.
    pub async fn warm(&self) {
        // First what most pages show: totals, regions and categories.
        for cut in [Cut::Region, Cut::Category, Cut::Sentra, Cut::Month] {
            for measure in Measure::ALL.iter().copied() {
                if let Err(error) = self.table(measure, cut).await {
                    tracing::warn!(%error, "figures could not be counted yet");
                    return;
                }
            }
        }
    }

    /// A measure in a cut; `None` when it cannot be cut so. What is quick to count is as fresh as the register; what is slow
    /// may be as old as the time it takes to count it anew.
    ///
    /// # Errors
    /// [`Error::Away`].
    pub async fn table(&self, measure: Measure, cut: Cut) -> Result<Option<Arc<Table>>, Error> {
        if !measure.has(cut) {
            return Ok(None);
        }
        let (revision, now) = (self.db.revision().await?, self.clock.now());
        let known = self.counted().tables.get(&(measure, cut)).cloned();
        let known = match known {
            Some(known) => Some(known),
            None => self.recall(measure, cut).await?,
        };
        match known {
            Some(known) if known.is_fresh(revision, now) => Ok(Some(known.table)),
            Some(known) if known.took > self.quick => {
                if self.counted().under_way.insert((measure, cut)) {
                    let desk = self.clone();
                    tokio::spawn(async move {
                        if let Err(error) = desk.count(measure, cut, revision, &desk.turn_behind).await {
                            tracing::warn!(%error, "figures could not be counted anew");
                        }
                        desk.counted().under_way.remove(&(measure, cut));
                    });
                }
                Ok(Some(known.table))
            }
            _ => self.count(measure, cut, revision, &self.turn).await.map(Some),
        }
    }

    /// How many sentra there are, and how many with an SK.
    ///
    /// # Errors
    /// [`Error::Away`].
    pub async fn sentras(&self) -> Result<Sentras, Error> {
        store::sentras(&mut &self.db, None).await
    }

    /// A table that was kept when this desk, or one before it, counted it last.
    async fn recall(&self, measure: Measure, cut: Cut) -> Result<Option<Known>, Error> {
        let kept = store::kept(&self.db, measure, cut).await?;
        // Only what took long is kept; as of which revision, nobody knows any more.
        let known =
            kept.map(|table| Known { table: Arc::new(table), revision: -1, at: Moment(0), took: Duration::MAX });
        if let Some(known) = &known {
            self.counted().tables.entry((measure, cut)).or_insert_with(|| known.clone());
        }
        Ok(known)
    }

    async fn count(
        &self,
        measure: Measure,
        cut: Cut,
        revision: i64,
        turn: &tokio::sync::Mutex<()>,
    ) -> Result<Arc<Table>, Error> {
        let _turn = turn.lock().await;
        let known = self.counted().tables.get(&(measure, cut)).cloned();
        if let Some(known) = known.filter(|known| known.is_fresh(revision, self.clock.now())) {
            return Ok(known.table);
        }
        let (begun, at) = (Instant::now(), self.clock.now());
        let table = Arc::new(store::count(&self.db, measure, cut, at.day()).await?);
        let took = begun.elapsed();
        if took > self.quick {
            store::keep(&self.db, table.clone()).await?;
        }
        let known = Known { table: table.clone(), revision, at, took };
        self.counted().tables.insert((measure, cut), known);
        Ok(table)
    }

    fn counted(&self) -> MutexGuard<'_, Counted> {
        self.counted.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}
