//! What a press would refuse, asked before anything is printed.

use super::raster::{self, Canvas};
use super::{Job, escpos, pdf};
use crate::labels::Error;

/// What an order becomes, as far as that decides whether it can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// Pages, by [`pdf`].
    Pdf,
    /// Drawings, by [`pieces`](super::pieces): they lie on no paper.
    Svg,
    /// Pictures, by [`pieces`](super::pieces).
    Png {
        /// Pixels in an inch.
        dpi: u32,
    },
    /// A roll, by [`zpl`](super::zpl) or [`tspl`](super::tspl).
    Roll {
        /// Dots in an inch of the printer.
        dpi: u32,
    },
    /// The paper of a receipt printer, by [`escpos`].
    Receipt(escpos::Width),
}

/// Whether the press would take the job. Each press asks the same when it begins, so this promises neither more nor less.
///
/// # Errors
/// What the press would say: [`Error::Calibration`], [`Error::LabelTooSmall`], [`Error::NoSuchPlace`], [`Error::Printer`].
pub fn check(output: Output, job: &Job<'_>) -> Result<(), Error> {
    match output {
        Output::Pdf => pdf::check(job),
        Output::Svg => Ok(()),
        Output::Png { dpi } => Canvas::new(job, dpi).map(drop),
        Output::Roll { dpi } => raster::check(job, raster::Head { dpi, dots: None }),
        Output::Receipt(width) => raster::check(job, width.head()),
    }
}

/// The refusal of a design that is larger than the labels of its stock.
pub(super) fn too_small(job: &Job<'_>) -> Error {
    let (layout, stock) = (job.layout, job.stock);
    Error::LabelTooSmall {
        stock: stock.name.clone(),
        width: layout.width,
        height: layout.height,
        label_width: stock.label_width,
        label_height: stock.label_height,
    }
}
