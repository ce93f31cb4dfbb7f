use super::MOST_COLUMNS;
use super::lines::{MOST_CSV_BYTES, MOST_TEXT, MOST_UNPACKED, MOST_WORKBOOK_BYTES, MOST_WORKBOOK_ROWS};
use crate::said::{Said, said};
use crate::zip::Unreadable;

/// Why a whole file is not read, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// A text file is too long.
    TooLong(usize),
    /// A workbook is too long.
    WorkbookTooLong(usize),
    /// A workbook unpacks to more than is read.
    UnpacksToTooMuch,
    /// Its cells have more text than is read.
    TooMuchText,
    /// A workbook has more rows than are read.
    TooManyRows,
    /// A row has more cells than are read.
    TooManyColumns(u64),
    /// The workbook is cut off or damaged.
    Damaged,
    /// The workbook has a password.
    Encrypted,
    /// An old workbook.
    Old,
    /// Some other archive or kind of workbook (`.ods`, `.xlsb`).
    NoWorkbook,
    /// It carries a program.
    Macros,
    /// Its cells come from elsewhere.
    OtherFiles,
    /// Text in two bytes a letter, and not all of it.
    BrokenUtf16,
    /// No text at all, or text that does not say how it is encoded.
    NoText,
    /// The rules of CSV are broken.
    Csv(String),
}

impl Refusal {
    /// Why, and what to do, in a sentence.
    pub fn told(&self) -> Said {
        match self {
            Refusal::TooLong(length) => said!(
                "berkas ini {length} bita, yang dibaca paling banyak {MOST_CSV_BYTES}; bagi menjadi beberapa berkas",
                "the file has {length} bytes, at most {MOST_CSV_BYTES} are read; split it"
            ),
            Refusal::WorkbookTooLong(length) => said!(
                "buku kerja ini {length} bita, yang dibaca paling banyak {MOST_WORKBOOK_BYTES}; buang gambarnya, atau bagi menjadi beberapa berkas",
                "the workbook has {length} bytes, at most {MOST_WORKBOOK_BYTES} are read; take out pictures, or split it"
            ),
            Refusal::UnpacksToTooMuch => said!(
                "isi buku kerja ini lebih dari {most} MB; simpan daftarnya saja dalam buku kerja baru, atau bagi menjadi beberapa berkas",
                "the workbook unpacks to more than {most} MB; save only the list in a new workbook, or split it",
                most = MOST_UNPACKED >> 20
            ),
            Refusal::TooMuchText => said!(
                "teks di sel-selnya lebih dari {most} MB; bagi daftarnya",
                "the cells have more than {most} MB of text; split the list",
                most = MOST_TEXT >> 20
            ),
            Refusal::TooManyRows => said!(
                "buku kerja boleh memuat {MOST_WORKBOOK_ROWS} baris; bagi menjadi beberapa berkas",
                "a workbook may have {MOST_WORKBOOK_ROWS} rows; split it"
            ),
            Refusal::TooManyColumns(row) => said!(
                "baris {row} berisi sesuatu di luar kolom {MOST_COLUMNS}; hapus yang bukan bagian daftarnya",
                "row {row} has something beyond column {MOST_COLUMNS}; clear what does not belong to the list"
            ),
            Refusal::Damaged => Said::new(
                "buku kerja ini rusak; buka di aplikasi spreadsheet, lalu simpan lagi sebagai .xlsx",
                "the workbook is damaged; open it in the spreadsheet and save it again as .xlsx",
            ),
            Refusal::Encrypted => Said::new(
                "buku kerja ini dikunci dengan kata sandi; simpan tanpa kata sandi, lalu impor berkas itu",
                "the workbook is encrypted; save it without a password and import that",
            ),
            Refusal::Old => Said::new(
                "ini buku kerja jenis lama (.xls); simpan sebagai .xlsx atau 'CSV UTF-8', lalu impor berkas itu",
                "this is a workbook of the old kind (.xls); save it as .xlsx or 'CSV UTF-8' and import that",
            ),
            Refusal::NoWorkbook => Said::new(
                "ini bukan buku kerja jenis .xlsx; simpan sebagai .xlsx atau 'CSV UTF-8', lalu impor berkas itu",
                "this is no workbook of the kind .xlsx; save it as .xlsx or 'CSV UTF-8' and import that",
            ),
            Refusal::Macros => Said::new(
                "buku kerja ini berisi makro, yang tidak pernah dijalankan; simpan sebagai .xlsx, tanpa makro, lalu impor berkas itu",
                "the workbook has macros, which are never run; save it as .xlsx, without macros, and import that",
            ),
            Refusal::OtherFiles => Said::new(
                "buku kerja ini mengambil sel dari berkas lain; salin daftarnya, tempel nilainya saja ke buku kerja baru, lalu impor berkas itu",
                "the workbook takes cells from other files; copy the list, paste values only into a new workbook, and import that",
            ),
            Refusal::BrokenUtf16 => Said::new(
                "berkas ini UTF-16 dan rusak; simpan sebagai 'CSV UTF-8', lalu impor berkas itu",
                "the file is UTF-16 and damaged; save it as 'CSV UTF-8' and import that",
            ),
            Refusal::NoText => Said::new(
                "berkas ini bukan teks yang terbaca (ada bita nol di dalamnya); simpan sebagai 'CSV UTF-8', lalu impor berkas itu",
                "the file is no text that can be read (it holds zero bytes); save it as 'CSV UTF-8' and import that",
            ),
            Refusal::Csv(why) => {
                said!("berkas ini tidak terbaca sebagai CSV: {why}", "the file cannot be read as CSV: {why}")
            }
        }
    }
}

impl std::error::Error for Refusal {}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.told().en)
    }
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
