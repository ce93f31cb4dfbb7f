use std::collections::BTreeMap;

/// Longest value that is kept of one field, in characters.
const VALUE: usize = 200;
/// More fields than any form has.
const FIELDS: usize = 60;
/// What is never written down, whatever a caller says.
const SECRET: [&str; 4] = ["password", "passphrase", "totp", "secret"];

/// What was in a field before and after; none for a field that was empty.
type Change = (Option<String>, Option<String>);

/// Fields that an act changed, with what they held before and after. Long values are cut; of secrets, only that they changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes(BTreeMap<String, Change>);

impl Changes {
    /// None yet.
    pub fn none() -> Changes {
        Changes::default()
    }

    /// Notes a field, when what it held differs from what it holds now.
    pub fn note(&mut self, field: &str, old: Option<&str>, new: Option<&str>) {
        if old == new || self.0.len() >= FIELDS {
            return;
        }
        let secret = SECRET.iter().any(|word| field.contains(word));
        let kept = |value: &str| if secret { "…".to_owned() } else { cut(value) };
        self.0.insert(cut(field), (old.map(kept), new.map(kept)));
    }

    /// The fields in the order of their names: name, before, after.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Option<&str>, Option<&str>)> {
        self.0.iter().map(|(field, (old, new))| (field.as_str(), old.as_deref(), new.as_deref()))
    }

    /// As stored: a JSON object of `[before, after]`; `None` when nothing changed.
    pub(super) fn stored(&self) -> Option<String> {
        (!self.0.is_empty()).then(|| serde_json::json!(self.0).to_string())
    }

    /// Reads what was stored; `None` when it is something else.
    pub(super) fn read(json: &str) -> Option<Changes> {
        serde_json::from_str(json).ok().map(Changes)
    }
}

/// A text without control characters, as long as an entry may hold it.
fn cut(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_control()).take(VALUE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_kept_and_read_back() {
        let mut changes = Changes::none();
        assert_eq!(changes.stored(), None);
        changes.note("name", Some("Kopi"), Some("Kopi"));
        changes.note("brand", None, Some("Sari \"1\"\n"));
        changes.note("status", Some("aktif"), Some("dibekukan"));
        let json = changes.stored().unwrap();
        assert_eq!(json, r#"{"brand":[null,"Sari \"1\""],"status":["aktif","dibekukan"]}"#);
        assert_eq!(Changes::read(&json), Some(changes));
        assert_eq!(Changes::read("[1]"), None);
    }

    #[test]
    fn it_is_bounded_and_holds_no_secret() {
        let mut changes = Changes::none();
        changes.note("password", Some("kopi pagi"), Some("pisang goreng"));
        changes.note("totp_secret", None, Some("JBSWY3DP"));
        changes.note("story", None, Some(&"é".repeat(9_000)));
        for field in 0..1_000 {
            changes.note(&format!("field {field}"), None, Some("x"));
        }
        let json = changes.stored().unwrap();
        assert!(!json.contains("pagi") && !json.contains("goreng") && !json.contains("JBSW"), "{json}");
        assert!(json.len() < 3_000, "{}", json.len());
    }
}
