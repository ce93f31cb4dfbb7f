//! Reading objects (ISO 32000-1, sections 7.2 and 7.3). Whatever the bytes, it ends, and takes no more memory than its budget.
use super::object::{Dict, Object};
use crate::uploads::Refused;

/// Arrays and dictionaries within each other.
const DEEPEST: usize = 40;
/// Objects in one file, so that they take at most some 100 MB.
pub(super) const BUDGET: usize = 1_500_000;

/// A place in bytes that moves forward.
pub(super) struct Cursor<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    /// Objects that may still be read.
    pub(super) budget: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize, budget: usize) -> Cursor<'a> {
        Cursor { bytes, at, budget }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Passes blanks and comments.
    pub(super) fn skip(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => self.at += self.rest().iter().take_while(|byte| !matches!(byte, b'\r' | b'\n')).count(),
                _ if is_blank(byte) => self.at += 1,
                _ => return,
            }
        }
    }

    /// Passes a word, if it stands here.
    pub(super) fn take(&mut self, word: &str) -> bool {
        let here = self.rest().starts_with(word.as_bytes());
        if here {
            self.at += word.len();
        }
        here
    }

    /// A whole number without a sign.
    pub(super) fn digits(&mut self) -> Option<u32> {
        let length = self.rest().iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let text = std::str::from_utf8(&self.rest()[..length]).ok()?;
        let number = text.parse().ok()?;
        self.at += length;
        Some(number)
    }

    pub(super) fn object(&mut self) -> Result<Object, Refused> {
        self.nested(DEEPEST)
    }

    fn nested(&mut self, depth: usize) -> Result<Object, Refused> {
        self.budget = self.budget.checked_sub(1).ok_or(Refused::Unclear("too many parts"))?;
        let depth = depth.checked_sub(1).ok_or(Refused::Unclear("too many parts within each other"))?;
        self.skip();
        match self.peek().ok_or(Refused::Damaged)? {
            b'/' => Ok(Object::Name(self.name())),
            b'(' => self.text().map(Object::Text),
            b'<' if self.rest().starts_with(b"<<") => self.dict(depth).map(Object::Dict),
            b'<' => self.hex().map(Object::Text),
            b'[' => self.array(depth),
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(),
            _ if self.take("true") => Ok(Object::Bool(true)),
            _ if self.take("false") => Ok(Object::Bool(false)),
            _ if self.take("null") => Ok(Object::Null),
            _ => Err(Refused::Damaged),
        }
    }

    /// A number, or a reference, which begins like one.
    fn number(&mut self) -> Result<Object, Refused> {
        let begun = self.at;
        if let Some(number) = self.digits() {
            let after = self.at;
            self.skip();
            if self.at > after && self.digits().is_some() {
                self.skip();
                if self.take("R") && self.peek().is_none_or(|byte| !is_regular(byte)) {
                    return Ok(Object::Ref(number));
                }
            }
        }
        self.at = begun;
        let length = self.rest().iter().take_while(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.')).count();
        let text = std::str::from_utf8(&self.rest()[..length.min(40)]).map_err(|_| Refused::Damaged)?;
        // "--5" and "5-" are written by some programs; readers take them for 0.
        let number: f64 = text.parse().unwrap_or(0.0);
        self.at += length;
        Ok(Object::Number(if number.is_finite() { number } else { 0.0 }))
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| is_regular(*byte)) {
            self.at += 1;
            let escaped = (byte == b'#').then(|| pair(self.rest())).flatten();
            self.at += if escaped.is_some() { 2 } else { 0 };
            name.push(escaped.unwrap_or(byte));
        }
        name
    }

    fn text(&mut self) -> Result<Vec<u8>, Refused> {
        let (mut text, mut open) = (Vec::new(), 0_usize);
        loop {
            let byte = self.peek().ok_or(Refused::Damaged)?;
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => open -= 1,
                b'\\' => {
                    text.extend(self.escape());
                    continue;
                }
                _ => {}
            }
            if open == 0 {
                // Without the parenthesis that began it.
                text.remove(0);
                return Ok(text);
            }
            text.push(byte);
        }
    }

    /// What stands for a backslash and what follows it.
    fn escape(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        let octal = self.rest().iter().take(3).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
        if octal > 0 {
            let digits = &self.rest()[..octal];
            self.at += octal;
            let number = digits.iter().fold(0_u32, |number, digit| number * 8 + u32::from(digit - b'0'));
            return Some((number & 0xff) as u8);
        }
        self.at += 1;
        match byte {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\n' => None,
            b'\r' => {
                self.take("\n");
                None
            }
            other => Some(other),
        }
    }

    fn hex(&mut self) -> Result<Vec<u8>, Refused> {
        let length = self.rest().iter().position(|byte| *byte == b'>').ok_or(Refused::Damaged)?;
        let mut digits: Vec<u8> = self.rest()[1..length].iter().copied().filter(u8::is_ascii_hexdigit).collect();
        if digits.len() % 2 == 1 {
            digits.push(b'0');
        }
        self.at += length + 1;
        Ok(digits.chunks(2).filter_map(pair).collect())
    }

    fn array(&mut self, depth: usize) -> Result<Object, Refused> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip();
            if self.take("]") {
                return Ok(Object::Array(items));
            }
            items.push(self.nested(depth)?);
        }
    }

    fn dict(&mut self, depth: usize) -> Result<Dict, Refused> {
        self.at += 2;
        let mut dict = Dict::new();
        loop {
            self.skip();
            if self.take(">>") {
                return Ok(dict);
            }
            if self.peek() != Some(b'/') {
                return Err(Refused::Damaged);
            }
            let key = self.name();
            dict.insert(key, self.nested(depth)?);
        }
    }
}

fn pair(bytes: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(bytes.get(..2)?).ok()?;
    u8::from_str_radix(text, 16).ok()
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !b"()<>[]{}/%".contains(&byte)
}
