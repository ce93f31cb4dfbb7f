//! Merek: a registered trademark, `IDM` and 9 digits. An application (`DID`) is not a registration.
use super::kind::PDKI;
use super::spelling::{is_digits, plain};
use super::{CertificationDraft, Checked, Kind, Refusal, Warning};
use crate::said::{Said, said};

pub(super) const MEREK: Kind =
    Kind { number: telusur_code::kind::MEREK, word: "merek", authority: Some(PDKI), check, claim };

const USUAL: usize = 9;

fn check(draft: &CertificationDraft<'_>) -> Result<Checked, Refusal> {
    let Some(digits) = claim(draft.number) else {
        let text = plain(draft.number);
        return Err(Refusal::number(if ["DID", "JID", "D0", "J0"].iter().any(|mark| text.starts_with(mark)) {
            Said::new(
                "ini nomor permohonan, dan permohonan belum berarti terdaftar; tambahkan mereknya setelah nomor IDM-nya terbit",
                "this is the number of an application, and an application is no registration; add the mark when its IDM number is there",
            )
        } else {
            Said::new(
                "merek terdaftar bernomor IDM dan 9 angka, misalnya IDM999000001; salin dari sertifikatnya",
                "a registered mark is IDM and 9 digits, such as IDM999000001; copy it from the certificate",
            )
        }));
    };
    let mut checked = Checked::plain(draft, format!("IDM{digits}"), digits.clone());
    if digits.len() != USUAL {
        checked.warnings.push(Warning::number(said!(
            "ada {length} angka setelah IDM, biasanya {USUAL}; bandingkan dengan sertifikatnya",
            "it has {length} digits after IDM, the usual number has {USUAL}; compare it with the certificate",
            length = digits.len()
        )));
    }
    Ok(checked)
}

fn claim(printed: &str) -> Option<String> {
    let text = plain(printed);
    let digits = text.strip_prefix("IDM")?;
    (is_digits(digits) && (6..=12).contains(&digits.len())).then(|| digits.to_owned())
}
