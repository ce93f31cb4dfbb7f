//! Verification: from the text behind a QR symbol to a verdict.
//!
//! Text becomes a `SignedCode` (well-formed, believed by nobody), then a `VerifiedCode` (signed by a listed key), then
//! *evidence* (with what the register, the recalls and the scans say), then a *verdict*. Only [`weigh`] decides, and it
//! is pure. A bad code is not an error: every text gets a verdict.
mod evidence;
mod verdict;
mod verifier;
pub use verifier::Verifier;
pub mod photo;

pub use evidence::{Evidence, Finding, History, Missing, Record, Register};
pub use verdict::{Lapse, Verdict, weigh};

use crate::clock::Moment;

/// A verdict, what it rests on, and when it was given.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What was found.
    pub finding: Finding,
    /// What follows from it.
    pub verdict: Verdict,
    /// When.
    pub at: Moment,
}
