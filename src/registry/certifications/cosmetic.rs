//! Cosmetics: a notification number, N with a letter for the continent, and 11 digits.
use super::bpom::{lettered, with_term};
use super::kind::BPOM;
use super::{CertificationDraft, Checked, Kind, Refusal};
use crate::said::Said;

pub(super) const COSMETIC: Kind =
    Kind { number: telusur_code::kind::COSMETIC, word: "na", authority: Some(BPOM), check, claim };

const FAMILIES: [&str; 5] = ["NA", "NB", "NC", "ND", "NE"];
const DIGITS: usize = 11;

fn check(draft: &CertificationDraft<'_>) -> Result<Checked, Refusal> {
    let Some((letters, digits)) = lettered(draft.number, &FAMILIES, DIGITS) else {
        return Err(Refusal::number(Said::new(
            "nomor notifikasi kosmetik terdiri dari NA sampai NE dan 11 angka, misalnya NA 18269990017; salin dari surat notifikasinya",
            "a cosmetics notification is NA to NE and 11 digits, such as NA 18269990017; copy it from the notification",
        )));
    };
    let checked = Checked::plain(draft, format!("{letters} {digits}"), format!("{letters}{digits}"));
    Ok(with_term(draft, checked))
}

fn claim(printed: &str) -> Option<String> {
    lettered(printed, &FAMILIES, DIGITS).map(|(letters, digits)| format!("{letters}{digits}"))
}
