//! Stock files: TOML in the form that `data/label-stock.toml` explains, read strictly.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::paper::{Cutting, Stock};
use super::rules;
use crate::labels::toml_fault::{TomlFault, line};

/// Largest file, in bytes: ours is thirty times smaller.
const LARGEST: usize = 256 * 1024;
/// Most stocks in a file.
const MOST: usize = 200;

/// What is wrong with a stock file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}{}{field}: {problem}", if .field.is_empty() { "" } else { ", " })]
pub struct FileError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The field; empty where none can be named.
    pub field: String,
    /// What is wrong and what to write instead.
    pub problem: String,
}

/// What breaks a rule: where in the text, which field, and what to do about it.
pub(super) struct Fault {
    pub(super) at: Range<usize>,
    pub(super) field: &'static str,
    pub(super) problem: String,
}

impl Fault {
    pub(super) fn new<T>(value: &Spanned<T>, field: &'static str, problem: String) -> Self {
        Self { at: value.span(), field, problem }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    sheet: Vec<SheetEntry>,
    #[serde(default)]
    roll: Vec<RollEntry>,
}

/// A `[[sheet]]` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SheetEntry {
    pub(super) name: Spanned<String>,
    pub(super) title: Spanned<String>,
    pub(super) label: Spanned<[f32; 2]>,
    pub(super) page: Spanned<[f32; 2]>,
    pub(super) grid: Spanned<[usize; 2]>,
    pub(super) first: Spanned<[f32; 2]>,
    pub(super) pitch: Spanned<[f32; 2]>,
    pub(super) unprintable: Option<Spanned<f32>>,
    pub(super) bleed: Option<Spanned<f32>>,
    #[serde(default)]
    pub(super) cutting: Cutting,
}

/// A `[[roll]]` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RollEntry {
    pub(super) name: Spanned<String>,
    pub(super) title: Spanned<String>,
    pub(super) label: Spanned<[f32; 2]>,
    pub(super) gap: Spanned<f32>,
    pub(super) across: Option<Spanned<usize>>,
    pub(super) dpi: Option<Spanned<u32>>,
}

/// The stocks of a file, in its order, sheets first.
pub(super) fn read(text: &str, file: &str) -> Result<Vec<Stock>, FileError> {
    let refusal = |line, field: &str, problem| FileError { file: file.into(), line, field: field.into(), problem };
    if text.len() > LARGEST {
        return Err(refusal(1, "", format!("the file is larger than {LARGEST} bytes: split it")));
    }
    let written: File = toml::from_str(text).map_err(|error| {
        let TomlFault { line, field, reason } = TomlFault::of(text, &error);
        refusal(line, &field.unwrap_or_default(), format!("{reason}; data/label-stock.toml is an example"))
    })?;
    stocks(written).map_err(|fault| refusal(line(text, fault.at.start), fault.field, fault.problem))
}

fn stocks(written: File) -> Result<Vec<Stock>, Fault> {
    let mut stocks: Vec<Stock> = Vec::new();
    let sheets = written.sheet.into_iter().map(|entry| (entry.name.clone(), rules::sheet(entry)));
    let rolls = written.roll.into_iter().map(|entry| (entry.name.clone(), rules::roll(entry)));
    for (name, stock) in sheets.chain(rolls) {
        let stock = stock?;
        if stocks.iter().any(|other| other.name == stock.name) {
            return Err(Fault::new(&name, "name", format!("'{}' stands in the file twice: rename one", stock.name)));
        }
        if stocks.len() == MOST {
            return Err(Fault::new(&name, "name", format!("a file has at most {MOST} stocks: split it")));
        }
        stocks.push(stock);
    }
    Ok(stocks)
}
