use std::fmt;

/// Crockford's base 32: no I, L, O or U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a number, without the letter before it.
const LENGTH: usize = 8;
/// The longest text looked at.
const LONGEST_TEXT: usize = 40;

/// The number that a reporter follows a report by: 40 bits of chance, written as `L-7K2M-9XQ4`, and read in any case, with I and
/// L as 1, O as 0, and with blanks and hyphens anywhere.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Number([u8; LENGTH]);

impl Number {
    /// A new one from the machine's randomness; `None` when it gives none.
    pub fn fresh() -> Option<Number> {
        let mut chance = [0; 5];
        getrandom::fill(&mut chance).ok()?;
        Some(Number::of_chance(chance))
    }

    /// The number that five random bytes make.
    pub fn of_chance(chance: [u8; 5]) -> Number {
        let bits = chance.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        let mut place = LENGTH;
        Number([0; LENGTH].map(|_| {
            place -= 1;
            // Five bits are a place in the alphabet.
            ALPHABET[(bits >> (5 * place) & 31) as usize]
        }))
    }

    /// Reads what somebody typed; `None` when it is no such number.
    pub fn read(text: &str) -> Option<Number> {
        if text.len() > LONGEST_TEXT {
            return None;
        }
        let typed: String = text.chars().filter(|sign| sign.is_ascii_alphanumeric()).collect();
        let signs = typed.to_ascii_uppercase().replace('O', "0").replace(['I', 'L'], "1");
        // The letter before the number is an L, which is read as 1.
        let digits = if signs.len() > LENGTH { signs.strip_prefix('1')? } else { &signs };
        let bytes: [u8; LENGTH] = digits.as_bytes().try_into().ok()?;
        bytes.iter().all(|byte| ALPHABET.contains(byte)).then_some(Number(bytes))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = self.0.split_at(LENGTH / 2);
        let text = |bytes| std::str::from_utf8(bytes).map_err(|_| fmt::Error);
        write!(f, "L-{}-{}", text(first)?, text(last)?)
    }
}

/// Like a password, it opens something: no log shows it by accident.
impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Number(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_and_prints_the_same() {
        for chance in [[0; 5], [255; 5], [1, 2, 3, 4, 5], [0x39, 0xc5, 0x44, 0xf6, 0xe4]] {
            let number = Number::of_chance(chance);
            assert_eq!(Number::read(&number.to_string()), Some(number));
        }
        assert_eq!(Number::of_chance([0; 5]).to_string(), "L-0000-0000");
        assert_eq!(Number::of_chance([255; 5]).to_string(), "L-ZZZZ-ZZZZ");
    }

    #[test]
    fn slips_of_the_hand_are_forgiven() {
        let number = Number::read("L-7K2M-9X01").unwrap();
        for typed in ["l-7k2m-9xol", "7K2M9X01", " L 7K2M 9XOI ", "l7k2m9x01", "L–7K2M–9X01"] {
            assert_eq!(Number::read(typed), Some(number), "{typed}");
        }
        for typed in ["", "L-", "L-7K2M", "L-7K2M-9X0U", "X-7K2M-9X01", "L-7K2M-9X011", "<script>", &"7".repeat(41)] {
            assert_eq!(Number::read(typed), None, "{typed}");
        }
    }
}
