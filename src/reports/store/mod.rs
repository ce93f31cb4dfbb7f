//! Reports in the database: filed by anyone, followed by number, worked on by officers.
mod filing;
mod queue;
mod rows;

pub use filing::{KEPT_DAYS, file, forget_old, standing};
pub use queue::{Acting, answer, close, find_report, photo, photos_of, reports_in, take, waiting};
