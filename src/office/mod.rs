//! The office (Dinas): what officers do to the register of their region, and the lists they work from.
//!
//! A *recall* takes goods back and a *lift* ends it; a producer's *standing* is moved (set aside, closed, taken up again); a *sentra*
//! is entered or changed; an owner is *invited*; a consumer's report is taken, answered or closed; a file of the region is
//! *imported*, after a *draft* of it was looked at. Each act asks within its own transaction whether the person still holds the
//! seat in which they act, whether that seat may do this, and whether the thing really lies in its region; and each leaves its entry
//! in the audit trail, or is not done. What needs a second person goes through `casework`.
//!
//! A *list* shows the register as an office needs it: of a region, a province with all of its own; paged by key; drafts and lapsed
//! things too. It reads, and never writes. *Lapsing* certifications are those that end soon or ended lately and were not renewed.
mod entitled;
mod error;
mod importing;
mod inviting;
mod recalling;
mod reporting;
mod sentra;
mod standing;
mod store;
#[cfg(test)]
mod tests;

pub use entitled::{entitled, reaches};
pub use error::Error;
pub use importing::{import_file, imported, note_export, preview};
pub use inviting::invite_owner;
pub use recalling::{Goods, RecallDraft, goods, lift, recall};
pub use reporting::{Reply, reply};
pub use sentra::{SentraDraft, enter_sentra};
pub use standing::{may_become, set_standing};
pub use store::{
    Bounds, Draft, Lapsing, ListedBatch, ListedProducer, ListedProduct, ListedRecall, Sought, Span, batches, draft_of,
    drop_draft, keep_draft, lapsing, lapsing_counts, producers, producers_by_status, products, recalls_in, sentra,
};
