use super::Sheet;
use super::fault::Fault;
use super::file::File;
use super::row::{Findings, Header};

/// Reads the first line. With a fault in it no row can be read, so `None` ends the matter.
pub(super) fn read(sheet: Sheet, file: &mut File<'_>, findings: &mut Findings) -> Option<Header> {
    let Some(line) = file.next(findings) else {
        if findings.faults.listed.is_empty() {
            findings.faults.push(Fault::new(0, "", "", "the file is empty; its first line must name the columns"));
        }
        return None;
    };
    let names: Vec<String> = file.record.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
    let (header, problems) = match names.as_slice() {
        [only] if only.contains(';') => (Header::new(), vec![("", separated("semicolons"))]),
        [only] if only.contains('\t') => (Header::new(), vec![("", separated("tabs"))]),
        names => columns(sheet, names),
    };
    let is_sound = problems.is_empty();
    for (column, problem) in problems {
        findings.faults.push(Fault::new(line, column, column, problem));
    }
    is_sound.then_some(header)
}

/// Where each column stands; and which are unknown, there twice, or missing.
fn columns(sheet: Sheet, names: &[String]) -> (Header, Vec<(&str, String)>) {
    let mut header = Header::new();
    let mut problems = Vec::new();
    for (at, name) in names.iter().enumerate() {
        match sheet.columns().iter().chain(sheet.optional()).find(|known| **known == name) {
            Some(known) if header.insert(known, at).is_some() => {
                problems.push((&**name, "this column is there twice; remove one".to_owned()));
            }
            Some(_) => {}
            None => {
                let problem = format!("the sheet {sheet} has no such column; remove it or correct its name");
                problems.push((name, problem));
            }
        }
    }
    for column in sheet.columns().iter().filter(|column| !header.contains_key(*column)) {
        problems.push((column, "this column is missing; add it, its cells may be empty".to_owned()));
    }
    (header, problems)
}

fn separated(signs: &str) -> String {
    format!(
        "the columns are separated by {signs}, as spreadsheets with Indonesian settings do; save the file as 'CSV UTF-8' with commas, decimals with a point and dates as 2026-10-22"
    )
}
