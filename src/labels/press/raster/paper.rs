//! Where the labels of a row lie under a printing head.

use super::bitmap::{Area, Bitmap};
use super::canvas::{Canvas, dots_per_mm};
use crate::labels::Error;
use crate::labels::press::{Job, too_small};
use crate::labels::stock::{Form, Roll, Stock};

/// The printing head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::labels::press) struct Head {
    /// Dots per inch.
    pub(in crate::labels::press) dpi: u32,
    /// How many dots wide it is, the paper running in its middle; nothing when it takes any picture.
    pub(in crate::labels::press) dots: Option<usize>,
}

/// What a row of labels lies on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::labels::press) struct Paper {
    /// Width of a row of labels, in millimetres.
    pub(in crate::labels::press) width: f32,
    /// Height of a label, in millimetres.
    pub(in crate::labels::press) height: f32,
    /// From one label to the next along the roll, in millimetres; 0 when the paper is not divided.
    pub(in crate::labels::press) gap: f32,
    /// The same in dots.
    pub(in crate::labels::press) gap_dots: usize,
}

/// A row of labels on its paper.
pub(super) struct Row {
    pub(super) paper: Paper,
    /// Upper left corners of its labels, in dots.
    pub(super) corners: Vec<(i32, i32)>,
    /// The row with nothing on it.
    pub(super) blank: Bitmap,
}

impl Row {
    /// Lays out the rows of an order. A design smaller than the labels stands in their middle.
    ///
    /// # Errors
    /// [`Error::Printer`] when the labels do not lie whole under the head, [`Error::LabelTooSmall`] when the design is larger.
    pub(super) fn of(job: &Job<'_>, head: Head, canvas: &Canvas<'_>) -> Result<Self, Error> {
        let (stock, calibration) = (job.stock, job.calibration);
        let Roll { gap, across, .. } = roll(stock)?;
        if calibration.scale_x != 1.0 || calibration.scale_y != 1.0 {
            return refuse("it prints dots, which cannot be scaled; set both scales of its calibration to 1".into());
        }
        let dots = |mm: f32| (mm * dots_per_mm(head.dpi)).round() as i32;
        let (width, height) = stock.page();
        let free = |label: f32, design: usize| dots(label) - design as i32;
        let (free_x, free_y) = (free(stock.label_width, canvas.width()), free(height, canvas.height()));
        // Rounding may make a design a dot larger than its label.
        if free_x < -1 || free_y < -1 {
            return Err(too_small(job));
        }
        let (inset_x, inset_y) = (free_x.max(0) / 2, free_y.max(0) / 2);
        let blank = Bitmap::white(head.dots.unwrap_or(dots(width) as usize), dots(height) as usize);
        let margin = (blank.width() as i32 - dots(width)).div_euclid(2);
        let corner = |place: usize| {
            let (left, top) = stock.place(place);
            (margin + inset_x + dots(left + calibration.right), inset_y + dots(top + calibration.down))
        };
        let row = Self {
            paper: Paper { width, height, gap, gap_dots: dots(gap).max(0) as usize },
            corners: (0..across).map(corner).collect(),
            blank,
        };
        if row.holds(canvas.ink()) { Ok(row) } else { row.refuse_size(job) }
    }

    /// Whether something that is drawn on every label lies on the row with all its dots.
    fn holds(&self, ink: Area) -> bool {
        let (width, height) = (self.blank.width() as i32, self.blank.height() as i32);
        self.corners.iter().all(|(left, top)| {
            let (left, top) = (left + ink.left, top + ink.top);
            left >= 0 && top >= 0 && left + ink.width <= width && top + ink.height <= height
        })
    }

    fn refuse_size(&self, job: &Job<'_>) -> Result<Self, Error> {
        refuse(format!(
            "labels {} mm wide, moved {} mm to the right and {} mm down, would not lie whole under its {} x {} dots; choose a \
             narrower label, or calibrate again",
            self.paper.width,
            job.calibration.right,
            job.calibration.down,
            self.blank.width(),
            self.blank.height()
        ))
    }
}

fn roll(stock: &Stock) -> Result<Roll, Error> {
    match stock.form {
        Form::Roll(roll) => Ok(roll),
        Form::Sheet(_) => refuse(format!("{} comes in sheets; choose a roll", stock.title)),
    }
}

fn refuse<T>(reason: String) -> Result<T, Error> {
    Err(Error::Printer { reason })
}
