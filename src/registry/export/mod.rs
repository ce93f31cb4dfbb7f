//! Export: the register as the files that [`import`](super::import) reads.
//!
//! What is exported and imported again changes nothing. A row of products has one place for each kind of certification: of
//! several, the one that holds longest is written, and an import leaves the others as they are. Batches are not in these files,
//! nor what an import does not decide: the basis of a claim, and whether a contact is shown.
//!
//! Rows are asked for page by page and written at once, so memory does not grow with the register.
mod rows;
mod write;

pub use rows::{producer_row, product_row, sentra_row};
pub use write::{Error, columns, write};
