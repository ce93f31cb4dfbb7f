//! The register: producers, sentra, products, their certifications, and batches.
//!
//! Its words: a *producer* makes *products*, belongs perhaps to a *sentra*, and has *batches* of a product issued. A
//! *certification* is a claim about a product with a *number* and a *basis* (declared, document seen, confirmed).
//! A *region* is a kabupaten or kota by its Kemendagri code.
//!
//! It promises that what is stored has a well-formed shape, and keeps the text that people wrote. It never calls a
//! well-formed number valid: only the authority that issued it can.
//!
//! [`fields`] and [`certifications`] hold the rules of what may be written, [`import`] reads an office's lists and
//! [`export`] writes them, [`checklist`] says what a pack must show, and [`store`] is the only place that knows the tables.
mod batch;
mod certification;
pub mod certifications;
pub mod checklist;
pub mod export;
pub mod fields;
mod id;
pub mod import;
mod producer;
mod product;
mod region;
pub mod search;
mod sentra;
pub mod store;
mod word;

pub use batch::{Batch, Level, Profile};
pub use certification::{Basis, BasisKind, Certification};
pub use id::{BatchId, ProducerId, ProductId, SentraId};
pub use producer::{Capacity, Producer, ProducerStatus, Scale};
pub use product::{Product, ProductStatus};
pub use region::{Region, RegionCode, regions};
pub use sentra::{Decree, Sentra};
pub use store::*;
pub(crate) use word::words;
