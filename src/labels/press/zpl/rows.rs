//! Rows of dots in ZPL's own compression: the alternative scheme of the guide's chapter on `~DG`, which `^GFA` knows, too.

/// Digits in a word.
const IN_A_WORD: usize = 16;

/// Appends the rows of a graphic as hexadecimal digits: a run of one digit is its length and the digit; `,` fills a row with zeros,
/// `!` with ones, and `:` is a row like the one above.
pub(super) fn push<'a>(rows: impl Iterator<Item = &'a [u8]>, out: &mut Vec<u8>) {
    let mut writer = Writer::default();
    let mut above = None;
    for row in rows {
        if above == Some(row) {
            out.push(b':');
        } else {
            writer.push(row, out);
        }
        above = Some(row);
    }
}

/// Writes rows that differ. Where modules are several dots high, a row mostly begins like the one above: so much of it is copied.
#[derive(Default)]
struct Writer<'a> {
    /// The row written last, as far as it was written in digits.
    above: &'a [u8],
    /// Where its text begins.
    start: usize,
    /// How far the writing was when it came to each of its words.
    pens: Vec<Pen>,
}

/// Between two words of a row.
#[derive(Clone, Copy)]
struct Pen {
    /// The digit of the run that is not written yet.
    digit: u64,
    /// Where that run begins, in digits from the left.
    begun: usize,
    /// How many signs of the row were written before it.
    written: usize,
}

impl<'a> Writer<'a> {
    fn push(&mut self, row: &'a [u8], out: &mut Vec<u8>) {
        let (digits, ending) = match row.last() {
            Some(&0x00) => (without_end(row, 0x00), Some(b',')),
            Some(&0xff) => (without_end(row, 0xff), Some(b'!')),
            // A row that ends with half a byte of white saves nothing by a comma.
            _ => (row, None),
        };
        self.push_digits(digits, out);
        out.extend(ending);
    }

    /// Sixteen digits at a time: one operation finds all places where a run begins.
    fn push_digits(&mut self, row: &'a [u8], out: &mut Vec<u8>) {
        let (alike, above, start) = (self.alike(row), self.start, out.len());
        (self.above, self.start) = (row, start);
        let Some((&first, &last)) = row.first().zip(row.last()) else { return self.pens.clear() };
        let blank = Pen { digit: u64::from(first >> 4), begun: 0, written: 0 };
        let mut pen = if alike > 0 { self.pens[alike] } else { blank };
        out.extend_from_within(above..above + pen.written);
        self.pens.truncate(alike);
        for (number, bytes) in row.chunks(IN_A_WORD / 2).enumerate().skip(alike) {
            pen.written = out.len() - start;
            self.pens.push(pen);
            // What fills the last word goes on with the last run.
            let mut word = [0x11 * (last & 15); IN_A_WORD / 2];
            word[..bytes.len()].copy_from_slice(bytes);
            let word = in_order(word);
            let mut starts = differing(word, word << 4 | pen.digit);
            while starts != 0 {
                let at = starts.trailing_zeros();
                let place = IN_A_WORD * number + at as usize / 4;
                push_run(pen.digit, place - pen.begun, out);
                (pen.digit, pen.begun) = (word >> at & 15, place);
                starts &= starts - 1;
            }
        }
        push_run(pen.digit, 2 * row.len() - pen.begun, out);
    }

    /// How many words at its beginning a row shares with the one above. There is a pen before the word that follows.
    fn alike(&self, row: &[u8]) -> usize {
        let (words, _) = row.as_chunks::<{ IN_A_WORD / 2 }>();
        let (above, _) = self.above.as_chunks();
        let alike = words.iter().zip(above).take_while(|(word, above)| word == above).count();
        alike.min(self.pens.len().saturating_sub(1))
    }
}

/// The digits of eight bytes, the first in the lowest four bits.
fn in_order(bytes: [u8; IN_A_WORD / 2]) -> u64 {
    const LOW: u64 = 0x0f0f_0f0f_0f0f_0f0f;
    let word = u64::from_le_bytes(bytes);
    word >> 4 & LOW | (word & LOW) << 4
}

/// The lowest bit of each digit that two words do not share.
fn differing(word: u64, other: u64) -> u64 {
    let bits = word ^ other;
    let pairs = bits | bits >> 1;
    (pairs | pairs >> 2) & 0x1111_1111_1111_1111
}

fn without_end(row: &[u8], end: u8) -> &[u8] {
    let kept = row.iter().rposition(|&byte| byte != end).map_or(0, |at| at + 1);
    &row[..kept]
}

/// `G` to `Y` repeat a digit 1 to 19 times, `g` to `z` 20 to 400 times in steps of 20; their numbers add up. Nearly all runs are
/// short.
#[inline(always)]
fn push_run(digit: u64, length: usize, out: &mut Vec<u8>) {
    let digit = b"0123456789ABCDEF"[digit as usize & 15];
    match length {
        1 => out.push(digit),
        2 => out.extend_from_slice(&[digit; 2]),
        3..20 => out.extend_from_slice(&[b'F' + length as u8, digit]),
        _ => push_long_run(digit, length, out),
    }
}

#[inline(never)]
fn push_long_run(digit: u8, length: usize, out: &mut Vec<u8>) {
    let mut left = length;
    while left >= 20 {
        let twenties = (left / 20).min(20);
        out.push(b'f' + twenties as u8);
        left -= 20 * twenties;
    }
    if left > 0 {
        out.push(b'F' + left as u8);
    }
    out.push(digit);
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What the digits of rows say, by the rules of the guide.
    pub(in crate::labels::press::zpl) fn decompress(text: &str, row_bytes: usize) -> Vec<u8> {
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

    /// Rows of which many are like the one above, or begin like it.
    fn rows() -> impl Strategy<Value = Vec<Vec<u8>>> {
        let byte = prop_oneof![Just(0_u8), Just(0xff), Just(0x0f), any::<u8>()];
        let rows = (1..80_usize).prop_flat_map(move |width| {
            let row = prop::collection::vec(byte.clone(), width);
            prop::collection::vec((row, 0..=width), 1..12)
        });
        rows.prop_map(|drawn| {
            let mut rows: Vec<Vec<u8>> = Vec::new();
            for (mut row, kept) in drawn {
                if let Some(above) = rows.last() {
                    row[..kept].copy_from_slice(&above[..kept]);
                }
                rows.push(row);
            }
            rows
        })
    }

    /// The text of rows that know nothing of each other.
    fn one_by_one(rows: &[Vec<u8>]) -> Vec<u8> {
        let mut text = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            match number > 0 && rows[number - 1] == *row {
                true => text.push(b':'),
                false => push([row.as_slice()].into_iter(), &mut text),
            }
        }
        text
    }

    proptest! {
        #[test]
        fn any_rows_come_back(rows in rows()) {
            let mut text = Vec::new();
            push(rows.iter().map(Vec::as_slice), &mut text);
            prop_assert_eq!(&text, &one_by_one(&rows));
            prop_assert_eq!(decompress(&String::from_utf8(text).unwrap(), rows[0].len()), rows.concat());
        }

        #[test]
        fn a_wide_row_comes_back(row in prop::collection::vec(prop_oneof![9 => Just(0_u8), 1 => any::<u8>()], 1..1300)) {
            let mut text = Vec::new();
            push([row.as_slice()].into_iter(), &mut text);
            prop_assert_eq!(decompress(&String::from_utf8(text).unwrap(), row.len()), row);
        }
    }
}
