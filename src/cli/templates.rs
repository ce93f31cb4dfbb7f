//! Papers, designs, printers and their owners by the names that people type.
use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::failure::Failure;
use super::house::House;
use crate::labels::design::Design;
use crate::labels::stock::Stock;
use crate::printers::{self, Printer, ReceiptPaper};
use crate::registry::{self, ProducerId};

/// Largest file of papers or designs that is read, in bytes.
const LARGEST: u64 = 1 << 20;

/// The papers that are known, and those of a file.
pub(super) fn stocks(file: Option<&Path>) -> Result<Vec<Stock>, Failure> {
    match file {
        None => Ok(Stock::all().to_vec()),
        Some(file) => Stock::read(&text(file)?, &file.display().to_string()).map_err(Failure::refused),
    }
}

/// The designs that are known, and those of a file, which come first where names are the same.
pub(super) fn designs(file: Option<&Path>) -> Result<Vec<Design>, Failure> {
    let mut designs = match file {
        None => Vec::new(),
        Some(file) => Design::read(&file.display().to_string(), &text(file)?).map_err(Failure::refused)?,
    };
    designs.extend(Design::all().iter().cloned());
    Ok(designs)
}

/// The paper of a name. A file of one paper needs none.
pub(super) fn stock(name: Option<&str>, file: Option<&Path>) -> Result<Option<Stock>, Failure> {
    let Some(name) = name else {
        return match file {
            Some(_) => Err(Failure::refused("name the paper of --stock-file with --stock")),
            None => Ok(None),
        };
    };
    let found = stocks(file)?.into_iter().find(|stock| stock.name == name);
    let unknown = || match file {
        Some(file) => Failure::refused(format!("{} has no stock '{name}'; name one of its own", file.display())),
        None => Failure::refused(format!("there is no stock '{name}'; 'telusur list stocks' shows them")),
    };
    found.map(Some).ok_or_else(unknown)
}

/// The design of a name. A file whose first design is meant needs none.
pub(super) fn design(name: Option<&str>, file: Option<&Path>) -> Result<Option<Design>, Failure> {
    let designs = match (name, file) {
        (None, None) => return Ok(None),
        _ => designs(file)?,
    };
    let found = designs.into_iter().find(|design| name.is_none_or(|name| design.name == name));
    let named = name.unwrap_or_default();
    let unknown = || Failure::refused(format!("there is no design '{named}'; 'telusur list designs' shows them"));
    found.map(Some).ok_or_else(unknown)
}

/// The producer whose printer is meant; `None` for the office.
pub(super) async fn owner(house: &House, code: Option<&str>) -> Result<Option<ProducerId>, Failure> {
    let Some(code) = code else { return Ok(None) };
    let found = registry::find_producer_by_code(&mut &house.db, code).await?;
    let unknown = || Failure::refused(format!("there is no producer '{code}'; 'telusur list producers' shows them"));
    found.map(|producer| Some(producer.id)).ok_or_else(unknown)
}

/// The paper of a receipt printer, by its width.
pub(super) fn paper_width(millimetres: &str) -> Result<ReceiptPaper, String> {
    ReceiptPaper::from_word(millimetres).ok_or_else(|| "receipt printers take paper of 58 or 80 mm".into())
}

/// A printer of a producer, or the office's.
pub(super) async fn printer(house: &House, owner: Option<ProducerId>, name: &str) -> Result<Printer, Failure> {
    let found = printers::find_printer(&mut &house.db, owner, name).await?;
    let unknown = || {
        Failure::refused(format!(
            "there is no printer '{name}'; enter it with 'telusur printers set', or see 'telusur printers list'"
        ))
    };
    found.ok_or_else(unknown)
}

fn text(file: &Path) -> Result<String, Failure> {
    let bytes = read_at_most(LARGEST, file, "it has more than 1 MB, which no such file needs")?;
    let no_text = |_| Failure::refused(format!("{}: it is no text in UTF-8; save it as one", file.display()));
    String::from_utf8(bytes).map_err(no_text)
}

/// What a file holds, or the refusal of one that is larger, or that has no end.
pub(super) fn read_at_most(most: u64, file: &Path, larger: &str) -> Result<Vec<u8>, Failure> {
    let named = |error: &dyn std::fmt::Display| Failure::refused(format!("{}: {error}", file.display()));
    let mut bytes = Vec::new();
    let read = File::open(file).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
    match read.map_err(|error| named(&error))? as u64 > most {
        true => Err(named(&larger)),
        false => Ok(bytes),
    }
}
