//! Reasons: a ready-made one, as its button sends it, or one's own words.

/// The first of two texts that says something, without blanks at its ends; empty when neither does.
pub(super) fn reason<'a>(ready: &'a Option<String>, own: &'a Option<String>) -> &'a str {
    [ready, own].into_iter().flatten().map(|text| text.trim()).find(|text| !text.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::reason;

    #[test]
    fn the_button_counts_and_blanks_say_nothing() {
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(reason(&text("Kaca"), &text("Kerikil")), "Kaca");
        assert_eq!(reason(&text(" "), &text(" Kerikil ")), "Kerikil");
        assert_eq!(reason(&None, &text("")), "");
    }
}
