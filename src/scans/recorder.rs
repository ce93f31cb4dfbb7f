use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, RwLock};
use std::time::Duration;

use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinHandle;

use super::{Device, Entry, Salt, Scan, store};
use crate::clock::{Clock, Day};
use crate::db::{Db, Error};

/// Scans that may wait to be written; what comes on top is counted and not stored.
const QUEUE: usize = 10_000;
/// Scans in one write.
const GROUP: usize = 1_000;
/// Between two writes: scans gather, so that a busy hour costs a few `fsync` a second.
const PAUSE: Duration = Duration::from_millis(250);

/// How long the end waits for the last writes.
const LAST_WRITES: Duration = Duration::from_secs(5);

/// Takes scans from doors and writes them later. Cheap to clone.
#[derive(Clone)]
pub struct Recorder {
    /// Taken away when the recorder closes, so that no clone keeps it open.
    queue: Arc<RwLock<Option<mpsc::Sender<Scan>>>>,
    passed_over: Arc<AtomicU64>,
    keeper: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Recorder {
    /// Starts recording into a register. `chance` gives the salt of each new day.
    pub fn start(db: Db, clock: Clock, chance: fn() -> Option<Salt>) -> Recorder {
        let (queue, scans) = mpsc::channel(QUEUE);
        let passed_over = Arc::new(AtomicU64::new(0));
        let keeper = Keeper { db, clock, chance, passed_over: passed_over.clone(), today: None };
        let keeper = tokio::spawn(keeper.work(scans));
        let queue = Arc::new(RwLock::new(Some(queue)));
        Recorder { queue, passed_over, keeper: Arc::new(Mutex::new(Some(keeper))) }
    }

    /// Takes a scan. Never waits.
    pub fn tell(&self, scan: Scan) {
        let queue = self.queue.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        let taken = queue.as_ref().is_some_and(|queue| queue.try_send(scan).is_ok());
        if !taken {
            self.passed_over.fetch_add(1, Ordering::Relaxed);
            metrics::counter!("telusur_scans_passed_over_total").increment(1);
        }
    }

    /// Writes what waits, and ends. What clones are told from now on is passed over.
    pub async fn close(&self) {
        self.queue.write().unwrap_or_else(|poisoned| poisoned.into_inner()).take();
        if let Some(keeper) = self.keeper.lock().await.take() {
            // A database that is away must not keep the server from ending.
            let _ = tokio::time::timeout(LAST_WRITES, keeper).await;
        }
    }
}

/// Behind the queue.
struct Keeper {
    db: Db,
    clock: Clock,
    chance: fn() -> Option<Salt>,
    passed_over: Arc<AtomicU64>,
    /// The day for which the salt is known and old scans are swept away.
    today: Option<(Day, Salt)>,
}

impl Keeper {
    async fn work(mut self, mut scans: mpsc::Receiver<Scan>) {
        let mut waiting = Vec::with_capacity(GROUP);
        while scans.recv_many(&mut waiting, GROUP).await > 0 {
            while let Err(error) = self.write(&waiting).await {
                // The queue fills meanwhile and then counts; nothing grows, and no visitor waits.
                tracing::warn!(%error, scans = waiting.len(), "scans could not be written yet");
                tokio::time::sleep(20 * PAUSE).await;
                if scans.is_closed() {
                    return;
                }
            }
            waiting.clear();
            if !scans.is_closed() {
                tokio::time::sleep(PAUSE).await;
            }
        }
    }

    async fn write(&mut self, scans: &[Scan]) -> Result<(), Error> {
        let salt = self.salt().await?;
        let day = self.clock.today();
        let entry = |scan: &Scan| Entry {
            batch: scan.batch,
            item: scan.item,
            at: scan.at,
            region: scan.region,
            verdict: scan.verdict,
            device: Device::of(&scan.trace, &salt),
        };
        let entries: Arc<[Entry]> = scans.iter().map(entry).collect();
        let passed_over = self.passed_over.load(Ordering::Relaxed);
        let written: Result<u64, Error> = self
            .db
            .write(move |tx| {
                let entries = Arc::clone(&entries);
                Box::pin(async move {
                    if passed_over > 0 {
                        store::pass_over(tx, day, passed_over).await?;
                    }
                    store::enter(tx, &entries).await
                })
            })
            .await;
        metrics::counter!("telusur_scans_total").increment(written?);
        self.passed_over.fetch_sub(passed_over, Ordering::Relaxed);
        Ok(())
    }

    /// Today's salt. A new day first throws the old ones away.
    async fn salt(&mut self) -> Result<Salt, Error> {
        let today = self.clock.today();
        if let Some((_, salt)) = self.today.as_ref().filter(|(day, _)| *day == today) {
            return Ok(salt.clone());
        }
        let offered = (self.chance)().ok_or_else(|| Error::Away("the machine gives no random numbers".into()))?;
        let salt: Result<Salt, Error> = self
            .db
            .write(move |tx| {
                let offered = offered.clone();
                Box::pin(async move {
                    store::sweep(tx, today).await?;
                    store::salt(tx, today, &offered).await
                })
            })
            .await;
        let salt = salt?;
        self.today = Some((today, salt.clone()));
        Ok(salt)
    }
}
