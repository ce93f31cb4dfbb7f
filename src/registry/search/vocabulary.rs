use strsim::osa_distance;

/// Words of the vocabulary that one typed word may stand for.
pub const NEAR: usize = 16;
/// Typed words that are looked at.
pub const MOST_WORDS: usize = 3;

/// All words by which something can be found.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    words: Vec<Word>,
}

/// A word, and what tells soon that another is not almost it.
#[derive(Debug, Clone)]
struct Word {
    text: String,
    /// How many letters it has.
    letters: usize,
    /// Which letters it has, one bit each; strange ones share bits.
    signs: u64,
}

impl Word {
    fn new(text: String) -> Word {
        Word { letters: text.chars().count(), signs: signs(&text), text }
    }
}

fn signs(text: &str) -> u64 {
    let bit = |letter: char| match letter {
        'a'..='z' => u32::from(letter) - u32::from('a'),
        '0'..='9' => 26 + u32::from(letter) - u32::from('0'),
        other => 36 + u32::from(other) % 28,
    };
    text.chars().fold(0, |signs, letter| signs | 1 << bit(letter))
}

impl Vocabulary {
    /// The vocabulary of these words.
    pub fn new(words: Vec<String>) -> Vocabulary {
        Vocabulary { words: words.into_iter().map(Word::new).collect() }
    }

    /// The words that a folded word may stand for, the nearest first: itself, those that it begins, those of almost its
    /// spelling (one slip in four letters, two in eight). At most [`NEAR`].
    pub fn near(&self, typed: &str) -> Vec<String> {
        let letters = typed.chars().count();
        let slips = match letters {
            0..=3 => 0,
            4..=7 => 1,
            _ => 2,
        };
        let signs = signs(typed);
        let mut found: Vec<(usize, &String)> = Vec::new();
        for Word { text, letters: length, signs: others } in &self.words {
            if text == typed {
                found.push((0, text));
            } else if letters >= 3 && text.starts_with(typed) {
                found.push((1, text));
            // A slip changes at most two of the letters that a word has; few words pass, and only these are compared.
            } else if slips > 0
                && length.abs_diff(letters) <= slips
                && (signs ^ others).count_ones() as usize <= 2 * slips
            {
                let distance = osa_distance(text, typed);
                if distance <= slips {
                    found.push((1 + distance, text));
                }
            }
        }
        found.sort();
        found.into_iter().take(NEAR).map(|(_, word)| word.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_forgiven_and_the_exact_word_comes_first() {
        let words = ["kopi", "kopra", "keripik", "kerupuk", "cokelat", "pisang", "robusta", "topi"].map(str::to_owned);
        let vocabulary = Vocabulary::new(words.into());
        let near = |typed| vocabulary.near(typed);
        assert_eq!(near("kopi"), ["kopi", "topi"]);
        assert_eq!(near("coklat"), ["cokelat"]);
        assert_eq!(near("kripik"), ["keripik"]);
        assert_eq!(near("robsuta"), ["robusta"]);
        assert_eq!(near("kop"), ["kopi", "kopra"], "while one is still typing");
        assert!(near("kerbau").is_empty() && near("xy").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn no_near_word_is_passed_over(word in "[a-c0-2é]{0,9}", typed in "[a-c0-2é]{1,9}") {
            let letters = typed.chars().count();
            let slips = match letters { 0..=3 => 0, 4..=7 => 1, _ => 2 };
            let is_near = word == typed
                || letters >= 3 && word.starts_with(&typed)
                || slips > 0 && osa_distance(&word, &typed) <= slips;
            let found = Vocabulary::new(vec![word.clone()]).near(&typed);
            proptest::prop_assert_eq!(found == [word], is_near);
        }
    }
}
