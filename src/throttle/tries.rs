use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use super::Client;
use crate::clock::Moment;

/// Clients remembered, some 3 MB. When there are more, those whose tries are forgotten go, and then everybody: a guesser with
/// so many addresses is not held back by counting them, and nobody else is to suffer for it.
const MOST: usize = 65_536;

/// A client was wrong too often. What it tries is neither right nor wrong while it waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many wrong tries; the next one is in {} seconds", .wait.as_secs())]
pub struct TooManyTries {
    /// For how long it waits, in whole seconds.
    pub wait: Duration,
}

/// For each client the moment at which all its tries are forgotten. Every try moves it on.
#[derive(Debug)]
pub struct Tries {
    free: i64,
    forget: i64,
    until: HashMap<Client, Moment>,
}

/// Wrong short codes: ten at once, and one of them forgotten in a minute.
impl Default for Tries {
    fn default() -> Tries {
        Tries::new(10, 60_000)
    }
}

impl Tries {
    /// So many tries that a client has at once, and the milliseconds in which one of them is forgotten.
    pub fn new(free: i64, forget: i64) -> Tries {
        Tries { free, forget, until: HashMap::new() }
    }

    /// Lets a client try: `is_good` says whether the code exists, and is asked only when the client may try at all. A good
    /// code is not counted.
    ///
    /// # Errors
    /// [`TooManyTries`] when it has used up its wrong ones.
    pub fn attempt(
        &mut self,
        client: Client,
        now: Moment,
        is_good: impl FnOnce() -> bool,
    ) -> Result<bool, TooManyTries> {
        self.wait(client, now)?;
        let good = is_good();
        if !good {
            let until = Moment(now.0 + self.debt(client, now) + self.forget);
            self.make_room(now);
            self.until.insert(client, until);
        }
        Ok(good)
    }

    /// Whether a client may try at all.
    ///
    /// # Errors
    /// [`TooManyTries`] when it may not yet.
    pub fn wait(&self, client: Client, now: Moment) -> Result<(), TooManyTries> {
        match u64::try_from(self.debt(client, now) - (self.free - 1) * self.forget) {
            Ok(wait) if wait > 0 => Err(TooManyTries { wait: Duration::from_secs(wait.div_ceil(1_000)) }),
            _ => Ok(()),
        }
    }

    /// How long until all is forgotten. A clock that was set back does not make it longer than it can be.
    fn debt(&self, client: Client, now: Moment) -> i64 {
        self.until.get(&client).map_or(0, |until| (until.0 - now.0).clamp(0, self.free * self.forget))
    }

    /// Forgets the last wrong try of a client: it turned out right.
    fn give_back(&mut self, client: Client) {
        if let Some(until) = self.until.get_mut(&client) {
            until.0 -= self.forget;
        }
    }

    fn make_room(&mut self, now: Moment) {
        if self.until.len() >= MOST {
            self.until.retain(|_, until| *until > now);
        }
        if self.until.len() >= MOST {
            self.until.clear();
        }
    }
}

/// Tries that take a while: each is counted as wrong before anybody looks, so that a thousand at once are not free.
#[derive(Debug, Default)]
pub struct Throttle(Mutex<Tries>);

impl Throttle {
    /// Counts a try.
    ///
    /// # Errors
    /// [`TooManyTries`] when the client must wait; nothing is counted then.
    pub fn spend(&self, client: Client, now: Moment) -> Result<(), TooManyTries> {
        self.tries().attempt(client, now, || false).map(drop)
    }

    /// The try was right, and does not count.
    pub fn give_back(&self, client: Client) {
        self.tries().give_back(client);
    }

    fn tries(&self) -> MutexGuard<'_, Tries> {
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    const START: Moment = Moment(1_000_000);

    fn client(number: u32) -> Client {
        Client::at(IpAddr::V4(Ipv4Addr::from_bits(number)))
    }

    fn later(seconds: i64) -> Moment {
        Moment(START.0 + seconds * 1_000)
    }

    fn wrong(tries: &mut Tries, number: u32, now: Moment) -> Result<bool, u64> {
        tries.attempt(client(number), now, || false).map_err(|refused| refused.wait.as_secs())
    }

    #[test]
    fn after_ten_wrong_tries_there_is_one_a_minute() {
        let mut tries = Tries::default();
        for _ in 0..10 {
            assert_eq!(wrong(&mut tries, 1, START), Ok(false));
        }
        assert_eq!(wrong(&mut tries, 1, START), Err(60));
        assert_eq!(wrong(&mut tries, 1, later(20)), Err(40));
        // Asking while one waits costs nothing.
        assert_eq!(wrong(&mut tries, 1, later(60)), Ok(false));
        assert_eq!(wrong(&mut tries, 1, later(60)), Err(60));
        // Another client does not wait.
        assert_eq!(wrong(&mut tries, 2, later(60)), Ok(false));
        // After ten minutes all is forgotten.
        for _ in 0..10 {
            assert_eq!(wrong(&mut tries, 1, later(661)), Ok(false));
        }
    }

    #[test]
    fn good_codes_cost_nothing_and_a_guesser_is_not_told_of_them() {
        let mut tries = Tries::default();
        for _ in 0..1_000 {
            assert_eq!(tries.attempt(client(1), START, || true), Ok(true));
        }
        for _ in 0..10 {
            assert_eq!(wrong(&mut tries, 1, START), Ok(false));
        }
        assert!(tries.attempt(client(1), START, || unreachable!("nobody looks")).is_err());
    }

    #[test]
    fn what_turned_out_right_was_free_also_when_all_ask_at_once() {
        let throttle = Throttle::default();
        let let_in = (0..1_000).filter(|_| throttle.spend(client(1), START).is_ok()).count();
        assert_eq!(let_in, 10);
        throttle.give_back(client(1));
        assert!(throttle.spend(client(1), START).is_ok() && throttle.spend(client(1), START).is_err());
        throttle.give_back(client(2));
    }

    #[test]
    fn in_a_day_a_guesser_has_1450_tries() {
        let mut tries = Tries::default();
        let made = (0..86_400).filter(|second| wrong(&mut tries, 1, later(*second)).is_ok()).count();
        assert_eq!(made, 1_449);
    }

    #[test]
    fn a_clock_set_back_makes_nobody_wait_longer_than_a_minute() {
        let mut tries = Tries::default();
        while wrong(&mut tries, 1, later(1_000_000)).is_ok() {}
        assert_eq!(wrong(&mut tries, 1, START), Err(60));
    }

    #[test]
    fn memory_is_bounded() {
        let mut tries = Tries::default();
        let most = u32::try_from(MOST).unwrap();
        for number in 0..most + 10 {
            let _ = wrong(&mut tries, number, START);
        }
        assert!(tries.until.len() <= 10);
        for number in 0..most {
            let _ = wrong(&mut tries, number, START);
        }
        // An hour later the forgotten ones make room.
        let _ = wrong(&mut tries, most + 10, later(3_600));
        assert!(tries.until.len() <= MOST);
    }
}
