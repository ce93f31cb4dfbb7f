//! Printers: how far each one misses the paper, remembered.
//!
//! A *printer* has a name and belongs to a producer, or to the office. Its *calibration*, measured once on the calibration
//! page, is stored in whole micrometres and parts per million, so that what is typed comes back as it was typed. It may know
//! its *dots per inch*, its *language* and the width of its *paper*, too.
//!
//! Nothing that a visitor sees depends on a printer: writing one moves no revision.
mod error;
mod printer;
mod store;

pub use error::Error;
pub use printer::{Language, Measured, Printer, ReceiptPaper, name};
pub use store::{all_printers, find_printer, printers_of, put_printer, remove_printer};
