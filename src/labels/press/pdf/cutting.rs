//! Where a sheet is to be cut, drawn once and repeated on every page.

use pdf_writer::{Content, Rect};

use super::document::COMPACT;
use super::page::Page;
use super::palette::Palette;
use crate::labels::stock::{Cutting, Form, Sheet, Stock};

/// Length of a cross's arm, in points.
const ARM: f32 = 3.0;
/// Edge of the paper that office printers leave white, in millimetres.
const UNPRINTED: f32 = 4.0;
/// The thinnest line that every printer draws, in points.
const HAIRLINE: f32 = 0.25;

/// The lines of a stock, if it has any.
pub(super) fn cutting(stock: &Stock, page: &Page, palette: Palette) -> Option<Vec<u8>> {
    let Form::Sheet(sheet) = stock.form else { return None };
    let mut content = Content::with_settings(COMPACT);
    content.set_line_width(HAIRLINE);
    match sheet.cutting {
        Cutting::None => return None,
        Cutting::Crosses => crosses(stock, &sheet, page, palette, &mut content),
        Cutting::Marks => marks(stock, &sheet, page, palette, &mut content),
    }
    content.stroke();
    Some(content.finish().to_vec())
}

/// What a print house cuts to, for its imposition: the labels from the first to the last edge, and the same with their bleed.
#[derive(Clone, Copy)]
pub(super) struct Boxes {
    pub(super) trim: Rect,
    pub(super) bleed: Rect,
}

impl Boxes {
    /// The boxes of a stock that is cut at crop marks.
    pub(super) fn of(stock: &Stock, page: &Page) -> Option<Self> {
        let Form::Sheet(sheet @ Sheet { cutting: Cutting::Marks, .. }) = stock.form else { return None };
        let (left, top) = stock.place(stock.per_page() - 1);
        let (right, bottom) = (left + stock.label_width, top + stock.label_height);
        let around = |beyond: f32| {
            let (left, low) = page.at(sheet.left - beyond, bottom + beyond);
            let (right, high) = page.at(right + beyond, sheet.top - beyond);
            Rect::new(left, low, right, high)
        };
        Some(Self { trim: around(0.0), bleed: around(sheet.bleed) })
    }
}

/// Small grey crosses at the inner corners, for sheets that are cut by hand.
/// At the outer ones, too, unless they lie where office printers leave the paper white.
fn crosses(stock: &Stock, sheet: &Sheet, page: &Page, palette: Palette, content: &mut Content) {
    palette.stroke(0.6, content);
    let (last_left, last_top) = stock.place(stock.per_page() - 1);
    let lefts = (0..sheet.columns).map(|column| stock.place(column).0).chain([last_left + stock.label_width]);
    let tops = (0..sheet.rows).map(|row| stock.place(row * sheet.columns).1).chain([last_top + stock.label_height]);
    let printed = |at: f32, length: f32| (UNPRINTED..=length - UNPRINTED).contains(&at);
    let tops: Vec<f32> = tops.filter(|&top| printed(top, sheet.height)).collect();
    let corners =
        lefts.filter(|&left| printed(left, sheet.width)).flat_map(|left| tops.iter().map(move |&top| (left, top)));
    for (left, top) in corners {
        let (x, y) = page.at(left, top);
        content.move_to(x - ARM, y).line_to(x + ARM, y).move_to(x, y - ARM).line_to(x, y + ARM);
    }
}

/// Crop marks: a line at each cut, above and below, left and right of all labels, outside their bleed.
fn marks(stock: &Stock, sheet: &Sheet, page: &Page, palette: Palette, content: &mut Content) {
    palette.stroke(0.0, content);
    let (near, far) = (sheet.marks_begin(), sheet.marks_begin() + Sheet::MARK);
    let (last_left, last_top) = stock.place(stock.per_page() - 1);
    let (right, bottom) = (last_left + stock.label_width, last_top + stock.label_height);
    for column in 0..sheet.columns {
        let left = stock.place(column).0;
        for x in [left, left + stock.label_width] {
            page.line((x, sheet.top - far), (x, sheet.top - near), content);
            page.line((x, bottom + near), (x, bottom + far), content);
        }
    }
    for row in 0..sheet.rows {
        let top = stock.place(row * sheet.columns).1;
        for y in [top, top + stock.label_height] {
            page.line((sheet.left - far, y), (sheet.left - near, y), content);
            page.line((right + near, y), (right + far, y), content);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crosses_stand_at_every_corner_that_an_office_printer_reaches() {
        for (name, corners) in [("a4-strip-140x28", 3 * 8), ("a4-100x50", 3 * 6), ("a4-24", 2 * 7), ("a4-40", 3 * 9)] {
            let stock = Stock::named(name).expect("known");
            let drawn = cutting(stock, &Page::of(stock), Palette::Full).expect("it is cut by hand");
            let lines = String::from_utf8(drawn).expect("operators").matches('l').count();
            assert_eq!(lines, 2 * corners, "{name}");
        }
    }
}
