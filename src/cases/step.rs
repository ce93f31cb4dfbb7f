use super::{Actor, Error};
use crate::accounts::{PersonId, Role};
use crate::clock::{Day, Moment};
use crate::registry::{Basis, BasisKind, fields, words};

/// Longest reason, question or answer, in characters.
const LONGEST: usize = 500;

words! {
    /// How an officer knows.
    pub enum GroundKind {
        /// The document was seen.
        DocumentSeen = "document_seen",
        /// The authority confirmed it.
        Confirmed = "confirmed",
    }
}

/// What a proposal rests on. Never a declaration: that is what the producer made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// How it is known.
    pub kind: GroundKind,
    /// The day on which the document was seen or the authority asked.
    pub day: Day,
    /// The office, as verify pages will show it.
    pub office: Option<String>,
}

impl Ground {
    /// As the register writes it down.
    pub fn basis(&self) -> Basis {
        let kind = match self.kind {
            GroundKind::DocumentSeen => BasisKind::DocumentSeen,
            GroundKind::Confirmed => BasisKind::Confirmed,
        };
        Basis { kind, day: Some(self.day), by: self.office.clone() }
    }
}

/// What a step does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Makes the case.
    Opened,
    /// Says that somebody looks at it now.
    Taken,
    /// Says that the claim is right, on a ground.
    Proposed(Ground),
    /// Decides for it, with a reason where one person decides alone.
    Approved(Option<String>),
    /// Decides against it, with a reason.
    Refused(String),
    /// Gives it back to the producer with a question.
    Returned(String),
    /// Answers that.
    Answered(String),
    /// Takes it back.
    Withdrawn,
}

impl What {
    /// Its word, as stored.
    pub fn word(&self) -> &'static str {
        match self {
            What::Opened => "opened",
            What::Taken => "taken",
            What::Proposed(_) => "proposed",
            What::Approved(_) => "approved",
            What::Refused(_) => "refused",
            What::Returned(_) => "returned",
            What::Answered(_) => "answered",
            What::Withdrawn => "withdrawn",
        }
    }

    /// What somebody wrote.
    pub fn words(&self) -> Option<&str> {
        match self {
            What::Refused(words) | What::Returned(words) | What::Answered(words) => Some(words),
            What::Approved(words) => words.as_deref(),
            What::Proposed(ground) => ground.office.as_deref(),
            What::Opened | What::Taken | What::Withdrawn => None,
        }
    }

    /// What a proposal rests on.
    pub fn ground(&self) -> Option<&Ground> {
        if let What::Proposed(ground) = self { Some(ground) } else { None }
    }

    /// Reads a step as it was stored; `None` when it is none.
    pub(super) fn read(word: &str, ground: Option<(GroundKind, Day)>, words: Option<String>) -> Option<What> {
        Some(match (word, ground, words) {
            ("opened", None, None) => What::Opened,
            ("taken", None, None) => What::Taken,
            ("proposed", Some((kind, day)), office) => What::Proposed(Ground { kind, day, office }),
            ("approved", None, words) => What::Approved(words),
            ("refused", None, Some(words)) => What::Refused(words),
            ("returned", None, Some(words)) => What::Returned(words),
            ("answered", None, Some(words)) => What::Answered(words),
            ("withdrawn", None, None) => What::Withdrawn,
            _ => return None,
        })
    }

    /// The same, with its texts checked.
    pub(super) fn checked(self) -> Result<What, Error> {
        Ok(match self {
            What::Approved(words) => What::Approved(words.as_deref().map(reason).transpose()?),
            What::Refused(words) => What::Refused(reason(&words)?),
            What::Returned(words) => What::Returned(question(&words)?),
            What::Answered(words) => What::Answered(question(&words)?),
            What::Proposed(ground) => {
                let office = ground.office.as_deref().map(|office| line("office", office, 120)).transpose()?;
                What::Proposed(Ground { office, ..ground })
            }
            What::Opened | What::Taken | What::Withdrawn => self,
        })
    }
}

/// One step of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// By whom.
    pub by: PersonId,
    /// As what.
    pub role: Role,
    /// When.
    pub at: Moment,
    /// What.
    pub what: What,
}

impl Step {
    /// A step that somebody takes.
    pub fn new(actor: &Actor, what: What, at: Moment) -> Step {
        Step { by: actor.person, role: actor.role, at, what }
    }
}

/// A reason, as it will be shown to the producer.
///
/// # Errors
/// [`Error::Text`].
pub fn reason(text: &str) -> Result<String, Error> {
    line("reason", text, LONGEST)
}

/// A question to the producer, or its answer.
///
/// # Errors
/// [`Error::Text`].
pub fn question(text: &str) -> Result<String, Error> {
    fields::paragraphs(text, LONGEST).map_err(|problem| Error::Text { field: "words", problem })
}

fn line(field: &'static str, text: &str, most: usize) -> Result<String, Error> {
    fields::line(text, most).map_err(|problem| Error::Text { field, problem })
}
