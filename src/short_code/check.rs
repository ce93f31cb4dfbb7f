//! The check character: a weighted sum of the characters as elements of GF(2^5).
//!
//! Weights are powers of a primitive element, one for each place. In a code of at most 31 characters no two weights are
//! equal, so every single wrong character and every exchange of two characters changes the sum. A sound code sums to 1, not to
//! 0, so that a zero lost or added at the end is noticed, too.

/// x^5 + x^2 + 1, of which `x` is a primitive element: its powers are all 31 elements but zero.
const POLYNOMIAL: u8 = 0b10_0101;
/// What a sound code sums to.
const SOUND: u8 = 1;
/// The longest code whose places have different weights.
pub(super) const LONGEST: usize = 31;

/// An element times `x`.
fn shifted(element: u8) -> u8 {
    let wide = element << 1;
    if wide & 0b10_0000 == 0 { wide } else { wide ^ POLYNOMIAL }
}

/// The weighted sum; the last place weighs 1, each one before it `x` times as much.
fn sum(symbols: &[u8]) -> u8 {
    symbols.iter().fold(0, |sum, symbol| shifted(sum) ^ symbol)
}

/// The character that belongs after these.
pub(super) fn character(symbols: &[u8]) -> u8 {
    shifted(sum(symbols)) ^ SOUND
}

/// Whether the last character belongs to the others.
pub(super) fn is_sound(symbols: &[u8]) -> bool {
    sum(symbols) == SOUND
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_of_31_places_are_31_different_elements() {
        let weights: std::collections::BTreeSet<u8> =
            std::iter::successors(Some(1), |weight| Some(shifted(*weight))).take(LONGEST).collect();
        assert_eq!(weights.len(), LONGEST);
        assert!(weights.iter().all(|weight| (1..32).contains(weight)));
    }
}
