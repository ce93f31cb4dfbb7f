//! The press: any layout on any stock, page after page.

use std::io::Write;

use pdf_writer::{Content, Finish, Name, Ref};

use super::checks::check;
use super::closing::close;
use super::cutting::{Boxes, cutting};
use super::document::{COMPACT, Document};
use super::fonts::{Fonts, set};
use super::page::{Page, points};
use super::pages::PageTree;
use super::palette::Palette;
use super::stamp::stamp;
use super::symbols::{DrawnAs, Symbols};
use crate::labels::Error;
use crate::labels::layout::Ink;
use crate::labels::press::{Job, Label, Press};

const STAMP: Name<'static> = Name(b"T");
const CUTTING: Name<'static> = Name(b"C");

/// Prints labels as a PDF that grows while they are pushed.
///
/// On a sheet, labels stand at the places of the stock, row by row; a page of a roll is one row of labels, without the gaps
/// along the roll. A layout smaller than the stock's labels stands in their middle. Memory does not grow with the order, except
/// by eight bytes a label; the same input gives the same bytes.
///
/// ```
/// use telusur::labels::layout::{Ink, Layout, Mark, Run, SymbolPlace, Weight};
/// use telusur::labels::press::{Job, Label, Press, pdf::PdfPress};
/// use telusur::labels::stock::{Calibration, Stock};
/// use telusur::labels::EcLevel;
///
/// let symbol = SymbolPlace { left: 3.0, top: 3.0, modules: 29, module: 0.508 };
/// let text = "Kopi Robusta".to_owned();
/// let name = Run { left: 22.0, baseline: 6.0, size: 9.0, weight: Weight::Bold, ink: Ink::Black, text };
/// let layout = Layout { width: 50.0, height: 30.0, symbol, marks: vec![Mark::Run(name)], slots: vec![] };
/// let job = Job {
///     layout: &layout,
///     stock: Stock::named("roll-50x30").expect("a stock that we know"),
///     calibration: Calibration::default(),
///     passed: 0,
///     level: EcLevel::M,
///     black_only: false,
///     title: "Label KS-07",
///     language: "id",
/// };
/// let mut pdf = Vec::new();
/// let mut press = Box::new(PdfPress::new(&mut pdf, job)?);
/// press.push(&Label { address: "https://cek.example.id/0123456789", item: 1, number: None, short_code: None })?;
/// press.finish()?;
/// assert!(pdf.starts_with(b"%PDF-1.7"));
/// # Ok::<(), telusur::labels::Error>(())
/// ```
pub struct PdfPress<'a, W: Write> {
    job: Job<'a>,
    document: Document<W>,
    pages: PageTree,
    page: Page,
    palette: Palette,
    symbols: Symbols,
    fonts: Fonts,
    stamp: Ref,
    cutting: Option<Ref>,
    open: OpenPage,
}

/// The page being filled.
struct OpenPage {
    content: Content,
    /// The place of the next label.
    next: usize,
    /// What is drawn on it, each once.
    symbols: Vec<Ref>,
}

impl<'a, W: Write> PdfPress<'a, W> {
    /// Begins a file; its fonts (some 60 KB) and what all labels share are written at once.
    ///
    /// # Errors
    /// [`Error::Calibration`] beyond what printers miss, [`Error::LabelTooSmall`] for a layout larger than the stock's labels,
    /// [`Error::NoSuchPlace`] when more places are passed over than a page has, [`Error::Printer`] when a symbol would leave the
    /// page; [`Error::Io`].
    pub fn new(out: W, job: Job<'a>) -> Result<Self, Error> {
        check(&job)?;
        let palette = if job.black_only { Palette::BlackOnly } else { Palette::Full };
        let page = Page::of(job.stock);
        let mut document = Document::start(out)?;
        let pages = PageTree::new(&mut document, page.size);
        let fonts = Fonts::embed(&mut document)?;
        let stamp = stamp(job.layout, palette, fonts, &mut document)?;
        let cutting = match cutting(job.stock, &page, palette) {
            Some(lines) => Some(document.add(|chunk, id| {
                chunk.form_xobject(id, &lines).bbox(page.area()).resources();
            })?),
            None => None,
        };
        let sharp = page.prints_sharply(job.layout.symbol.module, job.calibration);
        let drawn_as = if sharp && palette == Palette::Full { DrawnAs::Picture } else { DrawnAs::Path };
        let symbols = Symbols::new(drawn_as, job.level);
        let open = OpenPage::blank(&page, &job, job.passed);
        Ok(Self { job, document, pages, page, palette, symbols, fonts, stamp, cutting, open })
    }

