//! Who asks, and how often it was wrong: so that nobody guesses on, and nobody floods a form.
//!
//! A *client* is a network address, as far as its tries are counted. *Tries* are counted in memory, a few at once and then one a
//! minute; nothing of them is stored, logged or printed. Time is a parameter.
mod client;
mod tries;

pub use client::Client;
pub use tries::{Throttle, TooManyTries, Tries};
