//! The producer's own logo: read from a file within bounds, in shades of grey, no larger than paper shows.

use std::io::Cursor;

use image::imageops::{self, FilterType};
use image::{DynamicImage, GrayImage, ImageFormat, ImageReader, Luma};

use crate::labels::Error;

/// A picture in shades of grey, rows from top to bottom, 0 black to 255 white.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// One byte a pixel.
    pub pixels: Vec<u8>,
}

/// Bytes of a file that is looked at.
const LARGEST_FILE: usize = 5_000_000;
/// Pixels of a picture that is decoded.
const LARGEST_PICTURE: u64 = 20_000_000;
/// What a decoder may ask for: the pixels in four bytes each, twice.
const LARGEST_MEMORY: u64 = 8 * LARGEST_PICTURE;
/// Pixels along the longer side that is kept: 20 mm at 600 dots per inch.
const LONGEST_SIDE: u32 = 472;

impl Picture {
    /// Reads a PNG or JPEG: clear parts become white, colours become grey, white edges go, and what is larger than a label
    /// can show is made smaller.
    ///
    /// # Errors
    /// [`Error::UnusableLogo`] when the file has more than 5 MB, the picture more than 20 million pixels, or it is no whole
    /// PNG or JPEG.
    pub fn read(file: &[u8]) -> Result<Self, Error> {
        if file.len() > LARGEST_FILE {
            return refuse(format!("the file has {} bytes; save it with at most 5 MB", file.len()));
        }
        let format = image::guess_format(file).ok();
        let Some(format) = format.filter(|format| matches!(format, ImageFormat::Png | ImageFormat::Jpeg)) else {
            return refuse("the file is neither PNG nor JPEG; save the logo as one of them".into());
        };
        let reader = || ImageReader::with_format(Cursor::new(file), format);
        let (width, height) = reader().into_dimensions().or_else(broken)?;
        if u64::from(width) * u64::from(height) > LARGEST_PICTURE {
            return refuse(format!("{width} x {height} pixels are more than 20 million; save it smaller"));
        }
        let mut reader = reader();
        let mut limits = image::Limits::default();
        limits.max_alloc = Some(LARGEST_MEMORY);
        reader.limits(limits);
        let grey = trimmed(&on_white(&reader.decode().or_else(broken)?));
        let Some(grey) = grey else { return refuse("nothing but white is in it".into()) };
        Ok(Self::of(smaller(grey)))
    }

    fn of(grey: GrayImage) -> Self {
        let (width, height) = (grey.width() as usize, grey.height() as usize);
        Self { width, height, pixels: grey.into_raw() }
    }
}

fn refuse<T>(reason: String) -> Result<T, Error> {
    Err(Error::UnusableLogo { reason })
}

fn broken<T>(error: image::ImageError) -> Result<T, Error> {
    refuse(format!("it cannot be read ({error}); save it anew"))
}

/// Grey as the eye weighs colours, over white where the picture is clear.
fn on_white(picture: &DynamicImage) -> GrayImage {
    let shades = picture.to_luma_alpha8();
    let over = |shade: u8, alpha: u8| {
        let (shade, alpha) = (u32::from(shade), u32::from(alpha));
        ((shade * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    let pixels = shades.pixels().map(|pixel| over(pixel.0[0], pixel.0[1])).collect();
    GrayImage::from_raw(shades.width(), shades.height(), pixels).unwrap_or_default()
}

/// The part that is not white, or nothing.
fn trimmed(grey: &GrayImage) -> Option<GrayImage> {
    const WHITE: u8 = 250;
    let inked = grey.enumerate_pixels().filter(|(_, _, Luma([shade]))| *shade < WHITE);
    let edges = inked.fold(None, |edges: Option<[u32; 4]>, (x, y, _)| {
        let [left, top, right, bottom] = edges.unwrap_or([x, y, x, y]);
        Some([left.min(x), top.min(y), right.max(x), bottom.max(y)])
    });
    let [left, top, right, bottom] = edges?;
    Some(imageops::crop_imm(grey, left, top, right - left + 1, bottom - top + 1).to_image())
}

fn smaller(grey: GrayImage) -> GrayImage {
    let longer = grey.width().max(grey.height());
    if longer <= LONGEST_SIDE {
        return grey;
    }
    let side = |pixels: u32| (u64::from(pixels) * u64::from(LONGEST_SIDE) / u64::from(longer)).max(1) as u32;
    imageops::resize(&grey, side(grey.width()), side(grey.height()), FilterType::Triangle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgba, RgbaImage};
    use proptest::prelude::*;

    fn png(picture: &RgbaImage) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, ImageFormat::Png).unwrap();
        file.into_inner()
    }

    fn refusal(file: &[u8]) -> String {
        Picture::read(file).unwrap_err().to_string()
    }

    #[test]
    fn a_clear_ground_becomes_white_and_white_edges_go() {
        let mut drawn = RgbaImage::from_pixel(30, 20, Rgba([0, 0, 0, 0]));
        for x in 5..15 {
            drawn.put_pixel(x, 8, Rgba([0, 0, 0, 255]));
            drawn.put_pixel(x, 9, Rgba([0, 0, 0, 128]));
        }
        let logo = Picture::read(&png(&drawn)).unwrap();
        assert_eq!((logo.width, logo.height), (10, 2));
        assert!(logo.pixels[..10].iter().all(|&shade| shade == 0));
        assert!(logo.pixels[10..].iter().all(|&shade| shade == 127));
    }

    #[test]
    fn a_large_picture_is_made_smaller_in_proportion() {
        let logo = Picture::read(&png(&RgbaImage::from_pixel(2_000, 500, Rgba([109, 26, 45, 255])))).unwrap();
        assert_eq!((logo.width, logo.height, logo.pixels.len()), (472, 118, 472 * 118));
    }

    #[test]
    fn a_jpeg_is_read_too() {
        let mut file = Cursor::new(Vec::new());
        DynamicImage::from(image::RgbImage::new(16, 8)).write_to(&mut file, ImageFormat::Jpeg).unwrap();
        let logo = Picture::read(&file.into_inner()).unwrap();
        assert_eq!((logo.width, logo.height), (16, 8));
    }

    #[test]
    fn what_is_no_logo_is_refused_in_a_sentence() {
        assert!(refusal(b"GIF89a").contains("neither PNG nor JPEG"));
        assert!(refusal(&vec![0; LARGEST_FILE + 1]).contains("at most 5 MB"));
        assert!(refusal(&png(&RgbaImage::from_pixel(9, 9, Rgba([255; 4])))).contains("nothing but white"));
        let whole = png(&RgbaImage::from_pixel(90, 90, Rgba([7, 9, 200, 255])));
        assert!(refusal(&whole[..whole.len() / 2]).contains("cannot be read"));
    }

    #[test]
    fn a_picture_that_claims_too_many_pixels_is_refused_before_it_is_decoded() {
        let mut bomb = png(&RgbaImage::new(1, 1));
        // The header's width and height, and the checksum over them.
        bomb[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
        let mut checksum = flate2::Crc::new();
        checksum.update(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&checksum.sum().to_be_bytes());
        assert!(refusal(&bomb).contains("30000 x 30000 pixels are more than 20 million"));
    }

    proptest! {
        #[test]
        fn no_bytes_panic(head in 0..3_usize, bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let heads: [&[u8]; 3] = [b"", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xd8\xff\xe0"];
            let file = [heads[head], &bytes].concat();
            if let Ok(logo) = Picture::read(&file) {
                prop_assert_eq!(logo.pixels.len(), logo.width * logo.height);
            }
        }
    }
}
