//! Health supplements: SD (made here), SI (imported), SL (under licence).
use super::bpom::{lettered, with_term};
use super::kind::BPOM;
use super::{CertificationDraft, Checked, Kind, Refusal};
use crate::said::Said;

pub(super) const SUPPLEMENT: Kind =
    Kind { number: telusur_code::kind::SUPPLEMENT, word: "sd", authority: Some(BPOM), check, claim };

const FAMILIES: [&str; 3] = ["SD", "SI", "SL"];
const DIGITS: usize = 9;

fn check(draft: &CertificationDraft<'_>) -> Result<Checked, Refusal> {
    let Some((letters, digits)) = lettered(draft.number, &FAMILIES, DIGITS) else {
        return Err(Refusal::number(Said::new(
            "izin edar suplemen kesehatan terdiri dari SD, SI atau SL dan 9 angka, misalnya POM SD 269999001; salin dari izin edarnya",
            "a permit of a supplement is SD, SI or SL and 9 digits, such as POM SD 269999001; copy it from the permit",
        )));
    };
    let checked = Checked::plain(draft, format!("POM {letters} {digits}"), format!("{letters}{digits}"));
    Ok(with_term(draft, checked))
}

fn claim(printed: &str) -> Option<String> {
    lettered(printed, &FAMILIES, DIGITS).map(|(letters, digits)| format!("{letters}{digits}"))
}
