#![doc = include_str!("../README.md")]
#![no_std]

extern crate alloc;

mod address;
pub mod base10;
mod cbor;
mod claims;
mod code;
mod draft;
mod envelope;
mod error;
mod gs1;
mod gtin;
mod keyset;
mod number;
mod seal;
mod verify;

pub use claims::{Claims, Day, Scope};
pub use code::SignedCode;
pub use error::{KeyError, Refusal, SealError, Unreadable};
pub use gs1::Gs1Path;
pub use gtin::Gtin;
pub use keyset::{KeySet, PublicKey, Thumbprint};
pub use number::{Number, kind};
pub use seal::{SealedCode, Sealer};
pub use verify::{VerifiedCode, verify};
