use super::{Act, Entry, Recorded, Subject};
use crate::accounts::PersonId;
use crate::clock::Moment;
use crate::registry::{ProducerId, RegionCode};

/// What is looked for: everything that is named must agree.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Done by this person.
    pub by: Option<PersonId>,
    /// Done for this producer.
    pub producer: Option<ProducerId>,
    /// Done there; a province stands for all of its kabupaten and kota, too.
    pub region: Option<RegionCode>,
    /// This act.
    pub act: Option<Act>,
    /// Done to this.
    pub subject: Option<Subject>,
    /// Not before.
    pub since: Option<Moment>,
    /// Before.
    pub until: Option<Moment>,
    /// With these words in its reason or in its subject's name, in whatever letters.
    pub words: Option<String>,
}

impl Wanted {
    /// Whether an entry is one of those looked for. The span of time is the question's, not asked again here.
    pub(super) fn admits(&self, entry: &Entry) -> bool {
        self.by.is_none_or(|by| entry.by == Some(by))
            && self.producer.is_none_or(|producer| entry.producer == Some(producer))
            && self.region.is_none_or(|wanted| entry.region.is_some_and(|there| covers(wanted, there)))
            && self.act.is_none_or(|act| entry.act == act)
            && self.subject.as_ref().is_none_or(|subject| entry.subject == *subject)
            && self.words.as_deref().is_none_or(|words| mentions(entry, words))
    }
}

fn covers(wanted: RegionCode, there: RegionCode) -> bool {
    wanted == there || there.province() == wanted
}

fn mentions(entry: &Entry, words: &str) -> bool {
    let words = words.trim().to_lowercase();
    let holds = |text: &str| text.to_lowercase().contains(&words);
    entry.words.as_deref().is_some_and(holds) || holds(&entry.subject.name)
}

/// Where a page of a search ended: the entry that was looked at last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its time.
    pub at: Moment,
    /// Its number.
    pub number: i64,
}

/// A page of a search, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What was found.
    pub entries: Vec<Recorded>,
    /// Where to go on; none when everything was looked at. There may be more even when this page is not full, because a page
    /// looks at a bounded number of entries.
    pub next: Option<Place>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::SubjectKind;

    #[test]
    fn what_is_looked_for_must_agree_in_everything_named() {
        let region = |code| RegionCode::parse(code).unwrap();
        let entry = Entry::new(Moment(1), Act::Recalled, Subject::new(SubjectKind::Batch, "A-1"))
            .by(PersonId(7), None)
            .of(ProducerId(3))
            .within(region("18.04"))
            .saying("Pecahan KACA ditemukan");
        let any = Wanted::default;
        let agree = [
            any(),
            Wanted { by: Some(PersonId(7)), producer: Some(ProducerId(3)), ..any() },
            Wanted { region: Some(region("18")), ..any() },
            Wanted { region: Some(region("18.04")), act: Some(Act::Recalled), ..any() },
            Wanted { words: Some(" kaca ".into()), ..any() },
            Wanted { words: Some("a-1".into()), subject: Some(entry.subject.clone()), ..any() },
        ];
        let differ = [
            Wanted { by: Some(PersonId(8)), producer: Some(ProducerId(3)), ..any() },
            Wanted { producer: Some(ProducerId(4)), ..any() },
            Wanted { region: Some(region("18.05")), ..any() },
            Wanted { region: Some(region("32")), ..any() },
            Wanted { act: Some(Act::Revoked), ..any() },
            Wanted { subject: Some(Subject::new(SubjectKind::Product, "A-1")), ..any() },
            Wanted { words: Some("logam".into()), ..any() },
        ];
        for wanted in agree {
            assert!(wanted.admits(&entry), "{wanted:?}");
        }
        for wanted in differ {
            assert!(!wanted.admits(&entry), "{wanted:?}");
        }
        let nowhere = Entry { region: None, words: None, ..entry };
        assert!(!Wanted { region: Some(region("18")), ..any() }.admits(&nowhere));
    }
}
