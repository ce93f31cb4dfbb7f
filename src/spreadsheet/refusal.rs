use super::lines::{MOST_CSV_BYTES, MOST_TEXT, MOST_UNPACKED, MOST_WORKBOOK_BYTES};
use super::{MOST_COLUMNS, lines};
use crate::zip::Unreadable;

/// Why a whole file is not read, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// A text file is too long.
    #[error("the file has {0} bytes, at most {MOST_CSV_BYTES} are read; split it")]
    TooLong(usize),
    /// A workbook is too long.
    #[error("the workbook has {0} bytes, at most {MOST_WORKBOOK_BYTES} are read; take out pictures, or split it")]
    WorkbookTooLong(usize),
    /// A workbook unpacks to more than is read.
    #[error("the workbook unpacks to more than {} MB; save only the list in a new workbook, or split it", MOST_UNPACKED >> 20)]
    UnpacksToTooMuch,
    /// Its cells have more text than is read.
    #[error("the cells have more than {} MB of text; split the list", MOST_TEXT >> 20)]
    TooMuchText,
    /// A workbook has more rows than are read.
    #[error("a workbook may have {} rows; split it", lines::MOST_WORKBOOK_ROWS)]
    TooManyRows,
    /// A row has more cells than are read.
    #[error("row {0} has something beyond column {MOST_COLUMNS}; clear what does not belong to the list")]
    TooManyColumns(u64),
    /// The workbook is cut off or damaged.
    #[error("the workbook is damaged; open it in the spreadsheet and save it again as .xlsx")]
    Damaged,
    /// The workbook has a password.
    #[error("the workbook is encrypted; save it without a password and import that")]
    Encrypted,
    /// An old workbook.
    #[error("this is a workbook of the old kind (.xls); save it as .xlsx or 'CSV UTF-8' and import that")]
    Old,
    /// Some other archive or kind of workbook (`.ods`, `.xlsb`).
    #[error("this is no workbook of the kind .xlsx; save it as .xlsx or 'CSV UTF-8' and import that")]
    NoWorkbook,
    /// It carries a program.
    #[error("the workbook has macros, which are never run; save it as .xlsx, without macros, and import that")]
    Macros,
    /// Its cells come from elsewhere.
    #[error(
        "the workbook takes cells from other files; copy the list, paste values only into a new workbook, and import that"
    )]
    OtherFiles,
    /// Text in two bytes a letter, and not all of it.
    #[error("the file is UTF-16 and damaged; save it as 'CSV UTF-8' and import that")]
    BrokenUtf16,
    /// No text at all, or text that does not say how it is encoded.
    #[error("the file is no text that can be read (it holds zero bytes); save it as 'CSV UTF-8' and import that")]
    NoText,
    /// The rules of CSV are broken.
    #[error("the file cannot be read as CSV: {0}")]
    Csv(String),
}

impl From<Unreadable> for Refusal {
    fn from(reason: Unreadable) -> Self {
        match reason {
            Unreadable::Damaged => Refusal::Damaged,
            Unreadable::Encrypted => Refusal::Encrypted,
            Unreadable::Foreign => Refusal::NoWorkbook,
            Unreadable::TooMuch => Refusal::UnpacksToTooMuch,
        }
    }
}
