//! Group commit: writes that arrive together share one `fsync`.
//!
//! The writer opens a transaction, runs every waiting job in it, commits once, then answers all of them: an answer
//! means "on disk". When one job refuses, the shared transaction is undone and each job runs again in a transaction of
//! its own, so that a refusal costs its neighbours time, never data. A job must therefore be repeatable: it reads
//! only what it captured and what the transaction shows.
use std::future::Future;
use std::pin::Pin;

use sqlx::sqlite::SqlitePool;
use tokio::sync::{mpsc, oneshot};

use super::{Db, Error, Tx};

/// Writers that may wait; the next one hears "away" after its patience instead of growing the process.
pub(super) const QUEUE: usize = 4096;
/// Jobs that share one commit at most.
const GROUP: usize = 512;

type Step<'t, T> = Pin<Box<dyn Future<Output = T> + Send + 't>>;

/// A write waiting for its turn: it can be tried in a transaction, and then be told how that ended.
pub trait Job: Send {
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
                let job = Box::new(Waiting { act, outcome: None, caller });
                let gone = || E::from(Error::Away("the writer has stopped".into()));
                sqlite.jobs.send(job).await.map_err(|_| gone())?;
                answer.await.map_err(|_| gone())?
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

/// The writer's life: until every [`Db`] is dropped.
pub(super) async fn run(pool: SqlitePool, mut queue: mpsc::Receiver<Box<dyn Job>>) {
    let mut group = Vec::with_capacity(GROUP);
    while queue.recv_many(&mut group, GROUP).await > 0 {
        match together(&pool, &mut group).await {
            Ok(Ended::Stored) => group.drain(..).for_each(|job| job.answer(Ok(()))),
            Ok(Ended::Refused) => {
                tracing::debug!(jobs = group.len(), "one write was refused; its group runs again one by one");
                for mut job in group.drain(..) {
                    let stored = alone(&pool, &mut job).await;
                    job.answer(stored);
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
    /// One job refused; nothing is stored.
    Refused,
}

async fn begin(pool: &SqlitePool) -> Result<Tx, Error> {
    // IMMEDIATE: take the write lock now, so that a busy neighbour is waited for here and not half-way.
    Ok(Tx::Sqlite(pool.begin_with("begin immediate").await?))
}

async fn together(pool: &SqlitePool, group: &mut [Box<dyn Job>]) -> Result<Ended, Error> {
    let mut tx = begin(pool).await?;
    for job in group {
        if !job.attempt(&mut tx).await {
            tx.undo().await?;
            return Ok(Ended::Refused);
        }
    }
    tx.commit().await?;
    Ok(Ended::Stored)
}

async fn alone(pool: &SqlitePool, job: &mut Box<dyn Job>) -> Result<(), Error> {
    let mut tx = begin(pool).await?;
    if job.attempt(&mut tx).await { tx.commit().await } else { tx.undo().await }
}
