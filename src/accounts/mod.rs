//! Accounts: who may sign in, as whom, and what for.
//!
//! A *person* signs in with a login, a password and, for those who decide, a second factor: codes of an authenticator app
//! ([`SecondFactor`]), *passkeys* ([`Passkey`]), or both. A *seat* is what a person may do and
//! where: owner or staff of one producer, companion (pendamping) of a caseload of producers, officer or approver of a region,
//! administrator, auditor. A person may hold several. An *invitation* is a link, or a printed QR of it, that gives one seat to
//! whoever opens it first. A *session* is one browser that signed in. An *actor* is somebody in a session, with the seats that count
//! there; what a role may do, and where, is one table ([`Role::may`], [`Actor::seat_for`]).
//!
//! Promises: a password is kept as Argon2id only, and none that everybody tries first is taken; of the secrets that a browser
//! or a link carries, only hashes are stored; officers, approvers and administrators have no session without a second factor;
//! a code of a second factor and a challenge to a passkey are good once; a new password, another seat or a disabled account ends every session; wrong
//! passwords make an account wait, longer each time, and an unknown login costs as much time as a known one; whoever has a second
//! factor shows it before another one counts, so that a browser left open is not enough.
//!
//! It knows no web: cookies, forms and addresses are the doors' business. Time and chance are parameters.
mod actor;
mod error;
mod invitation;
mod passkeys;
mod password;
mod person;
mod reset;
mod rights;
mod seat;
mod second_factor;
mod secret;
mod session;
mod sign_in;
mod store;

pub use actor::{Actor, Visit, visit};
pub use error::{Error, Weak};
pub use invitation::{INVITATION_DAYS, Invitation};
pub use passkeys::{
    MOST_PASSKEYS, NewPasskey, Passkey, PasskeyId, RelyingParty, ask_for_passkey, ask_for_proof, confirm_passkey,
    receive_passkey,
};
pub use password::{Hashed, SHORTEST};
pub use person::{Factors, Login, Person, PersonId};
pub use reset::RESET_MS;
pub use rights::{Act, Place};
pub use seat::{Reach, Role, Seat};
pub use second_factor::SecondFactor;
pub use secret::{Fingerprint, Secret};
pub use session::{IDLE_MS, LONGEST_MS, Session, SessionId};
pub use sign_in::{Attempt, Refused, confirm, sign_in};
pub use store::{
    add_passkey, add_to_caseload, begin_session, caseload_of, create_person, enable, end_seat, end_session,
    end_sessions, find_invitation, find_person, find_person_by_login, find_reset, find_session, give_seat, invite,
    offer_reset, passkeys_of, people_after, prove_session, redeem, remove_passkey, remove_passkeys, seats_of,
    see_session, sessions_of, set_password, set_second_factor, take_reset, team_of,
};
