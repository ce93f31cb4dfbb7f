//! Archives that somebody else made, read from memory (PKWARE's APPNOTE 6.3.10).

use std::cell::Cell;
use std::io::Read;

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::Unreadable;

/// Most files of an archive that is read.
const MOST_FILES: usize = 2_000;
/// Length of the record that ends an archive, without its comment.
const END: usize = 22;
/// Length of a file's line in the directory, and of the head before its content, without names.
const LINE: usize = 46;
const HEAD: usize = 30;
/// Flags: encrypted (bit 0), strongly encrypted (bit 6), directory encrypted (bit 13).
const ENCRYPTED: u16 = 1 | 1 << 6 | 1 << 13;

/// What an archive holds. All that is unpacked from it counts against one bound, however often a file is opened.
pub struct Contents<'a> {
    bytes: &'a [u8],
    files: Vec<File>,
    left: Cell<u64>,
}

/// A file as the directory describes it.
struct File {
    name: String,
    deflated: bool,
    check: u32,
    length: u64,
    packed: usize,
    start: usize,
}

impl<'a> Contents<'a> {
    /// Reads the directory. At most `most` bytes are ever unpacked.
    ///
    /// # Errors
    /// [`Unreadable`]: an archive is read whole or not at all, so one strange file spoils it.
    ///
    /// # Examples
    /// ```
    /// use std::io::Read;
    /// use telusur::zip::{Archive, Contents};
    ///
    /// let mut archive = Archive::new(Vec::new());
    /// archive.pack("a.txt", b"halo")?;
    /// let bytes = archive.finish()?;
    /// let contents = Contents::read(&bytes, 1 << 20).unwrap();
    /// let mut text = String::new();
    /// contents.open("a.txt").unwrap().unwrap().read_to_string(&mut text)?;
    /// assert_eq!(text, "halo");
    /// # Ok::<(), telusur::zip::Error>(())
    /// ```
    pub fn read(bytes: &'a [u8], most: u64) -> Result<Contents<'a>, Unreadable> {
        let end = bytes.get(end(bytes)?..).ok_or(Unreadable::Damaged)?;
        let (disk, of_directory) = (u16_at(end, 4)?, u16_at(end, 6)?);
        let (here, count) = (u16_at(end, 8)?, u16_at(end, 10)?);
        let start = u32_at(end, 16)?;
        if count == u16::MAX || start == u32::MAX || disk != 0 || of_directory != 0 || here != count {
            return Err(Unreadable::Foreign);
        }
        if usize::from(count) > MOST_FILES {
            return Err(Unreadable::TooMuch);
        }
        let mut files = Vec::with_capacity(count.into());
        let mut at = start as usize;
        for _ in 0..count {
            let line = bytes.get(at..).ok_or(Unreadable::Damaged)?;
            files.push(file(line)?);
            let beside = [28, 30, 32].into_iter().map(|place| u16_at(line, place).map(usize::from));
            at += LINE + beside.sum::<Result<usize, _>>()?;
        }
        Ok(Contents { bytes, files, left: Cell::new(most) })
    }

    /// The names of its files.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| &*file.name)
    }

    /// Begins to unpack a file; `None` when there is none of this name. What is read comes as it is unpacked; that it is whole
    /// and sound is known when it has ended without an error.
    ///
    /// # Errors
    /// [`Unreadable::Damaged`] when it does not lie where the directory says.
    pub fn open(&self, name: &str) -> Result<Option<Entry<'_>>, Unreadable> {
        // Names of parts are compared without regard to case (ECMA-376, part 2).
        let Some(file) = self.files.iter().find(|file| file.name.eq_ignore_ascii_case(name)) else { return Ok(None) };
        let head = self.bytes.get(file.start..).filter(|head| head.starts_with(b"PK\x03\x04"));
        let head = head.ok_or(Unreadable::Damaged)?;
        let begin = HEAD + usize::from(u16_at(head, 26)?) + usize::from(u16_at(head, 28)?);
        let packed = begin.checked_add(file.packed).and_then(|end| head.get(begin..end)).ok_or(Unreadable::Damaged)?;
        let content =
            if file.deflated { Packed::Deflated(DeflateDecoder::new(packed)) } else { Packed::Stored(packed) };
        Ok(Some(Entry { content, check: Crc::new(), expected: file.check, rest: file.length, left: &self.left }))
    }
}

/// Where the record is that ends an archive: the last one whose comment reaches the end of the file.
fn end(bytes: &[u8]) -> Result<usize, Unreadable> {
    let last = bytes.len().checked_sub(END).ok_or(Unreadable::Damaged)?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    let ends = |at: &usize| {
        let record = &bytes[*at..];
        record.starts_with(b"PK\x05\x06")
            && u16_at(record, 20).is_ok_and(|comment| usize::from(comment) == record.len() - END)
    };
    (first..=last).rev().find(ends).ok_or(Unreadable::Damaged)
}

