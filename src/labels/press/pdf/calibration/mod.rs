//! The calibration page: what a producer prints on plain paper to see, and to measure, how far a printer misses a stock.
//!
//! Page 1 is the test: rulers along two edges, a bar of known length in each direction, crosses near the corners, the outline of
//! each label with its number. Page 2 says in Indonesian and English how to measure and what to type. Stocks too small for words,
//! rolls among them, have the test alone.
mod how_to;
mod test_print;

use std::io::Write;

use pdf_writer::{Content, Finish};

use self::test_print::Test;
use super::closing::close;
use super::document::{COMPACT, Document};
use super::fonts::Fonts;
use super::page::Page;
use super::pages::PageTree;
use crate::labels::Error;
use crate::labels::stock::{Calibration, Form, Stock};

/// The smallest side of a page on which words can explain the test, in millimetres.
const ROOM_FOR_WORDS: f32 = 120.0;

/// Where people enter what they measured: the explanation speaks of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entered {
    /// At the command line, as shifts and scales.
    ByCommand,
    /// In a page of the console, as measured.
    InThePage,
}

/// What a ruler should find on the calibration page of a stock, in millimetres: how far both bars are from the paper's edges, and
/// how long they are.
pub fn true_lengths(stock: &Stock) -> (f32, f32) {
    let Test { origin, bar, .. } = Test::of(stock);
    (origin, bar)
}

/// Writes the calibration page of a stock as a PDF, printed as the calibration says: with the default to measure, with what was
/// measured to see that it is true.
///
/// # Errors
/// [`Error::Calibration`] beyond what printers miss; [`Error::Io`].
pub fn calibration_page<W: Write>(
    stock: &Stock,
    calibration: Calibration,
    entered: Entered,
    out: W,
) -> Result<(), Error> {
    calibration.check()?;
    let page = Page::of(stock);
    let test = Test::of(stock);
    let mut document = Document::start(out)?;
    let mut pages = PageTree::new(&mut document, page.size);
    let fonts = Fonts::embed(&mut document)?;

    let mut content = Content::with_settings(COMPACT);
    if let Some(matrix) = page.calibrated(calibration) {
        content.transform(matrix);
    }
    test.draw(stock, &page, &mut content);
    add(content, fonts, &mut pages, &mut document)?;

    let (width, height) = stock.page();
    if matches!(stock.form, Form::Sheet(_)) && width.min(height) >= ROOM_FOR_WORDS {
        let mut content = Content::with_settings(COMPACT);
        how_to::explain(stock, &test, calibration, entered, &page, &mut content);
        add(content, fonts, &mut pages, &mut document)?;
    }
    close(document, pages, &format!("Kalibrasi {}", stock.title), "id").map(|_| ())
}

fn add<W: Write>(
    content: Content,
    fonts: Fonts,
    pages: &mut PageTree,
    document: &mut Document<W>,
) -> Result<(), Error> {
    let drawing = document.add(|chunk, id| {
        chunk.stream(id, content.finish().as_slice());
    })?;
    let (page, branch) = pages.grow(document)?;
    document.write(page, |chunk, id| {
        let mut page = chunk.page(id);
        page.parent(branch).contents(drawing);
        fonts.offer(&mut page.resources());
        page.finish();
    })
}
