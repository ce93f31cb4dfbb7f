use super::Error;
use crate::accounts::{self, Act};
use crate::casework::Who;
use crate::db::Query;
use crate::registry::RegionCode;

/// Whether a person holds, at this moment, a seat of the office in that role, which may do this there.
///
/// # Errors
/// [`Error::Seat`] when not.
pub async fn entitled(q: &mut impl Query, who: Who, act: Act, region: RegionCode) -> Result<(), Error> {
    let seats = accounts::seats_of(q, who.person).await?;
    let holds = seats.iter().any(|(_, seat)| seat.role() == who.role && seat.covers(region));
    if holds && who.role.may(act) { Ok(()) } else { Err(Error::Seat(who.role)) }
}
