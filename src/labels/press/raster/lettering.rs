//! Letters as dots.
//!
//! Small type on few dots is a matter of luck: a stem that lies between two columns of dots comes out twice as thick, or not at
//! all. So each letter is moved sideways, by less than a dot, to where its stems fall on whole dots, and lines of small type are
//! stretched a little so that small letters are a whole number of dots high.

use std::collections::HashMap;

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use ttf_parser::{GlyphId, OutlineBuilder};

use super::bitmap::Bitmap;
use crate::labels::layout::{Run, Weight};
use crate::labels::lettering::text::STEP;

/// How much of a dot must be covered to make it black.
const COVERED: f32 = 0.45;
/// How many places within a dot are tried for a letter.
const TRIES: u8 = 8;
/// Letters higher than this, in dots, need no stretching.
const SMALL: f32 = 24.0;

/// Draws runs; remembers letters.
pub(super) struct Lettering {
    dots_per_mm: f32,
    dots_per_point: f32,
    letters: HashMap<(u8, u32, u16), Letter>,
}

/// A letter as dots, and where its picture stands seen from the pen.
struct Letter {
    picture: Bitmap,
    /// How far it was moved to the right.
    moved: f32,
    left: i32,
    top: i32,
}

impl Lettering {
    pub(super) fn new(dots_per_mm: f32) -> Self {
        Self { dots_per_mm, dots_per_point: dots_per_mm * 25.4 / 72.0, letters: HashMap::new() }
    }

    pub(super) fn draw(&mut self, run: &Run, on: &mut Bitmap) {
        let face = run.weight.typeface();
        let baseline = (run.baseline * self.dots_per_mm).round() as i32;
        // Words fitted to their room may have any size. Few sizes mean few letters to cut and to remember.
        let em = (run.size / STEP).floor() * STEP * self.dots_per_point;
        let mut pen = run.left * self.dots_per_mm;
        for character in run.text.chars() {
            let glyph = face.glyph(character);
            let key = (run.weight as u8, em.to_bits(), glyph.0);
            let letter = self.letters.entry(key).or_insert_with(|| Letter::cut(run.weight, em, glyph));
            on.stamp(&letter.picture, (pen - letter.moved).round() as i32 + letter.left, baseline + letter.top);
            pen += face.advance(glyph) * em / 1000.0;
        }
    }
}

impl Letter {
    /// Cuts a letter for type whose em is so many dots.
    fn cut(weight: Weight, em: f32, glyph: GlyphId) -> Self {
        let face = &weight.typeface().face;
        let across = em / f32::from(face.units_per_em());
        let Some(bounds) = face.glyph_bounding_box(glyph) else {
            return Self { picture: Bitmap::white(0, 0), moved: 0.0, left: 0, top: 0 };
        };
        let small_letters = f32::from(face.x_height().unwrap_or(500)) * across;
        let stretch = if small_letters < SMALL { small_letters.round().max(1.0) / small_letters } else { 1.0 };
        // A dot of room on each side, for the moving and the rounding.
        let left = (f32::from(bounds.x_min) * across).floor() - 1.0;
        let top = (f32::from(bounds.y_max) * across * stretch).ceil() + 1.0;
        let width = ((f32::from(bounds.x_max) * across).ceil() + 2.0 - left) as usize;
        let height = (top - (f32::from(bounds.y_min) * across * stretch).floor() + 1.0) as usize;
        let coverage = |moved: f32| {
            let mut outline = Outline {
                raster: Rasterizer::new(width, height),
                origin: point(moved - left, top),
                scale: point(across, across * stretch),
                start: point(0.0, 0.0),
                last: point(0.0, 0.0),
            };
            face.outline_glyph(glyph, &mut outline);
            let mut dots = Vec::with_capacity(width * height);
            outline.raster.for_each_pixel(|_, covered| dots.push(covered));
            dots
        };
        let places = (0..TRIES).map(|n| f32::from(n) / f32::from(TRIES) - 0.5).map(|moved| (moved, coverage(moved)));
        let best = places.max_by(|(_, a), (_, b)| decided(a).total_cmp(&decided(b)));
        let (moved, best) = best.unwrap_or_default();
        let mut picture = Bitmap::white(width, height);
        for (at, _) in best.iter().enumerate().filter(|&(_, &covered)| covered >= COVERED) {
            picture.blacken(at % width, at / width);
        }
        Self { picture, moved, left: left as i32, top: -(top as i32) }
    }
}

/// How clearly the dots are black or white.
fn decided(coverage: &[f32]) -> f32 {
    coverage.iter().map(|covered| (covered - 0.5).powi(2)).sum()
}

/// Hands a letter's outline to the rasteriser, in dots, y down.
struct Outline {
    raster: Rasterizer,
    origin: Point,
    scale: Point,
    start: Point,
    last: Point,
}

impl Outline {
    fn place(&self, x: f32, y: f32) -> Point {
        point(self.origin.x + x * self.scale.x, self.origin.y - y * self.scale.y)
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.start = self.place(x, y);
        self.last = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.place(x, y);
        self.raster.draw_line(self.last, to);
        self.last = to;
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (control, to) = (self.place(x1, y1), self.place(x, y));
        self.raster.draw_quad(self.last, control, to);
        self.last = to;
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (first, second, to) = (self.place(x1, y1), self.place(x2, y2), self.place(x, y));
        self.raster.draw_cubic(self.last, first, second, to);
        self.last = to;
    }

    fn close(&mut self) {
        self.raster.draw_line(self.last, self.start);
        self.last = self.start;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::layout::Ink;

    fn run(text: &str, size: f32) -> Run {
        let text = text.to_owned();
        Run { left: 1.0, baseline: 4.0, size, weight: Weight::Regular, ink: Ink::Black, text }
    }

    #[test]
    fn letters_stand_on_the_line_and_are_whole_dots_high() {
        let mut lettering = Lettering::new(8.0);
        let mut page = Bitmap::white(100, 60);
        lettering.draw(&run("x", 5.5), &mut page);
        let ink = page.ink().unwrap();
        // 536 thousandths of 5.5 points are 8.3 dots.
        assert_eq!((ink.top, ink.height), (24, 8));
        assert!((8..10).contains(&ink.left), "{}", ink.left);
    }

    #[test]
    fn words_fitted_to_any_size_need_few_letters() {
        let mut lettering = Lettering::new(8.0);
        let mut page = Bitmap::white(100, 60);
        (0..1000).for_each(|n| lettering.draw(&run("7K2M", 6.0 + n as f32 / 1000.0), &mut page));
        assert_eq!(lettering.letters.len(), 4 * 4);
    }
}
