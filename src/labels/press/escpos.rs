//! ESC/POS, the language of receipt printers, as in Epson's reference.
//!
//! Each label is sent as raster pictures (`GS v 0`, which every such printer knows), in bands that small buffers hold. The
//! gap between labels is sent as white rows: dots are of the same size on every printer, the steps of its feed are not.

use std::io::Write;

use super::raster::{Bitmap, Head, Language, Paper, Roll};
use super::{Job, Press};
use crate::labels::Error;

/// The printer's paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// 58 mm, of which 48 mm are printed: 384 dots.
    Mm58,
    /// 80 mm, of which 72 mm are printed: 576 dots.
    Mm80,
}

impl Width {
    pub(super) fn head(self) -> Head {
        let dots = match self {
            Self::Mm58 => 384,
            Self::Mm80 => 576,
        };
        Head { dpi: DPI, dots: Some(dots) }
    }
}

/// All these printers have 203 dots in an inch.
pub const DPI: u32 = 203;

/// Begins a file. Labels stand in the middle of the paper.
///
/// # Errors
/// [`Error::Printer`] when it cannot print the labels as the job asks; [`Error::Io`].
pub fn press<'a>(out: impl Write + 'a, job: &Job<'a>, width: Width) -> Result<Box<dyn Press + 'a>, Error> {
    Ok(Box::new(Roll::new(out, EscPos, job, width.head())?))
}

/// The most rows of dots sent at once: 9 KB on the wider paper.
const BAND: usize = 128;
/// Takes the printer back to what it was when switched on.
const RESET: &[u8] = b"\x1b@";
/// Prints a picture at its own size.
const RASTER: &[u8] = b"\x1dv0\0";
/// Feeds four lines, so that the last label passes the edge where paper is torn off.
const TEAR_OFF: &[u8] = b"\x1bd\x04";

struct EscPos;

impl Language for EscPos {
    /// It knows no copies: the picture is sent again.
    const MOST_COPIES: u64 = 1;

    fn begin(&mut self, _: &Paper, out: &mut Vec<u8>) {
        out.extend(RESET);
    }

    fn row(&mut self, paper: &Paper, picture: &Bitmap, _: u64, out: &mut Vec<u8>) {
        let gap = vec![0; picture.row_bytes() * paper.gap_dots];
        for rows in [picture.bytes(), &gap] {
            rows.chunks(BAND * picture.row_bytes()).for_each(|band| raster(band, picture.row_bytes(), out));
        }
    }

    fn end(&mut self, out: &mut Vec<u8>) {
        out.extend(TEAR_OFF);
    }
}

fn raster(band: &[u8], row_bytes: usize, out: &mut Vec<u8>) {
    let [width, rows] = [row_bytes, band.len() / row_bytes].map(|count| (count as u16).to_le_bytes());
    out.extend(RASTER);
    out.extend(width.into_iter().chain(rows));
    out.extend(band);
}

#[cfg(test)]
mod tests {
    use super::super::raster::sample;
    use super::*;

    /// All rows of a file, one below the other, and the most rows sent at once.
    fn read(file: &[u8], row_bytes: usize) -> (Vec<u8>, usize) {
        let mut rest = file.strip_prefix(RESET).unwrap().strip_suffix(TEAR_OFF).unwrap();
        let (mut rows, mut most) = (Vec::new(), 0);
        while !rest.is_empty() {
            rest = rest.strip_prefix(RASTER).unwrap();
            let number = |at: usize| usize::from(rest[at]) + 256 * usize::from(rest[at + 1]);
            let (width, height) = (number(0), number(2));
            assert_eq!(width, row_bytes);
            rows.extend(&rest[4..4 + width * height]);
            rest = &rest[4 + width * height..];
            most = most.max(height);
        }
        (rows, most)
    }

    #[test]
    fn the_rows_come_back_in_the_middle_of_the_paper_with_gaps_between_labels() {
        for (width, row_bytes) in [(Width::Mm58, 48), (Width::Mm80, 72)] {
            let file = sample::printed(3, |out, job| press(out, job, width));
            let (rows, most) = read(&file, row_bytes);
            assert_eq!((rows.len(), most), (3 * (240 + 16) * row_bytes, BAND));
            let margin = (row_bytes - 40) / 2;
            let expected = sample::drawn(203).map(|picture| {
                let labels = (0..240).flat_map(|y| [&vec![0; margin], picture.row(y), &vec![0; margin]].concat());
                labels.chain(vec![0; 16 * row_bytes]).collect::<Vec<u8>>()
            });
            assert!(rows == expected.concat());
        }
    }

    #[test]
    fn the_file_is_the_accepted_one() {
        crate::labels::golden::accepted("label.escpos", &sample::printed(1, |out, job| press(out, job, Width::Mm58)));
    }

    #[test]
    fn a_label_wider_than_the_head_is_refused() {
        let layout = sample::layout(50.0, 203);
        let stock = sample::stock(50.0);
        let refused = press(Vec::new(), &sample::job(&layout, &stock), Width::Mm58).err().unwrap().to_string();
        assert!(refused.contains("50 mm wide") && refused.contains("384 x 240 dots"), "{refused}");
    }
}
