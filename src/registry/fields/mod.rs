//! What people may write into one field of the register: shapes, bounds and spellings.
//!
//! Each rule reads a text and answers with the text to keep, or with a sentence that says what is wrong and what to
//! write instead. A rule knows shapes only. A number of the right shape is *well-formed*, never "valid": whether it
//! was issued, only its authority knows.
mod code;
mod contact;
mod gtin;
mod hs;
mod kbli;
mod nib;
mod region;
mod text;

pub use code::code;
pub use contact::{email, phone, place};
pub use gtin::gtin;
pub use hs::hs_code;
pub use kbli::{KBLI_VERSION, kbli, kbli_version};
pub use nib::nib;
pub use region::{bps_reading, region};
pub use text::{NAME, SHORT, STORY, UNIT, line, paragraphs};
