use super::{Actor, Reach, Role, Seat};
use crate::registry::{ProducerId, RegionCode};

/// What somebody wants to do. One table says which role may ([`Role::may`]); a seat's reach says where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// See a producer with all that belongs to it.
    See,
    /// Enter and change a producer's data, products, photos and claims; ask for a recall.
    Edit,
    /// Issue batches and print labels.
    Order,
    /// Invite a producer's people and end their seats.
    Team,
    /// Check what waits in the queue: take new producers on, propose certifications, answer reports, keep sentra.
    Check,
    /// Agree, as the second person, to what another proposed.
    Approve,
    /// Take goods back.
    Recall,
    /// Import and export the register of a region.
    Transfer,
    /// Read who did what.
    Trail,
    /// Give seats of the office; propose acts on keys.
    Govern,
}

impl Act {
    /// All of them.
    pub const ALL: [Act; 10] = [
        Act::See,
        Act::Edit,
        Act::Order,
        Act::Team,
        Act::Check,
        Act::Approve,
        Act::Recall,
        Act::Transfer,
        Act::Trail,
        Act::Govern,
    ];
}

/// What an act is about: a producer, where it is, or both. What belongs to the whole service has neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// The producer.
    pub producer: Option<ProducerId>,
    /// Its kabupaten or kota, or a province.
    pub region: Option<RegionCode>,
}

impl Place {
    /// The whole service.
    pub const EVERYWHERE: Place = Place { producer: None, region: None };

    /// A producer in its region.
    pub fn producer(id: ProducerId, region: RegionCode) -> Place {
        Place { producer: Some(id), region: Some(region) }
    }

    /// A region.
    pub fn region(code: RegionCode) -> Place {
        Place { producer: None, region: Some(code) }
    }
}

impl Role {
    /// Whether a role may do this at all.
    pub fn may(self, act: Act) -> bool {
        use Act::{Approve, Check, Edit, Govern, Order, Recall, See, Team, Trail, Transfer};
        match self {
            Role::Owner => matches!(act, See | Edit | Order | Team),
            Role::Staff | Role::Companion => matches!(act, See | Edit | Order),
            Role::Officer => matches!(act, See | Edit | Order | Team | Check | Recall | Transfer | Trail),
            Role::Approver => matches!(act, See | Approve | Recall | Trail),
            Role::Administrator => matches!(act, See | Team | Check | Approve | Recall | Transfer | Trail | Govern),
            Role::Auditor => matches!(act, See | Trail),
        }
    }
}

impl Seat {
    /// Whether the seat reaches a place. A companion's reach is the caseload, which only the [`Actor`] knows.
    fn reaches(&self, place: Place, caseload: &[ProducerId]) -> bool {
        match self.reach() {
            Reach::Everything => true,
            Reach::Producer(own) => place.producer == Some(own),
            Reach::Caseload => place.producer.is_some_and(|id| caseload.contains(&id)),
            Reach::Region(_) => place.region.is_some_and(|region| self.covers(region)),
        }
    }
}

impl Actor {
    /// The seat in which this person may do this there: the nearest one, so that an owner who is also an officer acts as
    /// owner at home. `None`: not allowed.
    pub fn seat_for(&self, act: Act, place: Place) -> Option<Seat> {
        self.seats().iter().copied().find(|seat| seat.role().may(act) && seat.reaches(place, self.caseload()))
    }

    /// Whether this person may do this somewhere: what a menu shows.
    pub fn may_somewhere(&self, act: Act) -> bool {
        self.seats().iter().any(|seat| seat.role().may(act))
    }

    /// The office's seats: of officers, approvers, administrators and auditors.
    pub fn office(&self) -> impl Iterator<Item = Seat> {
        self.seats().iter().copied().filter(|seat| matches!(seat.reach(), Reach::Region(_) | Reach::Everything))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_both_proposes_keys_and_labels_and_an_auditor_changes_nothing() {
        for act in Act::ALL {
            assert_eq!(Role::Auditor.may(act), matches!(act, Act::See | Act::Trail), "{act:?}");
        }
        assert!(!Role::Administrator.may(Act::Order) && !Role::Administrator.may(Act::Edit));
        assert!(!Role::Officer.may(Act::Approve) && !Role::Approver.may(Act::Check));
        assert!(Role::ALL.iter().all(|role| role.may(Act::See)));
        assert_eq!(Role::ALL.iter().filter(|role| role.may(Act::Govern)).count(), 1);
    }
}
