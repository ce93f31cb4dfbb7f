use std::sync::Arc;

use super::Format;
use crate::labels::design::Design;
use crate::labels::layout::Picture;
use crate::labels::stock::Stock;
use crate::printers::{Printer, ReceiptPaper};
use crate::registry::Profile;

/// What somebody wants printed.
#[derive(Debug, Clone)]
pub struct Order {
    /// As what.
    pub format: Format,
    /// First item; the first of the batch when not said.
    pub from: Option<u64>,
    /// Last item; the last of the batch when not said.
    pub to: Option<u64>,
    /// On which paper.
    pub stock: Option<Stock>,
    /// By which design; the largest that the paper takes when not said.
    pub design: Option<Design>,
    /// By which printer.
    pub printer: Option<Printer>,
    /// Dots per inch; the printer's, or the paper's usual ones, when not said.
    pub dpi: Option<u32>,
    /// Paper of a receipt printer; the printer's, or the narrowest that takes the labels, when not said.
    pub receipt: Option<ReceiptPaper>,
    /// The first free place of a half-used sheet, from 1.
    pub start: usize,
    /// Which code, and no other; the strongest that fits when not said.
    pub profile: Option<Profile>,
    /// The short code may be printed where no signed code fits.
    pub short: bool,
    /// Modules may be as small as 0.30 mm.
    pub dense: bool,
    /// All ink is black (K100).
    pub black_only: bool,
    /// Nothing but the symbol and its quiet zone.
    pub symbol_only: bool,
    /// The producer's own logo.
    pub logo: Option<Arc<Picture>>,
}

impl Order {
    /// An order for a whole batch with nothing else said.
    pub fn new(format: Format) -> Order {
        Order {
            format,
            from: None,
            to: None,
            stock: None,
            design: None,
            printer: None,
            dpi: None,
            receipt: None,
            start: 1,
            profile: None,
            short: false,
            dense: false,
            black_only: false,
            symbol_only: false,
            logo: None,
        }
    }

    /// Whether only symbols are drawn. A print house that takes a bundle has a design of its own.
    pub(super) fn is_bare(&self) -> bool {
        self.symbol_only || self.format == Format::Bundle && self.design.is_none()
    }
}
