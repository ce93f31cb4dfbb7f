//! ZPL II, the language of Zebra's label printers and of many others, as in Zebra's Programming Guide.
//!
//! Each row of labels is one `^GFA` graphic in the guide's own compression. No text is ever part of a command.

mod rows;

use std::io::{self, Write};

use super::raster::{Bitmap, Head, Language, Paper, Roll};
use super::{Job, Press};
use crate::labels::Error;

/// Begins a file for a printer with `dpi` dots an inch, usually 203 or 300.
///
/// # Errors
/// [`Error::Printer`] when it cannot print the labels as the job asks; [`Error::Io`].
pub fn press<'a>(out: impl Write + 'a, job: &Job<'a>, dpi: u32) -> Result<Box<dyn Press + 'a>, Error> {
    Ok(Box::new(Roll::new(out, Zpl, job, Head { dpi, dots: None })?))
}

/// The most bytes of one graphic; larger pictures are sent in bands.
const LARGEST_GRAPHIC: usize = 99_999;

struct Zpl;

impl Language for Zpl {
    /// The highest count of `^PQ`.
    const MOST_COPIES: u64 = 99_999_999;

    fn begin(&mut self, _: &Paper, _: &mut Vec<u8>) {}

    /// Every row is a format of its own and says all it needs, so that a run can go on from any label after an accident.
    fn row(&mut self, paper: &Paper, picture: &Bitmap, copies: u64, out: &mut Vec<u8>) {
        let media = if paper.gap > 0.0 { 'Y' } else { 'N' };
        say(out, format_args!("^XA^MN{media}^PW{}^LL{}^LH0,0\n", picture.width(), picture.height()));
        draw(picture, out);
        if copies > 1 {
            say(out, format_args!("^PQ{copies}\n"));
        }
        say(out, format_args!("^XZ\n"));
    }

    fn end(&mut self, _: &mut Vec<u8>) {}
}

fn draw(picture: &Bitmap, out: &mut Vec<u8>) {
    let row_bytes = picture.row_bytes();
    let band = (LARGEST_GRAPHIC / row_bytes).max(1);
    for top in (0..picture.height()).step_by(band) {
        let rows = band.min(picture.height() - top);
        let bytes = rows * row_bytes;
        say(out, format_args!("^FO0,{top}^GFA,{bytes},{bytes},{row_bytes},"));
        rows::push((top..top + rows).map(|y| picture.row(y)), out);
        out.extend(b"^FS\n");
    }
}

/// Appends to a buffer, which takes everything.
pub(super) fn say(out: &mut Vec<u8>, words: std::fmt::Arguments<'_>) {
    let said: io::Result<()> = out.write_fmt(words);
    debug_assert!(said.is_ok());
}

#[cfg(test)]
mod tests {
    use super::super::raster::sample;
    use super::rows::tests::decompress;
    use super::*;

    /// The graphics of a file, read by the rules of the guide.
    fn read(file: &str) -> Vec<Vec<u8>> {
        let graphics = file.split("^GFA,").skip(1).map(|rest| {
            let mut fields = rest.split("^FS").next().unwrap().splitn(4, ',');
            let [sent, total, row] = [(); 3].map(|()| fields.next().unwrap().parse::<usize>().unwrap());
            assert_eq!(sent, total);
            let bytes = decompress(fields.next().unwrap(), row);
            assert_eq!(bytes.len(), total);
            bytes
        });
        graphics.collect()
    }

    #[test]
    fn a_graphic_comes_back_dot_for_dot() {
        let file = String::from_utf8(sample::printed(3, |out, job| press(out, job, 203))).unwrap();
        assert!(file.starts_with("^XA^MNY^PW320^LL240^LH0,0\n^FO0,0^GFA,9600,9600,40,"), "{}", &file[..60]);
        assert_eq!(read(&file), sample::drawn(203).map(|picture| picture.bytes().to_vec()));
    }

    #[test]
    fn the_file_is_the_accepted_one() {
        let file = sample::printed(1, |out, job| press(out, job, 203));
        crate::labels::golden::accepted("label.zpl", &file);
    }

    #[test]
    fn labels_that_are_alike_are_sent_once() {
        let file = sample::alike(240, |out, job| press(out, job, 203));
        let file = String::from_utf8(file).unwrap();
        assert_eq!((file.matches("^GFA").count(), file.matches("^PQ240\n").count()), (1, 1));
    }

    #[test]
    fn a_picture_too_large_for_one_graphic_is_sent_in_bands() {
        let mut file = Vec::new();
        let picture = Bitmap::white(2400, 700);
        draw(&picture, &mut file);
        let bands = read(&String::from_utf8(file).unwrap());
        assert!(bands.len() == 3 && bands.iter().all(|band| band.len() <= LARGEST_GRAPHIC));
        assert_eq!(bands.concat(), picture.bytes());
    }
}
