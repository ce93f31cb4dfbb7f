use super::Error;
use crate::accounts::{self, Act, Reach, Seat};
use crate::casework::Who;
use crate::db::Query;
use crate::registry::RegionCode;

/// Whether a person holds, at this moment, a seat of the office in that role, which may do this there. What belongs to no region
/// is for those who oversee a province.
///
/// # Errors
/// [`Error::Seat`] when not.
pub async fn entitled(
    q: &mut impl Query,
    who: Who,
    act: Act,
    region: impl Into<Option<RegionCode>>,
) -> Result<(), Error> {
    let (seats, region) = (accounts::seats_of(q, who.person).await?, region.into());
    let holds = seats.iter().any(|(_, seat)| seat.role() == who.role && reaches(*seat, region));
    if holds && who.role.may(act) { Ok(()) } else { Err(Error::Seat(who.role)) }
}

/// Whether a seat of the office reaches a region, or what is of none.
pub fn reaches(seat: Seat, region: Option<RegionCode>) -> bool {
    match (region, seat.reach()) {
        (Some(region), _) => seat.covers(region),
        (None, Reach::Everything) => true,
        (None, Reach::Region(own)) => own.is_province(),
        (None, Reach::Producer(_) | Reach::Caseload) => false,
    }
}
