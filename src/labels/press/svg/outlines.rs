//! Letters as SVG paths, in the font's own units, y up.

use std::collections::HashMap;

use ttf_parser::{GlyphId, OutlineBuilder};

use crate::labels::layout::{POINTS_PER_MM, Run};

/// Writes runs as paths; remembers letters.
#[derive(Default)]
pub(super) struct Outlines {
    letters: HashMap<(u8, u16), Letter>,
}

/// A letter's contours, each drawn from its first point, and how far the pen moves on.
struct Letter {
    contours: Vec<Contour>,
    advance: i32,
}

/// A closed line: where it begins, and the rest as SVG path data relative to that.
struct Contour {
    start: (i32, i32),
    rest: String,
}

impl Outlines {
    /// Appends a run as a path with a fill.
    pub(super) fn write(&mut self, run: &Run, fill: &str, svg: &mut String) {
        let face = run.weight.typeface();
        let unit = run.size / POINTS_PER_MM / f32::from(face.face.units_per_em());
        let (x, y) = (thousandths(run.left), thousandths(run.baseline));
        svg.push_str(&format!(r#"<path fill="{fill}" transform="translate({x} {y})scale({unit:.7} -{unit:.7})" d=""#));
        let mut pen = 0;
        for character in run.text.chars() {
            let glyph = face.glyph(character);
            let letter = self.letters.entry((run.weight as u8, glyph.0)).or_insert_with(|| Letter::trace(run, glyph));
            for Contour { start: (x, y), rest } in &letter.contours {
                svg.push_str(&format!("M{} {y}{rest}", pen + x));
            }
            pen += letter.advance;
        }
        svg.push_str("\"/>");
    }
}

impl Letter {
    fn trace(run: &Run, glyph: GlyphId) -> Self {
        let face = &run.weight.typeface().face;
        let mut pencil = Pencil::default();
        face.outline_glyph(glyph, &mut pencil);
        Self { contours: pencil.contours, advance: face.glyph_hor_advance(glyph).unwrap_or(0).into() }
    }
}

/// Millimetres rounded to a thousandth.
pub(super) fn thousandths(mm: f32) -> f32 {
    (mm * 1000.0).round() / 1000.0
}

/// Follows an outline. Points are whole units, and each step begins where the rounded one before ended, so that no error adds up.
#[derive(Default)]
struct Pencil {
    contours: Vec<Contour>,
    last: (i32, i32),
}

impl Pencil {
    fn step(&mut self, command: char, points: &[(f32, f32)]) {
        let from = self.last;
        let Some(contour) = self.contours.last_mut() else { return };
        contour.rest.push(command);
        for (at, &(x, y)) in points.iter().enumerate() {
            self.last = (x.round() as i32, y.round() as i32);
            let (x, y) = (self.last.0 - from.0, self.last.1 - from.1);
            let before = if at == 0 || x < 0 { "" } else { " " };
            let between = if y < 0 { "" } else { " " };
            contour.rest.push_str(&format!("{before}{x}{between}{y}"));
        }
    }
}

impl OutlineBuilder for Pencil {
    fn move_to(&mut self, x: f32, y: f32) {
        self.last = (x.round() as i32, y.round() as i32);
        self.contours.push(Contour { start: self.last, rest: String::new() });
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.step('l', &[(x, y)]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.step('q', &[(x1, y1), (x, y)]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.step('c', &[(x1, y1), (x2, y2), (x, y)]);
    }

    fn close(&mut self) {
        if let Some(contour) = self.contours.last_mut() {
            contour.rest.push('z');
        }
    }
}
