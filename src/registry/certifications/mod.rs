//! Certifications: the rules of each kind of certificate and permit, one file per family of kinds.
//!
//! A *draft* is what somebody wrote; [`check`] answers with the number as it is printed, the text that is signed, the
//! last good day, and warnings; or with a refusal that says what is wrong and what to do. [`claim_number`] gives the
//! spelling that a signed code carries, [`authority`] the public register where anyone can look a number up.
//!
//! A number that passes is *well-formed*. Nothing here calls it valid: only its authority knows whether it was issued.
//! Shapes are checked strictly; where real numbers are known to deviate, the deviation is accepted with a warning.
//!
//! A new kind is a file with a `Kind`, its line in [`kinds`], and a number never used before.
mod answer;
mod bpom;
mod check;
mod cosmetic;
#[cfg(test)]
mod examples;
mod halal;
mod ig;
mod kind;
mod merek;
mod organic;
mod pirt;
mod sni;
mod spelling;
mod supplement;
mod term;
mod tkdn;
mod traditional;

pub use answer::{CertificationDraft, Checked, Field, Refusal, Warning};
pub use check::{authority, check, claim_number, kind, kind_of_word, kinds};
pub use kind::{Authority, Kind};
