//! How far one printer misses its paper.

use crate::labels::Error;

/// How far one printer misses: added to every place, after scaling from the page's upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// To the right, in millimetres.
    pub right: f32,
    /// Down, in millimetres.
    pub down: f32,
    /// Width on paper should be this many times what it is; 1 for a printer that is true.
    pub scale_x: f32,
    /// The same for height.
    pub scale_y: f32,
}

impl Default for Calibration {
    fn default() -> Self {
        Self { right: 0.0, down: 0.0, scale_x: 1.0, scale_y: 1.0 }
    }
}

impl Calibration {
    /// The farthest shift, in millimetres: a printer that misses by more is set wrongly.
    pub const FARTHEST: f32 = 10.0;
    /// The smallest and the largest scale: beyond, the printer fits pages to its paper.
    pub const SCALES: (f32, f32) = (0.95, 1.05);

    /// Whether a printer can miss like that.
    ///
    /// # Errors
    /// [`Error::Calibration`] names the first value that is out of bounds.
    pub fn check(&self) -> Result<(), Error> {
        let shift = (-Self::FARTHEST, Self::FARTHEST, " mm");
        let scale = (Self::SCALES.0, Self::SCALES.1, "");
        let values = [
            ("right", self.right, shift),
            ("down", self.down, shift),
            ("scale-x", self.scale_x, scale),
            ("scale-y", self.scale_y, scale),
        ];
        for (what, value, (least, most, unit)) in values {
            // What is not a number is within no bounds.
            if !(least..=most).contains(&value) {
                return Err(Error::Calibration { what, value, least, most, unit });
            }
        }
        Ok(())
    }

    /// Where something must be drawn to land at `x`, `y` on paper; all in millimetres from the page's upper left corner.
    pub fn applied(&self, x: f32, y: f32) -> (f32, f32) {
        (x * self.scale_x + self.right, y * self.scale_y + self.down)
    }
}
