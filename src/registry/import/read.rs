use std::collections::HashMap;

use super::fault::Fault;
use super::row::{Findings, Header, Row};
use super::{Parsed, Rows, Sheet, producers, products, sentra};
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
    let Findings { faults, warnings } = findings;
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
    if let Err(problem) = sound_file(bytes) {
        findings.faults.push(Fault::new(0, "", "", problem));
        return rows;
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut file = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    let Some(header) = header(sheet, &mut file, &mut record, findings) else { return rows };
    let width = record.len();
    let mut seen: HashMap<String, u64> = HashMap::new();
    let mut count = 0;
    while let Some(line) = next(&mut file, &mut record, findings) {
        count += 1;
        if count > MOST_ROWS {
            let problem = format!("a file may have {MOST_ROWS} rows; split it");
            findings.faults.push(Fault::new(line, "", "", problem));
            break;
        }
        let Some(cells) = cells(&record, line, width, sheet, &header, findings) else { continue };
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

fn sound_file(bytes: &[u8]) -> Result<(), String> {
    if bytes.len() > MOST_BYTES {
        return Err(format!("the file has {} bytes, at most {MOST_BYTES} are read; split it", bytes.len()));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err("this is a spreadsheet, not a CSV file; save it as 'CSV UTF-8' and import that".into());
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err("the file is UTF-16; save it as 'CSV UTF-8' and import that".into());
    }
    Ok(())
}

/// The next record and the line where it begins; `None` at the end of the file.
fn next(file: &mut csv::Reader<&[u8]>, record: &mut csv::ByteRecord, findings: &mut Findings) -> Option<u64> {
    match file.read_byte_record(record) {
        Ok(true) => Some(record.position().map_or(0, csv::Position::line)),
        Ok(false) => None,
        Err(error) => {
            findings.faults.push(Fault::new(0, "", "", format!("the file cannot be read as CSV: {error}")));
            None
        }
    }
}

/// Checks the first line. Faults in it make the rows unreadable, so `None` stops there.
fn header(
    sheet: Sheet,
    file: &mut csv::Reader<&[u8]>,
    record: &mut csv::ByteRecord,
    findings: &mut Findings,
) -> Option<Header> {
    let Some(line) = next(file, record, findings) else {
        if findings.faults.listed.is_empty() {
            findings.faults.push(Fault::new(0, "", "", "the file is empty; its first line must name the columns"));
        }
        return None;
    };
    let names: Vec<String> = record.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
    let mut header = Header::new();
    let mut problems: Vec<(&str, String)> = Vec::new();
    if let [only] = names.as_slice()
        && let Some(separator) = [';', '\t'].into_iter().find(|separator| only.contains(*separator))
    {
        problems.push(("", separated(separator)));
    } else {
        for (at, name) in names.iter().enumerate() {
            let known = sheet.columns().iter().chain(sheet.optional()).find(|known| **known == name);
            match known {
                Some(known) if header.insert(known, at).is_some() => {
                    problems.push((name, "this column is there twice; remove one".into()));
                }
                Some(_) => {}
                None => problems.push((name, format!("the sheet {sheet} has no such column; remove it or correct its name"))),
            }
        }
        let missing = sheet.columns().iter().filter(|column| !header.contains_key(*column));
        problems.extend(missing.map(|column| (*column, "this column is missing; add it, its cells may be empty".into())));
    }
    let is_sound = problems.is_empty();
    for (column, problem) in problems {
        findings.faults.push(Fault::new(line, column, column, problem));
    }
    is_sound.then_some(header)
}

fn separated(separator: char) -> String {
    let name = if separator == ';' { "semicolons" } else { "tabs" };
    format!(
        "the columns are separated by {name}, as spreadsheets with Indonesian settings do; save the file as 'CSV UTF-8' with commas, decimals with a point and dates as 2026-10-22"
    )
}

/// The cells of a row as text. A row of the wrong width, or a cell that is no text, is a fault, and the row is left out.
fn cells<'a>(
    record: &'a csv::ByteRecord,
    line: u64,
    width: usize,
    sheet: Sheet,
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
    let column = |at: usize| {
        let names = sheet.columns().iter().chain(sheet.optional());
        names.copied().find(|name| header.get(name) == Some(&at)).unwrap_or_default()
    };
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
