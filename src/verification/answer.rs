use super::{Finding, Verdict};
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
