//! Labels as black and white dots, for printers that know no others.
//!
//! A *canvas* draws the labels of an order at the printer's own resolution: what they share once, then for each label its words
//! and its symbol, every module of which is a whole number of dots. Grey and maroon are black here, and a logo is dithered. The
//! quiet zone is wiped before the symbol is drawn, so that no rounding can leave a dot in it.
//!
//! A *roll* lays the canvas's labels side by side, as they lie on the paper, and hands each row to the *language* of the printer.
//! Only pictures reach a printer: no word from outside ever stands in a command.
mod bitmap;
mod canvas;
mod dither;
mod lettering;
mod magnified;
mod paper;
mod roll;

pub(super) use bitmap::Bitmap;
pub(super) use canvas::Canvas;
pub(super) use paper::{Head, Paper};
pub(super) use roll::{Language, Roll, check};

#[cfg(test)]
pub(super) mod sample;
#[cfg(test)]
mod tests;
