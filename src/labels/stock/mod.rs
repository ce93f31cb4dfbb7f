//! Stock: where labels lie on a sheet or a roll, as data; and how far a printer misses it.

/// A kind of label paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Stock {
    /// Its name, such as `tj-103`.
    pub name: String,
    /// Width of one label, in millimetres.
    pub label_width: f32,
    /// Height of one label, in millimetres.
    pub label_height: f32,
}

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
