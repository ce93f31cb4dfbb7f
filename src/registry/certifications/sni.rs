//! SNI: the certificate (SPPT-SNI) of a product, not the standard that it follows.
use super::kind::BSN;
use super::spelling::plain;
use super::{CertificationDraft, Checked, Kind, Refusal};
use crate::said::Said;

pub(super) const SNI: Kind = Kind { number: telusur_code::kind::SNI, word: "sni", authority: Some(BSN), check, claim };

fn check(draft: &CertificationDraft<'_>) -> Result<Checked, Refusal> {
    if names_a_standard(draft.number) {
        return Err(Refusal::number(Said::new(
            "ini menyebut standar, bukan sertifikat; tulis nomor sertifikat SPPT-SNI, atau kosongkan",
            "this names a standard, not a certificate; write the number of the SPPT-SNI certificate, or leave it out",
        )));
    }
    Ok(Checked::plain(draft, draft.number.to_owned(), draft.number.to_owned()))
}

fn claim(printed: &str) -> Option<String> {
    Some(printed.trim().to_owned()).filter(|text| !text.is_empty())
}

/// `SNI 8964:2021`, `SNI 01-4315-1996`: nothing but digits after the letters.
fn names_a_standard(text: &str) -> bool {
    plain(text)
        .strip_prefix("SNI")
        .is_some_and(|rest| (7..=14).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_digit()))
}
