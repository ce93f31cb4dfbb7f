use strsim::osa_distance;

/// Words of the vocabulary that one typed word may stand for.
pub const NEAR: usize = 16;
/// Typed words that are looked at.
pub const MOST_WORDS: usize = 3;

/// All words by which something can be found.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    words: Vec<String>,
}

impl Vocabulary {
    /// The vocabulary of these words.
    pub fn new(words: Vec<String>) -> Vocabulary {
        Vocabulary { words }
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
        let mut found: Vec<(usize, &String)> = Vec::new();
        for word in &self.words {
            if word == typed {
                found.push((0, word));
            } else if letters >= 3 && word.starts_with(typed) {
                found.push((1, word));
            } else if slips > 0 && word.chars().count().abs_diff(letters) <= slips {
                let distance = osa_distance(word, typed);
                if distance <= slips {
                    found.push((1 + distance, word));
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
}
