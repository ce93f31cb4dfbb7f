//! Designs: what stands where on a label of one size, as data.

/// A design.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    /// Its name, such as `50x30`.
    pub name: String,
    /// Width of the label, in millimetres.
    pub width: f32,
    /// Height of the label, in millimetres.
    pub height: f32,
}
