//! Bytes as decimal digits, so that a QR symbol can hold them in its numeric mode (section 2 of the format).
//!
//! Chunks of 7 bytes, read big-endian, become 17 digits each; a shorter last chunk becomes 3, 5, 8, 10, 13 or 15.
//! Every byte string has exactly one spelling.
//!
//! ```
//! use telusur_code::base10;
//!
//! assert_eq!(base10::encode(&[0xff]), "255");
//! assert_eq!(base10::encode(&[0; 8]), "00000000000000000000");
//! assert_eq!(base10::decode("255").unwrap(), [0xff]);
//! assert!(base10::decode("256").is_err(), "more than one byte holds");
//! assert!(base10::decode("0255").is_err(), "no number of bytes gives four digits");
//! ```

use alloc::string::String;
use alloc::vec::Vec;

use crate::Unreadable;

const CHUNK: usize = 7;
const CHUNK_DIGITS: usize = 17;

/// Chunks that are spelt before they are handed on together.
const GROUP: usize = 16;

/// Digits that a last chunk of so many bytes becomes.
const WIDTH: [usize; CHUNK + 1] = [0, 3, 5, 8, 10, 13, 15, CHUNK_DIGITS];

/// The number of digits that `bytes` bytes become.
///
/// ```
/// assert_eq!(telusur_code::base10::encoded_len(8), 17 + 3);
/// ```
pub const fn encoded_len(bytes: usize) -> usize {
    (bytes / CHUNK).saturating_mul(CHUNK_DIGITS).saturating_add(WIDTH[bytes % CHUNK])
}

/// Spells bytes as digits.
pub fn encode(bytes: &[u8]) -> String {
    let mut digits = String::new();
    encode_into(bytes, &mut digits);
    digits
}

/// Spells bytes as digits at the end of `out`, which grows at most once.
pub fn encode_into(bytes: &[u8], out: &mut String) {
    out.reserve(encoded_len(bytes.len()));
    let mut digits = [0; GROUP * CHUNK_DIGITS];
    for group in bytes.chunks(GROUP * CHUNK) {
        for (chunk, place) in group.chunks(CHUNK).zip(digits.chunks_mut(CHUNK_DIGITS)) {
            let value = chunk.iter().fold(0, |value, byte| value << 8 | u64::from(*byte));
            place.copy_from_slice(&spell_chunk(value));
            place.rotate_left(CHUNK_DIGITS - WIDTH[chunk.len()]);
        }
        let spelt = &digits[..encoded_len(group.len())];
        out.push_str(str::from_utf8(spelt).expect("digits are ASCII"));
    }
}

/// A value below 2^56 as 17 digits.
fn spell_chunk(value: u64) -> [u8; CHUNK_DIGITS] {
    const EIGHT: u64 = 100_000_000;
    let mut digits = [b'0'; CHUNK_DIGITS];
    digits[0] += (value / (EIGHT * EIGHT)) as u8;
    digits[1..9].copy_from_slice(&spell_eight(value / EIGHT % EIGHT));
    digits[9..].copy_from_slice(&spell_eight(value % EIGHT));
    digits
}

/// A value below 10^8 as 8 digits: halved into lanes of 4, 2 and 1 digits inside one word, because a loop that
/// divides by ten waits for each digit and costs three hundredths of a signature.
fn spell_eight(value: u64) -> [u8; 8] {
    let fours = (value / 10_000) | ((value % 10_000) << 32);
    // 10486 / 2^20 and 103 / 2^10 are 1/100 and 1/10, near enough for four and for two digits.
    let hundreds = ((fours * 10_486) >> 20) & 0x0000_007f_0000_007f;
    let twos = hundreds | (fours - hundreds * 100) << 16;
    let tens = ((twos * 103) >> 10) & 0x000f_000f_000f_000f;
    let ones = tens | (twos - tens * 10) << 8;
    (ones | 0x3030_3030_3030_3030).to_le_bytes()
}

/// Reads digits back into bytes. Allocates at most half as many bytes as there are digits.
///
/// # Errors
///
/// [`NotADigit`](Unreadable::NotADigit), [`ChunkLength`](Unreadable::ChunkLength) or
/// [`ChunkOverflow`](Unreadable::ChunkOverflow).
pub fn decode(digits: &str) -> Result<Vec<u8>, Unreadable> {
    let tail = digits.len() % CHUNK_DIGITS;
    let tail = WIDTH.iter().position(|width| *width == tail).ok_or(Unreadable::ChunkLength)?;
    let mut bytes = Vec::with_capacity(digits.len() / CHUNK_DIGITS * CHUNK + tail);
    for chunk in digits.as_bytes().chunks(CHUNK_DIGITS) {
        let size = if chunk.len() == CHUNK_DIGITS { CHUNK } else { tail };
        let value = value_of(chunk)?;
        if value >> (8 * size) != 0 {
            return Err(Unreadable::ChunkOverflow);
        }
        bytes.extend_from_slice(&value.to_be_bytes()[8 - size..]);
    }
    Ok(bytes)
}

/// The value of at most 17 digits: below 10^17, so it cannot overflow.
fn value_of(digits: &[u8]) -> Result<u64, Unreadable> {
    let mut value = 0;
    for byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return Err(Unreadable::NotADigit);
        }
        value = value * 10 + u64::from(digit);
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tail_has_its_width_and_keeps_its_zeros() {
        for (bytes, width) in WIDTH.into_iter().enumerate() {
            for fill in [0, 1, 0xff] {
                let source = [fill; CHUNK];
                let digits = encode(&source[..bytes]);
                assert_eq!(digits.len(), width);
                assert_eq!(decode(&digits).unwrap(), &source[..bytes]);
            }
        }
    }

    #[test]
    fn eight_digits_are_spelt_as_the_standard_library_spells_them() {
        let ends = (0..10_000).chain(99_990_000..100_000_000);
        for value in ends.chain((0..100_000_000).step_by(4_999)) {
            assert_eq!(&spell_eight(value), alloc::format!("{value:08}").as_bytes());
        }
    }

    #[test]
    fn a_chunk_one_above_its_bytes_is_refused() {
        for (bytes, width) in WIDTH.into_iter().enumerate().skip(1) {
            let above = alloc::format!("{:0width$}", 1u64 << (8 * bytes));
            assert_eq!(decode(&above), Err(Unreadable::ChunkOverflow));
        }
    }

    #[test]
    fn a_sign_a_blank_or_a_foreign_digit_is_refused() {
        for text in ["+12", "-12", " 12", "1٣"] {
            assert_eq!(decode(text), Err(Unreadable::NotADigit), "{text:?}");
        }
    }

    #[test]
    fn every_impossible_length_is_refused() {
        for length in 0..200 {
            let possible = WIDTH.contains(&(length % CHUNK_DIGITS));
            assert_eq!(decode(&"0".repeat(length)).is_ok(), possible, "{length}");
        }
    }
}
