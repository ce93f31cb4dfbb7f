use std::collections::HashMap;

use super::fault::Fault;
use super::file::File;
use super::row::{Findings, Header, Row};
use super::{Parsed, Rows, Sheet, header, producers, products, sentra, shared};
use crate::clock::Day;

/// Largest file, in bytes.
pub const MOST_BYTES: usize = 20 * 1024 * 1024;
/// Most rows of a file.
pub const MOST_ROWS: u64 = 100_000;
/// Largest field, in bytes.
pub const MOST_IN_A_FIELD: usize = 8 * 1024;

/// Reads a CSV file as a sheet: UTF-8 with commas, with or without a byte order mark, lines ending in LF or CRLF. Never
/// fails: what is wrong is in the faults.
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
/// assert!(parsed.faults[0].problem.contains("two readings"));
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
    let Findings { faults, mut warnings } = findings;
    if let Rows::Products(rows) = &rows {
        shared::warn(rows, &mut warnings);
    }
    Parsed {
        rows,
        faults: faults.listed,
        more_faults: faults.more,
        warnings: warnings.listed,
        more_warnings: warnings.more,
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
    let mut file = match File::open(bytes) {
        Ok(file) => file,
        Err(problem) => {
            findings.faults.push(Fault::new(0, "", "", problem));
            return rows;
        }
    };
    let Some(header) = header::read(sheet, &mut file, findings) else { return rows };
    let width = file.record.len();
    let mut seen: HashMap<String, u64> = HashMap::new();
    let mut count = 0;
    while let Some(line) = file.next(findings) {
        count += 1;
        if count > MOST_ROWS {
            let problem = format!("a file may have {MOST_ROWS} rows; split it");
            findings.faults.push(Fault::new(line, "", "", problem));
            break;
        }
        let Some(cells) = cells(&file.record, line, width, &header, findings) else { continue };
        let Some(row) = read(&mut Row { line, header: &header, cells: &cells, today, findings: &mut *findings }) else {
            continue;
        };
        if let Some(first) = seen.get(code(&row)) {
            let column = sheet.columns()[0];
            let problem = format!("row {first} has this code too; give each its own");
            findings.faults.push(Fault::new(line, column, code(&row), problem));
            continue;
        }
        seen.insert(code(&row).to_owned(), line);
        rows.push(row);
    }
    if count == 0 {
        findings.faults.push(Fault::new(0, "", "", "the file has a header and no rows; add rows below it"));
    }
    rows
}

/// The cells of a row as text. A row of the wrong width, or a cell that is no text, is a fault, and the row is left out.
fn cells<'a>(
    record: &'a csv::ByteRecord,
    line: u64,
    width: usize,
    header: &Header,
    findings: &mut Findings,
) -> Option<Vec<&'a str>> {
    if record.len() != width {
        let problem = format!(
            "the row has {} cells, the header has {width}; put a text with a comma in quotation marks",
            record.len()
        );
        findings.faults.push(Fault::new(line, "", "", problem));
        return None;
    }
    let column = |at| header.iter().find(|(_, column)| **column == at).map_or("", |(name, _)| *name);
    let mut cells = Vec::with_capacity(width);
    for (at, bytes) in record.iter().enumerate() {
        let problem = match std::str::from_utf8(bytes) {
            Ok(text) if text.len() <= MOST_IN_A_FIELD => {
                cells.push(text);
                continue;
            }
            Ok(text) => format!("it has {} bytes, at most {MOST_IN_A_FIELD} are read; shorten it", text.len()),
            Err(_) => "it is not UTF-8; save the file as 'CSV UTF-8' and import that".to_owned(),
        };
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
        findings.faults.push(Fault::new(line, column(at), &start, problem));
    }
    (cells.len() == width).then_some(cells)
}
