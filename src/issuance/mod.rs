//! Issuance: turning an order into codes.
//!
//! An *order* asks for a batch. The *rules* say whether it may be issued, or what to do first. Issuing is one
//! transaction that writes one row, whatever the count: it fixes what every code of the batch will say. Codes are
//! *sealed* later, one after the other, by whoever prints them; the same batch and item always give the same code, full or
//! *compact*, and the same *short code*.
mod codes;
mod desk;
mod order;
mod refusal;
mod rules;
mod signer;

pub use codes::{Codes, Span};
pub use desk::{issue, issue_within};
pub use order::Order;
pub use refusal::Refusal;
pub use rules::{Plan, plan};
pub use signer::Signer;
