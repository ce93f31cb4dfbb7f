//! What keeps text from becoming a formula, once for all who write CSV.

/// What a spreadsheet takes for the beginning of a formula, or of something that it would divide or run (OWASP, CSV injection).
fn is_risky(character: char) -> bool {
    matches!(character, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
}

/// Walks a text and says of each character whether a cell may begin with it.
///
/// A spreadsheet set to Indonesian divides lines at `;`, and none can be sure that it divides at `,` alone: what follows a divider
/// begins a cell, too. Blanks and quotes before a formula do not keep a spreadsheet from running it.
fn begins_after(character: char, begins: bool) -> bool {
    matches!(character, ',' | ';' | '|' | '\t' | '\r' | '\n') || begins && matches!(character, ' ' | '"')
}

/// A cell that no spreadsheet takes for a formula: an apostrophe before what begins like one makes it text.
///
/// Apostrophes that stand before such a beginning already get one more, so that [`plain`] finds the text again.
pub(crate) fn harmless(cell: &str) -> String {
    let mut harmless = String::with_capacity(cell.len() + 2);
    let mut begins = true;
    let mut rest = cell.chars();
    while let Some(character) = rest.next() {
        let is_guarded = character == '\'' && rest.as_str().trim_start_matches('\'').starts_with(is_risky);
        if begins && (is_risky(character) || is_guarded) {
            harmless.push('\'');
        }
        harmless.push(character);
        begins = begins_after(character, begins);
    }
    harmless
}

/// The text that [`harmless`] made harmless, as it was.
pub(crate) fn plain(cell: &str) -> String {
    let mut plain = String::with_capacity(cell.len());
    let mut begins = true;
    let mut rest = cell.chars();
    while let Some(mut character) = rest.next() {
        if begins && character == '\'' && rest.as_str().trim_start_matches('\'').starts_with(is_risky) {
            let Some(guarded) = rest.next() else { break };
            character = guarded;
        }
        plain.push(character);
        begins = begins_after(character, begins);
    }
    plain
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{harmless, plain};

    #[test]
    fn what_begins_like_a_formula_is_text() {
        for (cell, text) in [
            ("=1+1", "'=1+1"),
            ("＝1", "'＝1"),
            ("\t=1", "'\t'=1"),
            (" \"@x", " \"'@x"),
            ("Kopi;=1+1;x", "Kopi;'=1+1;x"),
            ("250 g - asli", "250 g - asli"),
            ("'=1", "''=1"),
            ("'kopi'", "'kopi'"),
        ] {
            assert_eq!(harmless(cell), text);
            assert_eq!(plain(text), cell);
        }
    }

    proptest! {
        #[test]
        fn what_was_made_harmless_comes_back(cell in "[-=+@',; a\"\t\n]{0,12}|\\PC{0,40}") {
            prop_assert_eq!(plain(&harmless(&cell)), cell);
        }
    }
}
