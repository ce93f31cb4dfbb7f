//! A workbook for spreadsheets (ECMA-376, `.xlsx`), written row by row.
//!
//! Every text is an inline string, so no table of all strings is kept. A sheet has at most 1,048,576 rows; what is beyond goes
//! on the next.
use std::io::{BufWriter, Error, Write};

use crate::clock::{Day, iso};
use crate::zip::{self, Archive};

/// Most rows on one sheet but for the header.
const ON_A_SHEET: u64 = 1_048_575;
/// What is collected before it is compressed, in bytes.
const COLLECTED: usize = 1 << 16;
/// Days from 30 December 1899, from which spreadsheets count, to 1 January 1970.
pub(super) const EPOCH: u32 = 25_569;

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/// Styles 1 to 3: text, text in bold, a day.
const STYLES: &str = r#"<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>"#;

/// A column: its name, and its width in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column<'a> {
    /// What stands in the header.
    pub name: &'a str,
    /// Width in characters; only a workbook knows it.
    pub width: u8,
}

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Empty,
    /// Text, and what looks like a number and is a name: NIB, GTIN, telephone.
    Text(&'a str),
    /// A count.
    Count(u64),
    /// A number with a fraction.
    Real(f64),
    /// A day.
    Day(Day),
}

impl<'a> Value<'a> {
    /// A day, or nothing.
    pub fn day(day: Option<Day>) -> Value<'a> {
        day.map_or(Value::Empty, Value::Day)
    }

    /// A text, or nothing.
    pub fn text(text: Option<&'a str>) -> Value<'a> {
        text.map_or(Value::Empty, Value::Text)
    }
}

/// What a value reads as.
impl std::fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Empty => Ok(()),
            Value::Text(text) => f.write_str(text),
            Value::Count(count) => count.fmt(f),
            Value::Real(number) => number.fmt(f),
            Value::Day(day) => f.write_str(&iso(*day)),
        }
    }
}

/// A workbook being written.
pub struct Workbook<W: Write> {
    archive: Archive<BufWriter<W>>,
    text: String,
    /// Names of the sheets, the open one last.
    sheets: Vec<String>,
    /// The header of the open sheet.
    columns: Vec<(String, u8)>,
    /// The name that was asked for, and how many sheets have it.
    name: (String, u64),
    /// Rows on the open sheet.
    rows: u64,
    most: u64,
}

impl<W: Write> Workbook<W> {
    /// Begins a workbook without sheets.
    pub fn new(out: W) -> Self {
        Self::with_sheets_of(out, ON_A_SHEET)
    }

    pub(crate) fn with_sheets_of(out: W, most: u64) -> Self {
        Self {
            archive: Archive::new(BufWriter::with_capacity(COLLECTED, out)),
            text: String::with_capacity(2 * COLLECTED),
            sheets: Vec::new(),
            columns: Vec::new(),
            name: (String::new(), 0),
            rows: 0,
            most,
        }
    }

