//! The API door: facts for machines, as JSON.
//!
//! `POST /api/v1/verify` takes `{"code": …}`, an address or its digits, and answers with the same report that a code's own
//! address gives to `Accept: application/json`. A bad code is status 200 with its verdict. Errors are problem documents
//! (RFC 9457). Any page in any browser may ask: an answer does not depend on who asks. Only whoever
//! guesses short codes is told to wait (429).
mod problem;
mod router;
mod verify;

#[cfg(test)]
mod tests;

pub use router::{State, router};
