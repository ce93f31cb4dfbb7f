use super::{Code, Finding, Unreadable, Verdict};
use crate::clock::Moment;

/// A verdict, what it rests on, and when it was given.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What was found.
    pub finding: Finding,
    /// What follows from it.
    pub verdict: Verdict,
    /// When.
    pub at: Moment,
}

impl Answer {
    /// Whether it answers a short code, which is looked up and not verified by signature.
    pub fn is_looked_up(&self) -> bool {
        match &self.finding {
            Finding::Unreadable(Unreadable::Short(_)) | Finding::Unasked | Finding::Unlisted => true,
            Finding::Known(evidence) => matches!(evidence.code, Code::LookedUp(..)),
            Finding::Unreadable(Unreadable::Signed(_)) | Finding::UnknownKey | Finding::Forged => false,
        }
    }
}
