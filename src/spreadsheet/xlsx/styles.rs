//! What a number is shown as: only its style tells a day from a count.
use std::collections::HashMap;

use super::xml::{Step, Xml, attribute};
use crate::spreadsheet::Refusal;

/// How a number is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Shown {
    /// As it is.
    #[default]
    Plain,
    /// A day, or a time.
    Day,
    /// Times a hundred, with a percent sign.
    Percent,
}

/// How each style of cells shows numbers.
pub(super) fn read(part: Vec<u8>) -> Result<Vec<Shown>, Refusal> {
    let mut formats: HashMap<u32, Shown> = HashMap::new();
    let mut styles = Vec::new();
    let mut in_cells = false;
    let mut xml = Xml::new(part);
    loop {
        let start = match xml.next()? {
            Step::Open(start) => start,
            Step::Close(name) => {
                in_cells &= name != "cellXfs";
                continue;
            }
            Step::Text(_) => continue,
            Step::End => return Ok(styles),
        };
        let number = || attribute(&start, "numFmtId").map(|id| id.and_then(|id| id.parse().ok()).unwrap_or(0));
        match start.local_name().as_ref() {
            "numFmt" => {
                let code = attribute(&start, "formatCode")?.unwrap_or_default();
                formats.insert(number()?, shown(&code));
            }
            "cellXfs" => in_cells = true,
            "xf" if in_cells => {
                let number = number()?;
                styles.push(formats.get(&number).copied().unwrap_or_else(|| built_in(number)));
            }
            _ => {}
        }
    }
}

/// Formats that every program knows (ECMA-376, part 1, 18.8.30); 27 to 36 and 50 to 58 are days in East Asian editions.
fn built_in(number: u32) -> Shown {
    match number {
        9 | 10 => Shown::Percent,
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Shown::Day,
        _ => Shown::Plain,
    }
}

/// A format of the workbook's own: days have letters for their parts, outside of quotes and brackets.
fn shown(code: &str) -> Shown {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    let mut shown = Shown::Plain;
    // Behind the first semicolon stand negative numbers.
    for letter in code.chars() {
        match letter {
            _ if escaped => escaped = false,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '\\' | '_' | '*' => escaped = true,
            '[' => bracketed = true,
            ']' => bracketed = false,
            _ if bracketed => {}
            ';' => break,
            '%' => shown = Shown::Percent,
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => return Shown::Day,
            // "General" is a word, not a row of signs.
            'G' | 'g' => return Shown::Plain,
            _ => {}
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{Shown, shown};

    #[test]
    fn days_are_told_from_counts() {
        for code in ["yyyy\\-mm\\-dd", "dd/mm/yyyy;@", "[$-421]d mmmm yyyy", "[h]:mm"] {
            assert_eq!(shown(code), Shown::Day, "{code}");
        }
        for code in ["General", "0.00", "#,##0 \"d\"", "[Red]0", "0 \\d", "@"] {
            assert_eq!(shown(code), Shown::Plain, "{code}");
        }
        assert_eq!(shown("0.00%"), Shown::Percent);
    }
}
