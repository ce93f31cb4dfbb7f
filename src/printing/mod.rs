//! Printing: from an order to labels, for every door.
//!
//! An *order* says what is wanted: which items of a batch, in which *format*, on which stock, by which printer. [`plan`] makes
//! a *plan* of it: which code goes on the label, how large, on which design, and what its maker must be told. The plan then
//! [prints](Plan::print) label after label to any output.
//!
//! It combines register, keys, recalls, printers and the press; it decides what none of them can alone: a label gets the
//! strongest code that can be read on it. First the full code; then the same with less error correction; then the compact one;
//! then, if asked for, the short code. Each step down is said. What does not fit then is refused with the label that would do.
//!
//! It promises that
//! - the same order of the same register gives the same bytes, and an item the same label in whatever run it is printed;
//! - revoked items are never printed, and recalled ones not without a word;
//! - what a press would refuse is refused by the plan, before anything is printed;
//! - memory grows with the count by a few bytes a label only, by which a file finds its parts again: eight in a PDF.
mod choice;
mod error;
mod format;
mod goods;
mod order;
mod paper;
mod plan;
mod press;
mod receipt;
mod remarks;

pub use choice::Carried;
pub use error::Error;
pub use format::Format;
pub use goods::Goods;
pub use order::Order;
pub use paper::calibration;
pub use plan::{Plan, plan};

use paper::Paper;
