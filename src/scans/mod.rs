//! Scans: that a code was checked, remembered without delaying the answer and without knowing by whom.
//!
//! A *scan* is one check of a code whose batch the register holds. Doors hand scans to the [`Recorder`] and go on; it writes
//! them in groups, later. When more come than it can hold, they are counted and not stored. A *device* is a keyed hash of
//! network address and browser, whose key lives for one day: within a day it tells two phones apart, and across days nothing.
//! The same device, code and day make one row, however often the page is opened again.
//!
//! Promises: [`Recorder::tell`] neither waits nor fails; no address and no browser's name reaches storage or a log; rows of single
//! scans live 30 days, after which only the counts stay: for each code first, last and how often, for each batch by day and
//! region.
mod device;
mod recorder;
mod store;

pub use device::{Device, Salt};
pub use recorder::Recorder;
pub use store::{Entry, KEPT_DAYS, Told, Total, enter, pass_over, salt, sweep, told, totals_of};

use crate::clock::Moment;
use crate::registry::{BatchId, RegionCode};

/// One check of a code, as a door saw it. It lives in memory until it is written, a moment later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    /// The batch that the code names.
    pub batch: BatchId,
    /// The item, when the code names one.
    pub item: Option<u64>,
    /// When.
    pub at: Moment,
    /// Where, as far as that is known; nothing finer than a region is ever known.
    pub region: Option<RegionCode>,
    /// The word of the verdict that was given.
    pub verdict: &'static str,
    /// What tells two phones apart on one day: network address and browser, never stored.
    pub trace: Vec<u8>,
}
