//! Deterministic CBOR (RFC 8949, 4.2.1), as much as the code needs: a writer that knows one spelling and a reader
//! that refuses every other one.
//!
//! General CBOR libraries accept longer spellings of an integer, tags and open lengths; here each is a refusal,
//! and that is all that this file is about.

use alloc::vec::Vec;

use crate::Unreadable;

/// The type of a value: the top three bits of its first byte (RFC 8949, 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Major {
    Uint = 0,
    Negative = 1,
    Bytes = 2,
    Text = 3,
    Array = 4,
    Map = 5,
    /// Booleans, null and floating-point numbers; the argument is not checked by [`Reader::head`].
    Simple = 7,
}

/// Containers may stand in containers down to this level; the outermost is level 1.
const DEEPEST: u8 = 3;

/// Writes the first byte of a value and its argument, in the shortest form.
pub(crate) fn put_head(out: &mut Vec<u8>, major: Major, argument: u64) {
    let first = (major as u8) << 5;
    match argument {
        0..=23 => out.push(first | argument as u8),
        24..=0xff => out.extend_from_slice(&[first | 24, argument as u8]),
        0x100..=0xffff => {
            out.push(first | 25);
            out.extend_from_slice(&(argument as u16).to_be_bytes());
        }
        0x1_0000..=0xffff_ffff => {
            out.push(first | 26);
            out.extend_from_slice(&(argument as u32).to_be_bytes());
        }
        _ => {
            out.push(first | 27);
            out.extend_from_slice(&argument.to_be_bytes());
        }
    }
}

/// Writes a byte string.
pub(crate) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_head(out, Major::Bytes, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Writes a text.
pub(crate) fn put_text(out: &mut Vec<u8>, text: &str) {
    put_head(out, Major::Text, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// Reads values off the front of a slice; never allocates, never goes deeper than [`DEEPEST`].
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The argument of the next value, which must be of type `major`; otherwise the refusal is `other`.
    pub(crate) fn expect(&mut self, major: Major, other: Unreadable) -> Result<u64, Unreadable> {
        let (found, argument) = self.head()?;
        if found == major { Ok(argument) } else { Err(other) }
    }

    /// The next value, a byte string; otherwise the refusal is `other`.
    pub(crate) fn bytes(&mut self, other: Unreadable) -> Result<&'a [u8], Unreadable> {
        let length = self.expect(Major::Bytes, other)?;
        self.take(length)
    }

    /// The next value, a text; otherwise the refusal is `other`.
    pub(crate) fn text(&mut self, other: Unreadable) -> Result<&'a str, Unreadable> {
        let length = self.expect(Major::Text, other)?;
        self.utf8(length)
    }

    /// `length` bytes of text, after their head.
    pub(crate) fn utf8(&mut self, length: u64) -> Result<&'a str, Unreadable> {
        str::from_utf8(self.take(length)?).map_err(|_| Unreadable::NotUtf8)
    }

    /// Refuses anything that is left.
    pub(crate) fn end(self) -> Result<(), Unreadable> {
        if self.rest.is_empty() { Ok(()) } else { Err(Unreadable::TrailingBytes) }
    }

    /// The type and argument of the next value.
    pub(crate) fn head(&mut self) -> Result<(Major, u64), Unreadable> {
        let first = self.take(1)?[0];
        let major = match first >> 5 {
            0 => Major::Uint,
            1 => Major::Negative,
            2 => Major::Bytes,
            3 => Major::Text,
            4 => Major::Array,
            5 => Major::Map,
            6 => return Err(Unreadable::Tagged),
            _ => Major::Simple,
        };
        let short = first & 0x1f;
        let (size, smallest) = match short {
            0..=23 => return Ok((major, u64::from(short))),
            24 => (1, 24),
            25 => (2, 0x100),
            26 => (4, 0x1_0000),
            27 => (8, 0x1_0000_0000),
            31 => return Err(Unreadable::IndefiniteLength),
            _ => return Err(Unreadable::Malformed),
        };
        let argument = self.take(size)?.iter().fold(0, |n, byte| n << 8 | u64::from(*byte));
        if major == Major::Simple {
            simple_is_shortest(size, argument)?;
        } else if argument < smallest {
            return Err(Unreadable::NotShortest);
        }
        Ok((major, argument))
    }

    /// Passes over one value of any type that stands at container level `level`, holding it to the same rules.
    pub(crate) fn skip(&mut self, level: u8) -> Result<(), Unreadable> {
        let (major, argument) = self.head()?;
        if matches!(major, Major::Array | Major::Map) && level > DEEPEST {
            return Err(Unreadable::TooDeep);
        }
        match major {
            Major::Uint | Major::Negative | Major::Simple => Ok(()),
            Major::Bytes => self.take(argument).map(drop),
            Major::Text => self.utf8(argument).map(drop),
            Major::Array => (0..argument).try_for_each(|_| self.skip(level + 1)),
            Major::Map => self.skip_entries(argument, level + 1),
        }
    }

    /// Keys ascend in the bytewise order of their spelling (RFC 8949, 4.2.1).
    fn skip_entries(&mut self, entries: u64, level: u8) -> Result<(), Unreadable> {
        let mut last: Option<&[u8]> = None;
        for _ in 0..entries {
            let start = self.rest;
            self.skip(level)?;
            let key = &start[..start.len() - self.rest.len()];
            if last.is_some_and(|last| last >= key) {
                return Err(Unreadable::KeyOrder);
            }
            last = Some(key);
            self.skip(level)?;
        }
        Ok(())
    }

    fn take(&mut self, length: u64) -> Result<&'a [u8], Unreadable> {
        let length = usize::try_from(length).map_err(|_| Unreadable::Truncated)?;
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Unreadable::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }
}

