//! Whole labels as PNG.

use png::{BitDepth, ColorType, Compression, Encoder, Filter, PixelDimensions, Unit};

use crate::labels::Error;
use crate::labels::press::raster::{Bitmap, Canvas};
use crate::labels::press::{Job, Label};

/// Draws the labels of an order. Each file says how large it is to be printed.
pub(in crate::labels::press) struct Drawing<'a> {
    canvas: Canvas<'a>,
    dots_per_metre: u32,
    file: Vec<u8>,
}

impl<'a> Drawing<'a> {
    /// # Errors
    /// [`Error::Printer`] when the layout's modules are not whole dots at this resolution.
    pub(in crate::labels::press) fn new(job: &Job<'a>, dpi: u32) -> Result<Self, Error> {
        let canvas = Canvas::new(job, dpi)?;
        let dots_per_metre = (canvas.width() as f32 / job.layout.width * 1000.0).round() as u32;
        Ok(Self { canvas, dots_per_metre, file: Vec::new() })
    }

    /// The label as a file.
    ///
    /// # Errors
    /// When the address cannot be encoded, or its symbol is wider than the layout allows for.
    pub(in crate::labels::press) fn draw(&mut self, label: &Label<'_>) -> Result<&[u8], Error> {
        let picture = self.canvas.draw(label)?;
        self.file.clear();
        encode(picture, self.dots_per_metre, &mut self.file)?;
        Ok(&self.file)
    }
}

fn encode(picture: &Bitmap, dots_per_metre: u32, file: &mut Vec<u8>) -> Result<(), Error> {
    let mut encoder = Encoder::new(file, picture.width() as u32, picture.height() as u32);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::One);
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: dots_per_metre, yppu: dots_per_metre, unit: Unit::Meter }));
    encoder.set_compression(Compression::Fast);
    // Most rows of a symbol equal the one above.
    encoder.set_filter(Filter::Up);
    // PNG's black is 0.
    let pixels: Vec<u8> = picture.bytes().iter().map(|byte| !byte).collect();
    Ok(encoder.write_header()?.write_image_data(&pixels)?)
}
