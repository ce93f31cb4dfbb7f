//! A kind of label paper, and where its labels lie.

use std::sync::LazyLock;

use super::file::{FileError, read};

/// A kind of label paper. Lengths are millimetres.
#[derive(Debug, Clone, PartialEq)]
pub struct Stock {
    /// Its name, such as `tj-103`.
    pub name: String,
    /// What people call it, such as `Tom & Jerry 103`.
    pub title: String,
    /// Width of one label.
    pub label_width: f32,
    /// Height of one label.
    pub label_height: f32,
    /// What the labels lie on.
    pub form: Form,
}

/// What labels lie on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Form {
    /// Sheets of many labels, for office printers and print houses.
    Sheet(Sheet),
    /// A roll, for thermal printers.
    Roll(Roll),
}

/// A sheet of labels in columns and rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sheet {
    /// Width of the sheet.
    pub width: f32,
    /// Height of the sheet.
    pub height: f32,
    /// Labels side by side.
    pub columns: usize,
    /// Labels one below the other.
    pub rows: usize,
    /// Left edge of the first label.
    pub left: f32,
    /// Its upper edge.
    pub top: f32,
    /// From one left edge to the next.
    pub pitch_x: f32,
    /// From one upper edge to the next.
    pub pitch_y: f32,
    /// Edge of the sheet that stays white.
    pub unprintable: f32,
    /// What may be printed beyond the cut.
    pub bleed: f32,
    /// Where the sheet is to be cut.
    pub cutting: Cutting,
}

/// How a sheet shows where to cut it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cutting {
    /// It is cut already.
    #[default]
    None,
    /// A small cross where four labels meet.
    Crosses,
    /// Crop marks around the labels, outside their bleed.
    Marks,
}

/// A roll of labels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Roll {
    /// Between labels, along and across the roll.
    pub gap: f32,
    /// Labels side by side.
    pub across: usize,
    /// Dots in an inch of the usual printer: 203, 300 or 600.
    pub dpi: u32,
}

/// Dots in an inch of an office printer.
const OFFICE_DPI: f32 = 600.0;

impl Stock {
    /// The stocks we know, in the order of `data/label-stock.toml`.
    pub fn all() -> &'static [Self] {
        static KNOWN: LazyLock<Vec<Stock>> = LazyLock::new(|| {
            let known = read(include_str!("../../../data/label-stock.toml"), "data/label-stock.toml");
            known.expect("the file is part of the program and a test reads it")
        });
        &KNOWN
    }

    /// The stock of that name among those we know.
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::all().iter().find(|stock| stock.name == name)
    }

    /// The stocks we know and those of a file, which replace ours of the same name; `file` is the file's name, for errors.
    ///
    /// # Errors
    /// When the text is no list of stocks, or a stock in it could not be printed.
    pub fn read(text: &str, file: &str) -> Result<Vec<Self>, FileError> {
        let theirs = read(text, file)?;
        let ours = Self::all().iter().filter(|known| theirs.iter().all(|stock| stock.name != known.name));
        Ok(ours.cloned().chain(theirs.iter().cloned()).collect())
    }

    /// Width and height of what is printed at once: a sheet, or one row of labels of a roll.
    pub fn page(&self) -> (f32, f32) {
        match self.form {
            Form::Sheet(sheet) => (sheet.width, sheet.height),
            Form::Roll(roll) => (span(roll.across, self.label_width + roll.gap, self.label_width), self.label_height),
        }
    }

    /// How many labels that is.
    pub fn per_page(&self) -> usize {
        match self.form {
            Form::Sheet(sheet) => sheet.columns * sheet.rows,
            Form::Roll(roll) => roll.across,
        }
    }

    /// Left and upper edge of a label on its page, counted from 0 at the upper left, row by row.
    pub fn place(&self, number: usize) -> (f32, f32) {
        match self.form {
            Form::Sheet(sheet) => {
                let (column, row) = (number % sheet.columns, number / sheet.columns);
                (sheet.left + column as f32 * sheet.pitch_x, sheet.top + row as f32 * sheet.pitch_y)
            }
            Form::Roll(roll) => (number as f32 * (self.label_width + roll.gap), 0.0),
        }
    }

    /// One dot of the usual printer. What is as wide as whole dots, and begins on one, is printed sharply.
    pub fn dot(&self) -> f32 {
        match self.form {
            Form::Sheet(_) => 25.4 / OFFICE_DPI,
            // Printers said to have 203 dots in an inch have 8 in a millimetre.
            Form::Roll(Roll { dpi: 203, .. }) => 0.125,
            Form::Roll(roll) => 25.4 / roll.dpi as f32,
        }
    }
}

/// From the first of `count` edges to the end of the last thing that begins there.
pub(super) fn span(count: usize, pitch: f32, length: f32) -> f32 {
    count.saturating_sub(1) as f32 * pitch + length
}
