//! Cases (perkara): what waits for a decision, and how it was decided.
//!
//! A *case* has a *matter*, which is what was asked for: a new producer to be checked, a certification claimed, a recall wanted, an
//! act on a key. A claimed certification lives in its case alone until two people have agreed, so that no code ever states a claim
//! that nobody checked. A case goes on by *steps*, which are only ever added; its *state* follows from them by one pure function,
//! [`State::after`]. Who may take which step is [`may`], pure as well: nobody decides for their own producer or for one in their
//! caseload; a certification and a key need *two* people, neither of whom opened the case; what is decided stays decided. What a
//! decision means for the register is its [`Deed`]; the desk `casework` does it, in the same transaction.
//!
//! Two people who decide at once: steps are numbered, a number is given once, and the second is told.
mod case;
mod error;
mod matter;
mod rules;
mod state;
mod step;
mod store;
#[cfg(test)]
mod tests;

pub use case::{Case, CaseId, Listed};
pub use error::Error;
pub use matter::{Claim, Goods, KeyAct, KeyDeed, Kind, Matter};
pub use rules::{Actor, Deed, deed, may, may_open, may_see};
pub use state::{Stage, State};
pub use step::{Ground, GroundKind, Step, What, question, reason};
pub use store::{Queue, cases_of, find, open, queue, step, waiting};
