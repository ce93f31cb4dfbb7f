//! How a run of text is drawn: its colour, its weight, its place.

use pdf_writer::{Content, Name, Str};

use crate::labels::layout::{Ink, Weight};

/// Colours what follows.
pub(super) fn dip(ink: Ink, content: &mut Content) {
    match ink {
        // Gray, not RGB: a print house must make it of black ink alone.
        Ink::Black => content.set_fill_gray(0.0),
        Ink::Grey => content.set_fill_gray(0.3),
        // #6d1a2d
        Ink::Maroon => content.set_fill_rgb(0.427, 0.102, 0.176),
    };
}

fn name(weight: Weight) -> Name<'static> {
    match weight {
        Weight::Regular => REGULAR,
        Weight::Bold => BOLD,
    }
}

/// The names under which a page's resources offer the fonts.
pub(super) const REGULAR: Name<'static> = Name(b"R");
pub(super) const BOLD: Name<'static> = Name(b"B");

/// Words of one look on one line.
pub(super) struct Run {
    /// From the left edge of the column, in points.
    pub(super) x: f32,
    pub(super) weight: Weight,
    pub(super) ink: Ink,
    pub(super) size: f32,
    pub(super) text: String,
}

impl Run {
    /// Draws the run, its column beginning at the place given, in points, `y` being the baseline.
    pub(super) fn draw(&self, content: &mut Content, x: f32, y: f32) {
        dip(self.ink, content);
        content.begin_text().set_font(name(self.weight), self.size);
        content.next_line(hundredths(x + self.x), hundredths(y));
        content.show(Str(&self.weight.typeface().encode(&self.text))).end_text();
    }
}

/// Rounded to a hundredth of a point, so that numbers in the file stay short.
pub(super) fn hundredths(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}
