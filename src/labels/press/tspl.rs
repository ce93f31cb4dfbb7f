//! TSPL, the language of TSC's label printers and of most cheap ones (Xprinter, HPRT, Gprinter), as in TSC's TSPL/TSPL2 manual.
//!
//! Each row of labels is one `BITMAP`. No text is ever part of a command.

use std::io::Write;

use super::raster::{Bitmap, Head, Language, Paper, Roll};
use super::zpl::say;
use super::{Job, Press};
use crate::labels::Error;

/// Begins a file for a printer with `dpi` dots an inch, usually 203 or 300.
///
/// # Errors
/// [`Error::Printer`] when it cannot print the labels as the job asks; [`Error::Io`].
pub fn press<'a>(out: impl Write + 'a, job: &Job<'a>, dpi: u32) -> Result<Box<dyn Press + 'a>, Error> {
    Ok(Box::new(Roll::new(out, Tspl, job, Head { dpi, dots: None })?))
}

struct Tspl;

impl Language for Tspl {
    /// The highest count of `PRINT`.
    const MOST_COPIES: u64 = 999_999_999;

    fn begin(&mut self, paper: &Paper, out: &mut Vec<u8>) {
        let [width, height, gap] = [paper.width, paper.height, paper.gap].map(hundredths);
        say(out, format_args!("SIZE {width} mm,{height} mm\r\nGAP {gap} mm,0 mm\r\nDIRECTION 1\r\nREFERENCE 0,0\r\n"));
    }

    fn row(&mut self, _: &Paper, picture: &Bitmap, copies: u64, out: &mut Vec<u8>) {
        say(out, format_args!("CLS\r\nBITMAP 0,0,{},{},0,", picture.row_bytes(), picture.height()));
        // This language alone prints what is 0.
        out.extend(picture.bytes().iter().map(|byte| !byte));
        say(out, format_args!("\r\nPRINT 1,{copies}\r\n"));
    }

    fn end(&mut self, _: &mut Vec<u8>) {}
}

/// Millimetres rounded to a hundredth.
fn hundredths(mm: f32) -> f32 {
    (mm * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::super::raster::sample;
    use super::*;

    const HEAD: &str = "SIZE 40 mm,30 mm\r\nGAP 2 mm,0 mm\r\nDIRECTION 1\r\nREFERENCE 0,0\r\n";

    /// The pictures of a file, 1 being black, and how often each is printed.
    fn read(file: &[u8]) -> Vec<(Vec<u8>, u64)> {
        let mut rest = file.strip_prefix(HEAD.as_bytes()).unwrap();
        let mut pictures = Vec::new();
        while !rest.is_empty() {
            rest = rest.strip_prefix(b"CLS\r\nBITMAP 0,0,40,240,0,").unwrap();
            let picture = rest[..40 * 240].iter().map(|byte| !byte).collect();
            rest = rest[40 * 240..].strip_prefix(b"\r\nPRINT 1,").unwrap();
            let end = rest.iter().position(|&byte| byte == b'\r').unwrap();
            pictures.push((picture, std::str::from_utf8(&rest[..end]).unwrap().parse().unwrap()));
            rest = &rest[end + 2..];
        }
        pictures
    }

    #[test]
    fn a_bitmap_comes_back_dot_for_dot() {
        let file = sample::printed(3, |out, job| press(out, job, 203));
        assert_eq!(read(&file), sample::drawn(203).map(|picture| (picture.bytes().to_vec(), 1)));
    }

    #[test]
    fn the_file_is_the_accepted_one() {
        crate::labels::golden::accepted("label.tspl", &sample::printed(1, |out, job| press(out, job, 203)));
    }

    #[test]
    fn labels_that_are_alike_are_sent_once() {
        let file = sample::alike(240, |out, job| press(out, job, 203));
        assert_eq!(read(&file).into_iter().map(|(_, copies)| copies).collect::<Vec<_>>(), [240]);
    }
}
