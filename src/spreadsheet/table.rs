//! One list as a file, as CSV or as a workbook.
use std::io::{Error, Write};

use super::harmless;
use super::workbook::{Column, Value, Workbook};

/// Shown by spreadsheets as what it is: without this mark Excel reads UTF-8 as something else.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text: UTF-8 with its mark, commas, lines that end with CR and LF, every text in quotes.
    Csv,
    /// A workbook with one sheet.
    Xlsx,
}

/// A list being written.
pub enum Table<W: Write> {
    /// As CSV.
    Csv(Box<csv::Writer<W>>),
    /// As a workbook.
    Xlsx(Box<Workbook<W>>),
}

impl<W: Write> Table<W> {
    /// Begins a list with its header. `name` is that of the sheet, where the format has sheets.
    ///
    /// # Errors
    /// Those of the output.
    pub fn begin(format: Format, mut out: W, name: &str, columns: &[Column<'_>]) -> Result<Table<W>, Error> {
        match format {
            Format::Csv => {
                out.write_all(BYTE_ORDER_MARK)?;
                let mut csv = csv::WriterBuilder::new()
                    .terminator(csv::Terminator::CRLF)
                    .quote_style(csv::QuoteStyle::NonNumeric)
                    .from_writer(out);
                csv.write_record(columns.iter().map(|column| column.name))?;
                Ok(Table::Csv(Box::new(csv)))
            }
            Format::Xlsx => {
                let mut workbook = Workbook::new(out);
                workbook.begin(name, columns)?;
                Ok(Table::Xlsx(Box::new(workbook)))
            }
        }
    }

    /// Adds a row.
    ///
    /// # Errors
    /// Those of the output.
    pub fn push(&mut self, row: &[Value<'_>]) -> Result<(), Error> {
        match self {
            Table::Csv(csv) => Ok(csv.write_record(row.iter().map(field))?),
            Table::Xlsx(workbook) => workbook.push(row),
        }
    }

    /// Ends the list and gives the output back.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish(self) -> Result<W, Error> {
        match self {
            Table::Csv(csv) => csv.into_inner().map_err(|error| error.into_error()),
            Table::Xlsx(workbook) => workbook.finish(),
        }
    }
}

/// A value as CSV says it.
fn field(value: &Value<'_>) -> String {
    match value {
        Value::Text(text) => harmless(text),
        value => value.to_string(),
    }
}
