use super::{RegionCode, SentraId};
use crate::clock::Day;

/// A sentra IKM: makers of like goods in one place (PP 29/2018).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentra {
    /// Its number.
    pub id: SentraId,
    /// The office's own code for it.
    pub code: String,
    /// Name.
    pub name: String,
    /// Where it lies.
    pub region: RegionCode,
    /// The decree (SK) that set it up; `None` while there is none.
    pub decree: Option<Decree>,
    /// How many makers belong to it.
    pub members: Option<u32>,
}

/// A Surat Keputusan of a bupati, wali kota or governor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decree {
    /// Its number.
    pub number: String,
    /// Its date, when known.
    pub day: Option<Day>,
    /// Who signed it, such as `Bupati`.
    pub by: Option<String>,
}
