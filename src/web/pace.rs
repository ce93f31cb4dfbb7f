//! How often strangers may fill or search the register: for each client, and for all together.
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::clock::Moment;
use crate::verification::{Client, TooManyTries, Tries};

/// Reports received at the same time: each holds up to 15 MB of photos until they are written anew.
const AT_ONCE: usize = 8;
/// How long the next one waits at the door.
const TURN: Duration = Duration::from_secs(10);

/// Counts in memory, of this process alone. Cheap to clone; all clones count together.
#[derive(Clone)]
pub(crate) struct Pace {
    counts: Arc<Mutex<Counts>>,
    places: Arc<Semaphore>,
}

struct Counts {
    /// Reports of one client: five at once, and one more in ten minutes.
    reports: Tries,
    /// Reports of all: 300 at once, and one more in ten seconds.
    all_reports: Tries,
    /// Numbers of reports that do not exist.
    numbers: Tries,
}

impl Pace {
    pub(crate) fn new() -> Pace {
        let counts =
            Counts { reports: Tries::new(5, 600_000), all_reports: Tries::new(300, 10_000), numbers: Tries::default() };
        Pace { counts: Arc::new(Mutex::new(counts)), places: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Whether a client may report now.
    pub(crate) fn may_report(&self, client: Client, now: Moment) -> Result<(), TooManyTries> {
        let counts = self.counts();
        counts.reports.wait(client, now)?;
        counts.all_reports.wait(Client::UNKNOWN, now)
    }

    /// Counts a report that is about to be stored.
    pub(crate) fn report(&self, client: Client, now: Moment) -> Result<(), TooManyTries> {
        let mut counts = self.counts();
        counts.all_reports.wait(Client::UNKNOWN, now)?;
        counts.reports.attempt(client, now, || false)?;
        counts.all_reports.attempt(Client::UNKNOWN, now, || false).map(drop)
    }

    /// Whether a client may ask for a number.
    pub(crate) fn may_ask(&self, client: Client, now: Moment) -> Result<(), TooManyTries> {
        self.counts().numbers.wait(client, now)
    }

    /// Counts a number that does not exist.
    pub(crate) fn wrong_number(&self, client: Client, now: Moment) {
        let _ = self.counts().numbers.attempt(client, now, || false);
    }

    /// A place to receive a report in; `None` when all stay taken.
    pub(crate) async fn place(&self) -> Option<OwnedSemaphorePermit> {
        tokio::time::timeout(TURN, self.places.clone().acquire_owned()).await.ok()?.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_client_is_held_back_and_all_together() {
        let (pace, now) = (Pace::new(), Moment(1_000_000));
        let client = |number: u32| Client::at(std::net::Ipv4Addr::from_bits(number).into());
        for _ in 0..5 {
            assert!(pace.may_report(client(1), now).is_ok() && pace.report(client(1), now).is_ok());
        }
        assert_eq!(pace.may_report(client(1), now).unwrap_err().wait, Duration::from_secs(600));
        assert!(pace.report(client(1), now).is_err());
        assert!(pace.may_report(client(2), now).is_ok());
        let taken = (10..1_000).filter(|number| pace.report(client(*number), now).is_ok()).count();
        assert_eq!(taken, 295);
        assert!(pace.may_report(client(2_000), now).is_err());
        assert!(pace.may_report(client(2_000), Moment(now.0 + 10_000)).is_ok());
    }
}
