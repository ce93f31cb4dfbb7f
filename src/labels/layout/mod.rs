//! A layout: everything that stands on the labels of one order, each mark in its place.
//!
//! Lengths are millimetres from the label's upper left corner, x to the right, y down; sizes of type are points. Presses only
//! draw what is here: they decide no place and no word.
mod block;
mod column;
mod compose;
mod ground;
mod later;
mod picture;
mod sizing;
mod slots;

pub use compose::{Composed, Needs, Note, compose};
pub use picture::Picture;
pub(super) use sizing::fitting;
pub use sizing::{Device, Smallest, module};

use super::lettering::typeface::Typeface;
use super::{EcLevel, Error, Symbol};

/// A composed label.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// Width of the label.
    pub width: f32,
    /// Height of the label.
    pub height: f32,
    /// Where the symbol stands.
    pub symbol: SymbolPlace,
    /// What all labels of the order share, in the order of drawing.
    pub marks: Vec<Mark>,
    /// Where each label says something of its own.
    pub slots: Vec<Slot>,
}

/// The square of the symbol. A smaller symbol than the widest of the order stands in its middle, at the same module.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SymbolPlace {
    /// Left edge of the dark square, without quiet zone.
    pub left: f32,
    /// Its upper edge.
    pub top: f32,
    /// Modules of the order's widest symbol, without quiet zone.
    pub modules: usize,
    /// Width of one module.
    pub module: f32,
}

impl SymbolPlace {
    /// Width and height of the widest symbol, without quiet zone.
    pub fn side(&self) -> f32 {
        self.modules as f32 * self.module
    }

    /// The symbol of an address, if it has room here.
    ///
    /// # Errors
    /// As [`Symbol::encode_at`]; [`Error::SymbolWider`] when it has not.
    pub(super) fn encode(&self, address: &str, level: EcLevel) -> Result<Symbol, Error> {
        let symbol = Symbol::encode_at(address, level)?;
        let (modules, planned) = (symbol.width(), self.modules);
        if modules > planned { Err(Error::SymbolWider { modules, planned }) } else { Ok(symbol) }
    }
}

/// Something drawn on every label of the order.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// Words of one look on one line.
    Run(Run),
    /// A filled rectangle: a hairline.
    Rule {
        /// Left edge.
        left: f32,
        /// Upper edge.
        top: f32,
        /// Width.
        width: f32,
        /// Height.
        height: f32,
        /// Colour.
        ink: Ink,
    },
    /// The producer's own logo.
    Logo {
        /// Left edge.
        left: f32,
        /// Upper edge.
        top: f32,
        /// Width.
        width: f32,
        /// Height.
        height: f32,
        /// The picture.
        picture: std::sync::Arc<Picture>,
    },
}

/// Words of one look on one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Where the first letter begins.
    pub left: f32,
    /// The line the letters stand on.
    pub baseline: f32,
    /// Size of type, in points.
    pub size: f32,
    /// Weight.
    pub weight: Weight,
    /// Colour.
    pub ink: Ink,
    /// Inert text.
    pub text: String,
}

impl Run {
    /// Width of the words.
    pub fn width(&self) -> f32 {
        self.weight.width(&self.text, self.size)
    }
}

/// A place for words that differ from label to label. Several slots of one kind share its words: a short code may go over two
/// lines. [`Layout::runs_of`] puts the words in.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// What stands there.
    pub what: Variable,
    /// Where the first letter begins.
    pub left: f32,
    /// The line the letters stand on.
    pub baseline: f32,
    /// How much room there is.
    pub width: f32,
    /// Size of type, in points; it shrinks where the words are wider than the room.
    pub size: f32,
    /// Weight.
    pub weight: Weight,
    /// Colour.
    pub ink: Ink,
}

/// What differs from label to label, besides the symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variable {
    /// The item's number in the batch.
    Item,
    /// The short code, to be typed by hand.
    ShortCode,
}

/// The three colours of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Black ink alone.
    Black,
    /// 70 % black; on printers of two tones, black.
    Grey,
    /// The house colour, `#6d1a2d`; on printers of two tones, black.
    Maroon,
}

/// The two weights of the label's typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Noto Sans Regular.
    Regular,
    /// Noto Sans Bold.
    Bold,
}

impl Weight {
    /// Width, in millimetres, of a text at a size in points.
    pub(super) fn width(self, text: &str, size: f32) -> f32 {
        self.typeface().width(text, size) / POINTS_PER_MM
    }

    pub(super) fn typeface(self) -> &'static Typeface {
        match self {
            Self::Regular => Typeface::regular(),
            Self::Bold => Typeface::bold(),
        }
    }
}

/// Points in a millimetre.
pub const POINTS_PER_MM: f32 = 72.0 / 25.4;

#[cfg(test)]
mod tests;
