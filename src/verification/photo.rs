//! Reading QR symbols out of a picture: a photo of a pack, a screenshot, a scanned sheet.
use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageFormat, ImageReader, Limits};

/// The largest picture file, in bytes.
pub const LARGEST_FILE: usize = 5 * 1024 * 1024;
/// The largest picture, in pixels.
const MOST_PIXELS: u64 = 40_000_000;
/// The widest or highest picture.
const WIDEST: u32 = 16_384;
/// A symbol's text is at most this long.
const LONGEST_TEXT: usize = 2_048;
/// Pictures are searched at these widths, largest first: fine symbols need the first, blurred ones the others.
const WIDTHS: [u32; 4] = [4_000, 2_000, 1_200, 700];

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

/// The texts of all QR symbols in a PNG or JPEG, each once, in the order found. The size is checked before anything is
/// decoded, and decoding runs under a memory bound.
///
/// # Errors
/// [`PhotoError`]. A picture without a symbol is no error: the list is empty.
pub fn read(bytes: &[u8]) -> Result<Vec<String>, PhotoError> {
    let grey = decode(bytes)?;
    let mut texts = Vec::new();
    let mut previous = u32::MAX;
    for width in WIDTHS {
        let width = width.min(grey.width());
        if width == previous {
            continue;
        }
        previous = width;
        for text in search(&at_width(&grey, width)) {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        if !texts.is_empty() {
            break;
        }
    }
    Ok(texts)
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

fn at_width(grey: &GrayImage, width: u32) -> GrayImage {
    if width == grey.width() {
        return grey.clone();
    }
    let height = (u64::from(grey.height()) * u64::from(width) / u64::from(grey.width())).max(1);
    let height = u32::try_from(height).unwrap_or(WIDEST);
    DynamicImage::from(grey.clone()).thumbnail_exact(width, height).into_luma8()
}

fn search(grey: &GrayImage) -> Vec<String> {
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(grey.width() as usize, grey.height() as usize, |x, y| {
            grey.get_pixel(u32::try_from(x).unwrap_or(0), u32::try_from(y).unwrap_or(0)).0[0]
        });
    picture
        .detect_grids()
        .into_iter()
        .filter_map(|grid| grid.decode().ok())
        .map(|(_, text)| text)
        .filter(|text| text.len() <= LONGEST_TEXT)
        .collect()
}
