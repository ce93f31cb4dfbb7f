//! Recalls: taking goods, codes and keys back.
//!
//! A *recall* concerns goods (a batch, or a range of its items) and tells the consumer what to do. A *revocation*
//! concerns trust (items, a batch, a product, a key) and changes what a signature is worth. Neither is ever changed or
//! deleted, which the database itself refuses; *lifting* one is a new entry that says why.
mod entry;
mod error;
mod notice;
mod store;

pub use entry::{ItemRange, Lift, Recall, Revocation, Subject};
pub use error::Error;
pub use notice::{NewRecall, reason};
pub use store::*;
