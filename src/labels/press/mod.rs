//! Presses: labels in, one after another; bytes out, as they are made.
pub mod bundle;
mod check;
pub mod escpos;
pub mod pdf;
pub mod pieces;
mod png;
mod raster;
mod svg;
pub mod tspl;
pub mod zpl;

use check::too_small;
pub use check::{Output, check};

use super::layout::Layout;
use super::stock::{Calibration, Stock};
use super::{EcLevel, Error};

/// What all labels of an order share.
#[derive(Debug, Clone)]
pub struct Job<'a> {
    /// The label.
    pub layout: &'a Layout,
    /// The paper.
    pub stock: &'a Stock,
    /// How far the printer misses it.
    pub calibration: Calibration,
    /// Free places to pass over on the first sheet: 0 begins at its upper left.
    pub passed: usize,
    /// Error correction of the symbols.
    pub level: EcLevel,
    /// All ink is black (K100), for print houses.
    pub black_only: bool,
    /// Title of the file.
    pub title: &'a str,
    /// Language of the words, as an RFC 3066 tag such as `id`.
    pub language: &'a str,
}

/// One label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label<'a> {
    /// What its symbol says.
    pub address: &'a str,
    /// The item's number in the batch, which also names its file where each label has one; from 1.
    pub item: u64,
    /// The number as people read it, when items are told apart.
    pub number: Option<&'a str>,
    /// The short code under the symbol.
    pub short_code: Option<&'a str>,
}

/// A file being printed. What it was given is complete only after [`finish`](Press::finish).
pub trait Press {
    /// Adds a label.
    ///
    /// # Errors
    /// [`Error::Io`] spoils the file; after any other error it is as it was, without the label refused.
    fn push(&mut self, label: &Label<'_>) -> Result<(), Error>;

    /// Ends the file. The output is not flushed to disk.
    ///
    /// # Errors
    /// [`Error::NoLabels`] when nothing was pushed; [`Error::Io`].
    fn finish(self: Box<Self>) -> Result<(), Error>;
}
