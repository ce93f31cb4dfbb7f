//! JPEG files inside PDF files: the segments that the picture needs, and no other (ITU-T T.81, annex B).
use crate::uploads::Refused;

/// Copies what decoding needs: tables, frame, scans, and Adobe's note of the colours. Everything else, EXIF, XMP, profiles,
/// comments, thumbnails, and what follows the end, stays behind.
pub(super) fn bare(bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    let mut rest = bytes.strip_prefix(&[0xff, 0xd8]).ok_or(Refused::Damaged)?;
    let mut out = vec![0xff, 0xd8];
    loop {
        let (marker, after) = marker(rest)?;
        if marker == 0xd9 {
            out.extend([0xff, 0xd9]);
            return Ok(out);
        }
        let length = after.first_chunk().map_or(0, |length| usize::from(u16::from_be_bytes(*length)));
        let segment = after.get(..length).filter(|segment| segment.len() >= 2).ok_or(Refused::Damaged)?;
        rest = &after[length..];
        if is_needed(marker, segment) {
            out.extend([0xff, marker]);
            out.extend_from_slice(segment);
        }
        if marker == 0xda {
            let scan = scan(rest);
            out.extend_from_slice(&rest[..scan]);
            rest = &rest[scan..];
            // A picture that breaks off is shown as far as it goes.
            if rest.len() < 2 {
                out.extend([0xff, 0xd9]);
                return Ok(out);
            }
        }
    }
}

/// The marker that stands here; bytes of filling may stand before it.
fn marker(bytes: &[u8]) -> Result<(u8, &[u8]), Refused> {
    let filling = bytes.iter().take_while(|byte| **byte == 0xff).count();
    match bytes.get(filling) {
        Some(marker) if filling > 0 => Ok((*marker, &bytes[filling + 1..])),
        _ => Err(Refused::Damaged),
    }
}

fn is_needed(marker: u8, segment: &[u8]) -> bool {
    match marker {
        // Frames, Huffman and arithmetic tables; quantisation, restarts, lines, scans.
        0xc0..=0xcf | 0xda..=0xdd => true,
        0xee => segment.len() == 14 && segment[2..].starts_with(b"Adobe"),
        _ => false,
    }
}

/// How long the coded part of a scan is: up to a marker that is neither a restart nor an escaped byte.
fn scan(bytes: &[u8]) -> usize {
    let ends = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7 | 0xff);
    bytes.windows(2).position(ends).unwrap_or(bytes.len())
}
