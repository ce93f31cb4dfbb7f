//! A PDF file, read from its beginning to its end. The list of places at the end of a file is not asked: of two objects with one
//! number, the later one counts, as it does after every change that a program appended.
use std::collections::HashMap;
use std::ops::Range;

use super::filter;
use super::object::{Dict, Object};
use super::parse::{BUDGET, Cursor};
use crate::uploads::Refused;

/// References followed one after the other until something is found.
const LONGEST_WAY: usize = 16;
/// Bytes of objects that a file may hold in compressed form.
const MOST_PACKED: usize = 24 * 1024 * 1024;

/// An object, and where its stream lies, if it has one.
struct Entry {
    object: Object,
    stream: Option<Range<usize>>,
}

/// The objects of a file by their numbers, and the first of them.
pub(super) struct File<'a> {
    bytes: &'a [u8],
    entries: HashMap<u32, Entry>,
    pub(super) root: Object,
}

impl<'a> File<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Result<File<'a>, Refused> {
        let mut file = File { bytes, entries: HashMap::new(), root: Object::Null };
        let mut cursor = Cursor::new(bytes, 0, BUDGET);
        let mut packed = MOST_PACKED;
        loop {
            cursor.skip();
            if cursor.peek().is_none() {
                break;
            }
            if cursor.take("trailer") {
                let Object::Dict(trailer) = cursor.object()? else { return Err(Refused::Damaged) };
                file.heed(&trailer)?;
            } else if !file.entry(&mut cursor, &mut packed)? {
                // The list of places, and what else stands between objects: word by word.
                let word = cursor.rest().iter().take_while(|byte| !byte.is_ascii_whitespace()).count();
                cursor.at += word.max(1);
            }
        }
        if file.root == Object::Null { Err(Refused::Damaged) } else { Ok(file) }
    }

    /// Reads `7 0 obj … endobj`; `false` when no object begins here.
    fn entry(&mut self, cursor: &mut Cursor<'a>, packed: &mut usize) -> Result<bool, Refused> {
        let begun = cursor.at;
        let number = cursor.digits();
        cursor.skip();
        let generation = cursor.digits();
        cursor.skip();
        let (Some(number), Some(_), true) = (number, generation, cursor.take("obj")) else {
            cursor.at = begun;
            return Ok(false);
        };
        let object = cursor.object()?;
        cursor.skip();
        let mut stream = None;
        if let (Object::Dict(dict), true) = (&object, cursor.take("stream")) {
            let range = self.stream(dict, cursor)?;
            cursor.at = range.end;
            self.look_into(dict, range.clone(), cursor, packed)?;
            stream = Some(range);
        }
        self.entries.insert(number, Entry { object, stream });
        Ok(true)
    }

    /// Where the bytes of a stream lie: as long as its dictionary says, if its end stands there; else up to its end. One whose
    /// end is lost would take in the objects after it.
    fn stream(&self, dict: &Dict, cursor: &mut Cursor<'a>) -> Result<Range<usize>, Refused> {
        if !cursor.take("\r\n") {
            cursor.take("\n");
        }
        let begun = cursor.at;
        let told = dict.get(&b"Length"[..]).and_then(|length| self.resolve(length).whole());
        if let Some(end) = told.and_then(|length| begun.checked_add(length)).filter(|end| *end <= self.bytes.len()) {
            let mut after = Cursor::new(self.bytes, end, 0);
            after.skip();
            if after.take("endstream") {
                return Ok(begun..end);
            }
        }
        let rest = &self.bytes[begun..];
        let ends = |word: &[u8]| word == b"endstream" || word.starts_with(b"endobj");
        let mut end =
            rest.windows(9).position(ends).filter(|end| rest[*end..].starts_with(b"ends")).ok_or(Refused::Damaged)?;
        for sign in [b'\n', b'\r'] {
            end -= usize::from(end > 0 && rest[end - 1] == sign);
        }
        Ok(begun..begun + end)
    }

    /// Streams that tell of the file itself: lists of places with what a trailer says, and objects packed together.
    fn look_into(
        &mut self,
        dict: &Dict,
        range: Range<usize>,
        cursor: &mut Cursor<'a>,
        packed: &mut usize,
    ) -> Result<(), Refused> {
        match dict.get(&b"Type"[..]) {
            Some(kind) if kind.is("XRef") => self.heed(dict),
            Some(kind) if kind.is("ObjStm") => {
                let bytes = filter::plain(self, dict, &self.bytes[range], *packed)?;
                *packed = packed.saturating_sub(bytes.len());
                let whole = |key: &[u8]| dict.get(key).and_then(|value| self.resolve(value).whole());
                let (Some(count), Some(first)) = (whole(b"N"), whole(b"First")) else { return Err(Refused::Damaged) };
                self.unpack(&bytes, count, first, &mut cursor.budget)
            }
            _ => Ok(()),
        }
    }

    /// Objects packed together (section 7.5.7): their numbers and places, then themselves.
    fn unpack(&mut self, bytes: &[u8], count: usize, first: usize, budget: &mut usize) -> Result<(), Refused> {
        let mut list = Cursor::new(bytes, 0, 0);
        for _ in 0..count.min(bytes.len()) {
            list.skip();
            let number = list.digits().ok_or(Refused::Damaged)?;
            list.skip();
            let place = list.digits().ok_or(Refused::Damaged)?;
            let at = first.checked_add(place as usize).ok_or(Refused::Damaged)?;
            let mut cursor = Cursor::new(bytes, at, *budget);
            let object = cursor.object()?;
            // Places may overlap: what is read again and again is paid for each time.
            let way = (cursor.at - at) / 16;
            *budget = cursor.budget.checked_sub(way).ok_or(Refused::Unclear("too many parts"))?;
            self.entries.insert(number, Entry { object, stream: None });
        }
        Ok(())
    }

    fn heed(&mut self, trailer: &Dict) -> Result<(), Refused> {
        if trailer.contains_key(&b"Encrypt"[..]) {
            return Err(Refused::Locked);
        }
        if let Some(root) = trailer.get(&b"Root"[..]) {
            self.root = root.clone();
        }
        Ok(())
    }

    /// What an object stands for: itself, or what its reference leads to; null when that leads nowhere.
    pub(super) fn resolve<'o>(&'o self, object: &'o Object) -> &'o Object {
        let mut object = object;
        for _ in 0..LONGEST_WAY {
            let Object::Ref(number) = object else { return object };
            object = self.entries.get(number).map_or(&Object::Null, |entry| &entry.object);
        }
        &Object::Null
    }

    /// What a key of a dictionary stands for; null when it is not there.
    pub(super) fn get<'o>(&'o self, dict: &'o Dict, key: &str) -> &'o Object {
        dict.get(key.as_bytes()).map_or(&Object::Null, |value| self.resolve(value))
    }

    /// The dictionary that an object stands for.
    pub(super) fn dict<'o>(&'o self, object: &'o Object) -> Option<&'o Dict> {
        match self.resolve(object) {
            Object::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    /// The bytes of the stream with a number, as they lie in the file.
    pub(super) fn stream_of(&self, number: u32) -> Option<&'a [u8]> {
        let range = self.entries.get(&number)?.stream.clone()?;
        self.bytes.get(range)
    }
}
