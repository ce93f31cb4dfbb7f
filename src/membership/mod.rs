//! Membership: who comes into the house, with which seat, and what of it the audit trail keeps.
//!
//! Every act on accounts that people do goes through here: it is done and recorded in one transaction. Who may give which seat is
//! one pure function, [`may_give`]: nobody gives more than they oversee, and nobody gives themselves anything.
mod acts;
mod giving;

pub use acts::{
    By, Newcomer, add_passkey, change_password, disable, end_seat, end_sessions_but, enter, invite, make, offer_reset,
    redeem, remove_passkey, remove_second_factor, reset, set_second_factor, sign_in, sign_out, take_reset,
};
pub use giving::{Error, may_give};
