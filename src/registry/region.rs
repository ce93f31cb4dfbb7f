//! The 38 provinces, 416 kabupaten and 98 kota with their Kemendagri codes (Kepmendagri 300.2.2-2430/2025).
use std::sync::LazyLock;

/// A Kemendagri code: a province (`18`) or a kabupaten or kota (`18.04`). Only codes that exist can be made.
///
/// BPS, the statistics office, numbers the same regions otherwise (its 1804 is Lampung Timur; Kemendagri's 18.04 is
/// Lampung Barat). This type is always Kemendagri's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode(u16);

/// A region of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Its code.
    pub code: RegionCode,
    /// The code as it is written: `18.04`.
    pub word: String,
    /// Full name, such as `Kabupaten Lampung Barat`.
    pub name: String,
    /// Name of its province.
    pub province: String,
}

static REGIONS: LazyLock<Vec<Region>> = LazyLock::new(|| {
    let mut rows: Vec<Region> = csv::Reader::from_reader(include_bytes!("../../data/regions.csv").as_slice())
        .records()
        .map(|row| {
            let row = row.expect("the built-in list of regions is a sound CSV file");
            Region {
                code: RegionCode(digits(&row[0]).expect("every built-in code has two or four digits")),
                word: row[0].to_owned(),
                name: row[1].to_owned(),
                province: row[4].to_owned(),
            }
        })
        .collect();
    rows.sort_by_key(|region| region.code);
    rows
});

fn digits(code: &str) -> Option<u16> {
    let bytes = code.as_bytes();
    let shaped = match bytes.len() {
        2 => true,
        5 => bytes[2] == b'.',
        _ => false,
    };
    if !shaped || !bytes.iter().enumerate().all(|(at, byte)| at == 2 || byte.is_ascii_digit()) {
        return None;
    }
    code.replace('.', "").parse().ok()
}

impl RegionCode {
    /// Reads `18` or `18.04`; `None` when no region has that code.
    pub fn parse(code: &str) -> Option<RegionCode> {
        digits(code).map(RegionCode).filter(|code| find(*code).is_some())
    }

    /// The region of a signed code's origin claim (1804), when there is one.
    pub fn from_claim(origin: u64) -> Option<RegionCode> {
        u16::try_from(origin).ok().filter(|code| *code >= 1000).map(RegionCode).filter(|code| find(*code).is_some())
    }

    /// The code as a signed code states it: 18.04 is 1804.
    pub fn claim(self) -> u64 {
        u64::from(self.0)
    }

    /// The province it lies in, or itself.
    pub fn province(self) -> RegionCode {
        if self.0 >= 100 { RegionCode(self.0 / 100) } else { self }
    }

    /// Whether it is a whole province.
    pub fn is_province(self) -> bool {
        self.0 < 100
    }

    /// The region itself.
    pub fn region(self) -> &'static Region {
        find(self).expect("a code is only made from the list")
    }

    /// The code as it is written, such as `18.04`.
    pub fn word(self) -> &'static str {
        &self.region().word
    }

    /// Its name, such as `Kabupaten Lampung Barat`.
    pub fn name(self) -> &'static str {
        &self.region().name
    }
}

impl std::fmt::Display for RegionCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_province() {
            write!(f, "{:02}", self.0)
        } else {
            write!(f, "{:02}.{:02}", self.0 / 100, self.0 % 100)
        }
    }
}

fn find(code: RegionCode) -> Option<&'static Region> {
    REGIONS.binary_search_by_key(&code, |region| region.code).ok().map(|at| &REGIONS[at])
}

/// Every region, by code.
pub fn regions() -> &'static [Region] {
    &REGIONS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_regions_are_here() {
        assert_eq!(regions().len(), 552);
        assert_eq!(regions().iter().filter(|region| region.code.is_province()).count(), 38);
        assert_eq!(regions().iter().filter(|r| !r.code.is_province() && r.province == "Lampung").count(), 15);
    }

    #[test]
    fn a_code_reads_and_prints_the_same() {
        for region in regions() {
            assert_eq!(RegionCode::parse(&region.code.to_string()), Some(region.code));
        }
        assert_eq!(RegionCode::parse("18.04").unwrap().name(), "Kabupaten Lampung Barat");
        assert_eq!(RegionCode::from_claim(1804), RegionCode::parse("18.04"));
    }

    #[test]
    fn what_is_no_code_of_the_list_is_none() {
        for text in ["", "18.99", "1804", "18.4", "18,04", "99", "18.041", "१८"] {
            assert_eq!(RegionCode::parse(text), None, "{text}");
        }
        assert_eq!(RegionCode::from_claim(18), None);
        assert_eq!(RegionCode::from_claim(u64::MAX), None);
    }
}
