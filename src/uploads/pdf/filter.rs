//! What streams are packed with (ISO 32000-1, section 7.4).
use std::io::Read;

use flate2::read::ZlibDecoder;

use super::file::File;
use super::object::{Dict, Object};
use crate::uploads::Refused;

/// The names of a stream's filters, the outermost first.
pub(super) fn filters(file: &File, dict: &Dict) -> Result<Vec<Vec<u8>>, Refused> {
    let name = |object: &Object| match file.resolve(object) {
        Object::Name(name) => Ok(full(name)),
        _ => Err(Refused::Damaged),
    };
    match file.get(dict, "Filter") {
        Object::Null => Ok(Vec::new()),
        Object::Array(names) => names.iter().take(8).map(name).collect(),
        one => Ok(vec![name(one)?]),
    }
}

/// Filters may be written short.
fn full(name: &[u8]) -> Vec<u8> {
    match name {
        b"Fl" => b"FlateDecode".to_vec(),
        b"A85" => b"ASCII85Decode".to_vec(),
        b"AHx" => b"ASCIIHexDecode".to_vec(),
        b"DCT" => b"DCTDecode".to_vec(),
        b"CCF" => b"CCITTFaxDecode".to_vec(),
        other => other.to_vec(),
    }
}

/// Takes off one filter.
///
/// # Errors
/// [`Refused::Unclear`] for filters that are not known here, and for more than `most` bytes.
pub(super) fn undo(name: &[u8], bytes: &[u8], most: usize) -> Result<Vec<u8>, Refused> {
    match name {
        b"FlateDecode" => inflate(bytes, most),
        b"ASCII85Decode" => ascii85(bytes),
        b"ASCIIHexDecode" => hex(bytes),
        _ => Err(Refused::Unclear("a stream packed in a rare way")),
    }
}

/// A stream without its filters, of which none may be a picture's.
pub(super) fn plain(file: &File, dict: &Dict, bytes: &[u8], most: usize) -> Result<Vec<u8>, Refused> {
    if !matches!(file.get(dict, "DecodeParms"), Object::Null) {
        return Err(Refused::Unclear("a stream packed in a rare way"));
    }
    filters(file, dict)?.iter().try_fold(bytes.to_vec(), |bytes, name| undo(name, &bytes, most))
}

fn inflate(bytes: &[u8], most: usize) -> Result<Vec<u8>, Refused> {
    let mut out = Vec::new();
    // What comes before a break is what readers show, so a stream that breaks off is taken as far as it goes.
    let _ = ZlibDecoder::new(bytes).take(most as u64 + 1).read_to_end(&mut out);
    if out.len() > most { Err(Refused::Unclear("a stream that unpacks to too much")) } else { Ok(out) }
}

fn ascii85(bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    let (mut out, mut group) = (Vec::with_capacity(bytes.len() / 5 * 4), Vec::with_capacity(5));
    let flush = |group: &mut Vec<u8>, out: &mut Vec<u8>| {
        let length = group.len();
        group.resize(5, 84);
        let word = group.iter().fold(0_u32, |word, digit| word.wrapping_mul(85).wrapping_add(u32::from(*digit)));
        out.extend_from_slice(&word.to_be_bytes()[..length.saturating_sub(1)]);
        group.clear();
    };
    for byte in bytes {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ if byte.is_ascii_whitespace() => {}
            _ => return Err(Refused::Damaged),
        }
        if group.len() == 5 {
            flush(&mut group, &mut out);
        }
    }
    if !group.is_empty() {
        flush(&mut group, &mut out);
    }
    Ok(out)
}

fn hex(bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let digits = bytes.iter().take_while(|byte| **byte != b'>').filter(|byte| !byte.is_ascii_whitespace());
    let digits: Vec<u8> = digits.map(|byte| digit(byte).ok_or(Refused::Damaged)).collect::<Result<_, _>>()?;
    Ok(digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)).collect())
}
