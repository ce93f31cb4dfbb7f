//! The choice of the mask: the one expensive step of a QR symbol, done on whole rows at once.
//!
//! The penalties are those of the `qrcode` crate, its liberties with ISO/IEC 18004 included, because a symbol drawn by us
//! must equal the crate's module for module:
//! - a run of five or more equal modules costs its length less two;
//! - a 2 x 2 block of one colour costs 3, overlaps counted;
//! - a finder look-alike `#.###.#` with four light modules on *either* side costs 40, whatever lies beyond the symbol counting as
//!   light; the nine true finder rows and columns are in every sum and do not change the order;
//! - balance costs the deviation of the dark share from one half, in steps of half a percent, not of five.
//!
//! The first mask with the lowest sum wins. The crate sums in 16 bits, which a hostile content of version 36 or more could
//! overflow; we sum in 32 and stay right.

use super::bitrow::BitRow;

/// Widest symbol (version 40), in modules.
const WIDEST: usize = 177;

/// Light rows kept above and below the symbol, so that the vertical look-alike needs no special case at the edges.
const MARGIN: usize = 4;

/// Index of the best of the `bases` for these data.
///
/// Each base is a whole symbol, mask applied, that carries no data; a base and `data` combined by exclusive or are the finished
/// symbol. All of them hold `stride` words a row.
pub(super) fn best(bases: &[Box<[u64]>; 8], data: &[u64], width: usize, stride: usize) -> usize {
    match stride {
        1 => best_of::<1>(bases, data, width),
        2 => best_of::<2>(bases, data, width),
        _ => best_of::<3>(bases, data, width),
    }
}

fn best_of<const N: usize>(bases: &[Box<[u64]>; 8], data: &[u64], width: usize) -> usize {
    let mut rows = [BitRow::<N>::LIGHT; WIDEST + 2 * MARGIN];
    let mut best = (u32::MAX, 0);
    for (mask, base) in bases.iter().enumerate() {
        let symbol = base.as_chunks::<N>().0.iter().zip(data.as_chunks::<N>().0);
        for (row, (base, data)) in rows[MARGIN..].iter_mut().zip(symbol) {
            *row = BitRow(*base) ^ BitRow(*data);
        }
        best = best.min((penalty(&rows[..width + 2 * MARGIN], width), mask));
    }
    best.1
}

/// The sum of all penalties of a symbol that has [`MARGIN`] light rows above and below.
fn penalty<const N: usize>(rows: &[BitRow<N>], width: usize) -> u32 {
    let symbol = &rows[MARGIN..MARGIN + width];
    runs_across(symbol, width)
        + runs_down(symbol, width)
        + blocks(symbol, width)
        + look_alikes(rows)
        + balance(symbol, width)
}

/// Where four steps to the right in a row change nothing, a run of five begins or goes on.
fn runs_across<const N: usize>(symbol: &[BitRow<N>], width: usize) -> u32 {
    let steps = BitRow::first(width - 1);
    let cost = symbol.iter().map(|&row| {
        let same = !(row ^ row >> 1) & steps;
        let pairs = same & same >> 1;
        let long = pairs & pairs >> 2;
        long.count() + 2 * (long & !(long << 1)).count()
    });
    cost.sum()
}

fn runs_down<const N: usize>(symbol: &[BitRow<N>], width: usize) -> u32 {
    let columns = BitRow::first(width);
    let mut above = BitRow::LIGHT;
    let cost = symbol.windows(5).map(|five| {
        let changes = (five[0] ^ five[1]) | (five[1] ^ five[2]) | (five[2] ^ five[3]) | (five[3] ^ five[4]);
        let long = !changes & columns;
        let starts = long & !above;
        above = long;
        long.count() + 2 * starts.count()
    });
    cost.sum()
}

fn blocks<const N: usize>(symbol: &[BitRow<N>], width: usize) -> u32 {
    let steps = BitRow::first(width - 1);
    let count = symbol.windows(2).map(|two| {
        let (upper, lower) = (two[0], two[1]);
        let changes = (upper ^ lower) | (upper ^ upper >> 1) | (lower ^ lower >> 1);
        (!changes & steps).count()
    });
    3 * count.sum::<u32>()
}

fn look_alikes<const N: usize>(rows: &[BitRow<N>]) -> u32 {
    let across = rows.iter().map(|&row| {
        let found = row & !(row >> 1) & row >> 2 & row >> 3 & row >> 4 & !(row >> 5) & row >> 6;
        let before = row << 1 | row << 2 | row << 3 | row << 4;
        let after = row >> 7 | row >> 8 | row >> 9 | row >> 10;
        (found & !(before & after)).count()
    });
    let down = rows.windows(15).map(|r| {
        let found = r[4] & !r[5] & r[6] & r[7] & r[8] & !r[9] & r[10];
        let before = r[0] | r[1] | r[2] | r[3];
        let after = r[11] | r[12] | r[13] | r[14];
        (found & !(before & after)).count()
    });
    40 * (across.sum::<u32>() + down.sum::<u32>())
}

fn balance<const N: usize>(symbol: &[BitRow<N>], width: usize) -> u32 {
    let dark: u32 = symbol.iter().map(|row| row.count()).sum();
    (dark * 200 / (width * width) as u32).abs_diff(100)
}
