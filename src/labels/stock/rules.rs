//! What a stock must keep to so that it can be printed.

use std::ops::RangeInclusive;

use toml::Spanned;

use super::file::{Fault, RollEntry, SheetEntry};
use super::paper::{Cutting, Form, Roll, Sheet, Stock, span};
use crate::labels::lettering::text;

const LABEL: RangeInclusive<f32> = 5.0..=500.0;
const PAGE: RangeInclusive<f32> = 30.0..=1200.0;
const EDGE: RangeInclusive<f32> = 0.0..=1200.0;
const UNPRINTABLE: RangeInclusive<f32> = 0.0..=30.0;
const BLEED: RangeInclusive<f32> = 0.0..=10.0;
const GAP: RangeInclusive<f32> = 0.0..=20.0;
const GRID: RangeInclusive<usize> = 1..=60;
const ACROSS: RangeInclusive<usize> = 1..=10;
const DPI: [u32; 3] = [203, 300, 600];
const NAME: RangeInclusive<usize> = 1..=40;
const TITLE: RangeInclusive<usize> = 1..=80;

/// What sums of measured lengths may be off, in millimetres: far below what paper is cut to.
const TOLERANCE: f32 = 0.01;

pub(super) fn sheet(entry: SheetEntry) -> Result<Stock, Fault> {
    let (name, title) = (name(&entry.name)?, title(&entry.title)?);
    let [label_width, label_height] = pair(&entry.label, "label", &LABEL)?;
    let [width, height] = pair(&entry.page, "page", &PAGE)?;
    let [left, top] = pair(&entry.first, "first", &EDGE)?;
    let [pitch_x, pitch_y] = pair(&entry.pitch, "pitch", &EDGE)?;
    let unprintable = entry.unprintable.as_ref().map_or(Ok(0.0), |edge| one(edge, "unprintable", &UNPRINTABLE))?;
    let bleed = entry.bleed.as_ref().map_or(Ok(0.0), |bleed| one(bleed, "bleed", &BLEED))?;
    let &[columns, rows] = entry.grid.get_ref();
    if !GRID.contains(&columns) || !GRID.contains(&rows) {
        return Err(Fault::new(&entry.grid, "grid", "write [columns, rows], each 1 to 60".into()));
    }
    let cutting = entry.cutting;
    let sheet = Sheet { width, height, columns, rows, left, top, pitch_x, pitch_y, unprintable, bleed, cutting };

    let across = Axis { word: "wide", count: columns, first: left, pitch: pitch_x, label: label_width, page: width };
    let down = Axis { word: "high", count: rows, first: top, pitch: pitch_y, label: label_height, page: height };
    for axis in [across, down] {
        axis.keeps_labels_apart(&entry, &sheet)?;
        axis.keeps_labels_on_the_page(&entry, &sheet)?;
    }
    Ok(Stock { name, title, label_width, label_height, form: Form::Sheet(sheet) })
}

pub(super) fn roll(entry: RollEntry) -> Result<Stock, Fault> {
    let (name, title) = (name(&entry.name)?, title(&entry.title)?);
    let [label_width, label_height] = pair(&entry.label, "label", &LABEL)?;
    let gap = one(&entry.gap, "gap", &GAP)?;
    let across = entry.across.as_ref().map_or(1, |across| *across.get_ref());
    if let Some(written) = entry.across.as_ref().filter(|_| !ACROSS.contains(&across)) {
        return Err(Fault::new(written, "across", "write how many labels lie side by side, 1 to 10".into()));
    }
    let dpi = entry.dpi.as_ref().map_or(DPI[0], |dpi| *dpi.get_ref());
    if let Some(written) = entry.dpi.as_ref().filter(|_| !DPI.contains(&dpi)) {
        return Err(Fault::new(written, "dpi", "write 203, 300 or 600".into()));
    }
    if span(across, label_width + gap, label_width) > *LABEL.end() {
        return Err(Fault::new(&entry.label, "label", "the roll would be wider than 500 mm: narrow it".into()));
    }
    Ok(Stock { name, title, label_width, label_height, form: Form::Roll(Roll { gap, across, dpi }) })
}

