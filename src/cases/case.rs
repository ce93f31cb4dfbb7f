use super::{Kind, Matter, Stage, State, Step};
use crate::accounts::PersonId;
use crate::clock::Moment;
use crate::registry::RegionCode;

/// A case's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseId(pub i64);

impl std::fmt::Display for CaseId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A case with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its number.
    pub id: CaseId,
    /// What was asked for.
    pub matter: Matter,
    /// In whose queue; a key may be nobody's.
    pub region: Option<RegionCode>,
    /// What was done, oldest first; never empty.
    pub steps: Vec<Step>,
    /// Where it stands, by [`State::of`] its steps.
    pub state: State,
}

impl Case {
    /// What it is about.
    pub fn kind(&self) -> Kind {
        self.matter.kind()
    }

    /// Who opened it.
    pub fn opener(&self) -> Option<PersonId> {
        self.steps.first().map(|step| step.by)
    }
}

/// A case as a queue shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its number.
    pub id: CaseId,
    /// What was asked for.
    pub matter: Matter,
    /// In whose queue.
    pub region: Option<RegionCode>,
    /// Where it stands.
    pub stage: Stage,
    /// Who looks at it.
    pub taken_by: Option<PersonId>,
    /// When it was opened.
    pub opened_at: Moment,
    /// When it was last moved.
    pub moved_at: Moment,
}
