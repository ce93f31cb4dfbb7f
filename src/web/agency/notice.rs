//! What was done, said once on the page that follows.
use crate::i18n::Words;

/// What was done; its word travels in the address of the next page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notice {
    /// Somebody looks at a case.
    Taken,
    /// A certification waits for the second person.
    Proposed,
    /// Decided for it.
    Approved,
    /// Decided against it.
    Refused,
    /// The producer was asked.
    Asked,
    /// Goods are recalled.
    Recalled,
    /// A recall is lifted.
    Lifted,
    /// A report is answered.
    Answered,
    /// A file is entered.
    Imported,
    /// Kept.
    Saved,
}

impl Notice {
    const ALL: [Notice; 10] = [
        Notice::Taken,
        Notice::Proposed,
        Notice::Approved,
        Notice::Refused,
        Notice::Asked,
        Notice::Recalled,
        Notice::Lifted,
        Notice::Answered,
        Notice::Imported,
        Notice::Saved,
    ];

    fn word(self) -> &'static str {
        match self {
            Notice::Taken => "diambil",
            Notice::Proposed => "diusulkan",
            Notice::Approved => "disetujui",
            Notice::Refused => "ditolak",
            Notice::Asked => "ditanyakan",
            Notice::Recalled => "ditarik",
            Notice::Lifted => "dicabut",
            Notice::Answered => "dijawab",
            Notice::Imported => "dimasukkan",
            Notice::Saved => "disimpan",
        }
    }

    /// The sentence of a word that came with an address; none for any other word.
    pub(super) fn said(w: &Words, word: Option<&str>) -> Option<String> {
        let w = &w.agency.notice;
        let notice = Notice::ALL.into_iter().find(|notice| word == Some(notice.word()))?;
        let sentence = match notice {
            Notice::Taken => &w.taken,
            Notice::Proposed => &w.proposed,
            Notice::Approved => &w.approved,
            Notice::Refused => &w.refused,
            Notice::Asked => &w.asked,
            Notice::Recalled => &w.recalled,
            Notice::Lifted => &w.lifted,
            Notice::Answered => &w.answered,
            Notice::Imported => &w.imported,
            Notice::Saved => &w.saved,
        };
        Some(sentence.clone())
    }

    /// The page that says it.
    pub(super) fn at(self, path: &str) -> String {
        format!("{path}?kabar={}", self.word())
    }
}
