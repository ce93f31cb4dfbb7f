use super::Error;
use crate::registry::{ProducerId, RegionCode, words};

words! {
    /// What a person does.
    pub enum Role {
        /// Owns a producer: may do everything for it, and invite its staff.
        Owner = "pemilik",
        /// Works for a producer: enters products and batches, orders labels.
        Staff = "staf",
        /// Pendamping: acts for the producers of a caseload, and every record says so.
        Companion = "pendamping",
        /// Of a Dinas: checks producers and certifications of a region.
        Officer = "petugas",
        /// The second person: approves what an officer proposed.
        Approver = "penyetuju",
        /// Gives seats, keeps keys.
        Administrator = "admin",
        /// Of the ministry: reads everything, changes nothing.
        Auditor = "auditor",
    }
}

impl Role {
    /// Whether it decides what the province signs: such a role needs a second factor.
    pub fn decides(self) -> bool {
        matches!(self, Role::Officer | Role::Approver | Role::Administrator)
    }
}

/// For whom or where somebody acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// One producer.
    Producer(ProducerId),
    /// A kabupaten, a kota, or a province with all of its own.
    Region(RegionCode),
    /// The producers of the person's caseload.
    Caseload,
    /// Everything there is.
    Everything,
}

/// A role and its reach. Only those that belong together can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    role: Role,
    reach: Reach,
}

impl Seat {
    /// A seat.
    ///
    /// # Errors
    /// [`Error::Reach`] when the role does not act there.
    pub fn new(role: Role, reach: Reach) -> Result<Seat, Error> {
        let fits = match role {
            Role::Owner | Role::Staff => matches!(reach, Reach::Producer(_)),
            Role::Companion => reach == Reach::Caseload,
            Role::Officer | Role::Approver => matches!(reach, Reach::Region(_)),
            Role::Administrator | Role::Auditor => reach == Reach::Everything,
        };
        if fits {
            return Ok(Seat { role, reach });
        }
        Err(Error::Reach(match role {
            Role::Owner | Role::Staff => "an owner or staff belongs to one producer; name it",
            Role::Companion => "a companion acts for the producers of a caseload; name no other place",
            Role::Officer | Role::Approver => "an officer or approver acts in a region; name its code",
            Role::Administrator | Role::Auditor => "an administrator or auditor acts everywhere; name no place",
        }))
    }

    /// What the person does.
    pub fn role(&self) -> Role {
        self.role
    }

    /// Where.
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// Whether a second factor is required: these decide what the province signs.
    pub fn decides(&self) -> bool {
        self.role.decides()
    }

    /// Whether a region lies in its reach.
    pub fn covers(&self, region: RegionCode) -> bool {
        match self.reach {
            Reach::Everything => true,
            Reach::Region(own) => own == region || region.province() == own,
            Reach::Producer(_) | Reach::Caseload => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(code: &str) -> RegionCode {
        RegionCode::parse(code).unwrap()
    }

    #[test]
    fn a_role_acts_only_where_it_belongs() {
        let (one, there) = (Reach::Producer(ProducerId(1)), Reach::Region(region("18.04")));
        for role in Role::ALL {
            let good: Vec<Reach> = [one, there, Reach::Caseload, Reach::Everything]
                .into_iter()
                .filter(|reach| Seat::new(*role, *reach).is_ok())
                .collect();
            assert_eq!(good.len(), 1, "{role}");
        }
        assert!(Seat::new(Role::Officer, Reach::Everything).unwrap_err().to_string().contains("name its code"));
    }

    #[test]
    fn a_province_covers_its_kabupaten_and_no_other() {
        let lampung = Seat::new(Role::Officer, Reach::Region(region("18"))).unwrap();
        let barat = Seat::new(Role::Officer, Reach::Region(region("18.04"))).unwrap();
        assert!(lampung.covers(region("18.04")) && lampung.covers(region("18")));
        assert!(!lampung.covers(region("32.04")));
        assert!(barat.covers(region("18.04")) && !barat.covers(region("18.05")) && !barat.covers(region("18")));
        let owner = Seat::new(Role::Owner, Reach::Producer(ProducerId(1))).unwrap();
        assert!(!owner.covers(region("18.04")) && !owner.decides() && lampung.decides());
    }
}
