//! Stock: where labels lie on a sheet or a roll, as data; and how far a printer misses it.
//!
//! The stocks we know are in `data/label-stock.toml`, which also says what each field means; an office may give a file of the same
//! form. A file is refused, with line and field, when a label would leave its sheet or lie on another: whatever a [`Stock`] says
//! can be printed.
mod calibration;
mod file;
mod paper;
mod rules;

pub use calibration::Calibration;
pub use file::FileError;
pub use paper::{Cutting, Form, Roll, Sheet, Stock};

#[cfg(test)]
mod tests;
