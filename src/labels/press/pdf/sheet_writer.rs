//! The first press: A4 sheets of 24, words and places of its own. [`PdfPress`](super::PdfPress) prints any layout on any stock.

use std::io::Write;

use pdf_writer::writers::{Catalog, DocumentInfo, Resources};
use pdf_writer::{Content, Finish, Name, Rect, Ref, TextStr};

use super::a4 as stock;
use super::document::{COMPACT, Document};
use super::embed::embed;
use super::ink;
use super::pages::PageTree;
use super::stamp::Design;
use crate::labels::lettering::text;
use crate::labels::lettering::typeface::Typeface;
use crate::labels::{Captions, Error, LabelText, Symbol};

/// Writes labels onto A4 sheets of 24 (70 x 37 mm), as a PDF that grows while labels are pushed.
///
/// Memory does not grow with the order, except by 8 bytes a label; the same input gives the same bytes. The file asks to be printed
/// at 100 %. After an [`Error::Io`] the file is spoilt; every other error leaves the sheet as it was, without the label refused.
///
/// ```
/// use telusur::labels::{Captions, LabelText, SheetWriter};
///
/// let text = LabelText {
///     product: "Kopi Robusta".into(),
///     producer: "KUB Mekar Sari".into(),
///     region: "Kab. Tanggamus, Lampung".into(),
///     production_code: Some("KS-07".into()),
///     best_before: Some("12 Januari 2027".into()),
///     host: "cek.example.id".into(),
///     ..LabelText::default()
/// };
/// let mut sheet = SheetWriter::new(Vec::new(), text, Captions::indonesian(), "Label KS-07")?;
/// sheet.push("https://cek.example.id/0123456789", Some("1"))?;
/// let pdf = sheet.finish()?;
/// assert!(pdf.starts_with(b"%PDF-1.7"));
/// # Ok::<(), telusur::labels::Error>(())
/// ```
pub struct SheetWriter<W: Write> {
    document: Document<W>,
    pages: PageTree,
    fonts: Fonts,
    cutting_marks: Ref,
    text: LabelText,
    captions: Captions,
    title: String,
    /// Made when the first label of their kind is pushed.
    numbered: Option<Stamp>,
    unnumbered: Option<Stamp>,
    page: OpenPage,
}

#[derive(Clone, Copy)]
struct Fonts {
    regular: Ref,
    bold: Ref,
}

/// A label's text as a drawing that pages refer to.
struct Stamp {
    drawing: Ref,
    design: Design,
}

/// The sheet being filled.
struct OpenPage {
    content: Content,
    /// The labels' symbols, in the order of their places.
    symbols: Vec<Ref>,
}

const CUTTING_MARKS: Name<'static> = Name(b"C");
const NUMBERED: Name<'static> = Name(b"N");
const UNNUMBERED: Name<'static> = Name(b"U");

impl<W: Write> SheetWriter<W> {
    /// Begins a file; its head and fonts (some 60 KB) are written at once.
    ///
    /// # Errors
    ///
    /// When the output cannot be written.
    pub fn new(out: W, text: LabelText, captions: Captions, title: &str) -> Result<Self, Error> {
        let mut document = Document::start(out)?;
        let pages = PageTree::new(&mut document, (stock::PAGE_WIDTH, stock::PAGE_HEIGHT));
        let fonts = Fonts {
            regular: embed(Typeface::regular(), &mut document)?,
            bold: embed(Typeface::bold(), &mut document)?,
        };
        let cutting_marks = document.add(|chunk, id| {
            let page = Rect::new(0.0, 0.0, stock::PAGE_WIDTH, stock::PAGE_HEIGHT);
            chunk.form_xobject(id, &cutting_marks()).bbox(page).resources();
        })?;
        let title = text::inert(title);
        let (numbered, unnumbered, page) = (None, None, OpenPage::blank());
        Ok(Self { document, pages, fonts, cutting_marks, text, captions, title, numbered, unnumbered, page })
    }

    /// Adds a label with the symbol of `address` and, if given, its item number.
    ///
    /// # Errors
    ///
    /// When the address cannot be encoded, when its modules would be too small to read ([`Error::SymbolTooDense`]), or when the
    /// output cannot be written.
    pub fn push(&mut self, address: &str, item: Option<&str>) -> Result<(), Error> {
        let symbol = Symbol::encode(address)?;
        let module = stock::module(&symbol, address)?;
        if self.page.symbols.len() == stock::LABELS {
            self.turn_page()?;
        }
        let (width, modules) = (symbol.width() as i32, symbol.packed());
        let image = self.document.add(|chunk, id| {
            let mut image = chunk.image_xobject(id, &modules);
            image.width(width).height(width).bits_per_component(1).image_mask(true).decode([1.0, 0.0]);
        })?;
        self.stamp(item)?;
        self.page.draw_symbol(image, module * symbol.width() as f32);
        Ok(())
    }

