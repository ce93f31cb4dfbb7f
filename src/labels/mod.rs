//! Labels: codes in, paper out.
//!
//! A *symbol* is the QR code of one address, in *modules*, the small squares it is made of; around it lies the *quiet zone*, four
//! modules that must stay white. A *label* is a symbol with human text beside it; a *sheet* is a page of labels.
//!
//! This room draws and does nothing else: it knows no database, no clock and no key, and it writes to nothing but the `Write` it
//! is given. It promises that
//! - a symbol equals, module for module, what the `qrcode` crate makes of the same two segments;
//! - the same input gives the same bytes;
//! - text from outside stays text, whatever it contains, and never leaves its label or enters a quiet zone;
//! - memory does not grow with an order, except by the eight bytes that a PDF needs to find each object.
//!
//! It refuses to print what a phone could not read: see [`Error::SymbolTooDense`].
mod bitrow;
mod design;
mod document;
mod embed;
mod error;
mod ink;
mod mask;
mod pages;
mod plan;
mod png;
mod sheet;
mod skeleton;
mod stock;
mod svg;
mod symbol;
mod text;
mod typeface;
mod wording;

pub use error::Error;
pub use qrcode::EcLevel;
pub use sheet::SheetWriter;
pub use symbol::Symbol;
pub use wording::{Captions, LabelText, missing_characters};
