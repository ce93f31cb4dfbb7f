//! Lists that people open in a spreadsheet: what keeps text from becoming a formula, once for all who write CSV.

/// A cell that no spreadsheet takes for a formula (OWASP, CSV injection).
///
/// It runs what begins like a formula; an apostrophe before it makes it text. A spreadsheet set to Indonesian also divides lines
/// at `;`, and none can be sure that it divides at `,` alone: what follows a divider begins a cell, too.
pub(crate) fn harmless(cell: &str) -> String {
    let mut harmless = String::with_capacity(cell.len() + 2);
    let mut begins = true;
    for character in cell.chars() {
        if begins && matches!(character, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') {
            harmless.push('\'');
        }
        harmless.push(character);
        // Blanks and quotes before a formula do not keep a spreadsheet from running it.
        begins = matches!(character, ',' | ';' | '|' | '\t' | '\r' | '\n') || begins && matches!(character, ' ' | '"');
    }
    harmless
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn what_begins_like_a_formula_is_text() {
        for (cell, text) in [
            ("=1+1", "'=1+1"),
            ("＝1", "'＝1"),
            ("\t=1", "'\t'=1"),
            (" \"@x", " \"'@x"),
            ("Kopi;=1+1;x", "Kopi;'=1+1;x"),
            ("250 g - asli", "250 g - asli"),
        ] {
            assert_eq!(harmless(cell), text);
        }
    }
}
