use std::borrow::Cow;
use std::io::Cursor;

use super::encoding::decode;
use super::lines::{Line, MOST_CSV_BYTES};
use super::odd::{NOT_UTF_8, Odd, sound};
use super::{Refusal, plain};

/// A CSV file being read: divided by commas, semicolons (as spreadsheets with Indonesian settings do) or tabs, whichever its first
/// line has most of; lines end with LF or CR LF.
pub struct CsvLines<'a> {
    csv: csv::Reader<Cursor<Cow<'a, [u8]>>>,
    record: csv::ByteRecord,
    was_windows_1252: bool,
    /// Where the record read last begins, and the line of it.
    at: usize,
    line: u64,
}

impl<'a> CsvLines<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<CsvLines<'a>, Refusal> {
        if bytes.len() > MOST_CSV_BYTES {
            return Err(Refusal::TooLong(bytes.len()));
        }
        let (text, was_windows_1252) = decode(bytes)?;
        let csv = csv::ReaderBuilder::new()
            .delimiter(divider(&text))
            .flexible(true)
            .has_headers(false)
            .from_reader(Cursor::new(text));
        Ok(CsvLines { csv, record: csv::ByteRecord::new(), was_windows_1252, at: 0, line: 1 })
    }

    pub(super) fn was_windows_1252(&self) -> bool {
        self.was_windows_1252
    }

    pub(super) fn read_line(&mut self) -> Result<Option<Line>, Refusal> {
        loop {
            let is_there =
                self.csv.read_byte_record(&mut self.record).map_err(|error| Refusal::Csv(error.to_string()))?;
            if !is_there {
                return Ok(None);
            }
            let line = Line { number: self.count_lines(), cells: self.record.iter().map(cell).collect() };
            if !line.is_blank() {
                return Ok(Some(line));
            }
        }
    }

    /// The reader's own count is one short when lines end in CRLF: it stops between the two.
    fn count_lines(&mut self) -> u64 {
        let bytes = self.csv.get_ref().get_ref();
        let begin = self.record.position().and_then(|position| usize::try_from(position.byte()).ok());
        let is_break = |at: usize| bytes.get(at).is_some_and(|byte| matches!(byte, b'\r' | b'\n'));
        let mut begin = begin.unwrap_or(self.at);
        while is_break(begin) {
            begin += 1;
        }
        let passed = self.at.min(begin)..begin;
        let ends = passed.filter(|at| match bytes[*at] {
            b'\n' => true,
            b'\r' => bytes.get(*at + 1) != Some(&b'\n'),
            _ => false,
        });
        self.line += ends.count() as u64;
        self.at = begin;
        self.line
    }
}

fn cell(bytes: &[u8]) -> Result<String, Odd> {
    match std::str::from_utf8(bytes) {
        Ok(text) => sound(plain(text)),
        Err(_) => Err(Odd::new(&String::from_utf8_lossy(&bytes[..bytes.len().min(200)]), NOT_UTF_8)),
    }
}

/// What divides the cells of the first line.
fn divider(text: &[u8]) -> u8 {
    let first = text.iter().take_while(|byte| !matches!(byte, b'\r' | b'\n'));
    let mut counts = [(0_usize, b','), (0, b';'), (0, b'\t')];
    for byte in first {
        for (count, divider) in &mut counts {
            *count += usize::from(byte == divider);
        }
    }
    // Of equals the first: a file of one column has none of them.
    counts.into_iter().rev().max_by_key(|(count, _)| *count).map_or(b',', |(_, divider)| divider)
}
