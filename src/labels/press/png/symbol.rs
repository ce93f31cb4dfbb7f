//! One symbol as a PNG of one bit per pixel.

use png::{BitDepth, ColorType, Compression, Encoder, Filter};

use crate::labels::{Error, Symbol};

/// Widest picture, in pixels: no printer wants more, and a slip in the module size must not take all memory.
const WIDEST: usize = 10_000;

impl Symbol {
    /// The symbol with its quiet zone as a black and white PNG, each module `module_px` pixels wide and high.
    ///
    /// # Errors
    ///
    /// When the modules have no pixels or the picture would be wider than 10,000 pixels.
    pub fn png(&self, module_px: usize) -> Result<Vec<u8>, Error> {
        let side = (self.width() + 2 * Self::QUIET_ZONE).saturating_mul(module_px);
        if side == 0 || side > WIDEST {
            let asked = format!("with {module_px} pixels a module");
            return Err(Error::UnusableSize { asked, reason: "the picture may be 1 to 10,000 pixels wide" });
        }
        let mut file = Vec::with_capacity(4096);
        let mut encoder = Encoder::new(&mut file, side as u32, side as u32);
        encoder.set_color(ColorType::Grayscale);
        encoder.set_depth(BitDepth::One);
        encoder.set_compression(Compression::Fast);
        // Most rows equal the one above, which this filter turns into zeros: four times smaller and faster than no filter.
        encoder.set_filter(Filter::Up);
        encoder.write_header()?.write_image_data(&self.pixels(module_px, side.div_ceil(8)))?;
        Ok(file)
    }

    /// All pixels, rows of `row_bytes`, white as ones.
    fn pixels(&self, module_px: usize, row_bytes: usize) -> Vec<u8> {
        let margin = Self::QUIET_ZONE * module_px;
        let mut pixels = vec![0xff; margin * row_bytes];
        for row in self.rows() {
            let start = pixels.len();
            pixels.resize(start + row_bytes, 0xff);
            for (x, length) in Self::runs(row) {
                let first = margin + x * module_px;
                blacken(&mut pixels[start..], first, first + length * module_px);
            }
            for _ in 1..module_px {
                pixels.extend_from_within(start..start + row_bytes);
            }
        }
        pixels.resize(pixels.len() + margin * row_bytes, 0xff);
        pixels
    }
}

/// Clears the bits from `first` up to `end`, the highest bit of a byte being its first.
fn blacken(row: &mut [u8], first: usize, end: usize) {
    let (first_byte, last_byte) = (first / 8, (end - 1) / 8);
    let (head, tail) = (0xff_u8 >> (first % 8), 0xff_u8 << (7 - (end - 1) % 8));
    if first_byte == last_byte {
        row[first_byte] &= !(head & tail);
        return;
    }
    row[first_byte] &= !head;
    row[first_byte + 1..last_byte].fill(0);
    row[last_byte] &= !tail;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a PNG with another decoder than the encoder's.
    fn read(file: &[u8]) -> (u32, String) {
        let picture = image::load_from_memory(file).expect("a PNG").into_luma8();
        let side = picture.width();
        let mut scene = rqrr::PreparedImage::prepare_from_greyscale(side as usize, side as usize, |x, y| {
            picture.get_pixel(x as u32, y as u32).0[0]
        });
        let grids = scene.detect_grids();
        (side, grids[0].decode().expect("a readable symbol").1)
    }

    #[test]
    fn an_independent_decoder_reads_every_size() {
        for (digits, module_px) in [(17, 3), (17, 5), (300, 3), (434, 4), (434, 8), (900, 3)] {
            let address = format!("https://cek.example.id/{}", "8301746529".repeat(90).get(..digits).expect("enough"));
            let symbol = Symbol::encode(&address).expect("fits");
            let (side, found) = read(&symbol.png(module_px).expect("a good size"));
            assert_eq!((side as usize, found), ((symbol.width() + 8) * module_px, address));
        }
    }

    #[test]
    fn pixels_equal_modules() {
        let symbol = Symbol::encode("https://cek.example.id/1").expect("fits");
        for module_px in [1, 3, 7, 8, 19] {
            let picture =
                image::load_from_memory(&symbol.png(module_px).expect("a good size")).expect("a PNG").into_luma8();
            for (x, y, pixel) in picture.enumerate_pixels() {
                let module = |at: u32| (at as usize / module_px).wrapping_sub(Symbol::QUIET_ZONE);
                assert_eq!(pixel.0[0] == 0, symbol.is_dark(module(x), module(y)));
            }
        }
    }

    #[test]
    fn a_size_must_be_one() {
        let symbol = Symbol::encode("1").expect("fits");
        for module_px in [0, 400, usize::MAX] {
            assert!(matches!(symbol.png(module_px), Err(Error::UnusableSize { .. })));
        }
    }
}
