use super::Sheet;
use super::fault::Fault;
use super::row::{Findings, Header};
use crate::said::{Said, said};
use crate::spreadsheet::{Line, Lines};

/// The columns of a file, and how many cells its rows have.
pub(super) struct Columns {
    pub(super) header: Header,
    pub(super) width: usize,
}

/// Reads the first line. With a fault in it no row can be read, so `None` ends the matter.
pub(super) fn read(sheet: Sheet, lines: &mut Lines<'_>, findings: &mut Findings) -> Option<Columns> {
    let line = match lines.read_line() {
        Ok(Some(line)) => line,
        Ok(None) => {
            let problem = Said::new(
                "berkasnya kosong; baris pertamanya harus menyebut nama kolom",
                "the file is empty; its first line must name the columns",
            );
            findings.faults.push(Fault::new(0, "", "", problem));
            return None;
        }
        Err(refusal) => {
            findings.faults.push(Fault::new(0, "", "", refusal.told()));
            return None;
        }
    };
    let names = names(&line);
    let (header, problems) = columns(sheet, &names);
    let is_sound = problems.is_empty();
    for (column, problem) in problems {
        findings.faults.push(Fault::new(line.number, column, column, problem));
    }
    is_sound.then_some(Columns { header, width: names.len() })
}

/// What stands in the header. Columns at its end that have no name are none.
fn names(line: &Line) -> Vec<String> {
    let text = |cell: &Result<String, _>| cell.as_ref().map_or_else(|_| "?".to_owned(), |name| name.trim().to_owned());
    let mut names: Vec<String> = line.cells.iter().map(text).collect();
    names.truncate(names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1));
    names
}

/// Where each column stands; and which are unknown, there twice, or missing.
fn columns(sheet: Sheet, names: &[String]) -> (Header, Vec<(&str, Said)>) {
    let mut header = Header::new();
    let mut problems = Vec::new();
    for (at, name) in names.iter().enumerate() {
        match sheet.columns().iter().chain(sheet.optional()).find(|known| **known == name) {
            Some(known) if header.insert(known, at).is_some() => {
                let problem =
                    Said::new("kolom ini ada dua kali; hapus salah satu", "this column is there twice; remove one");
                problems.push((&**name, problem));
            }
            Some(_) => {}
            None => {
                let problem = said!(
                    "daftar {sheet} tidak punya kolom ini; hapus, atau betulkan namanya",
                    "the sheet {sheet} has no such column; remove it or correct its name"
                );
                problems.push((name, problem));
            }
        }
    }
    for column in sheet.columns().iter().filter(|column| !header.contains_key(*column)) {
        let problem = Said::new(
            "kolom ini tidak ada; tambahkan, selnya boleh kosong",
            "this column is missing; add it, its cells may be empty",
        );
        problems.push((column, problem));
    }
    (header, problems)
}
