//! The list as a workbook for spreadsheets (ECMA-376, `.xlsx`), written row by row.
//!
//! Every text is an inline string, so no table of all strings is kept. A sheet has at most 1,048,576 rows; what is beyond goes
//! on the next.

use std::io::{BufWriter, Write};

use super::row::{HEADER, NUMBERS, Row};
use crate::labels::Error;
use crate::labels::press::zip::Archive;

/// Most codes on one sheet: its rows but for the header.
const ON_A_SHEET: u64 = 1_048_575;
/// What is collected before it is compressed, in bytes.
const COLLECTED: usize = 1 << 16;

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/// Widths of the columns, in characters.
const WIDTHS: [u8; 7] = [9, 60, 9, 20, 28, 44, 32];

/// A workbook being written.
pub(super) struct Workbook<S: Write> {
    archive: Archive<BufWriter<S>>,
    text: String,
    sheets: u64,
    /// Codes on the open sheet.
    rows: u64,
    most: u64,
}

impl<S: Write> Workbook<S> {
    pub(super) fn new(out: S) -> Result<Self, Error> {
        Self::with_sheets_of(out, ON_A_SHEET)
    }

    pub(super) fn with_sheets_of(out: S, most: u64) -> Result<Self, Error> {
        let archive = Archive::new(BufWriter::with_capacity(COLLECTED, out));
        let mut workbook = Self { archive, text: String::with_capacity(2 * COLLECTED), sheets: 0, rows: 0, most };
        workbook.open_sheet()?;
        Ok(workbook)
    }

    pub(super) fn push(&mut self, row: &Row) -> Result<(), Error> {
        if self.rows == self.most {
            self.close_sheet()?;
            self.open_sheet()?;
        }
        self.rows += 1;
        self.text.push_str("<row>");
        for (cell, number) in row.cells().iter().zip(NUMBERS) {
            match number {
                true if cell.is_empty() => self.text.push_str("<c/>"),
                true => push_all(&mut self.text, &["<c><v>", cell, "</v></c>"]),
                false => push_text(&mut self.text, 1, cell),
            }
        }
        self.text.push_str("</row>");
        if self.text.len() >= COLLECTED { self.pour() } else { Ok(()) }
    }

    /// Ends the workbook and gives the spool back.
    pub(super) fn finish(mut self) -> Result<S, Error> {
        self.close_sheet()?;
        let numbers = || 1..=self.sheets;
        let sheets: String =
            numbers().map(|n| format!(r#"<sheet name="kode {n}" sheetId="{n}" r:id="rId{n}"/>"#)).collect();
        let parts: String = numbers()
            .map(|n| {
                format!(r#"<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{TYPE}.worksheet+xml"/>"#)
            })
            .collect();
        let relations: String = numbers()
            .map(|n| relation(n, "worksheet", &format!("worksheets/sheet{n}.xml")))
            .chain([relation(self.sheets + 1, "styles", "styles.xml")])
            .collect();
        let styles = format!(
            r#"{DECLARATION}<styleSheet xmlns="{MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#
        );
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
            self.archive.pack(name, part.as_bytes())?;
        }
        self.archive.finish()?.into_inner().map_err(|error| Error::Io(error.into_error()))
    }

    /// Begins a sheet: its columns, and a bold header that stays in sight.
    fn open_sheet(&mut self) -> Result<(), Error> {
        self.sheets += 1;
        self.rows = 0;
        self.archive.begin(&format!("xl/worksheets/sheet{}.xml", self.sheets))?;
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
        for (column, width) in WIDTHS.iter().enumerate() {
            text.push_str(&format!(r#"<col min="{0}" max="{0}" width="{width}" customWidth="1"/>"#, column + 1));
        }
        text.push_str("</cols><sheetData><row>");
        for name in HEADER {
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

fn relationships(relations: &str) -> String {
    format!(r#"{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>"#)
}

fn relation(number: u64, kind: &str, target: &str) -> String {
    format!(r#"<Relationship Id="rId{number}" Type="{RELATION}/{kind}" Target="{target}"/>"#)
}

fn push_all(text: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| text.push_str(part));
}

/// A cell of text, of one of the styles: 1 is text, 2 is bold.
fn push_text(text: &mut String, style: u8, cell: &str) {
    push_all(
        text,
        &[r#"<c t="inlineStr" s=""#, if style == 2 { "2" } else { "1" }, r#""><is><t xml:space="preserve">"#],
    );
    for character in cell.chars() {
        match character {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            // XML 1.0 has no place for these.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => text.push(other),
        }
    }
    text.push_str("</t></is></c>");
}
