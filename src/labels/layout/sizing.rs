//! How large a module is printed, and what is too small to print.

use crate::labels::Error;

/// What the label is drawn by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    /// Paper printed from vectors: office printers and print houses. Modules are whole dots of 1/600 inch where they can be.
    Vector,
    /// A thermal printer: modules are whole dots, always.
    Dots {
        /// Dots per inch: 203, 300 or 600.
        dpi: u32,
    },
}

/// Which limits of size hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Smallest {
    /// 0.35 mm: what any phone reads.
    Usual,
    /// 0.396 mm: an address with a GTIN (GS1 General Specifications 5.12.3.1).
    Gs1,
    /// 0.30 mm: on request only, and said so.
    Dense,
}

/// The largest module, in millimetres, at which a symbol of `modules` with its quiet zone fits into a square of `room` mm.
///
/// # Errors
/// [`Error::SymbolTooDense`] when that is below what the limit allows.
pub fn module(modules: usize, room: f32, device: Device, limit: Smallest) -> Result<f32, Error> {
    let _ = (modules, room, device, limit);
    todo!()
}
