use super::{Case, Error, Goods, KeyAct, Kind, Matter, State, Step, What};
use crate::accounts::{PersonId, Role};
use crate::clock::Moment;
use crate::registry::{Certification, ProducerId};

/// Somebody who takes a step, as far as the rules ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub person: PersonId,
    /// In which of their seats.
    pub role: Role,
    /// Whether that seat's region covers the case's.
    pub covers: bool,
    /// Whether the person, in any seat, belongs to the producer or is its companion.
    pub tied: bool,
}

impl Actor {
    /// Whether the seat is one of an office.
    fn is_office(&self) -> bool {
        match self.role {
            Role::Officer | Role::Approver | Role::Administrator => true,
            Role::Owner | Role::Staff | Role::Companion | Role::Auditor => false,
        }
    }

    /// Whether the seat speaks for the producer.
    fn speaks_for_producer(&self) -> bool {
        match self.role {
            Role::Owner | Role::Staff | Role::Companion => self.tied,
            Role::Officer | Role::Approver | Role::Administrator | Role::Auditor => false,
        }
    }
}

/// Whether somebody may open a case of a kind: the producer's own people, an office on behalf of a producer, and for keys an
/// administrator.
///
/// # Errors
/// [`Error::Role`], [`Error::Elsewhere`].
pub fn may_open(kind: Kind, actor: &Actor) -> Result<(), Error> {
    match kind {
        Kind::Key if actor.role != Role::Administrator => Err(Error::Role("an administrator proposes acts on keys")),
        Kind::Key => Ok(()),
        Kind::Producer | Kind::Certification | Kind::Recall if actor.speaks_for_producer() => Ok(()),
        Kind::Producer | Kind::Certification | Kind::Recall => in_office(actor),
    }
}

/// Whether somebody may read a case: the producer's people, who opened it, and those whose seat covers its region.
pub fn may_see(case: &Case, actor: &Actor) -> bool {
    actor.tied || actor.covers || case.opener() == Some(actor.person)
}

/// Whether somebody may take a step in a case at a moment, and where the case stands then.
///
/// # Errors
/// An [`Error`] that says why not, and what to do.
pub fn may(case: &Case, actor: &Actor, what: &What, at: Moment) -> Result<State, Error> {
    if case.state.stage().is_decided() {
        return Err(Error::Decided(case.id));
    }
    match what {
        What::Answered(_) | What::Withdrawn => theirs(case, actor)?,
        What::Opened | What::Taken | What::Proposed(_) | What::Approved(_) | What::Refused(_) | What::Returned(_) => {
            in_office(actor)?;
            role(case.kind(), what, actor.role)?;
            not_own(case, actor, what)?;
        }
    }
    sound(case.kind(), what, at)?;
    let step = Step::new(actor, what.clone(), at);
    case.state.after(case.kind(), &step).ok_or(Error::Order(case.id, what.word()))
}

fn in_office(actor: &Actor) -> Result<(), Error> {
    match (actor.is_office(), actor.covers) {
        (true, true) => Ok(()),
        (true, false) => Err(Error::Elsewhere),
        (false, _) => Err(Error::Role("this is for the office to do")),
    }
}

/// Answering and taking back is for the producer's people, and for who opened the case on their behalf.
fn theirs(case: &Case, actor: &Actor) -> Result<(), Error> {
    let opened = case.opener() == Some(actor.person) && actor.is_office();
    if opened || actor.speaks_for_producer() {
        return Ok(());
    }
    Err(Error::Role("this is for those who opened the case to do"))
}

/// Which roles take which steps.
fn role(kind: Kind, what: &What, role: Role) -> Result<(), Error> {
    let officer = matches!(role, Role::Officer | Role::Administrator);
    let approver = matches!(role, Role::Approver | Role::Administrator);
    let (may, who) = match (kind, what) {
        (Kind::Certification, What::Proposed(_)) => (officer, "an officer proposes a certification"),
        (Kind::Certification, What::Approved(_)) => (approver, "an approver approves a certification"),
        (Kind::Key, What::Approved(_) | What::Refused(_)) => (approver, "an approver decides on keys"),
        (Kind::Producer | Kind::Recall, What::Approved(_) | What::Refused(_) | What::Returned(_)) => {
            (officer, "an officer decides this")
        }
        _ => (officer || approver, "this is for the office to do"),
    };
    if may { Ok(()) } else { Err(Error::Role(who)) }
}

/// Nobody decides for their own producer; and where two must agree, neither is the one who asked, nor are they the same.
fn not_own(case: &Case, actor: &Actor, what: &What) -> Result<(), Error> {
    if actor.tied {
        return Err(Error::Own("this is a matter of your own producer; somebody else must decide it"));
    }
    let two = match case.kind() {
        Kind::Certification | Kind::Key => true,
        Kind::Producer | Kind::Recall => false,
    };
    if two && case.opener() == Some(actor.person) {
        return Err(Error::Own("you have opened this case; somebody else must decide it"));
    }
    match (&case.state, what) {
        (State::Proposed { by, .. }, What::Approved(_)) if *by == actor.person => {
            Err(Error::Own("you have proposed this; a second person must approve it"))
        }
        _ => Ok(()),
    }
}

/// What a step says must be possible, and who decides alone says why.
fn sound(kind: Kind, what: &What, at: Moment) -> Result<(), Error> {
    match what {
        What::Proposed(ground) if ground.day > at.day() => Err(Error::Future(ground.day)),
        What::Approved(None) if matches!(kind, Kind::Producer | Kind::Recall) => Err(Error::NoReason),
        _ => Ok(()),
    }
}

/// What a decision means for the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// The producer is active from now on.
    Activate(ProducerId),
    /// The certification is written down, with its basis.
    Certify(Certification),
    /// The goods are recalled.
    Recall(Goods),
    /// The key is retired or revoked.
    Key(KeyAct),
}

/// What is to be done now that a case stands so; `None` unless it was decided for it.
pub fn deed(matter: &Matter, state: &State) -> Option<Deed> {
    let State::Approved { ground } = state else { return None };
    Some(match matter {
        Matter::Producer(id) => Deed::Activate(*id),
        Matter::Certification(_, claim) => Deed::Certify(Certification {
            product: claim.product,
            kind: claim.kind,
            number: claim.number.clone(),
            holder: claim.holder.clone(),
            issued: claim.issued,
            valid_until: claim.valid_until,
            basis: ground.as_ref()?.basis(),
            ended: None,
        }),
        Matter::Recall(_, goods) => Deed::Recall(goods.clone()),
        Matter::Key(act) => Deed::Key(act.clone()),
    })
}
