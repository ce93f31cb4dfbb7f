//! Statistics for planning: how many, where, of what kind, when.
//!
//! A *measure* is something that is counted: active producers, products, those with halal certificate or izin edar, codes,
//! scans, recalls. A *cut* is how it is told apart: by kabupaten or kota, by sentra, by category, by month. A *table* is one
//! measure in one cut, on one day.
//!
//! Promises: every figure says what it counts and on which day; a table adds up to its total; figures come from the register
//! as it is, and are counted once for a revision of it and a quarter of an hour, however many people look; what takes long is
//! counted behind their backs, and kept, so that the first visitor after a start sees the figures of the last count with their day.
//! Of the register it reads and never writes.
mod desk;
mod store;
mod table;

pub use desk::Statistics;
pub use store::{Checks, FEWEST, checks_of, sentras};
pub use table::{Cut, Group, Measure, Sentras, Table};
