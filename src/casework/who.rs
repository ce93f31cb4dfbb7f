use super::Error;
use crate::accounts::{self, PersonId, Reach, Role, Seat};
use crate::cases::{self, Actor, Case, CaseId};
use crate::db::Query;
use crate::registry::{ProducerId, RegionCode};

/// Who is signed in, and in which of their seats they act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who {
    /// The person.
    pub person: PersonId,
    /// The seat's role.
    pub role: Role,
}

/// What the rules of cases must know of somebody: asked of the seats that they hold now.
///
/// # Errors
/// [`Error::Seat`] when they hold no seat of that role.
pub async fn actor(
    q: &mut impl Query,
    who: Who,
    producer: Option<ProducerId>,
    region: Option<RegionCode>,
) -> Result<Actor, Error> {
    let seats: Vec<Seat> = accounts::seats_of(q, who.person).await?.into_iter().map(|(_, seat)| seat).collect();
    let used: Vec<Seat> = seats.iter().copied().filter(|seat| seat.role() == who.role).collect();
    if used.is_empty() {
        return Err(Error::Seat(who.role));
    }
    let covers = used.iter().any(|seat| region.map_or_else(|| oversees(seat), |region| seat.covers(region)));
    // Who speaks for a producer does so in the seat they use; who decides must not be tied to it in any.
    let asked = match who.role {
        Role::Owner | Role::Staff | Role::Companion => used,
        Role::Officer | Role::Approver | Role::Administrator | Role::Auditor => seats,
    };
    let tied = match producer {
        Some(producer) => is_tied(q, who.person, &asked, producer).await?,
        None => false,
    };
    Ok(Actor { person: who.person, role: who.role, covers, tied })
}

/// A case as somebody may read it, and what the rules must know of them. To strangers there is no such case.
///
/// # Errors
/// [`Error::Seat`]; [`cases::Error::Unknown`] also when it is there and none of theirs.
pub async fn find(q: &mut impl Query, who: Who, id: CaseId) -> Result<(Case, Actor), Error> {
    let case = cases::find(q, id).await?;
    let actor = actor(q, who, case.matter.producer(), case.region).await?;
    if cases::may_see(&case, &actor) { Ok((case, actor)) } else { Err(cases::Error::Unknown(id).into()) }
}

/// Whether a seat decides what belongs to no region, such as keys: that of a whole province, or of everything.
fn oversees(seat: &Seat) -> bool {
    match seat.reach() {
        Reach::Everything => true,
        Reach::Region(region) => region.is_province(),
        Reach::Producer(_) | Reach::Caseload => false,
    }
}

async fn is_tied(q: &mut impl Query, person: PersonId, seats: &[Seat], producer: ProducerId) -> Result<bool, Error> {
    if seats.iter().any(|seat| seat.reach() == Reach::Producer(producer)) {
        return Ok(true);
    }
    let companion = seats.iter().any(|seat| seat.reach() == Reach::Caseload);
    Ok(companion && accounts::caseload_of(q, person).await?.contains(&producer))
}
