//! People, their passkeys, seats, sessions and invitations in storage. Who controls this storage could let anybody in, but not sign a code.
mod invitations;
mod passkeys;
mod people;
mod resets;
mod seats;
mod sessions;

pub use invitations::{find_invitation, invite, redeem};
pub use passkeys::{add_passkey, passkeys_of, remove_passkey, remove_passkeys};
pub(super) use passkeys::{keep_ceremony, kept_passkeys, take_ceremony, use_passkey};
pub use people::{
    create_person, enable, find_person, find_person_by_login, people_after, set_password, set_second_factor,
};
pub(super) use people::{note_failure, signed_in};
pub use resets::{find_reset, offer_reset, take_reset};
pub use seats::{add_to_caseload, caseload_of, end_seat, give_seat, seats_of, team_of};
pub use sessions::{begin_session, end_session, end_sessions, find_session, prove_session, see_session, sessions_of};

use super::{Error, Reach, Role, Seat};
use crate::db;
use crate::registry::{ProducerId, RegionCode};

/// A seat as three columns: role, producer, region.
fn columns(seat: Seat) -> (&'static str, Option<i64>, Option<String>) {
    let (producer, region) = match seat.reach() {
        Reach::Producer(id) => (Some(id.0), None),
        Reach::Region(code) => (None, Some(code.to_string())),
        Reach::Caseload | Reach::Everything => (None, None),
    };
    (seat.role().word(), producer, region)
}

/// The seat of three columns.
fn seat(role: &str, producer: Option<i64>, region: Option<&str>) -> Result<Seat, Error> {
    let broken = || Error::Storage(db::Error::Away(format!("a seat '{role}' in the database is broken")));
    let role = Role::from_word(role).ok_or_else(broken)?;
    let reach = match (producer, region, role) {
        (Some(id), ..) => Reach::Producer(ProducerId(id)),
        (None, Some(code), _) => Reach::Region(RegionCode::parse(code).ok_or_else(broken)?),
        (None, None, Role::Companion) => Reach::Caseload,
        (None, None, _) => Reach::Everything,
    };
    Seat::new(role, reach).map_err(|_| broken())
}
