//! The inks of a file: the three of a label, or black alone.

use pdf_writer::Content;

use crate::labels::layout::Ink;

/// Which inks a file may use.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Palette {
    /// Black, grey and the house colour.
    Full,
    /// The black plate (K100) and nothing else: what print houses ask for, so that small type has no coloured edges.
    BlackOnly,
}

impl Palette {
    /// Colours what is filled from here on.
    pub(super) fn fill(self, ink: Ink, content: &mut Content) {
        match (self, ink) {
            (Self::BlackOnly, Ink::Black | Ink::Grey | Ink::Maroon) => content.set_fill_cmyk(0.0, 0.0, 0.0, 1.0),
            // Gray, not RGB: an office printer makes it of black ink alone.
            (Self::Full, Ink::Black) => content.set_fill_gray(0.0),
            (Self::Full, Ink::Grey) => content.set_fill_gray(0.3),
            // #6d1a2d
            (Self::Full, Ink::Maroon) => content.set_fill_rgb(0.427, 0.102, 0.176),
        };
    }

    /// Colours the lines from here on: `grey` is 0 for black to 1 for white.
    pub(super) fn stroke(self, grey: f32, content: &mut Content) {
        match self {
            Self::BlackOnly => content.set_stroke_cmyk(0.0, 0.0, 0.0, 1.0),
            Self::Full => content.set_stroke_gray(grey),
        };
    }
}
