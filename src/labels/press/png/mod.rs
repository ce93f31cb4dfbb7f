//! PNG of one bit a pixel: one symbol, or a whole label.
mod label;
mod symbol;

pub(super) use label::Drawing;
