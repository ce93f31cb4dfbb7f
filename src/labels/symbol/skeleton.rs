//! What all symbols of one version and level share, computed once and kept.
//!
//! Nothing here repeats the standard's tables: both halves are read off the `qrcode` crate's own canvas. The order in which it
//! places data is learnt by drawing, for each binary digit, a symbol whose n-th data bit is that digit of n.

use std::sync::OnceLock;

use qrcode::canvas::{Canvas, MaskPattern, Module};
use qrcode::types::{Color, EcLevel, Version};

/// In the order of their numbers, which is the order in which the crate tries them.
const MASKS: [MaskPattern; 8] = [
    MaskPattern::Checkerboard,
    MaskPattern::HorizontalLines,
    MaskPattern::VerticalLines,
    MaskPattern::DiagonalLines,
    MaskPattern::LargeCheckerboard,
    MaskPattern::Fields,
    MaskPattern::Diamonds,
    MaskPattern::Meadow,
];

/// The symbols without data of one version and level, and the places where data go.
pub(super) struct Skeleton {
    /// Modules per side.
    pub(super) width: usize,
    /// Words of 64 modules per row.
    pub(super) stride: usize,
    /// One symbol per mask: all function patterns, the format information, and the mask over an empty data area.
    pub(super) bases: [Box<[u64]>; 8],
    /// For each data bit, in the order of placement, its place as `64 * word + bit`.
    places: Box<[u16]>,
}

impl Skeleton {
    /// The skeleton of a version from 1 to 40; made at the first call, shared afterwards.
    pub(super) fn of(version: u8, level: EcLevel) -> &'static Self {
        static MADE: [[OnceLock<Skeleton>; 4]; 40] = [const { [const { OnceLock::new() }; 4] }; 40];
        MADE[usize::from(version) - 1][level as usize].get_or_init(|| Self::draw(version, level))
    }

    fn draw(version: u8, level: EcLevel) -> Self {
        let width = usize::from(version) * 4 + 17;
        let stride = width.div_ceil(64);
        let mut bare = Canvas::new(Version::Normal(version.into()), level);
        bare.draw_all_functional_patterns();
        let bases = MASKS.map(|mask| {
            let mut symbol = bare.clone();
            symbol.apply_mask(mask);
            pack(&symbol, width, stride)
        });
        Self { width, stride, bases, places: places(&bare, width, stride) }
    }

    /// The data area filled with the codewords (data first, then error correction), unmasked, all other modules light.
    pub(super) fn place(&self, data: &[u8], correction: &[u8]) -> Vec<u64> {
        let mut rows = vec![0; self.stride * self.width];
        let (bytes, _) = self.places.as_chunks::<8>();
        for (byte, places) in data.iter().chain(correction).zip(bytes) {
            for (bit, place) in places.iter().enumerate() {
                let dark = u64::from(byte >> (7 - bit) & 1);
                rows[usize::from(place >> 6)] |= dark << (place & 63);
            }
        }
        rows
    }
}

fn pack(canvas: &Canvas, width: usize, stride: usize) -> Box<[u64]> {
    let mut rows = vec![0; stride * width];
    for (x, y) in modules(width) {
        let dark = canvas.get(x as i16, y as i16).is_dark();
        rows[y * stride + x / 64] |= u64::from(dark) << (x % 64);
    }
    rows.into()
}

fn places(bare: &Canvas, width: usize, stride: usize) -> Box<[u16]> {
    let free = modules(width).filter(|&(x, y)| bare.get(x as i16, y as i16) == Module::Empty).count();
    // The last few free modules may not make a whole codeword; they stay light under the mask.
    let bits = free / 8 * 8;
    let mut order = vec![0_usize; width * width];
    for digit in 0..bits.ilog2() + 1 {
        let codewords: Vec<u8> = (0..bits / 8)
            .map(|byte| (0..8).fold(0, |word, bit| word << 1 | ((byte * 8 + bit) >> digit & 1) as u8))
            .collect();
        let mut drawn = bare.clone();
        drawn.draw_data(&codewords, &[]);
        for (x, y) in modules(width) {
            if drawn.get(x as i16, y as i16) == Module::Unmasked(Color::Dark) {
                order[y * width + x] |= 1 << digit;
            }
        }
    }
    let mut drawn = bare.clone();
    drawn.draw_data(&vec![0; bits / 8], &[]);
    let mut places = vec![0; bits];
    for (x, y) in modules(width) {
        if let Module::Unmasked(_) = drawn.get(x as i16, y as i16) {
            places[order[y * width + x]] = (64 * (y * stride + x / 64) + x % 64) as u16;
        }
    }
    places.into()
}

fn modules(width: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..width).flat_map(move |y| (0..width).map(move |x| (x, y)))
}
