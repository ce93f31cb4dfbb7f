use super::{Ground, Kind, Step, What};
use crate::accounts::PersonId;
use crate::registry::words;

words! {
    /// Where a case stands, in one word: what queues are made of.
    pub enum Stage {
        /// For an officer, or for the producer's answer to be looked at.
        Waiting = "waiting",
        /// For the producer's answer.
        Asked = "asked",
        /// For a second person.
        Proposed = "proposed",
        /// Decided for it.
        Approved = "approved",
        /// Decided against it.
        Refused = "refused",
        /// Taken back.
        Withdrawn = "withdrawn",
    }
}

impl Stage {
    /// Whether it is over.
    pub fn is_decided(self) -> bool {
        match self {
            Stage::Waiting | Stage::Asked | Stage::Proposed => false,
            Stage::Approved | Stage::Refused | Stage::Withdrawn => true,
        }
    }
}

/// Where a case stands, with what the next step must know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Waits for somebody who decides; perhaps one looks at it already.
    Waiting {
        /// Who does.
        taken_by: Option<PersonId>,
    },
    /// Waits for the producer's answer.
    Asked,
    /// Waits for a second person.
    Proposed {
        /// The first.
        by: PersonId,
        /// What the proposal rests on; an act on a key rests on its reason.
        ground: Option<Ground>,
    },
    /// Decided for it.
    Approved {
        /// What the approved proposal rested on.
        ground: Option<Ground>,
    },
    /// Decided against it.
    Refused,
    /// Taken back.
    Withdrawn,
}

impl State {
    /// In one word.
    pub fn stage(&self) -> Stage {
        match self {
            State::Waiting { .. } => Stage::Waiting,
            State::Asked => Stage::Asked,
            State::Proposed { .. } => Stage::Proposed,
            State::Approved { .. } => Stage::Approved,
            State::Refused => Stage::Refused,
            State::Withdrawn => Stage::Withdrawn,
        }
    }

    /// Who looks at it.
    pub fn taken_by(&self) -> Option<PersonId> {
        if let State::Waiting { taken_by } = self { *taken_by } else { None }
    }

    /// Where a case stands that begins with a step; `None` when none begins so. An act on a key is proposed by opening it.
    pub fn first(kind: Kind, step: &Step) -> Option<State> {
        match (&step.what, kind) {
            (What::Opened, Kind::Key) => Some(State::Proposed { by: step.by, ground: None }),
            (What::Opened, Kind::Producer | Kind::Certification | Kind::Recall) => {
                Some(State::Waiting { taken_by: None })
            }
            _ => None,
        }
    }

    /// Where it stands after a step; `None` when that step does not follow. One table for what may be done and for what is read:
    /// a history that this function refuses is no history.
    pub fn after(&self, kind: Kind, step: &Step) -> Option<State> {
        let two = match kind {
            Kind::Certification | Kind::Key => true,
            Kind::Producer | Kind::Recall => false,
        };
        match (self, &step.what) {
            (State::Approved { .. } | State::Refused | State::Withdrawn, _) | (_, What::Opened) => None,
            (_, What::Withdrawn) => Some(State::Withdrawn),
            (State::Waiting { taken_by }, What::Taken) if *taken_by != Some(step.by) => {
                Some(State::Waiting { taken_by: Some(step.by) })
            }
            (State::Waiting { .. }, What::Proposed(ground)) if kind == Kind::Certification => {
                Some(State::Proposed { by: step.by, ground: Some(ground.clone()) })
            }
            (State::Waiting { .. }, What::Approved(Some(_))) if !two => Some(State::Approved { ground: None }),
            (State::Proposed { by, ground }, What::Approved(_)) if two && *by != step.by => {
                Some(State::Approved { ground: ground.clone() })
            }
            (State::Waiting { .. } | State::Asked | State::Proposed { .. }, What::Refused(_)) => Some(State::Refused),
            (State::Waiting { .. } | State::Proposed { .. }, What::Returned(_)) if kind != Kind::Key => {
                Some(State::Asked)
            }
            (State::Asked, What::Answered(_)) => Some(State::Waiting { taken_by: None }),
            (
                State::Waiting { .. } | State::Asked | State::Proposed { .. },
                What::Taken | What::Proposed(_) | What::Approved(_) | What::Returned(_) | What::Answered(_),
            ) => None,
        }
    }

    /// Where a case stands after all its steps; `None` for what is no history.
    pub fn of(kind: Kind, steps: &[Step]) -> Option<State> {
        let (first, rest) = steps.split_first()?;
        rest.iter().try_fold(State::first(kind, first)?, |state, step| state.after(kind, step))
    }
}