/// One line of the directory.
fn file(line: &[u8]) -> Result<File, Unreadable> {
    if !line.starts_with(b"PK\x01\x02") {
        return Err(Unreadable::Damaged);
    }
    if u16_at(line, 8)? & ENCRYPTED != 0 {
        return Err(Unreadable::Encrypted);
    }
    let deflated = match u16_at(line, 10)? {
        0 => false,
        8 => true,
        _ => return Err(Unreadable::Foreign),
    };
    let (packed, length, start) = (u32_at(line, 20)?, u32_at(line, 24)?, u32_at(line, 42)?);
    if [packed, length, start].contains(&u32::MAX) {
        return Err(Unreadable::Foreign);
    }
    let name = line.get(LINE..LINE + usize::from(u16_at(line, 28)?)).ok_or(Unreadable::Damaged)?;
    let name = String::from_utf8_lossy(name).replace('\\', "/");
    let check = u32_at(line, 16)?;
    Ok(File { name, deflated, check, length: length.into(), packed: packed as usize, start: start as usize })
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16, Unreadable> {
    let found = bytes.get(at..).and_then(|rest| rest.first_chunk());
    found.map(|number| u16::from_le_bytes(*number)).ok_or(Unreadable::Damaged)
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, Unreadable> {
    let found = bytes.get(at..).and_then(|rest| rest.first_chunk());
    found.map(|number| u32::from_le_bytes(*number)).ok_or(Unreadable::Damaged)
}

enum Packed<'a> {
    Stored(&'a [u8]),
    Deflated(DeflateDecoder<&'a [u8]>),
}

/// A file being unpacked. Its errors carry an [`Unreadable`].
pub struct Entry<'c> {
    content: Packed<'c>,
    check: Crc,
    expected: u32,
    /// What is still to come by the directory's word.
    rest: u64,
    left: &'c Cell<u64>,
}

impl Read for Entry<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        let count = match &mut self.content {
            Packed::Stored(rest) => rest.read(out)?,
            Packed::Deflated(rest) => rest.read(out).map_err(|_| Unreadable::Damaged)?,
        };
        self.left.set(self.left.get().checked_sub(count as u64).ok_or(Unreadable::TooMuch)?);
        self.rest = self.rest.checked_sub(count as u64).ok_or(Unreadable::Damaged)?;
        self.check.update(&out[..count]);
        if count == 0 && (self.rest > 0 || self.check.sum() != self.expected) {
            return Err(Unreadable::Damaged.into());
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::zip::Archive;

    fn archive() -> Vec<u8> {
        let mut archive = Archive::new(Vec::new());
        archive.pack("xl/workbook.xml", "kopi ".repeat(2_000).as_bytes()).unwrap();
        archive.store("a.png", b"1234").unwrap();
        archive.finish().unwrap()
    }

    fn unpacked(bytes: &[u8], most: u64) -> Result<Vec<Vec<u8>>, Unreadable> {
        let contents = Contents::read(bytes, most)?;
        let names: Vec<String> = contents.names().map(str::to_owned).collect();
        let all = names.iter().map(|name| {
            let mut content = Vec::new();
            let entry = contents.open(name)?;
            entry
                .into_iter()
                .try_for_each(|mut entry| entry.read_to_end(&mut content).map(drop))
                .map_err(|error| Unreadable::of(&error))?;
            Ok(content)
        });
        all.collect()
    }

    #[test]
    fn what_was_packed_comes_back_and_no_more_than_is_allowed() {
        let files = unpacked(&archive(), 10_004).unwrap();
        assert_eq!((files[0].len(), &*files[1]), (10_000, &b"1234"[..]));
        assert_eq!(unpacked(&archive(), 10_003), Err(Unreadable::TooMuch));
        let contents = archive();
        let contents = Contents::read(&contents, 10_000).unwrap();
        assert!(contents.open("none").unwrap().is_none());
        assert!(contents.open("XL/Workbook.xml").unwrap().is_some());
    }

    #[test]
    fn a_cut_off_or_altered_archive_is_damaged() {
        let whole = archive();
        for length in 0..whole.len() {
            assert!(unpacked(&whole[..length], 1 << 20).is_err(), "{length}");
        }
        let mut altered = whole.clone();
        let at = altered.windows(4).position(|bytes| bytes == b"1234").unwrap();
        altered[at] = b'9';
        assert_eq!(unpacked(&altered, 1 << 20), Err(Unreadable::Damaged));
    }

    #[test]
    fn what_is_encrypted_or_foreign_is_named() {
        for (place, value, reason) in [(8, 1, Unreadable::Encrypted), (10, 9, Unreadable::Foreign)] {
            let mut archive = archive();
            let line = archive.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
            archive[line + place] = value;
            assert_eq!(unpacked(&archive, 1 << 20), Err(reason));
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(at in 0..300_usize, value in any::<u8>(), tail in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut bytes = archive();
            let place = at % bytes.len();
            bytes[place] = value;
            let _ = unpacked(&bytes, 1 << 20);
            let _ = unpacked(&tail, 1 << 20);
            bytes.extend(tail);
            let _ = unpacked(&bytes, 1 << 20);
        }
    }
}
