//! Whole labels as SVG documents.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::outlines::{Outlines, thousandths};
use super::symbol::{dark_modules, escaped};
use crate::labels::layout::{Ink, Layout, Mark, Picture};
use crate::labels::lettering::text;
use crate::labels::press::{Job, Label};
use crate::labels::{EcLevel, Error, Symbol};

/// Draws the labels of an order: what they share is written once.
pub(in crate::labels::press) struct Drawing<'a> {
    layout: &'a Layout,
    level: EcLevel,
    black_only: bool,
    outlines: Outlines,
    /// How each document begins.
    shared: String,
    document: String,
}

impl<'a> Drawing<'a> {
    /// # Errors
    /// [`Error::Png`], which a logo cannot cause.
    pub(in crate::labels::press) fn new(job: &Job<'a>) -> Result<Self, Error> {
        let &Job { layout, level, black_only, .. } = job;
        let mut outlines = Outlines::default();
        let mut shared = head(job);
        for mark in &layout.marks {
            write_mark(mark, black_only, &mut outlines, &mut shared)?;
        }
        Ok(Self { layout, level, black_only, outlines, shared, document: String::new() })
    }

    /// The label as a document.
    ///
    /// # Errors
    /// When the address cannot be encoded, or its symbol is wider than the layout allows for.
    pub(in crate::labels::press) fn draw(&mut self, label: &Label<'_>) -> Result<&str, Error> {
        let symbol = self.layout.symbol.encode(label.address, self.level)?;
        self.document.clear();
        self.document.push_str(&self.shared);
        for run in self.layout.runs_of(label) {
            self.outlines.write(&run, colour(run.ink, self.black_only), &mut self.document);
        }
        self.write_symbol(&symbol);
        self.document.push_str("</svg>\n");
        Ok(&self.document)
    }

    /// How every document begins.
    pub(in crate::labels::press) fn shared(&self) -> &str {
        &self.shared
    }

    /// The symbol on a white square as large as its quiet zone.
    fn write_symbol(&mut self, symbol: &Symbol) {
        let place = self.layout.symbol;
        let inset = (place.modules - symbol.width()) as f32 / 2.0 * place.module;
        let (left, top) = (thousandths(place.left + inset), thousandths(place.top + inset));
        let (margin, side) = (Symbol::QUIET_ZONE, symbol.width() + 2 * Symbol::QUIET_ZONE);
        self.document.push_str(&format!(
            r##"<g transform="translate({left} {top})scale({:.6})" shape-rendering="crispEdges"><path fill="#fff" d="M-{margin}-{margin}h{side}v{side}h-{side}z"/><path fill="#000" d=""##,
            place.module
        ));
        dark_modules(symbol, 0, &mut self.document);
        self.document.push_str("\"/></g>");
    }
}

fn head(job: &Job<'_>) -> String {
    let (width, height) = (thousandths(job.layout.width), thousandths(job.layout.height));
    let [language, title] = [job.language, job.title].map(|words| escaped(&text::inert(words)));
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}" role="img" xml:lang="{language}"><title>{title}</title><path fill="#fff" d="M0 0h{width}v{height}H0z"/>"##
    )
}

fn write_mark(mark: &Mark, black_only: bool, outlines: &mut Outlines, svg: &mut String) -> Result<(), Error> {
    match mark {
        Mark::Run(run) => outlines.write(run, colour(run.ink, black_only), svg),
        &Mark::Rule { left, top, width, height, ink } => {
            let [left, top, width, height] = [left, top, width, height].map(thousandths);
            let fill = colour(ink, black_only);
            svg.push_str(&format!(r#"<path fill="{fill}" d="M{left} {top}h{width}v{height}h-{width}z"/>"#));
        }
        Mark::Logo { left, top, width, height, picture } => {
            let [left, top, width, height] = [*left, *top, *width, *height].map(thousandths);
            let file = STANDARD.encode(grey_png(picture)?);
            // Programs of print houses know no href without xlink.
            svg.push_str(&format!(
                r#"<image x="{left}" y="{top}" width="{width}" height="{height}" preserveAspectRatio="none" xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="data:image/png;base64,{file}"/>"#
            ));
        }
    }
    Ok(())
}

fn colour(ink: Ink, black_only: bool) -> &'static str {
    match ink {
        Ink::Grey if !black_only => "#4d4d4d",
        Ink::Maroon if !black_only => "#6d1a2d",
        Ink::Black | Ink::Grey | Ink::Maroon => "#000",
    }
}

fn grey_png(picture: &Picture) -> Result<Vec<u8>, Error> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, picture.width as u32, picture.height as u32);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header()?.write_image_data(&picture.pixels)?;
    Ok(file)
}
