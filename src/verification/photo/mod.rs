//! Reading QR symbols out of a picture: a photo of a pack, a screenshot, a scanned sheet.
use std::io::Cursor;

use image::{GrayImage, ImageFormat, ImageReader, Limits};

use self::finder::Square;
use self::level::Level;
use self::symbol::{Point, Symbol};

mod finder;
mod level;
mod symbol;
#[cfg(test)]
mod tests;

/// The largest picture file, in bytes.
pub const LARGEST_FILE: usize = 5 * 1024 * 1024;
/// The largest picture, in pixels.
const MOST_PIXELS: u64 = 20_000_000;
/// The widest or highest picture.
const WIDEST: u32 = 16_384;
/// Pictures up to this many pixels are also searched at twice their size.
const SMALL: u64 = 4_500_000;
/// The picture is not halved below this side.
const LEAST: usize = 120;
/// The most looks at pixels after the corner squares were found.
const MOST_WORK: u64 = 20_000_000;

/// Why a picture cannot be searched.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PhotoError {
    /// Too many bytes.
    #[error("the picture is larger than 5 MB; make it smaller or cut it to the QR code")]
    TooLarge,
    /// Too many pixels.
    #[error("the picture has too many pixels; make it smaller or cut it to the QR code")]
    TooManyPixels,
    /// Neither PNG nor JPEG.
    #[error("this is no PNG or JPEG picture")]
    NotAPicture,
    /// Its content is broken.
    #[error("the picture is damaged")]
    Damaged,
}

/// What a picture holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The texts of its symbols, each once.
    pub texts: Vec<String>,
    /// Symbols that were seen but could not be read.
    pub unread: usize,
}

/// Reads all QR symbols in a PNG or JPEG. The size is checked before anything is decoded, and decoding runs under a
/// memory bound.
///
/// # Errors
/// [`PhotoError`]. A picture without a symbol is no error: the list is empty.
pub fn read(bytes: &[u8]) -> Result<Reading, PhotoError> {
    Ok(search(decode(bytes)?))
}

/// Searches the picture at its own size, at halves of it for large or blurred modules, and a small one at twice its
/// size if anything was left.
fn search(grey: GrayImage) -> Reading {
    if grey.width().min(grey.height()) < 21 {
        return Reading::default();
    }
    let small = u64::from(grey.width()) * u64::from(grey.height()) <= SMALL;
    let larger = small.then(|| grey.clone());
    let mut seen = Seen::default();
    let mut level = Level::new(grey, 1.0);
    loop {
        seen.search(&level);
        if seen.is_all(level.width as f32 * level.scale) {
            return seen.reading();
        }
        if level.width.min(level.height) < 2 * LEAST {
            break;
        }
        level = level.halved();
    }
    if let Some(grey) = larger.filter(|_| seen.is_wanting()) {
        seen.search(&Level::doubled(&grey));
    }
    seen.reading()
}

/// The symbols seen so far, in pixels of the whole picture.
#[derive(Default)]
struct Seen {
    symbols: Vec<Symbol>,
    work: u64,
}

impl Seen {
    fn search(&mut self, level: &Level) {
        let mut squares = finder::squares(level);
        squares.retain(|square| !self.is_read((square.x * level.scale, square.y * level.scale)));
        let mut used: Vec<Square> = Vec::new();
        for three in finder::threes(&squares) {
            let ours = [three.corner, three.right, three.below];
            if self.work > MOST_WORK {
                return;
            }
            if ours.iter().any(|square| used.contains(square)) {
                continue;
            }
            let Some(mut found) = symbol::symbol(level, &three, &mut self.work) else { continue };
            if found.text.is_some() {
                used.extend(ours);
            }
            found.middle = (found.middle.0 * level.scale, found.middle.1 * level.scale);
            found.side *= level.scale;
            found.corners = found.corners.map(|(x, y)| (x * level.scale, y * level.scale));
            self.note(found);
        }
    }

    /// Whether a place lies in a symbol that was read.
    fn is_read(&self, at: Point) -> bool {
        self.symbols.iter().any(|symbol| symbol.text.is_some() && symbol.covers(at))
    }

    /// Keeps one symbol a place: one that was read, if any was.
    fn note(&mut self, new: Symbol) {
        if new.text.is_some() {
            self.symbols.retain(|old| old.text.is_some() || !old.corners.iter().any(|at| new.covers(*at)));
        } else if new.corners.iter().any(|at| self.symbols.iter().any(|old| old.covers(*at))) {
            return;
        }
        self.symbols.push(new);
    }

    /// Whether something may be left.
    fn is_wanting(&self) -> bool {
        self.symbols.is_empty() || self.symbols.iter().any(|symbol| symbol.text.is_none())
    }

    /// Whether all was read, and it fills a good part of the picture.
    fn is_all(&self, width: f32) -> bool {
        !self.is_wanting() && self.symbols.iter().any(|symbol| symbol.side * 4.0 >= width)
    }

    fn reading(mut self) -> Reading {
        // As one reads a page: rows from the top, each from the left.
        let row = self.symbols.iter().map(|symbol| symbol.side).fold(1.0, f32::max);
        self.symbols.sort_by(|a, b| {
            let rows = (a.middle.1 / row).floor().total_cmp(&(b.middle.1 / row).floor());
            rows.then(a.middle.0.total_cmp(&b.middle.0))
        });
        let mut reading = Reading::default();
        for symbol in self.symbols {
            match symbol.text {
                None => reading.unread += 1,
                Some(text) if !reading.texts.contains(&text) => reading.texts.push(text),
                Some(_) => {}
            }
        }
        reading
    }
}

fn decode(bytes: &[u8]) -> Result<GrayImage, PhotoError> {
    if bytes.len() > LARGEST_FILE {
        return Err(PhotoError::TooLarge);
    }
    let format = image::guess_format(bytes).map_err(|_| PhotoError::NotAPicture)?;
    if !matches!(format, ImageFormat::Png | ImageFormat::Jpeg) {
        return Err(PhotoError::NotAPicture);
    }
    let reader = || ImageReader::with_format(Cursor::new(bytes), format);
    let (width, height) = reader().into_dimensions().map_err(|_| PhotoError::Damaged)?;
    if u64::from(width) * u64::from(height) > MOST_PIXELS || width > WIDEST || height > WIDEST {
        return Err(PhotoError::TooManyPixels);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(4 * MOST_PIXELS);
    let mut reader = reader();
    reader.limits(limits);
    Ok(reader.decode().map_err(|_| PhotoError::Damaged)?.into_luma8())
}
