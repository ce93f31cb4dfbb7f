use crate::clock::Day;
use crate::registry::{Level, Profile};

/// What somebody wants issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Kode produksi, as it will be printed on the pack: 1 to 20 of `A-Z a-z 0-9 - . _`.
    pub batch: String,
    /// How many packs.
    pub items: u64,
    /// Day of production.
    pub produced: Option<Day>,
    /// Last good day.
    pub best_before: Option<Day>,
    /// What the codes tell apart.
    pub level: Level,
    /// What the codes say.
    pub profile: Profile,
    /// Whether the addresses have the GS1 Digital Link form.
    pub gs1: bool,
}
