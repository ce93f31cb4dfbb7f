//! One row of modules as bits, for any symbol size.
//!
//! Column 0 is the least significant bit of word 0. One word reaches version 11 (61 modules), two reach 27, three reach 40;
//! `N` is a constant, so that the small sizes cost no loop.

use std::ops::{BitAnd, BitOr, BitXor, Not, Shl, Shr};

/// A row of up to `64 * N` modules; a set bit is a dark module.
#[derive(Clone, Copy)]
pub(super) struct BitRow<const N: usize>(pub(super) [u64; N]);

impl<const N: usize> BitRow<N> {
    pub(super) const LIGHT: Self = Self([0; N]);

    /// A row whose first `count` modules are dark.
    pub(super) fn first(count: usize) -> Self {
        Self(std::array::from_fn(|word| match count.saturating_sub(64 * word) {
            0 => 0,
            bits @ 1..64 => (1 << bits) - 1,
            _ => u64::MAX,
        }))
    }

    /// How many modules are dark.
    #[inline(always)]
    pub(super) fn count(self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }
}

impl<const N: usize> BitAnd for BitRow<N> {
    type Output = Self;
    #[inline(always)]
    fn bitand(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] & other.0[i]))
    }
}

impl<const N: usize> BitOr for BitRow<N> {
    type Output = Self;
    #[inline(always)]
    fn bitor(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] | other.0[i]))
    }
}

impl<const N: usize> BitXor for BitRow<N> {
    type Output = Self;
    #[inline(always)]
    fn bitxor(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] ^ other.0[i]))
    }
}

impl<const N: usize> Not for BitRow<N> {
    type Output = Self;
    #[inline(always)]
    fn not(self) -> Self {
        Self(std::array::from_fn(|i| !self.0[i]))
    }
}

/// Moves modules to higher columns by 1 to 63; what passes the last word is dropped.
impl<const N: usize> Shl<u32> for BitRow<N> {
    type Output = Self;
    #[inline(always)]
    fn shl(self, columns: u32) -> Self {
        Self(std::array::from_fn(|i| {
            let carried = if i == 0 { 0 } else { self.0[i - 1] >> (64 - columns) };
            self.0[i] << columns | carried
        }))
    }
}

/// Moves modules to lower columns by 1 to 63; light modules come in from the right.
impl<const N: usize> Shr<u32> for BitRow<N> {
    type Output = Self;
    #[inline(always)]
    fn shr(self, columns: u32) -> Self {
        Self(std::array::from_fn(|i| {
            let carried = if i + 1 == N { 0 } else { self.0[i + 1] << (64 - columns) };
            self.0[i] >> columns | carried
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::BitRow;

    #[test]
    fn modules_cross_word_borders_in_both_directions() {
        let row = BitRow([1 << 63, 1, 0]);
        assert_eq!((row << 1).0, [0, 0b11, 0]);
        assert_eq!((row >> 1).0, [1 << 63 | 1 << 62, 0, 0]);
        assert_eq!((row << 63 >> 63).0, row.0);
    }

    #[test]
    fn a_row_counts_its_first_modules() {
        for count in [0, 1, 63, 64, 65, 127, 128, 177, 192] {
            assert_eq!(BitRow::<3>::first(count).count() as usize, count);
        }
    }
}
