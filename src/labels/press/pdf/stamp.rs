//! A label's text as PDF operators: the same on all labels of an order, except for the item number.

use pdf_writer::Content;

use super::a4::{BOX, BOX_BOTTOM, TEXT_LEFT, TEXT_WIDTH};
use super::document::COMPACT;
use super::ink::{Run, dip, hundredths};
use super::plan::{LEADING, Plan, Row, first_line_credit, height};
use crate::labels::layout::{Ink, Weight};
use crate::labels::lettering::text::{self, Fitted};
use crate::labels::lettering::typeface::Typeface;
use crate::labels::{Captions, LabelText};

/// The place of the item number, in points from the label's lower left corner.
#[derive(Clone, Copy)]
pub(super) struct ItemPlace {
    x: f32,
    baseline: f32,
    width: f32,
    size: f32,
}

impl ItemPlace {
    /// Draws an item number on the label whose corner is given, shrunk or cut to its place.
    pub(super) fn draw(self, content: &mut Content, corner: (f32, f32), item: &str) {
        let measure = text::Measure { width: self.width, preferred: self.size, least: text::SMALLEST, most: 1 };
        let Fitted { size, lines, .. } = text::fit(Typeface::bold(), &text::inert(item), measure);
        let run = Run { x: 0.0, weight: Weight::Bold, ink: Ink::Black, size, text: lines.concat() };
        run.draw(content, corner.0 + self.x, corner.1 + self.baseline);
    }
}

/// A drawn label, to be stamped on each place of the sheet.
pub(super) struct Design {
    /// PDF operators, from the label's lower left corner.
    pub(super) drawing: Vec<u8>,
    pub(super) item: Option<ItemPlace>,
}

impl Design {
    pub(super) fn new(text: &LabelText, captions: &Captions, numbered: bool) -> Self {
        let (head, foot) = Plan::best(text, captions, numbered);
        draw(&head, &foot)
    }
}

fn draw(head: &[Row], foot: &[Row]) -> Design {
    let mut content = Content::with_settings(COMPACT);
    let mut item = None;
    let top = BOX_BOTTOM + BOX + first_line_credit(head);
    for (mut baseline, rows) in [(top, head), (BOX_BOTTOM + height(foot), foot)] {
        for row in rows {
            if row.ruled {
                rule(&mut content, baseline - 3.6);
            }
            baseline -= row.gap + LEADING * row.size;
            for run in &row.runs {
                run.draw(&mut content, TEXT_LEFT, baseline);
            }
            let place = |x| ItemPlace { x: TEXT_LEFT + x, baseline, width: TEXT_WIDTH - x, size: row.size };
            item = item.or(row.item_x.map(place));
        }
    }
    Design { drawing: content.finish().to_vec(), item }
}

fn rule(content: &mut Content, y: f32) {
    dip(Ink::Maroon, content);
    content.rect(TEXT_LEFT, hundredths(y), hundredths(TEXT_WIDTH), 0.5).fill_nonzero();
}
