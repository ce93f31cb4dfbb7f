//! How often strangers may fill or search the register: for each client, and for all together.
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::clock::Moment;
use crate::throttle::{Client, Throttle, TooManyTries, Tries};

/// Reports received at the same time: each may hold 15 MB of photos until they are written anew.
const AT_ONCE: usize = 16;
/// Of these, one client's: who sends slowly on purpose does not take all of them.
const OF_ONE: usize = 3;
/// How long the next one waits at the door.
const TURN: Duration = Duration::from_secs(10);

/// Counts in memory, of this process alone. Cheap to clone; all clones count together.
#[derive(Clone)]
pub(crate) struct Pace {
    counts: Arc<Mutex<Counts>>,
    /// Wrong passwords and codes.
    sign_ins: Arc<Throttle>,
    places: Arc<Semaphore>,
}

struct Counts {
    /// Forms that one client sends, good or bad: twenty at once, and one more in a minute.
    forms: Tries,
    /// Reports of one client: five at once, and one more in ten minutes.
    reports: Tries,
    /// Reports of all: 300 at once, and one more in ten seconds.
    all_reports: Tries,
    /// Numbers of reports that do not exist.
    numbers: Tries,
    /// Businesses that sign up from one network: as many at once as one hall of learners holds, then one a minute.
    joins: Tries,
    /// From all networks together: 300 at once, and one more in ten seconds.
    all_joins: Tries,
    /// Reports being received, by client.
    received: HashMap<Client, usize>,
}

impl Pace {
    pub(crate) fn new() -> Pace {
        let counts = Counts {
            forms: Tries::new(20, 60_000),
            reports: Tries::new(5, 600_000),
            all_reports: Tries::new(300, 10_000),
            numbers: Tries::default(),
            joins: Tries::new(40, 60_000),
            all_joins: Tries::new(300, 10_000),
            received: HashMap::new(),
        };
        let sign_ins = Arc::new(Throttle::default());
        Pace { counts: Arc::new(Mutex::new(counts)), sign_ins, places: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Wrong passwords and codes, by client.
    pub(crate) fn sign_ins(&self) -> &Throttle {
        &self.sign_ins
    }

    /// Counts a form that a client sends, unless the client has sent too many or its report would not be taken.
    pub(crate) fn form(&self, client: Client, now: Moment) -> Result<(), TooManyTries> {
        let mut counts = self.counts();
        counts.reports.wait(client, now)?;
        counts.all_reports.wait(Client::UNKNOWN, now)?;
        counts.forms.attempt(client, now, || false).map(drop)
    }

    /// Counts a report that is about to be stored.
    pub(crate) fn report(&self, client: Client, now: Moment) -> Result<(), TooManyTries> {
        let mut counts = self.counts();
        counts.all_reports.wait(Client::UNKNOWN, now)?;
        counts.reports.attempt(client, now, || false)?;
        counts.all_reports.attempt(Client::UNKNOWN, now, || false).map(drop)
    }

    /// Counts a business that signs up.
    pub(crate) fn join(&self, client: Client, now: Moment) -> Result<(), TooManyTries> {
        let mut counts = self.counts();
        counts.all_joins.wait(Client::UNKNOWN, now)?;
        counts.joins.attempt(client, now, || false)?;
        counts.all_joins.attempt(Client::UNKNOWN, now, || false).map(drop)
    }

    /// Whether a client may ask for a number.
    pub(crate) fn may_ask(&self, client: Client, now: Moment) -> Result<(), TooManyTries> {
        self.counts().numbers.wait(client, now)
    }

    /// Counts a number that does not exist.
    pub(crate) fn wrong_number(&self, client: Client, now: Moment) {
        // Whether it may ask again is asked for when it does.
        let _ = self.counts().numbers.attempt(client, now, || false);
    }

    /// A place to receive a report in; `None` when all stay taken, or the client has its share.
    pub(crate) async fn place(&self, client: Client) -> Option<Place> {
        let free = tokio::time::timeout(TURN, self.places.clone().acquire_owned()).await.ok()?.ok()?;
        let mut counts = self.counts();
        let own = counts.received.entry(client).or_default();
        if *own >= OF_ONE {
            return None;
        }
        *own += 1;
        Some(Place { pace: self.clone(), client, _free: free })
    }
}

/// A place in which a report is received. Dropped, it is free again.
pub(crate) struct Place {
    pace: Pace,
    client: Client,
    _free: OwnedSemaphorePermit,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = self.pace.counts();
        if let Some(own) = counts.received.get_mut(&self.client) {
            *own -= 1;
            if *own == 0 {
                counts.received.remove(&self.client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(number: u32) -> Client {
        Client::at(std::net::Ipv4Addr::from_bits(number).into())
    }

    #[tokio::test]
    async fn nobody_takes_all_places_by_sending_slowly() {
        let pace = Pace::new();
        let mut taken = Vec::new();
        for _ in 0..OF_ONE {
            taken.push(pace.place(client(1)).await.unwrap());
        }
        assert!(pace.place(client(1)).await.is_none());
        let other = pace.place(client(2)).await;
        assert!(other.is_some());
        taken.pop();
        assert!(pace.place(client(1)).await.is_some());
        drop((taken, other));
        assert!(pace.counts().received.is_empty());
        assert_eq!(pace.places.available_permits(), AT_ONCE);
    }

    #[test]
    fn forms_that_are_no_reports_are_counted_too() {
        let (pace, now) = (Pace::new(), Moment(1_000_000));
        let sent = (0..30).filter(|_| pace.form(client(1), now).is_ok()).count();
        assert_eq!(sent, 20);
        assert!(pace.form(client(2), now).is_ok());
        assert!(pace.form(client(1), Moment(now.0 + 60_000)).is_ok());
    }

    #[test]
    fn one_client_is_held_back_and_all_together() {
        let (pace, now) = (Pace::new(), Moment(1_000_000));
        for _ in 0..5 {
            assert!(pace.form(client(1), now).is_ok() && pace.report(client(1), now).is_ok());
        }
        assert_eq!(pace.form(client(1), now).unwrap_err().wait, Duration::from_secs(600));
        assert!(pace.report(client(1), now).is_err());
        assert!(pace.form(client(2), now).is_ok());
        let taken = (10..1_000).filter(|number| pace.report(client(*number), now).is_ok()).count();
        assert_eq!(taken, 295);
        assert!(pace.form(client(2_000), now).is_err());
        assert!(pace.form(client(2_000), Moment(now.0 + 10_000)).is_ok());
    }
}
