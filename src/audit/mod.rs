//! Audit: who did what, for whom, and why.
//!
//! An *entry* says of one *act* when it was done, by which person, in which seat, for which producer, where, to which
//! *subject*, with which *words* (the reason) and what it *changed*. [`record()`] writes it in the transaction of the act: there
//! is no act without its entry and no entry without its act. No entry is changed or deleted, which the database itself refuses.
//!
//! Entries form a *chain*: each holds the SHA-256 over the hash of the one before it and its own bytes. [`check_chain`] walks it
//! and names the first entry that was altered or taken out. Who controls the database could write a whole new chain; an
//! entry that was noted elsewhere earlier ([`Chain::Whole`] gives the last one) shows that too. See docs/decisions/0026.
//!
//! It holds no passwords and no secrets, and knows nothing of scans: verifying writes no entry.
mod act;
mod chain;
mod changes;
mod entry;
mod list;
mod search;
mod store;

pub use act::{Act, SubjectKind};
pub use chain::{Chain, Fault, Hash, Noted};
pub use changes::Changes;
pub use entry::{Entry, Subject, WORDS};
pub use list::{COLUMNS, Lines};
pub use search::{Found, Place, Wanted};
pub use store::{LOOKED, Recorded, check_chain, record, search};
