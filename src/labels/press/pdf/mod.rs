//! PDF: labels on sheets and rolls, for office printers and print houses; and the page that shows how far a printer misses.
//!
//! [`PdfPress`] prints any layout on any stock. What all labels share is drawn once, as a *stamp* that each page repeats; each
//! symbol is a picture of one bit a module, or, in black ink alone and where modules are no whole dots, one path. Text is vectors, in fonts that the file carries.
//! The file leaves memory while it is made and asks to be printed at 100 %.
mod calibration;
mod checks;
mod closing;
mod cutting;
mod document;
mod embed;
mod fonts;
mod modules;
mod page;
mod pages;
mod palette;
mod pdf_press;
mod stamp;
mod symbols;

pub use calibration::{Entered, calibration_page, true_lengths};
pub(super) use checks::check;
pub use pdf_press::PdfPress;

#[cfg(test)]
mod tests;