    /// Draws what differs from label to label, and the stamp, at the next place.
    fn place(&mut self, label: &Label<'_>, symbol: Ref, modules: usize) {
        let (layout, stock) = (self.job.layout, self.job.stock);
        let (left, top) = stock.place(self.open.next);
        let left = left + (stock.label_width - layout.width) / 2.0;
        let top = top + (stock.label_height - layout.height) / 2.0;
        let corner = self.page.at(left, top);
        self.open.draw(STAMP, [1.0, 0.0, 0.0, 1.0, corner.0, corner.1 - points(layout.height)]);
        for run in layout.runs_of(label) {
            set(&run, corner, self.palette, &mut self.open.content);
        }
        let module = self.page.in_dots(layout.symbol.module);
        let free = (layout.symbol.modules - modules) as f32 * module / 2.0;
        let (symbol_left, symbol_top) = (left + layout.symbol.left + free, top + layout.symbol.top + free);
        let (x, y, side) = self.page.square(symbol_left, symbol_top, modules as f32 * module);
        self.palette.fill(Ink::Black, &mut self.open.content);
        let name = self.open.name_of(symbol);
        self.open.draw(Name(name.as_bytes()), [side, 0.0, 0.0, side, x, y]);
        self.open.next += 1;
    }

    /// Writes the page that is full or the last.
    fn turn_page(&mut self) -> Result<(), Error> {
        let blank = OpenPage::blank(&self.page, &self.job, 0);
        let OpenPage { mut content, symbols, .. } = std::mem::replace(&mut self.open, blank);
        if self.cutting.is_some() {
            content.x_object(CUTTING);
        }
        let drawing = self.document.add(|chunk, id| {
            chunk.stream(id, content.finish().as_slice());
        })?;
        let (page, branch) = self.pages.grow(&mut self.document)?;
        let (fonts, stamp, cutting, boxes) =
            (self.fonts, self.stamp, self.cutting, Boxes::of(self.job.stock, &self.page));
        self.document.write(page, |chunk, id| {
            let mut page = chunk.page(id);
            page.parent(branch).contents(drawing);
            if let Some(Boxes { trim, bleed }) = boxes {
                page.trim_box(trim).bleed_box(bleed);
            }
            let mut resources = page.resources();
            fonts.offer(&mut resources);
            let mut drawings = resources.x_objects();
            drawings.pair(STAMP, stamp);
            if let Some(cutting) = cutting {
                drawings.pair(CUTTING, cutting);
            }
            for (number, symbol) in symbols.into_iter().enumerate() {
                drawings.pair(Name(symbol_name(number).as_bytes()), symbol);
            }
            drawings.finish();
        })
    }
}

impl<W: Write> Press for PdfPress<'_, W> {
    fn push(&mut self, label: &Label<'_>) -> Result<(), Error> {
        let (symbol, modules) = self.symbols.draw(label.address, &self.job.layout.symbol, &mut self.document)?;
        if self.open.next == self.job.stock.per_page() {
            self.turn_page()?;
        }
        self.place(label, symbol, modules);
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), Error> {
        if self.open.symbols.is_empty() {
            return Err(Error::NoLabels);
        }
        self.turn_page()?;
        close(self.document, self.pages, self.job.title, self.job.language).map(|_| ())
    }
}

impl OpenPage {
    fn blank(page: &Page, job: &Job<'_>, passed: usize) -> Self {
        let mut content = Content::with_settings(COMPACT);
        if let Some(matrix) = page.calibrated(job.calibration) {
            content.transform(matrix);
        }
        Self { content, next: passed, symbols: Vec::new() }
    }

    fn draw(&mut self, name: Name<'_>, matrix: [f32; 6]) {
        self.content.save_state().transform(matrix);
        self.content.x_object(name).restore_state();
    }

    /// Under which name the page knows a symbol; the label before may have had the same.
    fn name_of(&mut self, symbol: Ref) -> String {
        if self.symbols.last() != Some(&symbol) {
            self.symbols.push(symbol);
        }
        symbol_name(self.symbols.len() - 1)
    }
}

fn symbol_name(number: usize) -> String {
    format!("S{number}")
}
