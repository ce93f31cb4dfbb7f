use super::csv_lines::CsvLines;
use super::encoding::WAS_WINDOWS_1252;
use super::xlsx::Sheet;
use super::{Cell, Refusal};
use crate::said::Said;

/// Longest CSV file, in bytes.
pub(crate) const MOST_CSV_BYTES: usize = 20 << 20;
/// Longest workbook, in bytes.
pub(crate) const MOST_WORKBOOK_BYTES: usize = 5 << 20;
/// Most that is unpacked from a workbook, in bytes.
pub(crate) const MOST_UNPACKED: u64 = 64 << 20;
/// Most text in the cells of a workbook, in bytes: a text that is kept once may stand in many cells.
pub(crate) const MOST_TEXT: usize = MOST_CSV_BYTES;
/// Most rows of a workbook, its header not counted.
pub(crate) const MOST_WORKBOOK_ROWS: u64 = 20_000;
/// Most columns of a list.
pub const MOST_COLUMNS: usize = 60;

/// A line that has something in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file, from 1.
    pub number: u64,
    /// Its cells.
    pub cells: Vec<Cell>,
}

impl Line {
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.as_ref().is_ok_and(|cell| cell.trim().is_empty()))
    }
}

/// A list being read, line by line; empty lines are passed over.
pub enum Lines<'a> {
    /// From text.
    Csv(CsvLines<'a>),
    /// From a workbook.
    Workbook(Box<Sheet>),
}

impl<'a> Lines<'a> {
    /// Opens a file of any of the kinds that are read. Of a workbook with several sheets the one of this name is read; when there
    /// is none, the first that is not hidden.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn open(bytes: &'a [u8], name: &str) -> Result<Lines<'a>, Refusal> {
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return Ok(Lines::Workbook(Box::new(Sheet::open(bytes, name)?)));
        }
        if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
            // An encrypted workbook lies in the same container as an old one, and names itself in UTF-16.
            let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
            let is_encrypted = bytes.len() <= MOST_CSV_BYTES && bytes.windows(name.len()).any(|part| part == name);
            return Err(if is_encrypted { Refusal::Encrypted } else { Refusal::Old });
        }
        CsvLines::open(bytes).map(Lines::Csv)
    }

    /// The next line; `None` at the end.
    ///
    /// # Errors
    /// [`Refusal`]; nothing follows it.
    pub fn read_line(&mut self) -> Result<Option<Line>, Refusal> {
        match self {
            Lines::Csv(lines) => lines.read_line(),
            Lines::Workbook(sheet) => sheet.read_line(),
        }
    }

    /// What people should know of how the file was read.
    pub fn remark(&self) -> Option<Said> {
        match self {
            Lines::Csv(lines) => lines.was_windows_1252().then_some(WAS_WINDOWS_1252),
            Lines::Workbook(_) => None,
        }
    }

    /// Whether rows may have fewer cells than the header: a workbook keeps no empty cells.
    pub fn are_ragged(&self) -> bool {
        matches!(self, Lines::Workbook(_))
    }
}
