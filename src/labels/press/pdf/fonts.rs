//! The two fonts of a file, and words set in them.

use std::io::Write;

use pdf_writer::writers::Resources;
use pdf_writer::{Content, Finish, Name, Ref, Str};

use super::document::Document;
use super::embed::embed;
use super::page::points;
use super::palette::Palette;
use crate::labels::Error;
use crate::labels::layout::{Run, Weight};
use crate::labels::lettering::typeface::Typeface;

/// The fonts as objects of the file.
#[derive(Clone, Copy)]
pub(super) struct Fonts {
    regular: Ref,
    bold: Ref,
}

impl Fonts {
    pub(super) fn embed<W: Write>(document: &mut Document<W>) -> Result<Self, Error> {
        Ok(Self { regular: embed(Typeface::regular(), document)?, bold: embed(Typeface::bold(), document)? })
    }

    /// Makes the fonts known to a page or drawing.
    pub(super) fn offer(self, resources: &mut Resources<'_>) {
        resources.fonts().pair(name(Weight::Regular), self.regular).pair(name(Weight::Bold), self.bold).finish();
    }
}

fn name(weight: Weight) -> Name<'static> {
    match weight {
        Weight::Regular => Name(b"R"),
        Weight::Bold => Name(b"B"),
    }
}

/// Sets a run on the label whose upper left corner is given, in points.
pub(super) fn set(run: &Run, corner: (f32, f32), palette: Palette, content: &mut Content) {
    palette.fill(run.ink, content);
    content.begin_text().set_font(name(run.weight), run.size);
    content.next_line(corner.0 + points(run.left), corner.1 - points(run.baseline));
    content.show(Str(&run.weight.typeface().encode(&run.text))).end_text();
}
