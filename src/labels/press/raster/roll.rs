//! A roll of labels, printed row by row in a printer's language.

use std::io::Write;

use super::bitmap::{Area, Bitmap};
use super::canvas::{Canvas, dots_per_mm};
use crate::labels::Error;
use crate::labels::press::{Job, Label, Press};
use crate::labels::stock::{self, Form};

/// What a printer language says. It appends to a buffer, which is written when a row of labels is whole.
pub(in crate::labels::press) trait Language {
    /// Before the first row.
    fn begin(&mut self, paper: &Paper, out: &mut Vec<u8>);

    /// One row of labels, printed so many times.
    fn row(&mut self, paper: &Paper, picture: &Bitmap, copies: u64, out: &mut Vec<u8>);

    /// After the last row.
    fn end(&mut self, out: &mut Vec<u8>);
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

/// The printing head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::labels::press) struct Head {
    /// Dots per inch.
    pub(in crate::labels::press) dpi: u32,
    /// How many dots wide it is, the paper running in its middle; nothing when it takes any picture.
    pub(in crate::labels::press) dots: Option<usize>,
}

/// Labels on a roll. Rows that are alike are printed by one command: of a million labels with the same code, one picture is sent.
pub(in crate::labels::press) struct Roll<'a, W: Write, L: Language> {
    out: W,
    language: L,
    paper: Paper,
    canvas: Canvas<'a>,
    /// Upper left corners of the labels of a row, in dots.
    places: Vec<(i32, i32)>,
    /// The row being filled, and how many labels are on it.
    row: Bitmap,
    filled: usize,
    /// The row before, and how often it is to be printed.
    before: Bitmap,
    copies: u64,
    buffer: Vec<u8>,
}

impl<'a, W: Write, L: Language> Roll<'a, W, L> {
    /// Begins a file for a printer with such a head.
    ///
    /// # Errors
    /// [`Error::Printer`] when the printer cannot print the labels as the job asks; [`Error::Io`].
    pub(in crate::labels::press) fn new(out: W, language: L, job: &Job<'a>, head: Head) -> Result<Self, Error> {
        let canvas = Canvas::new(job, head.dpi)?;
        let (paper, places, row) = lay_out(job, head, &canvas)?;
        if job.passed >= places.len() {
            let reason =
                format!("{} places are to be passed over, but a row of this roll has {}", job.passed, places.len());
            return Err(Error::Printer { reason });
        }
        let filled = job.passed;
        let mut roll = Self {
            out,
            language,
            paper,
            canvas,
            places,
            before: row.clone(),
            row,
            filled,
            copies: 0,
            buffer: Vec::new(),
        };
        roll.language.begin(&roll.paper, &mut roll.buffer);
        Ok(roll)
    }

    fn turn(&mut self) -> Result<(), Error> {
        self.filled = 0;
        if self.copies > 0 && self.row == self.before {
            self.copies += 1;
        } else {
            self.print()?;
            std::mem::swap(&mut self.row, &mut self.before);
            self.copies = 1;
        }
        self.row.wipe();
        Ok(())
    }

    /// Sends the row before.
    fn print(&mut self) -> Result<(), Error> {
        if self.copies > 0 {
            self.language.row(&self.paper, &self.before, self.copies, &mut self.buffer);
        }
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }
}

impl<W: Write, L: Language> Press for Roll<'_, W, L> {
    fn push(&mut self, label: &Label<'_>) -> Result<(), Error> {
        let picture = self.canvas.draw(label)?;
        let (left, top) = self.places[self.filled];
        self.row.stamp(picture, left, top);
        self.filled += 1;
        if self.filled == self.places.len() { self.turn() } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> Result<(), Error> {
        if self.row.ink().is_some() {
            self.turn()?;
        }
        if self.copies == 0 {
            return Err(Error::NoLabels);
        }
        self.print()?;
        self.language.end(&mut self.buffer);
        Ok(self.out.write_all(&self.buffer)?)
    }
}

/// The paper, where labels begin in a row, and an empty row.
fn lay_out(job: &Job<'_>, head: Head, canvas: &Canvas<'_>) -> Result<(Paper, Vec<(i32, i32)>, Bitmap), Error> {
    let Job { stock, calibration, .. } = job;
    if calibration.scale_x != 1.0 || calibration.scale_y != 1.0 {
        let reason = "it prints dots, which cannot be scaled; set both scales of its calibration to 1".into();
        return Err(Error::Printer { reason });
    }
    let Form::Roll(stock::Roll { gap, across, .. }) = stock.form else {
        let reason = format!("{} comes in sheets; choose a roll", stock.title);
        return Err(Error::Printer { reason });
    };
    let dots = |mm: f32| (mm * dots_per_mm(head.dpi)).round() as i32;
    let width = stock.label_width * across as f32 + gap * across.saturating_sub(1) as f32;
    let paper = Paper { width, height: stock.label_height, gap, gap_dots: dots(gap).max(0) as usize };
    let (wide, high) = (dots(width), dots(stock.label_height));
    if (canvas.width() as i32 - dots(stock.label_width)).abs() > 1 || (canvas.height() as i32 - high).abs() > 1 {
        let reason = format!("the design's size is not that of a label of {}; choose a design made for it", stock.name);
        return Err(Error::Printer { reason });
    }
    let row = Bitmap::white(head.dots.unwrap_or(wide as usize), high as usize);
    let margin = (row.width() as i32 - wide).div_euclid(2);
    let place = |lane: usize| {
        (margin + dots(lane as f32 * (stock.label_width + gap) + calibration.right), dots(calibration.down))
    };
    let places: Vec<_> = (0..across).map(place).collect();
    if places.iter().any(|&place| leaves(canvas.ink(), place, &row)) {
        let reason = format!(
            "labels {width} mm wide, moved {} mm to the right and {} mm down, would not lie whole under its {} x {} dots; \
             choose a narrower label, or calibrate again",
            calibration.right,
            calibration.down,
            row.width(),
            row.height()
        );
        return Err(Error::Printer { reason });
    }
    Ok((paper, places, row))
}

/// Whether something that is drawn would fall off the row.
fn leaves(ink: Area, (left, top): (i32, i32), row: &Bitmap) -> bool {
    let (left, top) = (ink.left + left, ink.top + top);
    left < 0 || top < 0 || left + ink.width > row.width() as i32 || top + ink.height > row.height() as i32
}
