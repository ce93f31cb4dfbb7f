//! The workshop: what a producer's people do for it, at their own desk.
//!
//! [`join`] signs a business up: person, producer, owner's seat and the case for the office, in one transaction. *Forms* hold what
//! somebody typed, as typed ([`DataForm`], [`ProductForm`], [`BatchForm`],
//! [`LabelForm`], [`PrinterForm`]); what cannot be taken comes back as the
//! [`Field`]s to look at again, and nothing is stored. Rules of fields are the register's; rules of issuing are issuance's.
//!
//! Who acts is told by [`Acting`]: a person, in a seat, for one producer. Whether the seat reaches that producer is checked by the
//! door; that a product, batch or order belongs to it is checked here, and what does not is [`Error::Unknown`].
//!
//! Promises: each act and its entry in the audit trail are one transaction; what an officer has checked (name, NIB, region; of a
//! certified product name, kind, origin and ingredients) is not changed behind the office's back; codes issued here are bounded
//! for each producer and day, and many at once need the password again; a label order, printed again, gives the same bytes while
//! the register says the same. See docs/decisions/0027.
mod acting;
mod batch;
mod data;
mod draft;
mod error;
mod field;
mod join;
mod label;
mod order;
mod papers;
mod printer;
mod product;
mod store;
mod team;

pub use acting::Acting;
pub use batch::{AT_ONCE, BatchForm, CODES_A_DAY, issue};
pub use data::{DataForm, change_data};
pub use draft::{draft, keep};
pub use error::Error;
pub use field::Field;
pub use join::{JoinForm, check_business, join};
pub use label::{LabelForm, Wanted};
pub use order::{LabelOrder, Printing, order, order_labels, orders_of, printed};
pub use papers::{add_photo, claim, note_export, put_photo_first, remove_photo, set_logo};
pub use printer::{Machine, PrinterForm, forget_printer, keep_printer};
pub use product::{ProductForm, add_product, change_product, is_complete, locked};
pub use store::OrderId;
pub use team::{end_team_seat, invite_staff};
