//! What this press refuses before it begins.

use crate::labels::press::{Job, too_small};
use crate::labels::{Error, Symbol};

/// What lengths may be off by their fractions, in millimetres.
const TOLERANCE: f32 = 0.01;

/// Whether the labels of a job lie on its pages.
pub(in crate::labels::press) fn check(job: &Job<'_>) -> Result<(), Error> {
    let (layout, stock) = (job.layout, job.stock);
    job.calibration.check()?;
    if layout.width > stock.label_width + TOLERANCE || layout.height > stock.label_height + TOLERANCE {
        return Err(too_small(job));
    }
    let places = stock.per_page();
    if job.passed >= places {
        return Err(Error::NoSuchPlace { stock: stock.name.clone(), passed: job.passed, places });
    }
    match (0..places).find(|&place| !symbol_is_on_the_page(place, job)) {
        Some(place) => Err(Error::Printer {
            reason: format!(
                "moved {} mm to the right and {} mm down, the code on label {} of {} would not lie whole on the page; calibrate \
                 again, or choose a paper with wider edges",
                job.calibration.right,
                job.calibration.down,
                place + 1,
                stock.name,
            ),
        }),
        None => Ok(()),
    }
}

/// Whether the symbol with its quiet zone lies on the page where the calibration moves it.
fn symbol_is_on_the_page(place: usize, job: &Job<'_>) -> bool {
    let (layout, stock, symbol) = (job.layout, job.stock, job.layout.symbol);
    let quiet = Symbol::QUIET_ZONE as f32 * symbol.module;
    let (left, top) = stock.place(place);
    let (width, height) = stock.page();
    // A quiet zone may end at the label's edge; fractions must not take it beyond.
    let within = |start: f32, free: f32, length: f32| {
        let near = (start - quiet).max(0.0);
        let far = (start + symbol.side() + quiet).min(length);
        (free / 2.0 + near, free / 2.0 + far)
    };
    let (near_x, far_x) = within(symbol.left, stock.label_width - layout.width, layout.width);
    let (near_y, far_y) = within(symbol.top, stock.label_height - layout.height, layout.height);
    let (x, y) = job.calibration.applied(left + near_x, top + near_y);
    let (end_x, end_y) = job.calibration.applied(left + far_x, top + far_y);
    x >= -TOLERANCE && y >= -TOLERANCE && end_x <= width + TOLERANCE && end_y <= height + TOLERANCE
}