/// One direction of a sheet.
struct Axis {
    word: &'static str,
    count: usize,
    first: f32,
    pitch: f32,
    label: f32,
    page: f32,
}

impl Axis {
    fn keeps_labels_apart(&self, entry: &SheetEntry, sheet: &Sheet) -> Result<(), Fault> {
        let least = self.label + 2.0 * sheet.bleed;
        if self.count == 1 || self.pitch + TOLERANCE >= least {
            return Ok(());
        }
        let (pitch, word) = (self.pitch, self.word);
        let problem = format!("labels {pitch} mm apart would overlap: with their bleed they are {least} mm {word}");
        Err(Fault::new(&entry.pitch, "pitch", format!("{problem}; write at least that")))
    }

    fn keeps_labels_on_the_page(&self, entry: &SheetEntry, sheet: &Sheet) -> Result<(), Fault> {
        let margin = sheet.unprintable + sheet.reach();
        if self.first + TOLERANCE < margin {
            let problem = format!("the first label begins at {} mm, but unprintable edge, bleed and marks", self.first);
            return Err(Fault::new(&entry.first, "first", format!("{problem} need {margin} mm; write at least that")));
        }
        let end = self.first + span(self.count, self.pitch, self.label);
        if end + margin <= self.page + TOLERANCE {
            return Ok(());
        }
        let (count, page, word) = (self.count, self.page, self.word);
        let problem = format!(
            "{count} labels end at {end} mm, and {margin} mm beyond are needed, but the page is {page} mm {word}"
        );
        Err(Fault::new(&entry.grid, "grid", format!("{problem}; measure first, pitch and page again")))
    }
}

impl Sheet {
    /// Length of a crop mark, in millimetres.
    pub(in crate::labels) const MARK: f32 = 4.0;
    /// How far crop marks keep from the cut where nothing bleeds.
    const APART: f32 = 2.0;

    /// How far from the outer labels crop marks begin, in millimetres.
    pub(in crate::labels) fn marks_begin(&self) -> f32 {
        self.bleed.max(Self::APART)
    }

    /// How far beyond the outer labels something is printed.
    fn reach(&self) -> f32 {
        match self.cutting {
            Cutting::None | Cutting::Crosses => self.bleed,
            Cutting::Marks => self.marks_begin() + Self::MARK,
        }
    }
}

fn name(written: &Spanned<String>) -> Result<String, Fault> {
    let name = written.get_ref();
    let plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if plain && NAME.contains(&name.len()) {
        return Ok(name.clone());
    }
    Err(Fault::new(written, "name", "write 1 to 40 small letters, digits and hyphens".into()))
}

fn title(written: &Spanned<String>) -> Result<String, Fault> {
    let title = text::inert(written.get_ref());
    if title == *written.get_ref() && TITLE.contains(&title.chars().count()) {
        return Ok(title);
    }
    Err(Fault::new(written, "title", "write 1 to 80 visible characters, single blanks between words".into()))
}

fn one(written: &Spanned<f32>, field: &'static str, bounds: &RangeInclusive<f32>) -> Result<f32, Fault> {
    // What is not a number is within no bounds.
    if bounds.contains(written.get_ref()) {
        return Ok(*written.get_ref());
    }
    let problem =
        format!("{} is not {} to {} mm; write a length in mm", written.get_ref(), bounds.start(), bounds.end());
    Err(Fault::new(written, field, problem))
}

fn pair(written: &Spanned<[f32; 2]>, field: &'static str, bounds: &RangeInclusive<f32>) -> Result<[f32; 2], Fault> {
    match written.get_ref().iter().find(|value| !bounds.contains(value)) {
        None => Ok(*written.get_ref()),
        Some(value) => {
            let (least, most) = (bounds.start(), bounds.end());
            let problem = format!("{value} is not {least} to {most} mm; write two lengths in mm, across and down");
            Err(Fault::new(written, field, problem))
        }
    }
}
