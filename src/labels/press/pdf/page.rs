//! From millimetres, counted from the upper left corner, to points, counted from the lower left one.

use pdf_writer::{Content, Rect};

use crate::labels::layout::POINTS_PER_MM;
use crate::labels::stock::{Calibration, Stock};

/// A page of a stock. Its sides are whole dots of the printer, so that dots counted from any corner are the same.
#[derive(Clone, Copy)]
pub(super) struct Page {
    /// A dot of the usual printer, in millimetres.
    dot: f32,
    height_dots: f32,
    /// Width and height, in points.
    pub(super) size: (f32, f32),
}

impl Page {
    pub(super) fn of(stock: &Stock) -> Self {
        let ((width, height), dot) = (stock.page(), stock.dot());
        let height_dots = (height / dot).round();
        let size = (points((width / dot).round() * dot), points(height_dots * dot));
        Self { dot, height_dots, size }
    }

    pub(super) fn area(&self) -> Rect {
        Rect::new(0.0, 0.0, self.size.0, self.size.1)
    }

    /// A place on the page.
    pub(super) fn at(&self, left: f32, top: f32) -> (f32, f32) {
        (points(left), points(self.height_dots * self.dot - top))
    }

    /// Leads a line from one place to another.
    pub(super) fn line(&self, from: (f32, f32), to: (f32, f32), content: &mut Content) {
        let ((x, y), (end_x, end_y)) = (self.at(from.0, from.1), self.at(to.0, to.1));
        content.move_to(x, y).line_to(end_x, end_y);
    }

    /// Leads a line round a rectangle, given by its upper left corner and its size.
    pub(super) fn rectangle(&self, corner: (f32, f32), size: (f32, f32), content: &mut Content) {
        let (x, y) = self.at(corner.0, corner.1 + size.1);
        content.rect(x, y, points(size.0), points(size.1));
    }

    /// The lower left corner of a square that begins on whole dots, as near as can be to its place; and its side.
    pub(super) fn square(&self, left: f32, top: f32, side: f32) -> (f32, f32, f32) {
        let on_dots = |place: f32| (place / self.dot).round() * self.dot;
        let (x, y) = self.at(on_dots(left), on_dots(top) + side);
        (x, y, points(side))
    }

    /// A length as it is printed: what is meant as whole dots is exactly that.
    pub(super) fn in_dots(&self, length: f32) -> f32 {
        /// Printers said to have 203 dots in an inch have 203.2.
        const SLACK: f32 = 0.002;
        let whole = (length / self.dot).round() * self.dot;
        if (whole - length).abs() <= SLACK * length { whole } else { length }
    }

    /// Whether a module is whole dots on paper.
    pub(super) fn prints_sharply(&self, module: f32, calibration: Calibration) -> bool {
        let dots = self.in_dots(module) / self.dot;
        (calibration.scale_x, calibration.scale_y) == (1.0, 1.0) && (dots - dots.round()).abs() < 0.01
    }

    /// The matrix under which a printer that misses by so much prints a true page. A true printer needs none.
    ///
    /// Shifts are rounded to whole dots: what was sharp stays sharp.
    pub(super) fn calibrated(&self, calibration: Calibration) -> Option<[f32; 6]> {
        let whole = |shift: f32| (shift / self.dot).round() * self.dot;
        let exact = Calibration { right: whole(calibration.right), down: whole(calibration.down), ..calibration };
        let (right, down) = exact.applied(0.0, 0.0);
        let lift = self.size.1 * (1.0 - exact.scale_y) - down * POINTS_PER_MM;
        let matrix = [exact.scale_x, 0.0, 0.0, exact.scale_y, points(right), thousandths(lift)];
        (exact != Calibration::default()).then_some(matrix)
    }
}

/// Millimetres in points, to a thousandth: a thousand times finer than printers, and short in the file.
pub(super) fn points(millimetres: f32) -> f32 {
    thousandths(millimetres * POINTS_PER_MM)
}

fn thousandths(points: f32) -> f32 {
    (points * 1000.0).round() / 1000.0
}