    /// Ends the file and gives the output back, flushed.
    ///
    /// # Errors
    ///
    /// When no label was pushed, or when the output cannot be written.
    pub fn finish(mut self) -> Result<W, Error> {
        if self.page.symbols.is_empty() {
            return Err(Error::NoLabels);
        }
        self.turn_page()?;
        let root = self.pages.root;
        self.pages.finish(&mut self.document)?;
        let catalog = self.document.add(|chunk, id| {
            let mut catalog: Catalog<'_> = chunk.indirect(id).start();
            catalog.pages(root).lang(TextStr(&text::inert(&self.captions.language)));
            // A label printed at 97 % drifts off its stock.
            catalog.viewer_preferences().display_doc_title(true).pair(Name(b"PrintScaling"), Name(b"None"));
        })?;
        let info = self.document.add(|chunk, id| {
            let mut info: DocumentInfo<'_> = chunk.indirect(id).start();
            info.title(TextStr(&self.title)).producer(TextStr("Telusur"));
        })?;
        self.document.finish(catalog, info)
    }

    /// Draws the text of the next label: the stamp, and the item number on it.
    fn stamp(&mut self, item: Option<&str>) -> Result<(), Error> {
        let (name, made) = match item {
            Some(_) => (NUMBERED, &mut self.numbered),
            None => (UNNUMBERED, &mut self.unnumbered),
        };
        let stamp = match made {
            Some(stamp) => stamp,
            None => made.insert(Stamp::make(
                Design::new(&self.text, &self.captions, item.is_some()),
                self.fonts,
                &mut self.document,
            )?),
        };
        let corner = stock::corner(self.page.symbols.len());
        let content = &mut self.page.content;
        content.save_state().transform([1.0, 0.0, 0.0, 1.0, corner.0, corner.1]);
        content.x_object(name).restore_state();
        if let (Some(place), Some(item)) = (stamp.design.item, item) {
            place.draw(content, corner, item);
        }
        Ok(())
    }

    /// Writes the page that is full or the last.
    fn turn_page(&mut self) -> Result<(), Error> {
        let OpenPage { mut content, symbols } = std::mem::replace(&mut self.page, OpenPage::blank());
        content.x_object(CUTTING_MARKS);
        let drawing = self.document.add(|chunk, id| {
            chunk.stream(id, content.finish().as_slice());
        })?;
        let (page, branch) = self.pages.grow(&mut self.document)?;
        let stamps = [(NUMBERED, &self.numbered), (UNNUMBERED, &self.unnumbered)];
        self.document.write(page, |chunk, id| {
            let mut page = chunk.page(id);
            page.parent(branch).contents(drawing);
            let mut resources = page.resources();
            self.fonts.offer(&mut resources);
            let mut drawings = resources.x_objects();
            drawings.pair(CUTTING_MARKS, self.cutting_marks);
            for (name, stamp) in stamps {
                if let Some(stamp) = stamp {
                    drawings.pair(name, stamp.drawing);
                }
            }
            for (slot, symbol) in symbols.into_iter().enumerate() {
                drawings.pair(Name(symbol_name(slot).as_bytes()), symbol);
            }
        })
    }
}

impl OpenPage {
    fn blank() -> Self {
        Self { content: Content::with_settings(COMPACT), symbols: Vec::new() }
    }

    /// Puts a symbol of `side` points on the next label.
    fn draw_symbol(&mut self, image: Ref, side: f32) {
        let slot = self.symbols.len();
        let (x, y) = stock::symbol_corner(slot, side);
        self.content.save_state().transform([side, 0.0, 0.0, side, x, y]);
        self.content.x_object(Name(symbol_name(slot).as_bytes())).restore_state();
        self.symbols.push(image);
    }
}

impl Stamp {
    fn make<W: Write>(design: Design, fonts: Fonts, document: &mut Document<W>) -> Result<Self, Error> {
        let drawing = document.add(|chunk, id| {
            let mut form = chunk.form_xobject(id, &design.drawing);
            form.bbox(Rect::new(0.0, 0.0, stock::CELL_WIDTH, stock::CELL_HEIGHT));
            fonts.offer(&mut form.resources());
        })?;
        Ok(Self { drawing, design })
    }
}

impl Fonts {
    fn offer(self, resources: &mut Resources<'_>) {
        resources.fonts().pair(ink::REGULAR, self.regular).pair(ink::BOLD, self.bold).finish();
    }
}

fn symbol_name(slot: usize) -> String {
    format!("S{slot}")
}

/// Small grey crosses where four labels meet, for sheets that are cut by hand.
fn cutting_marks() -> Vec<u8> {
    const ARM: f32 = 3.0;
    let mut content = Content::with_settings(COMPACT);
    content.set_stroke_gray(0.6).set_line_width(0.25);
    for (x, y) in stock::crossings() {
        content.move_to(x - ARM, y).line_to(x + ARM, y).move_to(x, y - ARM).line_to(x, y + ARM);
    }
    content.stroke();
    content.finish().to_vec()
}

#[cfg(test)]
#[path = "sheet_writer_tests.rs"]
mod tests;
