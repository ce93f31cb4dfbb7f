//! Organic: certificates of several bodies, each with numbers of its own.
use super::{CertificationDraft, Checked, Kind, Refusal};

pub(super) const ORGANIC: Kind =
    Kind { number: telusur_code::kind::ORGANIC, word: "organic", authority: None, check, claim };

fn check(draft: &CertificationDraft<'_>) -> Result<Checked, Refusal> {
    Ok(Checked::plain(draft, draft.number.to_owned(), draft.number.to_owned()))
}

fn claim(printed: &str) -> Option<String> {
    Some(printed.trim().to_owned()).filter(|text| !text.is_empty())
}
