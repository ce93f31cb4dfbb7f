//! Casework: opening and deciding cases, with everything that follows, in one transaction.
//!
//! [`decide`] takes a step in a case, does to register, recalls or keyring what the decision means, and records it in the audit
//! trail: all of it or nothing. Whether somebody may is asked of the database within the same transaction: that they hold the
//! seat, that it covers the case's region, and whether the producer is their own or of their caseload. A door only has to say who
//! is signed in, in which seat, and how many steps of the case they had seen when they decided.
mod deciding;
mod error;
mod opening;
mod trail;
mod who;

pub use deciding::{Decision, Done, Outcome, decide};
pub use error::Error;
pub use opening::{ClaimDraft, GoodsDraft, open_certification, open_key, open_producer, open_recall};
pub use who::{Who, actor, find};
