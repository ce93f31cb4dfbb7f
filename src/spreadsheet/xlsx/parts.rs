//! Which part is what.
use std::io::Read;

use super::xml::{Step, Xml, attribute};
use crate::spreadsheet::Refusal;
use crate::spreadsheet::lines::{MOST_UNPACKED, MOST_WORKBOOK_BYTES};
use crate::zip::{Contents, Unreadable};

/// The parts of a workbook that a list is read from.
pub(super) struct Parts {
    pub(super) sheet: Vec<u8>,
    pub(super) strings: Option<Vec<u8>>,
    pub(super) styles: Option<Vec<u8>>,
    /// Days are counted from 1904, as on old Macintoshes.
    pub(super) from_1904: bool,
}

/// A relationship: where it leads, and what is there.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

/// What the workbook says of its sheets.
struct Book {
    from_1904: bool,
    /// Name and relationship of each sheet that is not hidden.
    sheets: Vec<(String, String)>,
}

/// Unpacks the parts of the sheet of this name, or of the first one.
pub(super) fn unpack(bytes: &[u8], name: &str) -> Result<Parts, Refusal> {
    if bytes.len() > MOST_WORKBOOK_BYTES {
        return Err(Refusal::WorkbookTooLong(bytes.len()));
    }
    let contents = Contents::read(bytes, MOST_UNPACKED)?;
    let names: Vec<String> = contents.names().map(str::to_ascii_lowercase).collect();
    let has = |part: &str| names.iter().any(|name| name.contains(part));
    if has("vbaproject") || has("macrosheets/") {
        return Err(Refusal::Macros);
    }
    if has("externallinks/") {
        return Err(Refusal::OtherFiles);
    }
    let package = relations(&contents, "", "_rels/.rels")?;
    let workbook = one(&package, "officeDocument").ok_or(Refusal::NoWorkbook)?;
    let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", workbook));
    let book = book(part(&contents, workbook)?.ok_or(Refusal::NoWorkbook)?)?;
    let relations = relations(&contents, folder, &format!("{folder}/_rels/{file}.rels"))?;
    let named = book.sheets.iter().find(|(sheet, _)| sheet.eq_ignore_ascii_case(name));
    let (_, id) = named.or(book.sheets.first()).ok_or(Refusal::NoWorkbook)?;
    let sheet = relations.iter().find(|relation| relation.id == *id && relation.kind == "worksheet");
    let sheet = part(&contents, &sheet.ok_or(Refusal::NoWorkbook)?.target)?.ok_or(Refusal::Damaged)?;
    let beside = |kind| one(&relations, kind).map_or(Ok(None), |name| part(&contents, name));
    Ok(Parts { sheet, strings: beside("sharedStrings")?, styles: beside("styles")?, from_1904: book.from_1904 })
}

/// A part, unpacked.
fn part(contents: &Contents<'_>, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
    let Some(mut entry) = contents.open(name)? else { return Ok(None) };
    let mut part = Vec::new();
    entry.read_to_end(&mut part).map_err(|error| Unreadable::of(&error))?;
    Ok(Some(part))
}

/// Where the one relationship of a kind leads.
fn one<'r>(relations: &'r [Relation], kind: &str) -> Option<&'r str> {
    relations.iter().find(|relation| relation.kind == kind).map(|relation| &*relation.target)
}

/// The relationships of a part, as names in the archive; none when the file is not there.
fn relations(contents: &Contents<'_>, folder: &str, name: &str) -> Result<Vec<Relation>, Refusal> {
    let mut relations = Vec::new();
    let Some(part) = part(contents, name.trim_start_matches('/'))? else { return Ok(relations) };
    let mut xml = Xml::new(part);
    loop {
        let start = match xml.next()? {
            Step::Open(start) if start.local_name().as_ref() == "Relationship" => start,
            Step::End => return Ok(relations),
            _ => continue,
        };
        let value = |name| attribute(&start, name).map(Option::unwrap_or_default);
        if value("TargetMode")?.eq_ignore_ascii_case("External") {
            continue;
        }
        let (id, kind, target) = (value("Id")?, value("Type")?, value("Target")?);
        // The kind is the last word of an address, of which two editions exist (transitional and strict).
        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
        let target = match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None if folder.is_empty() => target,
            None => format!("{folder}/{target}"),
        };
        relations.push(Relation { id, kind, target });
    }
}

fn book(part: Vec<u8>) -> Result<Book, Refusal> {
    let mut book = Book { from_1904: false, sheets: Vec::new() };
    let mut xml = Xml::new(part);
    loop {
        let start = match xml.next()? {
            Step::Open(start) => start,
            Step::End => return Ok(book),
            _ => continue,
        };
        let value = |name| attribute(&start, name).map(Option::unwrap_or_default);
        match start.local_name().as_ref() {
            "workbookPr" => book.from_1904 = matches!(&*value("date1904")?, "1" | "true"),
            "sheet" if matches!(&*value("state")?, "" | "visible") => book.sheets.push((value("name")?, value("id")?)),
            _ => {}
        }
    }
}
