//! Each label as a picture of its own: SVG or PNG, one alone or many in a ZIP archive.

use std::io::Write;

use super::{Job, Label, Press, png, svg};
use crate::labels::Error;
use crate::zip::{Archive, Opening, safe_name};

/// What kind of picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Vectors; words are outlines.
    Svg,
    /// One bit a pixel.
    Png {
        /// Pixels in an inch; a module must be whole pixels.
        dpi: u32,
    },
}

impl Kind {
    /// How names of such files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png { .. } => "png",
        }
    }
}

/// Draws the labels of an order, one after another; where they lie on paper does not matter.
pub struct Pieces<'a>(Drawing<'a>);

enum Drawing<'a> {
    Svg(svg::Drawing<'a>),
    Png(png::Drawing<'a>),
}

impl<'a> Pieces<'a> {
    /// Prepares what all labels share.
    ///
    /// # Errors
    /// [`Error::Printer`] when the layout's modules are not whole pixels of a PNG.
    pub fn new(job: &Job<'a>, kind: Kind) -> Result<Self, Error> {
        Ok(Self(match kind {
            Kind::Svg => Drawing::Svg(svg::Drawing::new(job)?),
            Kind::Png { dpi } => Drawing::Png(png::Drawing::new(job, dpi)?),
        }))
    }

    /// One label as a whole file.
    ///
    /// # Errors
    /// When the address cannot be encoded, or [`Error::SymbolWider`] when its symbol is wider than the layout allows for.
    pub fn draw(&mut self, label: &Label<'_>) -> Result<&[u8], Error> {
        match &mut self.0 {
            Drawing::Svg(drawing) => drawing.draw(label).map(str::as_bytes),
            Drawing::Png(drawing) => drawing.draw(label),
        }
    }

    /// How every file begins.
    fn shared(&self) -> &[u8] {
        match &self.0 {
            Drawing::Svg(drawing) => drawing.shared().as_bytes(),
            Drawing::Png(_) => &[],
        }
    }
}

/// Begins a ZIP archive with one picture for each label. They are named after `stem`, usually the kode produksi, and the item:
/// `KS-07-0000001.svg`. So each item must be pushed once.
///
/// # Errors
/// As [`Pieces::new`].
pub fn press<'a>(out: impl Write + 'a, job: &Job<'a>, kind: Kind, stem: &str) -> Result<Box<dyn Press + 'a>, Error> {
    let (pieces, stem) = (Pieces::new(job, kind)?, safe_name(stem));
    let opening = Opening::of(pieces.shared())?;
    Ok(Box::new(Zipped { archive: Archive::new(out), pieces, opening, kind, stem, empty: true }))
}

struct Zipped<'a, W: Write> {
    archive: Archive<W>,
    pieces: Pieces<'a>,
    opening: Opening,
    kind: Kind,
    stem: String,
    empty: bool,
}

impl<W: Write> Press for Zipped<'_, W> {
    fn push(&mut self, label: &Label<'_>) -> Result<(), Error> {
        let shared = self.pieces.shared().len();
        let file = self.pieces.draw(label)?;
        let name = format!("{}-{:07}.{}", self.stem, label.item, self.kind.ending());
        self.empty = false;
        match self.kind {
            Kind::Svg => self.archive.pack_after(&self.opening, &name, &file[shared..])?,
            // It is compressed already.
            Kind::Png { .. } => self.archive.store(&name, file)?,
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), Error> {
        if self.empty {
            return Err(Error::NoLabels);
        }
        self.archive.finish()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::raster::sample;
    use super::*;

    fn zipped(kind: Kind) -> Vec<u8> {
        sample::printed(3, |out, job| press(out, job, kind, "KS/07 é"))
    }

    fn drawn(kind: Kind, item: u64) -> Vec<u8> {
        let (layout, stock) = (sample::layout(40.0, 203), sample::stock(40.0));
        let mut pieces = Pieces::new(&sample::job(&layout, &stock), kind).unwrap();
        sample::label(item, |label| pieces.draw(label).unwrap().to_vec())
    }

    #[test]
    fn one_label_looks_as_it_does_among_others() {
        for kind in [Kind::Svg, Kind::Png { dpi: 203 }] {
            let files = crate::zip::read(&zipped(kind));
            for (item, (name, file)) in (1..).zip(&files) {
                assert_eq!(*name, format!("KS-07-000000{item}.{}", kind.ending()));
                assert!(*file == drawn(kind, item), "{name}");
            }
            assert_eq!(files.len(), 3);
        }
    }

    #[test]
    fn a_png_shows_the_label_dot_for_dot_and_reads() {
        let [picture, ..] = sample::drawn(203);
        let file = image::load_from_memory(&drawn(Kind::Png { dpi: 203 }, 1)).unwrap().into_luma8();
        assert_eq!(file.dimensions(), (320, 240));
        assert!(file.enumerate_pixels().all(|(x, y, p)| (p.0[0] == 0) == picture.is_black(x as usize, y as usize)));
        let mut scene = rqrr::PreparedImage::prepare_from_greyscale(320, 240, |x, y| file[(x as u32, y as u32)].0[0]);
        assert_eq!(scene.detect_grids()[0].decode().unwrap().1, sample::address(1));
    }

    #[test]
    fn the_files_are_the_accepted_ones() {
        crate::labels::golden::accepted("label.svg", &drawn(Kind::Svg, 1));
        crate::labels::golden::accepted("label.png", &drawn(Kind::Png { dpi: 203 }, 1));
    }

    #[test]
    fn words_from_outside_are_outlines_or_escaped() {
        let (layout, stock) = (sample::layout(40.0, 203), sample::stock(40.0));
        let job = Job { title: "</title><script>", language: "\"><script>", ..sample::job(&layout, &stock) };
        let hostile = "<script>&\"'";
        let label = Label { address: hostile, item: 1, number: Some(hostile), short_code: Some(hostile) };
        let mut pieces = Pieces::new(&job, Kind::Svg).unwrap();
        let svg = String::from_utf8(pieces.draw(&label).unwrap().to_vec()).unwrap();
        assert!(!svg.contains("<script") && svg.contains("<title>&lt;/title&gt;&lt;script&gt;</title>"));
    }

    #[test]
    fn black_ink_alone_on_request() {
        let (layout, stock) = (sample::layout(40.0, 203), sample::stock(40.0));
        for black_only in [false, true] {
            let job = Job { black_only, ..sample::job(&layout, &stock) };
            let mut pieces = Pieces::new(&job, Kind::Svg).unwrap();
            let svg = sample::label(1, |label| String::from_utf8(pieces.draw(label).unwrap().to_vec()).unwrap());
            assert_eq!(svg.contains("#4d4d4d") || svg.contains("#6d1a2d"), !black_only);
        }
    }
}
