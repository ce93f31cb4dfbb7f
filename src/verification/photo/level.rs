//! A grey picture at one size, and what counts as dark in it.
use image::GrayImage;
use image::imageops::{FilterType, resize};

/// The side of a block of pixels with one threshold.
const BLOCK: usize = 8;
/// Blocks with less contrast than this hold one colour.
const FLAT: u8 = 24;

pub(super) struct Level {
    grey: Vec<u8>,
    thresholds: Vec<u8>,
    across: usize,
    pub(super) width: usize,
    pub(super) height: usize,
    /// Pixels of the whole picture a pixel of this one.
    pub(super) scale: f32,
}

impl Level {
    pub(super) fn new(picture: GrayImage, scale: f32) -> Level {
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let grey = picture.into_raw();
        let across = width.div_ceil(BLOCK);
        let thresholds = thresholds(&grey, width, height);
        Level { grey, thresholds, across, width, height, scale }
    }

    /// The same picture, half as wide.
    pub(super) fn halved(&self) -> Level {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut grey = Vec::with_capacity(width * height);
        for y in 0..height {
            let (upper, lower) = (2 * y * self.width, (2 * y + 1) * self.width);
            for x in 0..width {
                let sum = u16::from(self.grey[upper + 2 * x])
                    + u16::from(self.grey[upper + 2 * x + 1])
                    + u16::from(self.grey[lower + 2 * x])
                    + u16::from(self.grey[lower + 2 * x + 1]);
                grey.push(((sum + 2) / 4) as u8);
            }
        }
        let thresholds = thresholds(&grey, width, height);
        Level { grey, thresholds, across: width.div_ceil(BLOCK), width, height, scale: self.scale * 2.0 }
    }

    /// The picture twice as wide, for modules of two pixels.
    pub(super) fn doubled(picture: &GrayImage) -> Level {
        let (width, height) = picture.dimensions();
        Level::new(resize(picture, 2 * width, 2 * height, FilterType::CatmullRom), 0.5)
    }

    pub(super) fn dark(&self, x: usize, y: usize) -> bool {
        self.grey[y * self.width + x] <= self.thresholds[(y / BLOCK) * self.across + x / BLOCK]
    }

    /// The brightness between pixels; the middle of the first pixel is at 0.5.
    pub(super) fn at(&self, x: f32, y: f32) -> f32 {
        let x = (x - 0.5).clamp(0.0, (self.width - 1) as f32);
        let y = (y - 0.5).clamp(0.0, (self.height - 1) as f32);
        let (left, top) = (x as usize, y as usize);
        let (right, low) = ((left + 1).min(self.width - 1), (top + 1).min(self.height - 1));
        let (u, v) = (x - left as f32, y - top as f32);
        let pixel = |x: usize, y: usize| f32::from(self.grey[y * self.width + x]);
        let upper = pixel(left, top) * (1.0 - u) + pixel(right, top) * u;
        let lower = pixel(left, low) * (1.0 - u) + pixel(right, low) * u;
        upper * (1.0 - v) + lower * v
    }
}

/// A threshold for each block: the mean of the five by five blocks around it.
fn thresholds(grey: &[u8], width: usize, height: usize) -> Vec<u8> {
    let (across, down) = (width.div_ceil(BLOCK), height.div_ceil(BLOCK));
    let mut means = vec![0_u8; across * down];
    for row in 0..down {
        for column in 0..across {
            let (mut sum, mut least, mut most, mut count) = (0_u32, 255_u8, 0_u8, 0_u32);
            let right = ((column + 1) * BLOCK).min(width);
            for y in row * BLOCK..((row + 1) * BLOCK).min(height) {
                for &value in &grey[y * width + column * BLOCK..y * width + right] {
                    sum += u32::from(value);
                    least = least.min(value);
                    most = most.max(value);
                    count += 1;
                }
            }
            let mut mean = (sum / count.max(1)) as u8;
            if most - least <= FLAT {
                // One colour: paper, unless what was seen before says that this is dark.
                mean = least / 2;
                if row > 0 && column > 0 {
                    let [above, beside, corner] =
                        [(row - 1) * across + column, row * across + column - 1, (row - 1) * across + column - 1]
                            .map(|at| u16::from(means[at]));
                    let before = ((above + 2 * beside + corner) / 4) as u8;
                    if least < before {
                        mean = before;
                    }
                }
            }
            means[row * across + column] = mean;
        }
    }
    let mut all = vec![0_u8; across * down];
    for row in 0..down {
        for column in 0..across {
            let (mut sum, mut count) = (0_u32, 0_u32);
            for y in row.saturating_sub(2)..(row + 3).min(down) {
                for x in column.saturating_sub(2)..(column + 3).min(across) {
                    sum += u32::from(means[y * across + x]);
                    count += 1;
                }
            }
            all[row * across + column] = (sum / count.max(1)) as u8;
        }
    }
    all
}
