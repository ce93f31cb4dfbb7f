//! TKDN: local content in percent. It has no stable public number, so the percentage is what is claimed.
use super::{CertificationDraft, Checked, Kind, Refusal, kind};
use crate::said::Said;

pub(super) const TKDN: Kind =
    Kind { number: telusur_code::kind::TKDN, word: "tkdn", authority: Some(kind::TKDN), check, claim };

fn check(draft: &CertificationDraft<'_>) -> Result<Checked, Refusal> {
    let Some(hundredths) = hundredths(draft.number) else {
        return Err(Refusal::number(Said::new(
            "TKDN adalah persentase di atas 0 sampai dengan 100, misalnya 41.50; tulis angka itu saja",
            "TKDN is a percentage above 0 and up to 100, such as 41.50; write only that",
        )));
    };
    let number = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    Ok(Checked::plain(draft, number, hundredths.to_string()))
}

fn claim(printed: &str) -> Option<String> {
    hundredths(printed).map(|hundredths| hundredths.to_string())
}

/// Percent x 100, at most two decimals after a point or comma.
fn hundredths(text: &str) -> Option<u32> {
    let text = text.trim().trim_end_matches('%').trim_end().replace(',', ".");
    let (whole, part) = text.split_once('.').unwrap_or((&text, "0"));
    let is_digits =
        |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(whole, 3) || !is_digits(part, 2) {
        return None;
    }
    let part: u32 = format!("{part:0<2}").parse().ok()?;
    let hundredths = whole.parse::<u32>().ok()? * 100 + part;
    (1..=10_000).contains(&hundredths).then_some(hundredths)
}
