//! Shades of grey as black dots, more of them where it is darker.

use super::bitmap::Bitmap;
use crate::labels::layout::Picture;

/// The picture at a size in dots. Each dot first gets the mean of what it covers; then its rounding error is spread over the dots
/// not yet drawn (Floyd and Steinberg 1976). Lines stay lines this way; an ordered pattern breaks them, and logos are lines.
pub(super) fn dithered(picture: &Picture, width: usize, height: usize) -> Bitmap {
    let mut bitmap = Bitmap::white(width, height);
    let mut carried = vec![0.0; width + 2];
    for y in 0..height {
        let mut below = vec![0.0; width + 2];
        let mut ahead = 0.0;
        for x in 0..width {
            // Places are moved by one, so that there is one before the first.
            let shade = mean(picture, (x, width), (y, height)) + carried[x + 1] + ahead;
            let black = shade < 128.0;
            if black {
                bitmap.blacken(x, y);
            }
            let error = if black { shade } else { shade - 255.0 };
            ahead = error * 7.0 / 16.0;
            below[x] += error * 3.0 / 16.0;
            below[x + 1] += error * 5.0 / 16.0;
            below[x + 2] += error * 1.0 / 16.0;
        }
        carried = below;
    }
    bitmap
}

/// The mean shade under one dot: the `x`-th of `width`, the `y`-th of `height`. A picture without pixels is white.
fn mean(picture: &Picture, (x, width): (usize, usize), (y, height): (usize, usize)) -> f32 {
    let columns = covered(x, width, picture.width);
    let mut sum = 0.0;
    let mut count = 0.0;
    for row in covered(y, height, picture.height) {
        for &pixel in picture.pixels.get(row * picture.width..).and_then(|row| row.get(columns.clone())).unwrap_or(&[])
        {
            sum += f32::from(pixel);
            count += 1.0;
        }
    }
    if count == 0.0 { 255.0 } else { sum / count }
}

/// The pixels under one dot of many, along one side; at least one.
fn covered(dot: usize, dots: usize, pixels: usize) -> std::ops::Range<usize> {
    let start = dot * pixels / dots;
    start..((dot + 1) * pixels / dots).max(start + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_dots_are_black_as_it_is_dark() {
        for shade in [0, 64, 128, 200, 255_u8] {
            let picture = Picture { width: 50, height: 50, pixels: vec![shade; 2500] };
            let dots = dithered(&picture, 80, 80);
            let black = (0..6400).filter(|at| dots.is_black(at % 80, at / 80)).count();
            assert!(black.abs_diff(6400 * (255 - usize::from(shade)) / 255) < 100, "{shade}: {black}");
        }
    }

    #[test]
    fn a_black_line_stays_a_line_at_any_size() {
        let pixels = (0..90 * 90).map(|at| if at % 90 / 30 == 1 { 0 } else { 255 }).collect();
        let picture = Picture { width: 90, height: 90, pixels };
        for side in [9, 30, 90, 270] {
            let dots = dithered(&picture, side, side);
            let whole = |at: usize| dots.is_black(at % side, at / side) == (at % side * 3 / side == 1);
            assert!((0..side * side).all(whole), "{side}");
        }
    }
}
