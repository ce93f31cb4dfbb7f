use std::fmt;
use std::str::FromStr;

use super::check;

/// Crockford's base 32: no I, L, O or U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of the proof: 30 bits.
const PROOF: usize = 6;
/// The shortest code: one character each for batch and item, the proof, and the check character.
const SHORTEST: usize = 2 + PROOF + 1;
/// The largest number of a batch or an item. Two such numbers take 12 characters each, which with proof and check
/// character is the longest code that the check character watches over.
pub const LARGEST: u64 = (1 << 48) - 1;
/// The longest text looked at: the longest code, with blanks and hyphens to spare.
const LONGEST_TEXT: usize = 256;

/// A well-formed short code: a batch, an item, and a proof that [`Secrets`](super::Secrets) may recognise.
///
/// It is written in groups of four, as in `4D7Q-03K9-XWTV-2`, and read in any case, with I and L as 1, O as 0, and with
/// blanks and hyphens anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ShortCode {
    batch: u64,
    item: u64,
    proof: u32,
}

/// Why a text is no short code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Misread {
    /// Characters are missing.
    #[error("a short code has at least {SHORTEST} letters and digits")]
    TooShort,
    /// There are too many.
    #[error("a short code has at most {} letters and digits", check::LONGEST)]
    TooLong,
    /// One that no short code has.
    #[error("the character '{}' stands in no short code", .0.escape_debug())]
    Character(char),
    /// The check character does not belong to the others.
    #[error("the check character does not fit: a character is mistyped or two are exchanged")]
    Slip,
    /// The characters fit together and name no batch and item.
    #[error("this is not the form of a short code")]
    Form,
}

impl ShortCode {
    /// Numbers up to [`LARGEST`], the batch from 1, and the 30 bits of a proof.
    pub(super) fn new(batch: u64, item: u64, proof: u32) -> Option<ShortCode> {
        let fits = (1..=LARGEST).contains(&batch) && item <= LARGEST && proof >> (5 * PROOF) == 0;
        fits.then_some(ShortCode { batch, item, proof })
    }

    /// The batch's number in the register.
    pub fn batch(&self) -> u64 {
        self.batch
    }

    /// The item's number in the batch; 0 for the one code of a batch or a product.
    pub fn item(&self) -> u64 {
        self.item
    }

    pub(super) fn proof(&self) -> u32 {
        self.proof
    }

    /// The address that is printed. `base` is scheme and host, without a slash at the end.
    pub fn address(&self, base: &str) -> String {
        format!("{}/s/{self}", base.trim_end_matches('/'))
    }

    fn symbols(&self) -> Vec<u8> {
        let mut symbols = Vec::with_capacity(check::LONGEST);
        put_number(&mut symbols, self.batch);
        put_number(&mut symbols, self.item);
        symbols.extend((0..PROOF).rev().map(|place| low(u64::from(self.proof) >> (5 * place), 5)));
        symbols.push(check::character(&symbols));
        symbols
    }
}

/// The lowest bits of a number, five at most.
fn low(number: u64, bits: u32) -> u8 {
    // At most five bits are left, which a byte holds.
    (number & ((1 << bits) - 1)) as u8
}

/// A number in characters of four bits, highest first; the fifth bit says that another follows.
fn put_number(symbols: &mut Vec<u8>, number: u64) {
    let characters = (u64::BITS - number.leading_zeros()).div_ceil(4).max(1);
    symbols.extend((0..characters).rev().map(|place| low(number >> (4 * place), 4) | if place > 0 { 16 } else { 0 }));
}

/// Reads one number in its shortest form, and what follows it.
fn take_number(symbols: &[u8]) -> Option<(u64, &[u8])> {
    let length = symbols.iter().position(|symbol| symbol & 16 == 0)? + 1;
    let (number, rest) = symbols.split_at(length);
    if length > 1 && number[0] == 16 {
        return None;
    }
    let number = number
        .iter()
        .try_fold(0u64, |number, symbol| (number >> 60 == 0).then_some(number << 4 | u64::from(symbol & 15)))?;
    Some((number, rest))
}

impl FromStr for ShortCode {
    type Err = Misread;

    fn from_str(text: &str) -> Result<ShortCode, Misread> {
        let symbols = symbols_of(text)?;
        if symbols.len() < SHORTEST {
            return Err(Misread::TooShort);
        }
        if !check::is_sound(&symbols) {
            return Err(Misread::Slip);
        }
        read(&symbols[..symbols.len() - 1]).ok_or(Misread::Form)
    }
}

fn symbols_of(text: &str) -> Result<Vec<u8>, Misread> {
    if text.len() > LONGEST_TEXT {
        return Err(Misread::TooLong);
    }
    let mut symbols = Vec::with_capacity(check::LONGEST);
    for sign in text.chars().filter(|sign| !is_gap(*sign)) {
        let symbol = symbol(sign).ok_or(Misread::Character(sign))?;
        if symbols.len() == check::LONGEST {
            return Err(Misread::TooLong);
        }
        symbols.push(symbol);
    }
    Ok(symbols)
}

