use crate::accounts::{self, Actor, Reach, Role, Seat};
use crate::db;
use crate::registry::{Producer, RegionCode};

/// Why an act on membership is refused.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The seat is not theirs to give or to end.
    #[error("this seat is not yours to give; ask an administrator of the office")]
    NotYours,
    /// Nobody takes their own seat or account away: somebody else would be needed to give it back.
    #[error("this is your own; ask somebody else to do it")]
    Own,
    /// What accounts refuse.
    #[error(transparent)]
    Account(#[from] accounts::Error),
}

impl From<db::Error> for Error {
    fn from(error: db::Error) -> Error {
        Error::Account(error.into())
    }
}

/// Whether somebody may give (or end) a seat, and in which of their own seats they do. `of` is the producer that the seat is for,
/// if it is for one.
///
/// # Errors
/// [`Error::NotYours`].
pub fn may_give(giver: &Actor, seat: Seat, of: Option<&Producer>) -> Result<Seat, Error> {
    let fits = |own: &&Seat| match own.role() {
        Role::Administrator => true,
        Role::Owner => matches!(seat.role(), Role::Owner | Role::Staff) && own.reach() == seat.reach(),
        Role::Officer => matches!(seat.role(), Role::Owner) && of.is_some_and(|producer| own.covers(producer.region)),
        Role::Staff | Role::Companion | Role::Approver | Role::Auditor => false,
    };
    giver.seats().iter().find(fits).copied().ok_or(Error::NotYours)
}

/// Where a seat's act is recorded: the region of the seat or of its producer.
pub(super) fn region(seat: Seat, of: Option<&Producer>) -> Option<RegionCode> {
    match seat.reach() {
        Reach::Region(code) => Some(code),
        Reach::Producer(_) => of.map(|producer| producer.region),
        Reach::Caseload | Reach::Everything => None,
    }
}
