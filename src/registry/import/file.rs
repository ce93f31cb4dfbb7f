use super::MOST_BYTES;
use super::fault::Fault;
use super::row::Findings;

/// A CSV file being read, record by record.
pub(super) struct File<'a> {
    bytes: &'a [u8],
    csv: csv::Reader<&'a [u8]>,
    /// The record read last.
    pub(super) record: csv::ByteRecord,
    /// Where that record begins, and the line of it.
    at: usize,
    line: u64,
}

impl<'a> File<'a> {
    /// Opens a file, if it can be one.
    pub(super) fn open(bytes: &'a [u8]) -> Result<File<'a>, String> {
        sound(bytes)?;
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let csv = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(bytes);
        Ok(File { bytes, csv, record: csv::ByteRecord::new(), at: 0, line: 1 })
    }

    /// Reads the next record and answers with the line where it begins; `None` at the end of the file.
    pub(super) fn next(&mut self, findings: &mut Findings) -> Option<u64> {
        match self.csv.read_byte_record(&mut self.record) {
            Ok(true) => Some(self.count_lines()),
            Ok(false) => None,
            Err(error) => {
                findings.faults.push(Fault::new(0, "", "", format!("the file cannot be read as CSV: {error}")));
                None
            }
        }
    }

    /// The reader's own count is one short when lines end in CRLF: it stops between the two.
    fn count_lines(&mut self) -> u64 {
        let begin = self.record.position().and_then(|position| usize::try_from(position.byte()).ok());
        let is_break = |at: usize| self.bytes.get(at).is_some_and(|byte| matches!(byte, b'\r' | b'\n'));
        let mut begin = begin.unwrap_or(self.at);
        while is_break(begin) {
            begin += 1;
        }
        let passed = self.at.min(begin)..begin;
        let ends = passed.filter(|at| match self.bytes[*at] {
            b'\n' => true,
            b'\r' => self.bytes.get(*at + 1) != Some(&b'\n'),
            _ => false,
        });
        self.line += ends.count() as u64;
        self.at = begin;
        self.line
    }
}

fn sound(bytes: &[u8]) -> Result<(), String> {
    if bytes.len() > MOST_BYTES {
        return Err(format!("the file has {} bytes, at most {MOST_BYTES} are read; split it", bytes.len()));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err("this is a spreadsheet, not a CSV file; save it as 'CSV UTF-8' and import that".into());
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err("the file is UTF-16; save it as 'CSV UTF-8' and import that".into());
    }
    Ok(())
}
