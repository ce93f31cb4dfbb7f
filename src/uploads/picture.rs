//! Pictures: checked by their head, decoded under a bound, turned upright, and written anew as JPEG.
use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::error::ImageError;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage};

use super::Refused;

/// The largest file taken, in bytes.
pub const LARGEST_FILE: usize = 5 * 1024 * 1024;
/// The longer side of the large form, in pixels.
pub const WIDE_SIDE: u32 = 1_600;
/// The longer side of the small form.
pub const SMALL_SIDE: u32 = 480;
/// The small form is not larger, in bytes: a page on a slow line loads one within half a second.
pub const SMALL_FILE: usize = 12_000;
/// The large form is not larger, in bytes: what fills a database is what strangers send.
const WIDE_FILE: usize = 400_000;

/// The most pixels, as the picture's head tells them.
const MOST_PIXELS: u64 = 20_000_000;
/// The widest or highest picture.
const WIDEST: u32 = 16_384;
/// The most bytes of decoded pixels: four for each. What a decoder needs beside them is at most twice as much again.
const MOST_MEMORY: u64 = 4 * MOST_PIXELS;
/// Tried in this order until a form is small enough; then with fewer pixels.
const QUALITIES: [u8; 4] = [82, 70, 55, 40];

/// A picture as it is kept: two JPEG files without metadata. Only [`Picture::of`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) large: Vec<u8>,
    pub(super) small: Vec<u8>,
}

impl Picture {
    /// Reads a JPEG, PNG or WebP file and writes it anew. It takes up to a second of a processor and some 250 MB: see
    /// [`picture`](super::picture()) for the way that waits its turn.
    ///
    /// # Errors
    /// [`Refused`]; any bytes give a picture or a refusal.
    pub fn of(bytes: &[u8]) -> Result<Picture, Refused> {
        let large = fitted(upright(bytes)?, WIDE_SIDE);
        let small = fitted(large.clone(), SMALL_SIDE);
        let (large, (width, height)) = encode(on_white(&large), WIDE_FILE)?;
        let (small, _) = encode(on_white(&small), SMALL_FILE)?;
        Ok(Picture { width, height, large, small })
    }

    /// Width and height of the large form, in pixels.
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// The large form: JPEG.
    pub fn large(&self) -> &[u8] {
        &self.large
    }

    /// The small form: JPEG, at most [`SMALL_FILE`] bytes.
    pub fn small(&self) -> &[u8] {
        &self.small
    }
}

/// The picture, as its taker saw it, not wider or higher than the large form. It is made smaller before it is turned: of a
/// whole picture there is never a second copy.
fn upright(bytes: &[u8]) -> Result<DynamicImage, Refused> {
    if bytes.len() > LARGEST_FILE {
        return Err(Refused::TooLarge);
    }
    let format = image::guess_format(bytes).map_err(|_| Refused::NotAPicture)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
        return Err(Refused::NotAPicture);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    (limits.max_image_width, limits.max_image_height) = (Some(WIDEST), Some(WIDEST));
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| refused(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(Refused::TooManyPixels);
    }
    // A broken note of the orientation is no reason to refuse a picture that can be seen.
    let orientation = decoder.orientation().ok();
    let mut picture = fitted(DynamicImage::from_decoder(decoder).map_err(|error| refused(&error))?, WIDE_SIDE);
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    Ok(picture)
}

fn refused(error: &ImageError) -> Refused {
    match error {
        ImageError::Limits(_) => Refused::TooManyPixels,
        _ => Refused::Damaged,
    }
}

/// Not larger than a square of this side; a smaller picture stays as it is.
fn fitted(picture: DynamicImage, side: u32) -> DynamicImage {
    if picture.width().max(picture.height()) <= side { picture } else { picture.thumbnail(side, side) }
}

/// JPEG knows no transparency: what shines through is white, as on paper.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let clear = picture.to_rgba8();
    let blend = |sign: u8, alpha: u8| {
        let (sign, alpha) = (u16::from(sign), u16::from(alpha));
        // At most 255, as both parts together.
        ((sign * alpha + 255 * (255 - alpha)) / 255) as u8
    };
    RgbImage::from_fn(clear.width(), clear.height(), |x, y| {
        let [r, g, b, alpha] = clear.get_pixel(x, y).0;
        Rgb([blend(r, alpha), blend(g, alpha), blend(b, alpha)])
    })
}

/// A JPEG file of at most so many bytes, and the size that the picture has in it.
fn encode(picture: RgbImage, most: usize) -> Result<(Vec<u8>, (u32, u32)), Refused> {
    let mut picture = DynamicImage::from(picture);
    loop {
        for quality in QUALITIES {
            let mut file = Vec::new();
            let encoder = JpegEncoder::new_with_quality(&mut file, quality);
            picture.write_with_encoder(encoder).map_err(|_| Refused::Damaged)?;
            // A picture of one pixel is small enough whatever it shows.
            if file.len() <= most || picture.as_bytes().len() <= 3 {
                return Ok((file, (picture.width(), picture.height())));
            }
        }
        let smaller = |side: u32| (side * 3 / 4).max(1);
        let (width, height) = (smaller(picture.width()), smaller(picture.height()));
        picture = picture.thumbnail_exact(width, height);
    }
}

#[cfg(test)]
pub(super) mod tests;
