//! A roll of labels, printed row by row in a printer's language.

use std::io::Write;

use super::bitmap::Bitmap;
use super::canvas::Canvas;
use super::paper::{Head, Paper, Row};
use crate::labels::Error;
use crate::labels::press::{Job, Label, Press};

/// What a printer language says. It appends to a buffer, which is written when a row of labels is whole.
pub(in crate::labels::press) trait Language {
    /// The most copies of a row that one command prints.
    const MOST_COPIES: u64;

    /// Before the first row.
    fn begin(&mut self, paper: &Paper, out: &mut Vec<u8>);

    /// One row of labels, printed so many times, at most [`MOST_COPIES`](Self::MOST_COPIES).
    fn row(&mut self, paper: &Paper, picture: &Bitmap, copies: u64, out: &mut Vec<u8>);

    /// After the last row.
    fn end(&mut self, out: &mut Vec<u8>);
}

/// Labels on a roll. Rows that are alike are printed by one command: of a million labels with the same code, one picture is sent.
pub(in crate::labels::press) struct Roll<'a, W: Write, L: Language> {
    out: W,
    language: L,
    paper: Paper,
    canvas: Canvas<'a>,
    /// Upper left corners of the labels of a row, in dots.
    corners: Vec<(i32, i32)>,
    /// The row being filled, and how many labels are on it.
    row: Bitmap,
    filled: usize,
    /// The row before, and how often it is to be printed.
    before: Bitmap,
    copies: u64,
    buffer: Vec<u8>,
}

/// Whether a printer with such a head prints the labels as the job asks.
///
/// # Errors
/// [`Error::Printer`] and [`Error::LabelTooSmall`] as [`Roll::new`].
pub(in crate::labels::press) fn check(job: &Job<'_>, head: Head) -> Result<(), Error> {
    set_up(job, head).map(drop)
}

fn set_up<'a>(job: &Job<'a>, head: Head) -> Result<(Canvas<'a>, Row), Error> {
    let canvas = Canvas::new(job, head.dpi)?;
    let row = Row::of(job, head, &canvas)?;
    let places = row.corners.len();
    if job.passed >= places {
        let reason = format!("{} places are to be passed over, but a row of this roll has {places}", job.passed);
        return Err(Error::Printer { reason });
    }
    Ok((canvas, row))
}

impl<'a, W: Write, L: Language> Roll<'a, W, L> {
    /// Begins a file for a printer with such a head.
    ///
    /// # Errors
    /// [`Error::Printer`] when the printer cannot print the labels as the job asks, [`Error::LabelTooSmall`] when the design is
    /// larger than the roll's labels; [`Error::Io`].
    pub(in crate::labels::press) fn new(out: W, language: L, job: &Job<'a>, head: Head) -> Result<Self, Error> {
        let (canvas, Row { paper, corners, blank }) = set_up(job, head)?;
        let (row, before, filled, copies, buffer) = (blank.clone(), blank, job.passed, 0, Vec::new());
        let mut roll = Self { out, language, paper, canvas, corners, row, filled, before, copies, buffer };
        roll.language.begin(&roll.paper, &mut roll.buffer);
        Ok(roll)
    }

    fn turn(&mut self) -> Result<(), Error> {
        self.filled = 0;
        if (1..L::MOST_COPIES).contains(&self.copies) && self.row == self.before {
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
        let (left, top) = self.corners[self.filled];
        self.row.stamp(picture, left, top);
        self.filled += 1;
        if self.filled == self.corners.len() { self.turn() } else { Ok(()) }
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
