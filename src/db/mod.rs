//! The one door to storage: SQLite in a file, or PostgreSQL, behind one `Db`.
//!
//! Stores speak one SQL text for both (`$1` placeholders, `returning`, `on conflict`), with integers for times
//! (Unix milliseconds) and days, text, bytes and booleans. What really differs between the two lies in this room.
//!
//! Promises: a write that was answered is on disk (SQLite: WAL with `synchronous=FULL`); writes to SQLite share their
//! `fsync` through [`Db::write`]; a closure given to it runs in one transaction and leaves everything or nothing.
//! It refuses to know any business word.
mod error;
mod glance;
mod group;
mod open;
mod params;
mod query;
mod row;
mod writer;

pub use error::Error;
pub use open::Db;
pub use params::Param;
pub(crate) use params::params;
pub use query::{Query, Tx};
pub(crate) use row::record;
pub use row::{Column, Record, Row, Value};
pub use writer::Writer;
