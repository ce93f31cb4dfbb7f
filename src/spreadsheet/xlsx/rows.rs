use quick_xml::events::BytesStart;

use super::parts::{self, Parts};
use super::strings::unescaped;
use super::styles::Shown;
use super::xml::{Step, Xml, attribute};
use super::{number, strings, styles};
use crate::spreadsheet::lines::{Line, MOST_COLUMNS, MOST_TEXT, MOST_WORKBOOK_ROWS};
use crate::spreadsheet::odd::{AN_ERROR, NO_RESULT, Odd, sound};
use crate::spreadsheet::{Cell, Refusal};

/// The sheet of a workbook, read row by row.
pub struct Sheet {
    xml: Xml,
    strings: Vec<String>,
    styles: Vec<Shown>,
    from_1904: bool,
    /// The row read last.
    line: u64,
    /// Rows that had something in them.
    count: u64,
    /// Text that may still come, in bytes.
    left: usize,
}

/// A cell being read.
#[derive(Default)]
struct Draft {
    kind: String,
    shown: Shown,
    value: Option<String>,
    is_formula: bool,
}

impl Sheet {
    pub(in crate::spreadsheet) fn open(bytes: &[u8], name: &str) -> Result<Sheet, Refusal> {
        let Parts { sheet, strings, styles, from_1904 } = parts::unpack(bytes, name)?;
        Ok(Sheet {
            xml: Xml::new(sheet),
            strings: strings.map_or(Ok(Vec::new()), strings::read)?,
            styles: styles.map_or(Ok(Vec::new()), styles::read)?,
            from_1904,
            line: 0,
            count: 0,
            left: MOST_TEXT,
        })
    }

    pub(in crate::spreadsheet) fn read_line(&mut self) -> Result<Option<Line>, Refusal> {
        loop {
            let number = match self.xml.next()? {
                Step::Open(start) if start.local_name().as_ref() == "row" => attribute(&start, "r")?,
                Step::End => return Ok(None),
                _ => continue,
            };
            let number = number.map_or(Ok(self.line + 1), |number| number.parse().map_err(|_| Refusal::Damaged))?;
            if number <= self.line {
                return Err(Refusal::Damaged);
            }
            self.line = number;
            let line = Line { number, cells: self.cells()? };
            if line.is_blank() {
                continue;
            }
            self.count += 1;
            if self.count > MOST_WORKBOOK_ROWS + 1 {
                return Err(Refusal::TooManyRows);
            }
            return Ok(Some(line));
        }
    }

    /// The cells of the row that was just opened, up to the last one that is not empty.
    fn cells(&mut self) -> Result<Vec<Cell>, Refusal> {
        let mut cells: Vec<Cell> = Vec::new();
        let mut column = 0;
        loop {
            let (draft, at) = match self.xml.next()? {
                Step::Open(start) if start.local_name().as_ref() == "c" => {
                    (draft(&start, &self.styles)?, attribute(&start, "r")?)
                }
                Step::Close(name) if name == "row" => return Ok(cells),
                Step::End => return Err(Refusal::Damaged),
                _ => continue,
            };
            column = at.map_or(Some(column), |at| column_of(&at)).ok_or(Refusal::Damaged)?;
            let cell = self.cell(draft)?;
            if cell.as_ref().is_ok_and(String::is_empty) {
                column += 1;
                continue;
            }
            if column >= MOST_COLUMNS {
                return Err(Refusal::TooManyColumns(self.line));
            }
            cells.resize(cells.len().max(column + 1), Ok(String::new()));
            cells[column] = cell;
            column += 1;
        }
    }

    /// What stands in the cell that was just opened.
    fn cell(&mut self, mut draft: Draft) -> Result<Cell, Refusal> {
        loop {
            let part = match self.xml.next()? {
                Step::Open(start) => start.local_name().as_ref().to_owned(),
                Step::Close(name) if name == "c" => break,
                Step::Close(_) | Step::Text(_) => continue,
                Step::End => return Err(Refusal::Damaged),
            };
            match part.as_str() {
                "v" => draft.value = Some(self.xml.text_until("v", false)?),
                "is" => draft.value = Some(self.xml.text_until("is", true)?),
                "f" => {
                    self.xml.text_until("f", false)?;
                    draft.is_formula = true;
                }
                _ => {}
            }
        }
        let cell = self.read(draft)?;
        let length = cell.as_ref().map_or_else(|odd| odd.seen.len(), String::len);
        self.left = self.left.checked_sub(length).ok_or(Refusal::TooMuchText)?;
        Ok(cell)
    }

    fn read(&self, draft: Draft) -> Result<Cell, Refusal> {
        let Some(value) = draft.value.filter(|value| !value.is_empty()) else {
            return Ok(if draft.is_formula && draft.kind != "str" {
                Err(Odd::new("", NO_RESULT))
            } else {
                Ok(String::new())
            });
        };
        Ok(match draft.kind.as_str() {
            "s" => {
                let place = value.trim().parse::<usize>().ok();
                let text = place.and_then(|place| self.strings.get(place)).ok_or(Refusal::Damaged)?;
                sound(text.clone())
            }
            "str" | "inlineStr" => sound(unescaped(&value)),
            "b" => Ok(if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned()),
            "e" => Err(Odd::new(&value, AN_ERROR)),
            // A day in the form of ISO 8601, with a time that is midnight.
            "d" => Ok(value.trim_end_matches("T00:00:00").trim_end_matches("T00:00:00.000").to_owned()),
            "" | "n" => number::text(&value, draft.shown, self.from_1904),
            _ => return Err(Refusal::Damaged),
        })
    }
}

fn draft(start: &BytesStart<'_>, styles: &[Shown]) -> Result<Draft, Refusal> {
    let style = attribute(start, "s")?.and_then(|style| style.parse::<usize>().ok()).unwrap_or(0);
    let shown = styles.get(style).copied().unwrap_or_default();
    Ok(Draft { kind: attribute(start, "t")?.unwrap_or_default(), shown, ..Draft::default() })
}

/// The column, from 0, of a place such as `AB12`.
fn column_of(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let column =
        letters.take(4).fold(0, |column, letter| column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    column.checked_sub(1)
}
