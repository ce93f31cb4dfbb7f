use std::collections::HashMap;

use super::fault::Fault;
use super::header::{self, Columns};
use super::row::{Findings, Row};
use super::{Parsed, Rows, Sheet, producers, products, sentra, shared};
use crate::clock::Day;
use crate::said::{Said, said};
use crate::spreadsheet::{Line, Lines};

/// Most rows of a file.
pub const MOST_ROWS: u64 = 100_000;
/// Largest field, in bytes.
pub const MOST_IN_A_FIELD: usize = 8 * 1024;

/// Reads a CSV file or a workbook as a sheet; [`spreadsheet`](crate::spreadsheet) says which files can be read. Never fails: what
/// is wrong is in the faults.
///
/// # Examples
/// A bad cell is named with its row, its column and what to do:
/// ```
/// use telusur::clock::parse_day;
/// use telusur::registry::import::{Sheet, parse};
///
/// let file = "sentra_code,name,region_code,sk_number,sk_date,sk_by,members\nSEN-1,Sentra Kopi,1804,,,,8\n";
/// let parsed = parse(Sheet::Sentra, file.as_bytes(), parse_day("2026-11-23").unwrap());
/// assert_eq!((parsed.faults[0].row, &*parsed.faults[0].column), (2, "region_code"));
/// assert!(parsed.faults[0].problem.en.contains("two readings"));
/// ```
pub fn parse(sheet: Sheet, bytes: &[u8], today: Day) -> Parsed {
    let mut findings = Findings::default();
    let rows = match sheet {
        Sheet::Producers => {
            Rows::Producers(each(sheet, bytes, today, &mut findings, producers::read, |row| &row.producer.code))
        }
        Sheet::Products => {
            Rows::Products(each(sheet, bytes, today, &mut findings, products::read, |row| &row.product.code))
        }
        Sheet::Sentra => Rows::Sentra(each(sheet, bytes, today, &mut findings, sentra::read, |row| &row.sentra.code)),
    };
    let Findings { faults, mut warnings, refused } = findings;
    if let Rows::Products(rows) = &rows {
        shared::warn(rows, &mut warnings);
    }
    Parsed {
        rows,
        faults: faults.listed,
        more_faults: faults.more,
        warnings: warnings.listed,
        more_warnings: warnings.more,
        refused,
    }
}

/// Every row of a file, as what `read` makes of it.
fn each<T>(
    sheet: Sheet,
    bytes: &[u8],
    today: Day,
    findings: &mut Findings,
    read: fn(&mut Row<'_>) -> Option<T>,
    code: fn(&T) -> &str,
) -> Vec<T> {
    let mut rows = Vec::new();
    let mut lines = match Lines::open(bytes, sheet.word()) {
        Ok(lines) => lines,
        Err(refusal) => {
            findings.faults.push(Fault::new(0, "", "", refusal.told()));
            return rows;
        }
    };
    if let Some(remark) = lines.remark() {
        findings.warnings.push(Fault::new(0, "", "", remark));
    }
    let Some(columns) = header::read(sheet, &mut lines, findings) else { return rows };
    let mut seen: HashMap<String, u64> = HashMap::new();
    let mut count = 0;
    loop {
        let line = match lines.read_line() {
            Ok(Some(line)) => line,
            Ok(None) => break,
            Err(refusal) => {
                findings.faults.push(Fault::new(0, "", "", refusal.told()));
                return rows;
            }
        };
        count += 1;
        if count > MOST_ROWS {
            let problem = said!(
                "berkas boleh memuat {MOST_ROWS} baris; bagi menjadi beberapa berkas",
                "a file may have {MOST_ROWS} rows; split it"
            );
            findings.faults.push(Fault::new(line.number, "", "", problem));
            break;
        }
        let number = line.number;
        let Some(cells) = cells(line, &columns, lines.are_ragged(), findings) else { continue };
        let mut row = Row { line: number, header: &columns.header, cells: &cells, today, findings: &mut *findings };
        let Some(parsed) = read(&mut row) else {
            let named = [sheet.columns()[0], "name"].map(|column| row.cell(column).to_owned());
            findings.refused.push((number, named));
            continue;
        };
        if let Some(first) = seen.get(code(&parsed)) {
            let column = sheet.columns()[0];
            let problem = said!(
                "baris {first} juga memakai kode ini; beri masing-masing kodenya sendiri",
                "row {first} has this code too; give each its own"
            );
            findings.faults.push(Fault::new(number, column, code(&parsed), problem));
            continue;
        }
        seen.insert(code(&parsed).to_owned(), number);
        rows.push(parsed);
    }
    if count == 0 {
        let problem = Said::new(
            "berkas ini hanya berisi nama kolom; tambahkan baris di bawahnya",
            "the file has a header and no rows; add rows below it",
        );
        findings.faults.push(Fault::new(0, "", "", problem));
    }
    rows
}

/// The cells of a row as text. A row of the wrong width, or a cell that is no sound text, is a fault, and the row is left out.
fn cells(line: Line, columns: &Columns, ragged: bool, findings: &mut Findings) -> Option<Vec<String>> {
    let Columns { header, width } = columns;
    let Line { number, cells: mut found } = line;
    // Spreadsheets write empty cells behind the last column.
    while found.len() > *width
        && found.last().is_some_and(|cell| cell.as_ref().is_ok_and(|cell| cell.trim().is_empty()))
    {
        found.pop();
    }
    if ragged && found.len() < *width {
        found.resize(*width, Ok(String::new()));
    }
    if found.len() != *width {
        let problem = said!(
            "baris ini memuat {count} sel, sedangkan baris nama kolom {width}; apit teks yang berkoma dengan tanda kutip",
            "the row has {count} cells, the header has {width}; put a text with a comma in quotation marks",
            count = found.len()
        );
        findings.faults.push(Fault::new(number, "", "", problem));
        return None;
    }
    let column = |at| header.iter().find(|(_, column)| **column == at).map_or("", |(name, _)| *name);
    let mut cells = Vec::with_capacity(*width);
    for (at, cell) in found.into_iter().enumerate() {
        let (seen, problem) = match cell {
            Ok(text) if text.len() <= MOST_IN_A_FIELD => {
                cells.push(text);
                continue;
            }
            Ok(text) => {
                let problem = said!(
                    "isinya {length} bita, yang dibaca paling banyak {MOST_IN_A_FIELD}; ringkaslah",
                    "it has {length} bytes, at most {MOST_IN_A_FIELD} are read; shorten it",
                    length = text.len()
                );
                (text, problem)
            }
            Err(odd) => (odd.seen, odd.problem),
        };
        findings.faults.push(Fault::new(number, column(at), &seen, problem));
    }
    (cells.len() == *width).then_some(cells)
}
