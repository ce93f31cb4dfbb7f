//! The records of a ZIP archive: the head before each file, and the directory of all files at the end.

use std::io::{self, Write};

/// One file of the archive.
pub(super) struct File<'a> {
    /// At most 255 bytes of ASCII.
    pub(super) name: &'a str,
    pub(super) packing: Packing,
    /// CRC-32 of the content.
    pub(super) check: u32,
    /// Length of the content, in bytes.
    pub(super) length: u32,
    /// Its length in the archive.
    pub(super) packed: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Stored,
    Deflated,
    /// Deflated, checksum and lengths behind the content, because nobody knew them before.
    Streamed,
}

impl Packing {
    const ALL: [Self; 3] = [Self::Stored, Self::Deflated, Self::Streamed];

    fn method(self) -> u16 {
        if self == Self::Stored { 0 } else { 8 }
    }

    fn flags(self) -> u16 {
        if self == Self::Streamed { 1 << 3 } else { 0 }
    }
}

/// 1 January 1980, 0:00, the first moment that ZIP knows: time, then date.
const MOMENT: [u16; 2] = [0, 1 << 5 | 1];
/// The version of the format that a reader must know: 2.0 has compression, 4.5 has Zip64.
const USUAL: u16 = 20;
const ZIP64: u16 = 45;
/// Written as if on Unix, so that the mode of files is believed.
const MADE_BY: u16 = 3 << 8 | ZIP64;
/// A regular file, which all may read and its owner may write.
const MODE: u32 = 0o100_644 << 16;
/// In a field of 16 or 32 bits: the value stands in the Zip64 record.
const ELSEWHERE_16: u16 = u16::MAX;
const ELSEWHERE_32: u32 = u32::MAX;

/// The record before a file's content.
pub(super) fn head(file: &File<'_>) -> Vec<u8> {
    let mut record = Record::new(b"PK\x03\x04");
    record.u16(USUAL).common(file).u16(0).bytes(file.name.as_bytes());
    record.0
}

/// The record behind the content of a file that was streamed.
pub(super) fn descriptor(file: &File<'_>) -> Vec<u8> {
    let mut record = Record::new(b"PK\x07\x08");
    record.u32(file.check).u32(file.packed).u32(file.length);
    record.0
}

/// What the archive's end must know of each file, in a few bytes: the name as what it adds to the name before, and the numbers as
/// short as they are. Places are not kept; they follow from the lengths.
#[derive(Default)]
pub(super) struct Directory {
    count: u64,
    kept: Vec<u8>,
    last: String,
}

impl Directory {
    pub(super) fn add(&mut self, file: &File<'_>) {
        let shared = file.name.bytes().zip(self.last.bytes()).take_while(|(new, old)| new == old).count();
        let added = &file.name[shared..];
        self.kept.extend([shared as u8, added.len() as u8, file.packing as u8]);
        self.kept.extend(added.as_bytes());
        self.kept.extend(file.check.to_le_bytes());
        self.keep_number(file.packed);
        if file.packing != Packing::Stored {
            self.keep_number(file.length);
        }
        self.last.replace_range(shared.., added);
        self.count += 1;
    }

    /// Seven bits a byte, the lowest first; the highest bit says that more follow.
    fn keep_number(&mut self, mut number: u32) {
        while number > 0x7f {
            self.kept.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.kept.push(number as u8);
    }

    /// Writes the directory and the records that end the archive.
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let mut kept = Kept { rest: &self.kept, name: String::new() };
        let (mut start, mut length) = (0_u64, 0_u64);
        while let Some(file) = kept.next() {
            let line = line(&file, start);
            out.write_all(&line)?;
            length += line.len() as u64;
            start += space(&file);
        }
        out.write_all(&end(self.count, start, length))
    }
}

/// Reads the kept bytes back.
struct Kept<'a> {
    rest: &'a [u8],
    name: String,
}

impl Kept<'_> {
    fn next(&mut self) -> Option<File<'_>> {
        let (&[shared, added, packing], rest) = self.rest.split_first_chunk()?;
        let (added, rest) = rest.split_at_checked(added.into())?;
        let (check, rest) = rest.split_first_chunk()?;
        self.rest = rest;
        self.name.truncate(shared.into());
        self.name.extend(added.iter().copied().map(char::from));
        let packing = *Packing::ALL.get(usize::from(packing))?;
        let packed = self.number();
        let length = if packing == Packing::Stored { packed } else { self.number() };
        Some(File { name: &self.name, packing, check: u32::from_le_bytes(*check), length, packed })
    }

    fn number(&mut self) -> u32 {
        let mut number = 0;
        for (at, &byte) in self.rest.iter().enumerate() {
            number |= u32::from(byte & 0x7f) << (7 * at);
            if byte & 0x80 == 0 {
                self.rest = &self.rest[at + 1..];
                break;
            }
        }
        number
    }
}

