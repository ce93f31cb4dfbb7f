//! The gallery: products of the register, found by words, place, kind and certificates.
//!
//! Words are meant, not spelt: see [`registry::search`]. The desk keeps the vocabulary in memory and
//! reads it anew when the register has moved. A large one is read behind the visitor's back, at most once a minute: a product
//! that was entered this minute may not be found by a word that nobody used before.
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use crate::clock::{Clock, Moment};
use crate::db::{Db, Error};
use crate::registry::search::{MOST_WORDS, Vocabulary, fold};
use crate::registry::{self, Found, ProductId, RegionCode, Wanted};
use crate::uploads::{self, PhotoId};

/// A vocabulary younger than this is not asked for again.
const READ_EVERY_MS: i64 = 60_000;
/// A vocabulary that took longer to read is read anew behind the visitor's back.
const QUICK: Duration = Duration::from_millis(50);

/// The desk that finds products. Cheap to clone; all clones share one vocabulary.
#[derive(Clone)]
pub struct Gallery {
    db: Db,
    clock: Clock,
    known: Arc<Mutex<Option<Known>>>,
}

#[derive(Clone)]
struct Known {
    vocabulary: Arc<Vocabulary>,
    revision: i64,
    at: Moment,
    took: Duration,
}

/// What a visitor looks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought {
    /// In the visitor's own spelling; the first three words count.
    pub words: String,
    /// A kabupaten or kota, or a province with all of its own.
    pub region: Option<RegionCode>,
    /// A category, as the register spells it.
    pub category: Option<String>,
    /// The code of a sentra to which the producer belongs.
    pub sentra: Option<String>,
    /// Only with a halal certificate or an izin edar that holds today.
    pub certified: bool,
    /// Only with a TKDN certificate that holds today.
    pub tkdn: bool,
    /// Only ready for export, by the producer's word.
    pub export_ready: bool,
    /// Only of producers who say how much they can make.
    pub capacity: bool,
}

impl Gallery {
    /// A desk over a register.
    pub fn new(db: Db, clock: Clock) -> Gallery {
        Gallery { db, clock, known: Arc::default() }
    }

    /// Products on the market, newest first, before one of them; none when a word means nothing here.
    ///
    /// # Errors
    /// [`Error::Away`].
    pub async fn find(&self, sought: &Sought, before: Option<ProductId>, limit: u32) -> Result<Vec<Found>, Error> {
        let folded = fold(&sought.words);
        let mut words = Vec::<Vec<String>>::new();
        if !folded.is_empty() {
            let vocabulary = self.vocabulary().await?;
            words.extend(folded.iter().take(MOST_WORDS).map(|word| vocabulary.near(word)));
        }
        if words.iter().any(Vec::is_empty) {
            return Ok(Vec::new());
        }
        let wanted = Wanted {
            words,
            region: sought.region,
            category: sought.category.clone(),
            sentra: sought.sentra.clone(),
            certified: sought.certified,
            tkdn: sought.tkdn,
            export_ready: sought.export_ready,
            capacity: sought.capacity,
        };
        registry::search_products(&mut &self.db, &wanted, before, limit, self.clock.today()).await
    }

    /// The photos that stand for products which were found, of those that have any.
    ///
    /// # Errors
    /// [`Error::Away`].
    pub async fn photos(&self, found: &[Found]) -> Result<HashMap<ProductId, PhotoId>, Error> {
        let products: Vec<ProductId> = found.iter().map(|found| found.id).collect();
        uploads::first_photos(&mut &self.db, &products).await
    }

    async fn vocabulary(&self) -> Result<Arc<Vocabulary>, Error> {
        let (revision, now) = (self.db.revision().await?, self.clock.now());
        let known = self.known().clone();
        match known {
            Some(known) if known.revision == revision => Ok(known.vocabulary),
            Some(known) if known.took > QUICK => {
                if now.0 - known.at.0 >= READ_EVERY_MS {
                    // Marked as read, so that one visitor of many has it read.
                    *self.known() = Some(Known { at: now, ..known.clone() });
                    let desk = self.clone();
                    tokio::spawn(async move {
                        if let Err(error) = desk.read(revision, now).await {
                            tracing::warn!(%error, "the vocabulary could not be read anew");
                        }
                    });
                }
                Ok(known.vocabulary)
            }
            _ => self.read(revision, now).await,
        }
    }

    async fn read(&self, revision: i64, at: Moment) -> Result<Arc<Vocabulary>, Error> {
        let begun = Instant::now();
        let vocabulary = Arc::new(registry::vocabulary(&mut &self.db).await?);
        let known = Known { vocabulary: vocabulary.clone(), revision, at, took: begun.elapsed() };
        *self.known() = Some(known);
        Ok(vocabulary)
    }

    fn known(&self) -> MutexGuard<'_, Option<Known>> {
        self.known.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}
