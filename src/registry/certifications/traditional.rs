//! Traditional medicine: TR (made here), TI (imported), TL (under licence), HT and FF (standardised herbals).
use super::bpom::{bare, lettered, with_term};
use super::kind::BPOM;
use super::{CertificationDraft, Checked, Kind, Refusal};
use crate::said::Said;

pub(super) const TRADITIONAL: Kind =
    Kind { number: telusur_code::kind::TRADITIONAL, word: "tr", authority: Some(BPOM), check, claim };

const FAMILIES: [&str; 5] = ["TR", "TI", "TL", "HT", "FF"];
const DIGITS: usize = 9;

fn check(draft: &CertificationDraft<'_>) -> Result<Checked, Refusal> {
    match lettered(draft.number, &FAMILIES, DIGITS) {
        Some((letters, digits)) => {
            let checked = Checked::plain(draft, format!("POM {letters} {digits}"), format!("{letters}{digits}"));
            Ok(with_term(draft, checked))
        }
        None if bare(draft.number).starts_with('Q') => Err(Refusal::number(Said::new(
            "nomor QD, QI dan QL adalah obat kuasi, yang tidak ada jenisnya di sini; kosongkan saja",
            "QD, QI and QL numbers are of quasi-medicine, for which there is no kind here; leave it out",
        ))),
        None => Err(Refusal::number(Said::new(
            "izin edar obat tradisional terdiri dari TR, TI, TL, HT atau FF dan 9 angka, misalnya POM TR 269999016; salin dari izin edarnya",
            "a permit of traditional medicine is TR, TI, TL, HT or FF and 9 digits, such as POM TR 269999016; copy it from the permit",
        ))),
    }
}

fn claim(printed: &str) -> Option<String> {
    lettered(printed, &FAMILIES, DIGITS).map(|(letters, digits)| format!("{letters}{digits}"))
}