/// Whether a simple value or floating-point number of `size` bytes could not have been written shorter.
fn simple_is_shortest(size: u64, bits: u64) -> Result<(), Unreadable> {
    let shortest = match size {
        1 if bits < 32 => return Err(Unreadable::Malformed),
        1 => true,
        // The one not-a-number that RFC 8949 (4.2.2) suggests is f97e00.
        2 => bits & 0x7c00 != 0x7c00 || bits & 0x03ff == 0 || bits == 0x7e00,
        4 => !fits_half(f32::from_bits(bits as u32)),
        _ => {
            let wide = f64::from_bits(bits);
            !wide.is_nan() && f64::from(wide as f32) != wide
        }
    };
    if shortest { Ok(()) } else { Err(Unreadable::NotShortest) }
}

/// Whether a number is exactly a half-precision one (or not a number, which has a half-precision spelling).
fn fits_half(number: f32) -> bool {
    if !number.is_finite() || number == 0.0 {
        return true;
    }
    // A half is a whole multiple of 2^-24 with at most 11 significant bits, and no larger than 65504.
    let bits = number.to_bits();
    let exponent = (bits >> 23 & 0xff) as i32 - 127;
    let trailing_zeros = (bits & 0x007f_ffff | 0x0080_0000).trailing_zeros() as i32;
    let lowest_bit = exponent - 23 + trailing_zeros;
    exponent <= 15 && lowest_bit >= -24 && exponent - lowest_bit <= 10
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skip(bytes: &[u8]) -> Result<(), Unreadable> {
        let mut reader = Reader::new(bytes);
        reader.skip(1)?;
        reader.end()
    }

    #[test]
    fn a_head_is_written_in_its_shortest_form_and_read_back() {
        for bits in 0..64 {
            for argument in [(1u64 << bits) - 1, 1 << bits, (1 << bits) + 1] {
                let mut out = Vec::new();
                put_head(&mut out, Major::Uint, argument);
                assert_eq!(Reader::new(&out).head(), Ok((Major::Uint, argument)));
            }
        }
    }

    #[test]
    fn a_longer_integer_is_refused() {
        for bytes in [
            &[0x18, 23][..],
            &[0x19, 0, 0xff],
            &[0x1a, 0, 0, 0xff, 0xff],
            &[0x1b, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff],
            &[0x58, 1, 0],
        ] {
            assert_eq!(skip(bytes), Err(Unreadable::NotShortest), "{bytes:02x?}");
        }
    }

    #[test]
    fn what_deterministic_cbor_does_not_have_is_refused() {
        let cases: [(&[u8], Unreadable); 12] = [
            (&[0xc1, 0], Unreadable::Tagged),
            (&[0x9f, 0xff], Unreadable::IndefiniteLength),
            (&[0x7f, 0xff], Unreadable::IndefiniteLength),
            (&[0xff], Unreadable::IndefiniteLength),
            (&[0x1c], Unreadable::Malformed),
            (&[0xf8, 0x14], Unreadable::Malformed),
            (&[0xa2, 2, 0, 1, 0], Unreadable::KeyOrder),
            (&[0xa2, 1, 0, 1, 0], Unreadable::KeyOrder),
            (&[0x61, 0xff], Unreadable::NotUtf8),
            (&[0x82, 0], Unreadable::Truncated),
            (&[0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], Unreadable::Truncated),
            (&[0, 0], Unreadable::TrailingBytes),
        ];
        for (bytes, refusal) in cases {
            assert_eq!(skip(bytes), Err(refusal), "{bytes:02x?}");
        }
    }

    #[test]
    fn containers_may_stand_three_deep_and_no_deeper() {
        assert_eq!(skip(&[0x81, 0x81, 0x81, 0]), Ok(()));
        assert_eq!(skip(&[0xa1, 0xa1, 0, 0, 0x80]), Ok(()));
        assert_eq!(skip(&[0x81, 0x81, 0x81, 0x80]), Err(Unreadable::TooDeep));
    }

    #[test]
    fn a_floating_point_number_has_one_width() {
        for shortest in [
            "f90000",
            "f98000",
            "f93e00",
            "f97c00",
            "f97e00",
            "f90001",
            "fa47c35000",
            "fa7f7fffff",
            "fb3ff199999999999a",
        ] {
            assert_eq!(skip(&hex(shortest)), Ok(()), "{shortest}");
        }
        for longer in [
            "f97e01",
            "f9fe00",
            "fa00000000",
            "fa3fc00000",
            "fa7f800000",
            "fa7fc00000",
            "fa33800000",
            "fa477fe000",
            "fb3ff8000000000000",
            "fb7ff8000000000000",
            "fb7ff0000000000000",
            "fb40f86a0000000000",
        ] {
            assert_eq!(skip(&hex(longer)), Err(Unreadable::NotShortest), "{longer}");
        }
        // One bit more than a half holds, half its smallest step, and the first number above its largest.
        for single in ["fa3f801000", "fa33000000", "fa47800000"] {
            assert_eq!(skip(&hex(single)), Ok(()), "{single}");
        }
    }

    fn hex(text: &str) -> Vec<u8> {
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
    }
}
