use super::{Error, Factors, Fingerprint, Login, PersonId, Reach, Role, Seat, Session, SessionId, store};
use crate::clock::Moment;
use crate::db::Query;
use crate::registry::ProducerId;

/// How long a browser that showed the password may take for the second factor.
const HALFWAY_MS: i64 = 10 * 60_000;

/// Somebody who signed in, and what for. Made from a session only: whose act it is never comes from a form.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// What they type to sign in.
    pub login: Login,
    /// From which browser.
    pub session: Session,
    /// What they can show besides the password.
    pub factors: Factors,
    /// Whether a seat sleeps because it decides and there is no second factor yet.
    pub waits_for_second_factor: bool,
    seats: Vec<Seat>,
    caseload: Vec<ProducerId>,
}

impl Actor {
    /// The seats that count in this session, the nearest first.
    pub fn seats(&self) -> &[Seat] {
        &self.seats
    }

    /// The producers for whom a companion acts.
    pub fn caseload(&self) -> &[ProducerId] {
        &self.caseload
    }

    /// Whether another second factor may be added in this session: the first one may always, a further one for ten minutes after one
    /// was shown. Who finds a browser left open could otherwise add a factor of their own, and with it take away the owner's.
    pub fn may_add_factor(&self, at: Moment) -> bool {
        !self.factors.any() || self.session.has_just_proved(at)
    }
}

/// What a browser's secret is good for.
#[derive(Debug)]
pub enum Visit {
    /// Nothing.
    Stranger,
    /// The password was right; the second factor is still to come.
    Halfway(SessionId, PersonId),
    /// Signed in.
    In(Box<Actor>),
}

/// Who is behind a browser's secret, at this moment.
///
/// # Errors
/// [`Error::Storage`].
pub async fn visit(q: &mut impl Query, secret: Fingerprint, at: Moment) -> Result<Visit, Error> {
    let Some(session) = store::find_session(q, secret, at).await? else { return Ok(Visit::Stranger) };
    let Some(person) = store::find_person(q, session.person).await?.filter(|person| !person.disabled) else {
        return Ok(Visit::Stranger);
    };
    let factors = person.factors();
    if factors.any() && !session.strong {
        let in_time = at.0 < session.begun_at.0.saturating_add(HALFWAY_MS);
        return Ok(if in_time { Visit::Halfway(session.id, person.id) } else { Visit::Stranger });
    }
    let (mut seats, asleep): (Vec<Seat>, Vec<Seat>) = store::seats_of(q, person.id)
        .await?
        .into_iter()
        .map(|(_, seat)| seat)
        .partition(|seat| session.strong || !seat.decides());
    seats.sort_by_key(|seat| nearness(seat.reach()));
    let caseload = match seats.iter().any(|seat| seat.role() == Role::Companion) {
        true => store::caseload_of(q, person.id).await?,
        false => Vec::new(),
    };
    Ok(Visit::In(Box::new(Actor {
        person: person.id,
        name: person.name,
        login: person.login,
        session,
        factors,
        waits_for_second_factor: !asleep.is_empty(),
        seats,
        caseload,
    })))
}

fn nearness(reach: Reach) -> u8 {
    match reach {
        Reach::Producer(_) => 0,
        Reach::Caseload => 1,
        Reach::Region(region) => 2 + u8::from(region.is_province()),
        Reach::Everything => 4,
    }
}
