//! Reports: what consumers tell about goods and codes, without an account and without a name.
//!
//! A *report* says what is *wrong*, in words, with photos if there are any, and where the goods were bought; it holds the code's own
//! address and what we said of it at that time. It gets a *number* (`L-7K2M-9XQ4`) with which its *standing* can be followed:
//! received, being looked at, answered, closed. It lands in the *queue* of the kabupaten or kota where the goods come from, else
//! where they were bought, else of the province.
//!
//! Promises: a number cannot be guessed (40 bits of chance), and shows no more than the standing and the public answer; contact
//! and photos are for officers only, and are forgotten [`KEPT_DAYS`] days after the report was closed; officers find
//! only what lies in their region: every query of the queue asks for it.
mod error;
mod number;
mod report;
mod store;

pub use error::{Error, Fault};
pub use number::Number;
pub use report::{
    About, Account, LONGEST_ACCOUNT, LONGEST_CODE, LONGEST_LINE, MOST_PHOTOS, NewReport, Report, ReportId, Standing,
    State, Told, Wrong,
};
pub use store::{
    Acting, KEPT_DAYS, answer, close, file, find_report, forget_old, photo, photos_of, reports_in, standing, take,
    waiting,
};
