use std::collections::HashMap;

use super::fault::{Fault, Faults};
use crate::clock::{Day, parse_day};
use crate::registry::fields;
use crate::said::{Said, said};

/// The columns of a file: where each name stands.
pub(super) type Header = HashMap<&'static str, usize>;

/// What reading a file finds besides rows.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) faults: Faults,
    pub(super) warnings: Faults,
    /// Rows that were left out though their cells could be read: line, and what stands as code and name.
    pub(super) refused: Vec<(u64, [String; 2])>,
}

/// One row being read. Every cell is read, so that every fault of the row is found; a cell with a fault reads as `None`.
pub(super) struct Row<'a> {
    pub(super) line: u64,
    pub(super) header: &'a Header,
    pub(super) cells: &'a [String],
    pub(super) today: Day,
    pub(super) findings: &'a mut Findings,
}

impl Row<'_> {
    /// What stands in a column, without blanks at its ends. Empty for an optional column that the file lacks.
    pub(super) fn cell(&self, column: &str) -> &str {
        self.header.get(column).and_then(|at| self.cells.get(*at)).map_or("", |cell| cell.trim())
    }

    /// Whether the file has a column at all.
    pub(super) fn has(&self, column: &str) -> bool {
        self.header.contains_key(column)
    }

    /// Notes a fault of a column.
    pub(super) fn fault(&mut self, column: &str, problem: Said) {
        let fault = Fault::new(self.line, column, self.cell(column), problem);
        self.findings.faults.push(fault);
    }

    /// Notes something odd in a column.
    pub(super) fn warn(&mut self, column: &str, problem: Said) {
        let warning = Fault::new(self.line, column, self.cell(column), problem);
        self.findings.warnings.push(warning);
    }

    /// A cell that may be empty, read by a rule.
    pub(super) fn read<T>(&mut self, column: &str, rule: impl FnOnce(&str) -> Result<T, Said>) -> Option<T> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return None;
        }
        match rule(cell) {
            Ok(value) => Some(value),
            Err(problem) => {
                self.fault(column, problem);
                None
            }
        }
    }

    /// A cell that must not be empty, read by a rule.
    pub(super) fn need<T>(&mut self, column: &str, rule: impl FnOnce(&str) -> Result<T, Said>) -> Option<T> {
        if self.cell(column).is_empty() {
            let problem = Said::new(
                "masih kosong, padahal register memerlukannya; isilah",
                "it is empty, and the register needs it; fill it in",
            );
            self.fault(column, problem);
            return None;
        }
        self.read(column, rule)
    }

    /// A short text that may be empty.
    pub(super) fn text(&mut self, column: &str, most: usize) -> Option<String> {
        self.read(column, |cell| fields::line(cell, most))
    }

    /// A long text that may be empty.
    pub(super) fn story(&mut self, column: &str) -> Option<String> {
        self.read(column, |cell| fields::paragraphs(cell, fields::STORY))
    }

    /// A day that may be empty.
    pub(super) fn day(&mut self, column: &str) -> Option<Day> {
        self.read(column, parse_day)
    }

    /// A whole number of a range, or empty.
    pub(super) fn count(&mut self, column: &str, least: u32, most: u32) -> Option<u32> {
        self.read(column, |cell| {
            let number = cell.parse::<u32>().ok().filter(|number| (least..=most).contains(number));
            number.ok_or_else(|| {
                said!("tulis bilangan bulat dari {least} sampai {most}", "write a whole number from {least} to {most}")
            })
        })
    }

    /// One of a few words.
    pub(super) fn word<T: Copy>(&mut self, column: &str, words: &[(&str, T)]) -> Option<T> {
        self.need(column, |cell| {
            let found = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(cell));
            found.map(|(_, value)| *value).ok_or_else(|| {
                let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                let (id, en) = (known.join(" atau "), known.join(" or "));
                said!("kata ini tidak dipakai di sini; tulis {id}", "it is not one of the words used here; write {en}")
            })
        })
    }
}
