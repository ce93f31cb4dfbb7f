use super::{PersonId, Seat};
use crate::clock::{DAY_MS, Moment};

/// Days for which an invitation is good.
pub const INVITATION_DAYS: i64 = 7;

/// A seat that waits for whoever opens the link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invitation {
    /// What it gives.
    pub seat: Seat,
    /// Who gives it; none when the machine's owner does, from the command line.
    pub given_by: Option<PersonId>,
    /// When it stops being good.
    pub ends_at: Moment,
}

impl Invitation {
    /// An invitation that is given at a moment, good for [`INVITATION_DAYS`].
    pub fn given(seat: Seat, given_by: Option<PersonId>, at: Moment) -> Invitation {
        Invitation { seat, given_by, ends_at: Moment(at.0 + INVITATION_DAYS * DAY_MS) }
    }
}
