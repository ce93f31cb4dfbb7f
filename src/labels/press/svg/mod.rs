//! SVG: one symbol, or a whole label.
//!
//! Lengths are millimetres. Words are outlines, so that a label looks the same everywhere and needs no font; what they say
//! stands in the title.
mod drawing;
mod outlines;
mod symbol;

pub(super) use drawing::Drawing;
