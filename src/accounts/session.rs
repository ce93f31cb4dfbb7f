use super::PersonId;
use crate::clock::Moment;

/// A session ends after so long without a request.
pub const IDLE_MS: i64 = 12 * 3_600_000;
/// And after so long in any case.
pub const LONGEST_MS: i64 = 14 * 86_400_000;

/// For how long a second factor that was shown opens the ways to add another.
const PROVED_MS: i64 = 10 * 60_000;

/// How exactly its last use is known.
const SEEN_EVERY_MS: i64 = 300_000;

/// A session's number: for a list of one's own, never a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(pub i64);

/// One browser that signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The number.
    pub id: SessionId,
    /// Whose.
    pub person: PersonId,
    /// What the person may recognise it by, such as `Chrome, Android`.
    pub about: String,
    /// Whether a second factor was shown.
    pub strong: bool,
    /// When it began.
    pub begun_at: Moment,
    /// When it was last used, to five minutes.
    pub seen_at: Moment,
    /// When it ends, whatever happens.
    pub ends_at: Moment,
    /// When a second factor was last shown in it, to add another. Signing in does not count.
    pub proved_at: Option<Moment>,
}

impl Session {
    /// Whether its use is to be noted again: once in five minutes, so that a page does not cost a write.
    pub fn is_to_be_seen(&self, at: Moment) -> bool {
        at.0.saturating_sub(self.seen_at.0) >= SEEN_EVERY_MS
    }

    /// Whether it is good at a moment.
    pub fn is_good(&self, at: Moment) -> bool {
        at.0 < self.ends_at.0 && at.0 < self.seen_at.0.saturating_add(IDLE_MS)
    }

    /// Whether a second factor was shown in it just now.
    pub fn has_just_proved(&self, at: Moment) -> bool {
        self.proved_at.is_some_and(|proved| at.0 < proved.0.saturating_add(PROVED_MS))
    }
}
