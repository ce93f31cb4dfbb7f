//! From a design, words and the size of the symbol to a layout.

use super::{Device, Layout, Smallest};
use crate::labels::design::Design;
use crate::labels::{Captions, Error, LabelText};

/// What the labels of an order need besides their words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Needs {
    /// Modules of the widest symbol of the order, without quiet zone.
    pub modules: usize,
    /// Which limit of size holds.
    pub limit: Smallest,
    /// Whether items are told apart, so that a place for their number is kept.
    pub numbered: bool,
    /// How many characters the longest short code of the order has, hyphens included; 0 for none.
    pub short_code: usize,
    /// What draws it.
    pub device: Device,
}

/// A layout, and what its maker must be told.
#[derive(Debug, Clone, PartialEq)]
pub struct Composed {
    /// The layout.
    pub layout: Layout,
    /// What had to give way.
    pub notes: Vec<Note>,
}

/// What a label could not say as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// A field was cut with an ellipsis.
    Cut {
        /// Which field, by its word in design files.
        field: &'static str,
        /// What is printed of it.
        printed: String,
    },
    /// A field found no room at all.
    Left {
        /// Which field.
        field: &'static str,
    },
    /// The typeface lacks a sign; a box stands in its place.
    Missing(char),
}

/// Composes a label.
///
/// # Errors
/// [`Error::SymbolTooDense`] when the symbol does not fit the design.
pub fn compose(design: &Design, text: &LabelText, captions: &Captions, needs: Needs) -> Result<Composed, Error> {
    let _ = (design, text, captions, needs);
    todo!()
}
