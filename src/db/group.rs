//! Group commit: writes that arrive together share one `fsync`.
//!
//! The writer opens a transaction, runs every waiting job in it, commits once, then answers all of them: an answer
//! means "on disk". When one job refuses, the shared transaction is undone and each job runs again in a transaction of
//! its own, so that a refusal costs its neighbours time, never data. A job must therefore be repeatable: it reads
//! only what it captured and what the transaction shows, and waits for nothing but its transaction.
//!
//! On SQLite all of this happens on one thread that owns the writing connection: see [`Writer`].
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot, watch};

use super::writer::Writer;
use super::{Db, Error, Tx};

/// Writers that may wait; the next one waits to be let in instead of growing the process.
const QUEUE: usize = 4096;
/// Jobs that share one commit at most.
const GROUP: usize = 512;

type Jobs = mpsc::Sender<Box<dyn Job>>;
type Step<'t, T> = Pin<Box<dyn Future<Output = T> + Send + 't>>;

/// A write waiting for its turn: it can be tried in a transaction, and then be told how that ended.
trait Job: Send {
    /// Runs the act; `true` when it succeeded so far.
    fn attempt<'t>(&'t mut self, tx: &'t mut Tx) -> Step<'t, bool>;
    /// Answers the caller. `stored` is the fate of the transaction.
    fn answer(self: Box<Self>, stored: Result<(), Error>);
}

struct Waiting<F, T, E> {
    act: F,
    outcome: Option<Result<T, E>>,
    caller: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Job for Waiting<F, T, E>
where
    F: for<'t> Fn(&'t mut Tx) -> Step<'t, Result<T, E>> + Send,
    T: Send,
    E: From<Error> + Send,
{
    fn attempt<'t>(&'t mut self, tx: &'t mut Tx) -> Step<'t, bool> {
        Box::pin(async move {
            let outcome = (self.act)(tx).await;
            let good = outcome.is_ok();
            self.outcome = Some(outcome);
            good
        })
    }

    fn answer(self: Box<Self>, stored: Result<(), Error>) {
        let answer = match (stored, self.outcome) {
            (Ok(()), Some(outcome)) => outcome,
            (Ok(()), None) => Err(E::from(Error::Away("the write was never tried".into()))),
            (Err(_), Some(Err(refusal))) => Err(refusal),
            (Err(error), _) => Err(E::from(error)),
        };
        // A caller who went away needs no answer; the write stands.
        let _ = self.caller.send(answer);
    }
}

impl Db {
    /// Runs `act` in one transaction; what it answered with `Ok` is on disk when this returns.
    ///
    /// # Errors
    /// Whatever `act` refuses with (nothing is stored then), or [`Error`] when storage fails.
    pub async fn write<T, E, F>(&self, act: F) -> Result<T, E>
    where
        F: for<'t> Fn(&'t mut Tx) -> Step<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        match self {
            Db::Sqlite(sqlite) => {
                let (caller, answer) = oneshot::channel();
                sqlite.desk.hand_in(Box::new(Waiting { act, outcome: None, caller })).await?;
                answer.await.map_err(|_| E::from(Error::Away("the write broke off; nothing of it is stored".into())))?
            }
            Db::Postgres(pool) => {
                let mut tx = Tx::Postgres(pool.begin().await.map_err(Error::from)?);
                match act(&mut tx).await {
                    Ok(done) => {
                        tx.commit().await?;
                        Ok(done)
                    }
                    Err(refusal) => {
                        tx.undo().await?;
                        Err(refusal)
                    }
                }
            }
        }
    }
}

/// Where writes to SQLite are handed in.
#[derive(Clone)]
pub(super) struct Desk {
    jobs: Arc<Mutex<Option<Jobs>>>,
    closed: watch::Receiver<bool>,
}

impl Desk {
    /// Opens the writing connection and starts its thread, which lives until the desk closes or every [`Db`] is dropped.
    pub(super) fn open(file: &Path) -> Result<Desk, Error> {
        let writer = Writer::open(file)?;
        let runtime = Handle::current();
        let (jobs, queue) = mpsc::channel(QUEUE);
        let (gone, closed) = watch::channel(false);
        std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || {
                serve(&writer, queue, &runtime);
                drop(writer);
                gone.send_replace(true);
            })
            .map_err(|error| Error::Away(format!("the writer could not start: {error}")))?;
        Ok(Desk { jobs: Arc::new(Mutex::new(Some(jobs))), closed })
    }

    async fn hand_in(&self, job: Box<dyn Job>) -> Result<(), Error> {
        let closed = || Error::Away("the database is closed".into());
        let jobs = self.jobs().clone().ok_or_else(closed)?;
        jobs.send(job).await.map_err(|_| closed())
    }

    /// Takes no more writes, and waits until those that were handed in are answered.
    pub(super) async fn close(&self) {
        self.jobs().take();
        let _ = self.closed.clone().wait_for(|closed| *closed).await;
    }

    fn jobs(&self) -> std::sync::MutexGuard<'_, Option<Jobs>> {
        self.jobs.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// The writer's life.
fn serve(writer: &Writer, mut queue: mpsc::Receiver<Box<dyn Job>>, runtime: &Handle) {
    let mut group = Vec::with_capacity(GROUP);
    while queue.blocking_recv_many(&mut group, GROUP) > 0 {
        match in_one(writer, &mut group, runtime) {
            Ok(Ended::Stored) => group.drain(..).for_each(|job| job.answer(Ok(()))),
            Ok(Ended::Refused) => {
                tracing::debug!(jobs = group.len(), "one write was refused; its group runs again one by one");
                for mut job in group.drain(..) {
                    match in_one(writer, std::slice::from_mut(&mut job), runtime) {
                        Ok(Ended::Stored) => job.answer(Ok(())),
                        Ok(Ended::Refused) => job.answer(Err(Error::Away("the write broke off".into()))),
                        Err(error) => job.answer(Err(error)),
                    }
                }
            }
            // Storage itself failed: trying each alone would make every caller wait for the same failure in turn.
            Err(error) => {
                let why = error.to_string();
                group.drain(..).for_each(|job| job.answer(Err(Error::Away(why.clone()))));
            }
        }
    }
}

/// How a shared transaction ended.
enum Ended {
    /// All of it is on disk.
    Stored,
    /// One job refused, or broke; nothing is stored.
    Refused,
}

/// Tries jobs in one transaction. A job that panics must not take the writer with it: it counts as refused.
fn in_one(writer: &Writer, group: &mut [Box<dyn Job>], runtime: &Handle) -> Result<Ended, Error> {
    catch_unwind(AssertUnwindSafe(|| runtime.block_on(together(writer, group)))).unwrap_or(Ok(Ended::Refused))
}

async fn together(writer: &Writer, group: &mut [Box<dyn Job>]) -> Result<Ended, Error> {
    let mut tx = writer.begin()?;
    for job in group {
        if !job.attempt(&mut tx).await {
            tx.undo().await?;
            return Ok(Ended::Refused);
        }
    }
    tx.commit().await?;
    Ok(Ended::Stored)
}
