//! The bundle for a print house: one ZIP with a list of the codes as `codes.csv` and `codes.xlsx`, one SVG per code, and a
//! read-me, so that a press with variable data takes what it knows.
//!
//! Symbols go into the ZIP as labels are pushed. The two lists wait in *spools*, files lent by the caller, and follow at the
//! end: so memory does not grow with the order, and no code is made twice. The same labels make the same bytes.
//!
//! What a spreadsheet would take for a formula is preceded by an apostrophe in `codes.csv`, also where it might begin a cell
//! because the spreadsheet divides lines elsewhere; every text stands in quotes. A workbook says of each cell that it is text and
//! needs neither. Addresses are text, never numbers, of which a spreadsheet keeps fifteen digits.
mod readme;
mod row;

use std::io::{BufWriter, Read, Seek, Write};

use self::row::Row;
use super::{Label, Press};
use crate::labels::layout::SymbolPlace;
use crate::labels::{EcLevel, Error, Symbol};
use crate::spreadsheet::{Format, Table};
use crate::zip::{Archive, safe_name};

/// A file, without a name or with, that a list waits in.
pub trait Spool: Read + Write + Seek {}

impl<T: Read + Write + Seek> Spool for T {}

/// What all codes of the bundle share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Particulars<'a> {
    /// Name of the product.
    pub product: &'a str,
    /// Name of the producer.
    pub producer: &'a str,
    /// Kode produksi.
    pub production_code: &'a str,
    /// How many labels are to be printed.
    pub quantity: u64,
    /// How large the symbols are to be printed.
    pub symbol: SymbolPlace,
    /// Error correction of the symbols.
    pub level: EcLevel,
}

/// A bundle being written.
pub struct BundlePress<'a, W: Write, S: Spool> {
    archive: Archive<W>,
    csv: Table<S>,
    workbook: Table<S>,
    particulars: Particulars<'a>,
    rows: u64,
}

impl<'a, W: Write, S: Spool> BundlePress<'a, W, S> {
    /// Begins a bundle; each list waits in a spool of its own, which must be empty.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn new(out: W, spools: [S; 2], particulars: Particulars<'a>) -> Result<Self, Error> {
        let [csv, workbook] = spools;
        let csv = Table::begin(Format::Csv, csv, "kode", &row::COLUMNS)?;
        let workbook = Table::begin(Format::Xlsx, workbook, "kode", &row::COLUMNS)?;
        Ok(Self { archive: Archive::new(out), csv, workbook, particulars, rows: 0 })
    }

    /// The symbol with its quiet zone, as large as it is to be printed.
    fn draw(&self, address: &str) -> Result<String, Error> {
        let symbol = self.particulars.symbol.encode(address, self.particulars.level)?;
        let side = (symbol.width() + 2 * Symbol::QUIET_ZONE) as f32 * self.particulars.symbol.module;
        symbol.svg(side, &format!("{} {}", self.particulars.product, self.particulars.production_code))
    }
}

impl<W: Write, S: Spool> Press for BundlePress<'_, W, S> {
    fn push(&mut self, label: &Label<'_>) -> Result<(), Error> {
        let svg = self.draw(label.address)?;
        let file = format!("svg/{}-{:07}.svg", safe_name(self.particulars.production_code), label.item);
        self.archive.pack(&file, svg.as_bytes())?;
        let row = Row::new(self.rows + 1, label, &self.particulars, &file);
        self.csv.push(&row.values())?;
        self.workbook.push(&row.values())?;
        self.rows += 1;
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), Error> {
        if self.rows == 0 {
            return Err(Error::NoLabels);
        }
        let Self { mut archive, csv, workbook, particulars, rows } = *self;
        archive.pack("BACA-SAYA.txt", readme::write(&particulars, rows).as_bytes())?;
        append(&mut archive, "codes.csv", &mut csv.finish()?)?;
        append(&mut archive, "codes.xlsx", &mut workbook.finish()?)?;
        archive.finish()?.flush()?;
        Ok(())
    }
}

/// Adds a spooled list as a file.
fn append<W: Write>(archive: &mut Archive<W>, name: &str, spool: &mut impl Spool) -> Result<(), Error> {
    spool.rewind()?;
    archive.begin(name)?;
    let mut buffered = BufWriter::with_capacity(1 << 16, archive);
    std::io::copy(spool, &mut buffered)?;
    buffered.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests;
