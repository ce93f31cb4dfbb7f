use crate::audit::{Act, Entry, Subject};
use crate::casework::Who;
use crate::clock::Moment;
use crate::registry::{Producer, ProducerId, RegionCode};

/// Somebody at work for a producer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acting {
    /// Who, and in which seat.
    pub who: Who,
    /// For which producer.
    pub producer: ProducerId,
    /// Where it is.
    pub region: RegionCode,
    /// When.
    pub now: Moment,
}

impl Acting {
    /// Somebody who acts for a producer now.
    pub fn new(who: Who, producer: &Producer, now: Moment) -> Acting {
        Acting { who, producer: producer.id, region: producer.region, now }
    }

    /// What the audit trail says of an act of theirs.
    pub(super) fn entry(&self, act: Act, subject: Subject) -> Entry {
        let entry = Entry::new(self.now, act, subject).by(self.who.person, Some(self.who.role));
        entry.of(self.producer).within(self.region)
    }
}
