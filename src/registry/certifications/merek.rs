//! Merek: a registered trademark, `IDM` and 9 digits. An application (`DID`) is not a registration.
use super::kind::PDKI;
use super::spelling::{is_digits, plain};
use super::{CertificationDraft, Checked, Kind, Refusal, Warning};

pub(super) const MEREK: Kind =
    Kind { number: telusur_code::kind::MEREK, word: "merek", authority: Some(PDKI), check, claim };

const USUAL: usize = 9;

fn check(draft: &CertificationDraft<'_>) -> Result<Checked, Refusal> {
    let Some(digits) = claim(draft.number) else {
        let text = plain(draft.number);
        return Err(Refusal::number(if ["DID", "JID", "D0", "J0"].iter().any(|mark| text.starts_with(mark)) {
            "this is the number of an application, and an application is no registration; add the mark when its IDM number is there"
        } else {
            "a registered mark is IDM and 9 digits, such as IDM999000001; copy it from the certificate"
        }));
    };
    let mut checked = Checked::plain(draft, format!("IDM{digits}"), digits.clone());
    if digits.len() != USUAL {
        checked.warnings.push(Warning::number(format!(
            "it has {} digits after IDM, the usual number has {USUAL}; compare it with the certificate",
            digits.len()
        )));
    }
    Ok(checked)
}

fn claim(printed: &str) -> Option<String> {
    let text = plain(printed);
    let digits = text.strip_prefix("IDM")?;
    (is_digits(digits) && (6..=12).contains(&digits.len())).then(|| digits.to_owned())
}
