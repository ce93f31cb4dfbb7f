//! Timing: rounds of the things compared are interleaved and the best of each counts, so that a busy machine disturbs both alike.

use std::time::{Duration, Instant};

/// Short and many, so that some rounds are not interrupted by anybody.
const ROUND: Duration = Duration::from_millis(1);
const ROUNDS: usize = 400;

/// The best time of one call of each function.
pub(crate) fn best_of<const N: usize>(mut functions: [&mut dyn FnMut(); N]) -> [Duration; N] {
    let mut best = [Duration::MAX; N];
    for _ in 0..ROUNDS {
        for (function, best) in functions.iter_mut().zip(&mut best) {
            let (begun, mut calls) = (Instant::now(), 0);
            let mut taken = Duration::ZERO;
            while taken < ROUND {
                function();
                calls += 1;
                taken = begun.elapsed();
            }
            *best = (*best).min(taken / calls);
        }
    }
    best
}

/// A time in words.
pub(crate) fn micro(time: Duration) -> String {
    format!("{:.1} us", time.as_secs_f64() * 1e6)
}

/// How often a second.
pub(crate) fn rate(time: Duration) -> f64 {
    1.0 / time.as_secs_f64()
}
