//! Lists as an office needs them, read over the tables of several ledgers; and the files that wait to be imported, which are all
//! that is written here.
//!
//! Every statement comes three times: for everything, for a province, for one kabupaten or kota. What is looked for by words is
//! looked for within names and codes, in whatever letters.
mod drafts;
mod goods;
mod lapsing;
mod makers;
mod sentra;

pub use drafts::{Draft, draft_of, drop_draft, keep_draft};
pub use goods::{ListedBatch, ListedProduct, ListedRecall, batches, products, recalls_in};
pub use lapsing::{Bounds, Lapsing, Span, lapsing, lapsing_counts};
pub use makers::{ListedProducer, producers, producers_by_status};
pub use sentra::sentra;

use crate::db::{Param, params};
use crate::registry::RegionCode;

/// What a list shows, and which page of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought {
    /// Of this region, a province with all of its own; none for everything.
    pub region: Option<RegionCode>,
    /// With these words in a name or a code; empty for all.
    pub words: String,
    /// That stand so, by the word of their standing; empty for all.
    pub standing: String,
    /// Before this number; none for the newest.
    pub before: Option<i64>,
    /// At most so many.
    pub most: u32,
}

impl Sought {
    /// What every list binds: $1 before, $2 at most, $3 words, $4 standing, and $5 the region, when there is one.
    fn params(&self) -> Vec<Param> {
        let mut values =
            params![self.before.unwrap_or(i64::MAX), self.most, pattern(&self.words), self.standing.as_str()];
        values.extend(self.region.iter().flat_map(|region| params![region.to_string()]));
        values
    }
}

/// The statement for a place, of three that differ in nothing else.
fn of_place(region: Option<RegionCode>, [all, province, one]: [&'static str; 3]) -> &'static str {
    match region {
        None => all,
        Some(region) if region.is_province() => province,
        Some(_) => one,
    }
}

/// A text between any others, in small letters, for `like … escape '\'`.
fn pattern(words: &str) -> String {
    let mut pattern = String::from("%");
    for sign in words.trim().to_lowercase().chars() {
        if matches!(sign, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(sign);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn signs_of_patterns_are_looked_for_as_they_are() {
        assert_eq!(pattern(" Kopi 100%_\\ "), "%kopi 100\\%\\_\\\\%");
        assert_eq!(pattern(""), "%%");
    }
}
