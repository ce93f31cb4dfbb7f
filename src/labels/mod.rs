//! Labels: codes in, paper out.
//!
//! A *symbol* is the QR code of one address, in *modules*, the small squares it is made of; around it lies the *quiet zone*, four
//! modules that must stay white. A *design* says, as data, what stands where on a label of one size. Design, words and symbol
//! together are *composed* into a *layout*: every mark in its place, in millimetres. A *stock* says, as data, where labels lie on
//! a sheet or a roll; a *calibration* says how far one printer misses that. A *press* turns labels, one after another, into a
//! *format* that some printer, print house or program eats.
//!
//! ```text
//! design + words + symbol's size ──▶ layout ─┐
//! stock + calibration + first place ─────────┼─▶ press ──▶ PDF, SVG, PNG, ZIP, ZPL, TSPL, ESC/POS
//! label after label: address, item number ───┘
//! ```
//!
//! This room draws and does nothing else: it knows no database, no clock and no key, and it writes to nothing but the `Write` it
//! is given. It promises that
//! - a symbol equals, module for module, what the `qrcode` crate makes of the same two segments;
//! - the same input gives the same bytes;
//! - text from outside stays text, whatever it contains, and never leaves its label or enters a quiet zone;
//! - nothing shrinks silently: a name that is cut, a sign that the font lacks, is told;
//! - memory does not grow with an order, except by the few bytes that a PDF or ZIP needs to find each part.
//!
//! It refuses to print what a phone could not read, and it never draws an official mark (halal logo, BPOM, Garuda).
pub mod design;
mod error;
#[cfg(test)]
mod golden;
pub mod layout;
mod lettering;
pub mod press;
pub mod stock;
mod symbol;
mod toml_fault;
mod words;

pub use error::Error;
pub use qrcode::EcLevel;
pub use symbol::Symbol;
pub use words::{Captions, LabelText, missing_characters};
