//! Lists that people open in a spreadsheet: CSV (RFC 4180) and workbooks (`.xlsx`, ECMA-376), read and written.
//!
//! Writing: a *table* is one list of *cells*, a *workbook* some of them on *sheets*. Both are written row by row, so memory does
//! not grow with the list. In a workbook every cell is text except true numbers and days. No text becomes a formula: a workbook
//! says of each cell that it is text, and in CSV `harmless` sets an apostrophe before it, which `plain` takes off again.
//!
//! Reading: [`Lines`] gives the lines of a file of either kind, cell by cell as text. It believes nothing: lengths, rows and
//! columns are bounded, and what a workbook unpacks to is counted while it is unpacked. Formulas are not computed (what the
//! spreadsheet last computed is read), nothing is fetched, macros are not run: a workbook that has macros or refers to other
//! files is refused, as are encrypted ones and the old `.xls`. What a spreadsheet has damaged, a long number in a cell that is
//! not text, is odd and not guessed at.
mod csv_lines;
mod encoding;
mod formula;
mod lines;
mod odd;
mod refusal;
mod table;
mod workbook;
mod xlsx;

pub(crate) use formula::{harmless, plain};
pub use lines::{Line, Lines, MOST_COLUMNS};
pub use odd::{Cell, Odd};
pub use refusal::Refusal;
pub use table::{Format, Table};
pub use workbook::{Column, Value, Workbook};

#[cfg(test)]
mod tests;
