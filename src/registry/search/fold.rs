use unicode_normalization::UnicodeNormalization;

/// Words that tell nothing apart.
const EMPTY: [&str; 12] = ["dan", "dari", "di", "yang", "rasa", "khas", "asli", "untuk", "the", "of", "and", "ikm"];
/// Letters of a word that count.
const LONGEST: usize = 24;

/// Old spelling and its new form, and letters that many write for each other. Applied in this order.
const SPELLINGS: [(&str, &str); 11] = [
    ("oe", "u"),
    ("tj", "c"),
    ("dj", "j"),
    ("sj", "sy"),
    ("ch", "c"),
    ("ph", "f"),
    ("v", "f"),
    ("z", "s"),
    ("q", "k"),
    ("x", "ks"),
    ("ck", "k"),
];

/// The words of a text as they are searched for, each once, in the order of the text; at most 40.
///
/// ```
/// use telusur::registry::search::fold;
///
/// assert_eq!(fold("Kopi Tjap Djempol & Coklaat"), ["kopi", "cap", "jempol", "coklat"]);
/// assert_eq!(fold("Jamoe Cabé"), fold("JAMU cabe"));
/// ```
pub fn fold(text: &str) -> Vec<String> {
    let plain: String =
        text.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).take(2_000).collect();
    let mut words = Vec::new();
    for word in plain.to_lowercase().split(|c: char| !c.is_alphanumeric()) {
        let word = folded(word);
        if word.len() >= 2 && !EMPTY.contains(&word.as_str()) && !words.contains(&word) && words.len() < 40 {
            words.push(word);
        }
    }
    words
}

fn folded(word: &str) -> String {
    let spelt = SPELLINGS.iter().fold(word.to_owned(), |word, (old, new)| word.replace(old, new));
    let mut out = String::with_capacity(spelt.len());
    for letter in spelt.chars() {
        let doubled = letter.is_alphabetic() && out.ends_with(letter);
        if !doubled && out.chars().count() < LONGEST {
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn many_spellings_fold_into_one() {
        for (a, b) in [("Soekadana", "Sukadana"), ("Vanili", "fanili"), ("Zaitun", "saitun"), ("Kriipik", "kripik")] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
        assert_eq!(fold("Keripik Pisang (rasa cokelat) 250 g"), ["keripik", "pisang", "cokelat", "250"]);
        assert!(fold(" ,.- \u{202e} ").is_empty());
    }

    proptest! {
        #[test]
        fn any_text_folds_into_a_few_short_words(text in "\\PC{0,300}") {
            let words = fold(&text);
            prop_assert!(words.len() <= 40);
            for word in &words {
                prop_assert!(word.chars().count() <= LONGEST && word.chars().all(char::is_alphanumeric), "{word}");
            }
        }
    }
}
