use std::fmt::Display;

use super::{Act, Changes, SubjectKind};
use crate::accounts::{PersonId, Role};
use crate::clock::Moment;
use crate::registry::{ProducerId, RegionCode};

/// Longest reason that an entry keeps, in characters.
pub const WORDS: usize = 500;
/// Longest name of a subject, in characters.
const NAME: usize = 100;

/// What an act was done to, by the name that people use for it: a code, a login, a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// What kind of thing.
    pub kind: SubjectKind,
    /// Which one.
    pub name: String,
}

impl Subject {
    /// A subject; of a long name, the beginning.
    pub fn new(kind: SubjectKind, name: impl Display) -> Subject {
        Subject { kind, name: plain(&name.to_string(), NAME) }
    }
}

/// One act, as it will be remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Moment,
    /// By whom; none for the owner of the machine, at the command line.
    pub by: Option<PersonId>,
    /// In which seat.
    pub seat: Option<Role>,
    /// For which producer. Of a companion or an officer it says for whom they acted.
    pub producer: Option<ProducerId>,
    /// Where.
    pub region: Option<RegionCode>,
    /// What was done.
    pub act: Act,
    /// To what.
    pub subject: Subject,
    /// Why, in somebody's own words.
    pub words: Option<String>,
    /// Which fields changed.
    pub changes: Changes,
}

impl Entry {
    /// An act of the machine's owner. What follows adds to it.
    pub fn new(at: Moment, act: Act, subject: Subject) -> Entry {
        let changes = Changes::none();
        Entry { at, by: None, seat: None, producer: None, region: None, act, subject, words: None, changes }
    }

    /// Done by a person, in a seat if the act needs one.
    pub fn by(self, person: PersonId, seat: Option<Role>) -> Entry {
        Entry { by: Some(person), seat, ..self }
    }

    /// Done for a producer.
    pub fn of(self, producer: ProducerId) -> Entry {
        Entry { producer: Some(producer), ..self }
    }

    /// Done in a region.
    pub fn within(self, region: RegionCode) -> Entry {
        Entry { region: Some(region), ..self }
    }

    /// With a reason: control characters are dropped, and what is longer than [`WORDS`]. An empty one is none.
    pub fn saying(self, words: &str) -> Entry {
        let words = plain(words, WORDS);
        Entry { words: (!words.is_empty()).then_some(words), ..self }
    }

    /// With the fields that it changed.
    pub fn changing(self, changes: Changes) -> Entry {
        Entry { changes, ..self }
    }
}

/// A line that commands no terminal: line breaks become blanks, other control characters go.
fn plain(text: &str, most: usize) -> String {
    let line = text.trim().chars().map(|sign| if sign == '\n' || sign == '\t' { ' ' } else { sign });
    line.filter(|sign| !sign.is_control()).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_one_bounded_line() {
        let subject = Subject::new(SubjectKind::Batch, "A\u{1b}[31m");
        assert_eq!(subject.name, "A[31m");
        let entry = Entry::new(Moment(0), Act::Recalled, subject);
        assert_eq!(entry.clone().saying(" pecahan\nkaca\u{7} ").words.as_deref(), Some("pecahan kaca"));
        assert_eq!(entry.clone().saying("  ").words, None);
        assert_eq!(entry.saying(&"é".repeat(WORDS + 1)).words.unwrap().chars().count(), WORDS);
    }
}