/// What people and keyboards put between groups: blanks, and every kind of hyphen or dash.
fn is_gap(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn symbol(sign: char) -> Option<u8> {
    let sign = match sign.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        sign => sign,
    };
    let place = ALPHABET.iter().position(|letter| char::from(*letter) == sign)?;
    u8::try_from(place).ok()
}

fn read(symbols: &[u8]) -> Option<ShortCode> {
    let (batch, rest) = take_number(symbols)?;
    let (item, rest) = take_number(rest)?;
    let proof = rest.iter().fold(0, |proof, symbol| proof << 5 | u32::from(*symbol));
    if rest.len() == PROOF { ShortCode::new(batch, item, proof) } else { None }
}

impl fmt::Display for ShortCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, symbol) in self.symbols().into_iter().enumerate() {
            if place > 0 && place % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(ALPHABET[usize::from(symbol)]))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn codes() -> impl Strategy<Value = ShortCode> {
        let number = || (0u32..=48).prop_flat_map(|bits| 0..=((1u64 << bits) - 1));
        (number(), number(), 0u32..1 << 30)
            .prop_map(|(batch, item, proof)| ShortCode::new(batch.max(1), item, proof).unwrap())
    }

    fn bare(code: ShortCode) -> Vec<char> {
        code.to_string().chars().filter(|sign| *sign != '-').collect()
    }

    fn read(signs: &[char]) -> Result<ShortCode, Misread> {
        signs.iter().collect::<String>().parse()
    }

    #[test]
    fn small_numbers_make_short_codes_and_the_largest_fill_31_characters() {
        for (batch, item, length) in
            [(1, 0, 9), (15, 15, 9), (300, 4_711, 14), (4_095, 999_999, 15), (LARGEST, LARGEST, 31)]
        {
            assert_eq!(bare(ShortCode::new(batch, item, 5).unwrap()).len(), length, "{batch}, {item}");
        }
        assert_eq!(ShortCode::new(LARGEST + 1, 1, 5), None);
        assert_eq!(ShortCode::new(1, LARGEST + 1, 5), None);
        assert_eq!(ShortCode::new(0, 1, 5), None);
    }

    #[test]
    fn people_write_as_they_like() {
        let code = ShortCode::new(17, 1_024, 1 << 5).unwrap();
        assert_eq!(code.to_string(), "H1MG-0000-010S");
        for text in [
            "h1mg0000010s",
            "HIMG OOOO OIOS",
            " hlmg - 0000 – 010s\n",
            "H-1-M-G-0-0-0-0-0-1-0-S",
            "H1MG\u{a0}0000‑010S",
        ] {
            assert_eq!(text.parse(), Ok(code), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let digits = "1".repeat(32);
        let long = "-".repeat(300);
        for (text, misread) in [
            ("", Misread::TooShort),
            ("H1MG-0000", Misread::TooShort),
            (digits.as_str(), Misread::TooLong),
            (long.as_str(), Misread::TooLong),
            ("H1MG-0000-0U0S", Misread::Character('U')),
            ("H1MG-0000-010é", Misread::Character('é')),
            ("H1MG-0000-011S", Misread::Slip),
            // Sound, but with a batch of 0, and with a number that is longer than it need be.
            ("0000-0000-1", Misread::Form),
        ] {
            assert_eq!(text.parse::<ShortCode>(), Err(misread), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(code in codes()) {
            prop_assert_eq!(code.to_string().parse(), Ok(code));
            prop_assert_eq!(code.to_string().to_lowercase().replace('1', "l").replace('0', "o").parse(), Ok(code));
        }

        /// One code has one spelling: what is read at all is written the same.
        #[test]
        fn no_two_texts_are_the_same_code(symbols in prop::collection::vec(0u8..32, 8..31)) {
            let mut symbols = symbols;
            symbols.push(check::character(&symbols));
            let text: String = symbols.iter().map(|symbol| char::from(ALPHABET[usize::from(*symbol)])).collect();
            match text.parse::<ShortCode>() {
                Ok(code) => prop_assert_eq!(bare(code).into_iter().collect::<String>(), text),
                Err(misread) => prop_assert_eq!(misread, Misread::Form),
            }
        }

        #[test]
        fn every_wrong_character_is_a_slip(code in codes(), place in 0usize..31, other in 1u8..32) {
            let mut signs = bare(code);
            let place = place % signs.len();
            let right = symbol(signs[place]).unwrap();
            signs[place] = char::from(ALPHABET[usize::from(right ^ other)]);
            prop_assert_eq!(read(&signs), Err(Misread::Slip));
        }

        #[test]
        fn every_exchange_of_two_characters_is_a_slip(code in codes(), one in 0usize..31, two in 0usize..31) {
            let mut signs = bare(code);
            let (one, two) = (one % signs.len(), two % signs.len());
            prop_assume!(signs[one] != signs[two]);
            signs.swap(one, two);
            prop_assert_eq!(read(&signs), Err(Misread::Slip));
        }

        #[test]
        fn a_zero_lost_or_added_at_the_end_is_noticed(code in codes()) {
            let mut signs = bare(code);
            signs.push('0');
            prop_assert!(read(&signs).is_err());
            signs.truncate(signs.len() - 2);
            prop_assert!(read(&signs) != Ok(code));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,80}") {
            let _ = text.parse::<ShortCode>();
        }
    }
}