/// How many bytes a file takes in the archive: head, content, descriptor.
fn space(file: &File<'_>) -> u64 {
    let descriptor = if file.packing == Packing::Streamed { 16 } else { 0 };
    30 + file.name.len() as u64 + u64::from(file.packed) + descriptor
}

/// A file's line in the directory.
fn line(file: &File<'_>, start: u64) -> Vec<u8> {
    let near = u32::try_from(start).ok().filter(|&start| start != ELSEWHERE_32);
    let mut record = Record::new(b"PK\x01\x02");
    record.u16(MADE_BY).u16(if near.is_some() { USUAL } else { ZIP64 }).common(file);
    record.u16(if near.is_some() { 0 } else { 12 });
    // No comment, first disk, no hint at the content.
    record.u16(0).u16(0).u16(0).u32(MODE).u32(near.unwrap_or(ELSEWHERE_32));
    record.bytes(file.name.as_bytes());
    if near.is_none() {
        record.u16(1).u16(8).u64(start);
    }
    record.0
}

/// The records behind a directory of `count` files, which begins at `start` and is `length` bytes long.
fn end(count: u64, start: u64, length: u64) -> Vec<u8> {
    let near = |number: u64| u32::try_from(number).unwrap_or(ELSEWHERE_32);
    let few = u16::try_from(count).unwrap_or(ELSEWHERE_16);
    let mut record = Record::default();
    if few == ELSEWHERE_16 || near(start) == ELSEWHERE_32 || near(length) == ELSEWHERE_32 {
        record.bytes(b"PK\x06\x06").u64(44).u16(MADE_BY).u16(ZIP64).u32(0).u32(0);
        record.u64(count).u64(count).u64(length).u64(start);
        record.bytes(b"PK\x06\x07").u32(0).u64(start + length).u32(1);
    }
    record.bytes(b"PK\x05\x06").u16(0).u16(0).u16(few).u16(few).u32(near(length)).u32(near(start)).u16(0);
    record.0
}

/// Bytes, numbers with their lowest byte first.
#[derive(Default)]
struct Record(Vec<u8>);

impl Record {
    fn new(signature: &[u8; 4]) -> Self {
        Self(signature.to_vec())
    }

    fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend(bytes);
        self
    }

    fn u16(&mut self, number: u16) -> &mut Self {
        self.bytes(&number.to_le_bytes())
    }

    fn u32(&mut self, number: u32) -> &mut Self {
        self.bytes(&number.to_le_bytes())
    }

    fn u64(&mut self, number: u64) -> &mut Self {
        self.bytes(&number.to_le_bytes())
    }

    /// What the head of a file and its line in the directory have in common.
    fn common(&mut self, file: &File<'_>) -> &mut Self {
        self.u16(file.packing.flags()).u16(file.packing.method()).u16(MOMENT[0]).u16(MOMENT[1]);
        self.u32(file.check).u32(file.packed).u32(file.length).u16(file.name.len() as u16)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_four_gibibytes_places_stand_in_zip64_records() {
        let mut directory = Directory::default();
        for name in ["A-1.png", "A-2.png", "A-3.png"] {
            directory.add(&File { name, packing: Packing::Stored, check: 7, length: 3 << 30, packed: 3 << 30 });
        }
        let mut bytes = Vec::new();
        directory.write(&mut bytes).unwrap();
        let third = bytes.windows(7).rposition(|name| name == b"A-3.png").unwrap();
        let place = 2 * (30 + 7 + (3_u64 << 30));
        assert_eq!(bytes[third - 4..third], [0xff; 4]);
        assert_eq!(bytes[third + 7..third + 19], [&[1, 0, 8, 0], &place.to_le_bytes()[..]].concat());
        assert!(bytes[third + 19..].starts_with(b"PK\x06\x06"));
    }

    #[test]
    fn a_million_files_are_kept_in_a_few_bytes_each() {
        let mut directory = Directory::default();
        for item in 1..=1_000_000 {
            let name = &format!("KODE-{item:07}.png");
            directory.add(&File { name, packing: Packing::Stored, check: item, length: 2800, packed: 2800 });
        }
        assert!(directory.kept.len() < 16_000_000, "{}", directory.kept.len());
    }
}
