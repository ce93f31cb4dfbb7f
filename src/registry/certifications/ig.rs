//! Indikasi geografis: a name that only goods of one area may carry.
use super::kind::PDKI;
use super::{CertificationDraft, Checked, Kind, Refusal, Warning};
use crate::said::{Said, said};

pub(super) const IG: Kind = Kind { number: telusur_code::kind::IG, word: "ig", authority: Some(PDKI), check, claim };

/// A registered name and its area by Kemendagri codes; `None` when we know that it is limited but not to where.
struct Indication {
    name: &'static str,
    area: Option<&'static [u64]>,
}

const KNOWN: [Indication; 2] = [
    // Registered 13 May 2014: Lampung Barat, Tanggamus, Way Kanan.
    Indication { name: "Kopi Robusta Lampung", area: Some(&[1804, 1806, 1808]) },
    // Registered 18 July 2016: four kabupaten whose names we have not read.
    Indication { name: "Lada Hitam Lampung", area: None },
];

fn check(draft: &CertificationDraft<'_>) -> Result<Checked, Refusal> {
    let known = KNOWN.iter().find(|known| same_name(known.name, draft.number));
    let name = known.map_or(draft.number, |known| known.name).to_owned();
    let mut checked = Checked::plain(draft, name.clone(), name);
    match known {
        Some(Indication { name, area: Some(area) }) if !area.contains(&draft.origin.claim()) => {
            return Err(Refusal::number(said!(
                "indikasi geografis {name} hanya untuk wilayahnya sendiri, dan {origin} ({place}) tidak termasuk; kosongkan saja",
                "the indikasi geografis {name} belongs to its area only, and {origin} ({place}) is not in it; leave it out",
                origin = draft.origin,
                place = draft.origin.name()
            )));
        }
        Some(Indication { area: Some(_), .. }) => {}
        Some(Indication { name, area: None }) => checked.warnings.push(Warning::number(said!(
            "wilayah {name} adalah empat kabupaten yang daftarnya tidak ada di sini; tanyakan kepada MPIG-nya apakah {place} termasuk",
            "the area of {name} is four kabupaten whose list is not built in; ask its MPIG whether {place} is one of them",
            place = draft.origin.name()
        ))),
        None => checked.warnings.push(Warning::number(
            Said::new("indikasi geografis ini tidak ada dalam daftar bawaan, jadi wilayahnya tidak diperiksa; cari di DJKI", "no such indikasi geografis is built in, so its area is not checked; look it up at the DJKI"),
        )),
    }
    Ok(checked)
}

fn claim(printed: &str) -> Option<String> {
    Some(printed.trim().to_owned()).filter(|text| !text.is_empty())
}

fn same_name(known: &str, text: &str) -> bool {
    known.split_whitespace().map(str::to_lowercase).eq(text.split_whitespace().map(str::to_lowercase))
}
