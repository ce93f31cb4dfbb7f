//! The end of a file: its pages, what it is called, and how it asks to be printed.

use std::io::Write;

use pdf_writer::writers::{Catalog, DocumentInfo};
use pdf_writer::{Name, TextStr};

use super::document::Document;
use super::pages::PageTree;
use crate::labels::Error;
use crate::labels::lettering::text;

/// Writes what remains and gives the output back, flushed into it. Title and language may be any text.
pub(super) fn close<W: Write>(
    mut document: Document<W>,
    pages: PageTree,
    title: &str,
    language: &str,
) -> Result<W, Error> {
    let root = pages.root;
    pages.finish(&mut document)?;
    let catalog = document.add(|chunk, id| {
        let mut catalog: Catalog<'_> = chunk.indirect(id).start();
        catalog.pages(root).lang(TextStr(&text::inert(language)));
        // A label printed at 97 % drifts off its stock.
        catalog.viewer_preferences().display_doc_title(true).pair(Name(b"PrintScaling"), Name(b"None"));
    })?;
    let info = document.add(|chunk, id| {
        let mut info: DocumentInfo<'_> = chunk.indirect(id).start();
        info.title(TextStr(&text::inert(title))).producer(TextStr("Telusur"));
    })?;
    document.finish(catalog, info)
}
