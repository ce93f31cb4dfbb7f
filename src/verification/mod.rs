//! Verification: from the text behind a QR symbol to a verdict.
//!
//! Text becomes a `SignedCode` (well-formed, believed by nobody), then a `VerifiedCode` (signed by a listed key), then
//! *evidence* (with what the register, the recalls and the scans say), then a *verdict*. A `ShortCode` carries no signature:
//! it is *looked up*, which is evidence of another kind, and whoever guesses too many is asked to wait ([`TooManyTries`](crate::throttle::TooManyTries)).
//! Only [`weigh`] decides, and it is pure. A bad code is not an error: every text gets a verdict.
mod answer;
mod asker;
mod evidence;
mod facts;
mod offline;
pub mod photo;
mod record;
mod report;
mod resolve;
#[cfg(test)]
mod tests;
mod verdict;
mod verifier;

pub use answer::Answer;
pub use asker::Asker;
pub use evidence::{Code, Evidence, Finding, History, Issued, Missing, Record, Register, Spelt, Unreadable};
pub use facts::Report;
pub use offline::examine_offline;
pub use verdict::{Lapse, Verdict, weigh};
pub use verifier::Verifier;