    /// Begins a sheet: its columns, and a bold header that stays in sight. It ends the sheet before. A name has at most 31
    /// characters and none of `[]:*?/\`; it is ours and no visitor's.
    ///
    /// # Errors
    /// Those of the output.
    pub fn begin(&mut self, name: &str, columns: &[Column<'_>]) -> Result<(), Error> {
        self.columns = columns.iter().map(|column| (column.name.to_owned(), column.width)).collect();
        self.name = (name.to_owned(), 1);
        self.open_sheet(name.to_owned())
    }

    /// Adds a row to the sheet, or to one more of its kind when it is full.
    ///
    /// # Errors
    /// Those of the output.
    pub fn push(&mut self, row: &[Value<'_>]) -> Result<(), Error> {
        if self.rows == self.most {
            self.name.1 += 1;
            self.open_sheet(format!("{} {}", self.name.0, self.name.1))?;
        }
        self.rows += 1;
        self.text.push_str("<row>");
        for value in row {
            match value {
                Value::Empty => self.text.push_str("<c/>"),
                Value::Text(text) => push_text(&mut self.text, 1, text),
                Value::Count(_) | Value::Real(_) => {
                    push_all(&mut self.text, &["<c><v>", &value.to_string(), "</v></c>"])
                }
                Value::Day(day) => {
                    push_all(&mut self.text, &[r#"<c s="3"><v>"#, &(day.0 + EPOCH).to_string(), "</v></c>"]);
                }
            }
        }
        self.text.push_str("</row>");
        if self.text.len() >= COLLECTED { self.pour() } else { Ok(()) }
    }

    /// Ends the workbook and gives the output back. A workbook has at least one sheet.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish(mut self) -> Result<W, Error> {
        self.close_sheet()?;
        let numbered = || self.sheets.iter().zip(1..);
        let sheets: String =
            numbered().map(|(name, n)| format!(r#"<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>"#)).collect();
        let parts: String = numbered()
            .map(|(_, n)| {
                format!(r#"<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{TYPE}.worksheet+xml"/>"#)
            })
            .collect();
        let relations: String = numbered()
            .map(|(_, n)| relation(n, "worksheet", &format!("worksheets/sheet{n}.xml")))
            .chain([relation(self.sheets.len() as u64 + 1, "styles", "styles.xml")])
            .collect();
        let styles = format!(r#"{DECLARATION}<styleSheet xmlns="{MAIN}">{STYLES}</styleSheet>"#);
        let workbook = format!(
            r#"{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>{sheets}</sheets></workbook>"#
        );
        let types = format!(
            r#"{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>{parts}</Types>"#
        );
        let main = relation(1, "officeDocument", "xl/workbook.xml");
        for (name, part) in [
            ("xl/styles.xml", styles),
            ("xl/workbook.xml", workbook),
            ("xl/_rels/workbook.xml.rels", relationships(&relations)),
            ("_rels/.rels", relationships(&main)),
            ("[Content_Types].xml", types),
        ] {
            self.archive.pack(name, part.as_bytes()).map_err(of_archive)?;
        }
        self.archive.finish().map_err(of_archive)?.into_inner().map_err(|error| error.into_error())
    }

    fn open_sheet(&mut self, name: String) -> Result<(), Error> {
        if !self.sheets.is_empty() {
            self.close_sheet()?;
        }
        self.sheets.push(name);
        self.rows = 0;
        self.archive.begin(&format!("xl/worksheets/sheet{}.xml", self.sheets.len())).map_err(of_archive)?;
        let text = &mut self.text;
        push_all(
            text,
            &[
                DECLARATION,
                r#"<worksheet xmlns=""#,
                MAIN,
                r#""><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>"#,
            ],
        );
        for (number, (_, width)) in (1..).zip(&self.columns) {
            text.push_str(&format!(r#"<col min="{number}" max="{number}" width="{width}" customWidth="1"/>"#));
        }
        text.push_str("</cols><sheetData><row>");
        for (name, _) in &self.columns {
            push_text(text, 2, name);
        }
        text.push_str("</row>");
        Ok(())
    }

    fn close_sheet(&mut self) -> Result<(), Error> {
        self.text.push_str("</sheetData></worksheet>");
        self.pour()
    }

    fn pour(&mut self) -> Result<(), Error> {
        self.archive.write_all(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }
}

fn of_archive(error: zip::Error) -> Error {
    match error {
        zip::Error::Io(error) => error,
        other => Error::other(other),
    }
}

fn relationships(relations: &str) -> String {
    format!(r#"{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>"#)
}

fn relation(number: u64, kind: &str, target: &str) -> String {
    format!(r#"<Relationship Id="rId{number}" Type="{RELATION}/{kind}" Target="{target}"/>"#)
}

fn push_all(text: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| text.push_str(part));
}

/// A cell of text, of one of the styles.
fn push_text(text: &mut String, style: u8, cell: &str) {
    push_all(
        text,
        &[r#"<c t="inlineStr" s=""#, if style == 2 { "2" } else { "1" }, r#""><is><t xml:space="preserve">"#],
    );
    let mut rest = cell.chars();
    while let Some(character) = rest.next() {
        match character {
            // What looks like an escape, and is none.
            '_' if rest.as_str().starts_with('x') => text.push_str("_x005F_"),
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            // A reader of XML would make it a line break.
            '\r' => text.push_str("&#13;"),
            // XML 1.0 has no place for these.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => text.push(other),
        }
    }
    text.push_str("</t></is></c>");
}
