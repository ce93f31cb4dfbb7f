//! ZPL II, the language of Zebra's label printers and of many others, as in Zebra's Programming Guide.
//!
//! Each row of labels is one `^GFA` graphic in the guide's own compression. No text is ever part of a command.

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
        for y in top..top + rows {
            if y > top && picture.row(y) == picture.row(y - 1) {
                out.push(b':');
            } else {
                compress(picture.row(y), out);
            }
        }
        out.extend(b"^FS\n");
    }
}

/// One row as hexadecimal digits: a run of one digit is its length and the digit; `,` fills the row with zeros, `!` with ones.
fn compress(row: &[u8], out: &mut Vec<u8>) {
    let last = row.last().copied().unwrap_or(0);
    let (rest, ending) = match last {
        0x00 | 0xff => (without_end(row, last), if last == 0 { "," } else { "!" }),
        // A row that ends with half a byte of white saves nothing by a comma.
        _ => (row, ""),
    };
    let mut digits = rest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let mut run = digits.next().map(|digit| (digit, 1_usize));
    while let Some((digit, length)) = run {
        run = match digits.next() {
            Some(next) if next == digit => Some((digit, length + 1)),
            next => {
                push_run(digit, length, out);
                next.map(|next| (next, 1))
            }
        };
    }
    out.extend(ending.as_bytes());
}

fn without_end(row: &[u8], end: u8) -> &[u8] {
    let kept = row.iter().rposition(|&byte| byte != end).map_or(0, |at| at + 1);
    &row[..kept]
}

/// `G` to `Y` repeat a digit 1 to 19 times, `g` to `z` 20 to 400 times in steps of 20; their numbers add up.
fn push_run(digit: u8, length: usize, out: &mut Vec<u8>) {
    let digit = b"0123456789ABCDEF"[usize::from(digit)];
    match length {
        1 => {}
        2 => out.push(digit),
        _ => {
            let mut left = length;
            while left >= 20 {
                let twenties = (left / 20).min(20);
                out.push(b'f' + twenties as u8);
                left -= 20 * twenties;
            }
            if left > 0 {
                out.push(b'F' + left as u8);
            }
        }
    }
    out.push(digit);
}

/// Appends to a buffer, which takes everything.
pub(super) fn say(out: &mut Vec<u8>, words: std::fmt::Arguments<'_>) {
    let said: io::Result<()> = out.write_fmt(words);
    debug_assert!(said.is_ok());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::raster::sample;
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

    fn decompress(text: &str, row_bytes: usize) -> Vec<u8> {
        let width = 2 * row_bytes;
        let (mut digits, mut count) = (Vec::new(), 0);
        for sign in text.chars() {
            let missing = width - digits.len() % width;
            match sign {
                'G'..='Y' => count += sign as usize - 'F' as usize,
                'g'..='z' => count += 20 * (sign as usize - 'f' as usize),
                ',' => digits.extend(vec![0; missing]),
                '!' => digits.extend(vec![15; missing]),
                ':' => digits.extend_from_within(digits.len() - width..),
                _ => {
                    digits.extend(vec![sign.to_digit(16).unwrap() as u8; count.max(1)]);
                    count = 0;
                }
            }
        }
        digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
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

    proptest! {
        #[test]
        fn any_row_comes_back(row in prop::collection::vec(prop_oneof![Just(0_u8), Just(0xff), Just(0x0f), any::<u8>()], 1..600)) {
            let mut text = Vec::new();
            compress(&row, &mut text);
            prop_assert_eq!(decompress(&String::from_utf8(text).unwrap(), row.len()), row);
        }
    }
}
