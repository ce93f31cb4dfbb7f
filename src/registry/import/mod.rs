//! Import: an office's CSV files into the register, all or nothing.
//!
//! A *sheet* is a kind of file, with fixed columns. [`parse`] is pure: it reads every row, and collects every *fault*
//! with its row, column, value and what to do. [`check`] asks the register what a file alone cannot know (a dry run is
//! `parse` and `check`), and [`store`] writes the whole file in one transaction, or nothing.
//!
//! A code that the register knows already is updated, or left alone when nothing differs. What people decided since the
//! first import stays: the standing of a producer or product, the choice to show a contact, and the basis and end of a
//! certification. A certification that a file no longer names stays too: ending one is an officer's act.
//!
//! Imported claims rest on a declaration: an import shows that an office has a number in a list, not that an officer
//! saw the document. Text stays text: nothing in a cell is ever evaluated.
mod certified;
mod check;
mod fault;
mod header;
mod merge;
mod parsed;
mod places;
mod preview;
mod producers;
mod products;
mod read;
mod row;
mod sentra;
mod shared;
mod sheet;
mod store;
#[cfg(test)]
mod tests;

pub(super) use certified::permit_type;
pub use check::check;
pub use fault::{Fault, LISTED};
pub use parsed::{BatchPlan, Parsed, ParsedProducer, ParsedProduct, ParsedSentra, Rows};
pub use places::{Touched, touched};
pub use preview::{Change, Outcome, Preview, Previewed, preview};
pub use read::{MOST_IN_A_FIELD, MOST_ROWS, parse};
pub use sheet::Sheet;
pub use store::{Refused, Report, store, store_within};
