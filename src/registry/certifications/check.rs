use telusur_code::Number;

use super::{
    Authority, CertificationDraft, Checked, Kind, Refusal, Warning, bpom, cosmetic, halal, ig, merek, organic, pirt,
    sni, supplement, tkdn, traditional,
};
use crate::clock::iso;
use crate::registry::fields;
use crate::said::said;

/// Longest number of any kind, in characters.
const LONGEST: usize = 64;

static KINDS: [Kind; 12] = [
    halal::HALAL,
    pirt::PIRT,
    bpom::MD,
    bpom::ML,
    traditional::TRADITIONAL,
    cosmetic::COSMETIC,
    supplement::SUPPLEMENT,
    sni::SNI,
    ig::IG,
    tkdn::TKDN,
    merek::MEREK,
    organic::ORGANIC,
];

/// Every kind, by its number.
pub fn kinds() -> &'static [Kind] {
    &KINDS
}

/// The kind of a number.
pub fn kind(number: u64) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.number == number)
}

/// The kind of a word, such as `pirt`.
pub fn kind_of_word(word: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.word == word)
}

/// Where anyone can look a number of a kind up; `None` when no single public register has them all.
pub fn authority(number: u64) -> Option<Authority> {
    kind(number).and_then(|kind| kind.authority)
}

/// Checks a draft by the rules of its kind.
///
/// # Errors
/// A [`Refusal`]: what is wrong, and what to do.
///
/// # Examples
/// A P-IRT number carries the year in which it ends:
/// ```
/// use telusur::clock::{iso, parse_day};
/// use telusur::registry::certifications::{CertificationDraft, check, kind_of_word};
/// use telusur::registry::fields::region;
///
/// let draft = CertificationDraft {
///     kind: kind_of_word("pirt").unwrap().number,
///     number: "pirt no. 5101804019901 28",
///     issued: None,
///     valid_until: None,
///     today: parse_day("2026-11-23").unwrap(),
///     origin: region("18.04").unwrap(),
/// };
/// let checked = check(&draft).unwrap();
/// assert_eq!(checked.number, "P-IRT 5101804019901-28");
/// assert_eq!(checked.claim, "510180401990128");
/// assert_eq!(iso(checked.valid_until.unwrap()), "2028-12-31");
/// ```
pub fn check(draft: &CertificationDraft<'_>) -> Result<Checked, Refusal> {
    let Some(kind) = kind(draft.kind) else {
        return Err(Refusal::number(said!(
            "tidak ada sertifikasi dengan jenis {kind}",
            "there is no certification of kind {kind}",
            kind = draft.kind
        )));
    };
    let number = fields::line(draft.number, LONGEST).map_err(Refusal::number)?;
    days_in_order(draft)?;
    let mut checked = (kind.check)(&CertificationDraft { number: &number, ..*draft })?;
    if let Some(last) = checked.valid_until.filter(|last| *last < draft.today) {
        checked.warnings.push(Warning::valid_until(said!(
            "sertifikat atau izin ini berakhir setelah {last}; catat penggantinya sebelum kode diterbitkan",
            "it lapsed after {last}; record its replacement before codes are issued",
            last = iso(last)
        )));
    }
    Ok(checked)
}

fn days_in_order(draft: &CertificationDraft<'_>) -> Result<(), Refusal> {
    if let Some(issued) = draft.issued.filter(|issued| *issued > draft.today) {
        return Err(Refusal::issued(said!(
            "tanggal terbitnya, {issued}, belum tiba; betulkan tanggalnya",
            "its day of issue {issued} lies in the future; correct the date",
            issued = iso(issued)
        )));
    }
    match (draft.issued, draft.valid_until) {
        (Some(issued), Some(last)) if last < issued => Err(Refusal::valid_until(said!(
            "masa berlakunya akan berakhir pada {last}, sebelum terbit pada {issued}; betulkan salah satu tanggalnya",
            "it would end on {last}, before it was issued on {issued}; correct one of the dates",
            last = iso(last),
            issued = iso(issued)
        ))),
        _ => Ok(()),
    }
}

/// The number of a certification as a signed code carries it, from the number as it is printed.
///
/// # Errors
/// A [`Refusal`] when the text is no number of that kind.
pub fn claim_number(number: u64, printed: &str) -> Result<Number, Refusal> {
    let unreadable = || {
        Refusal::number(said!(
            "'{printed}' tidak terbaca sebagai nomor sertifikasi jenis {number}",
            "'{printed}' cannot be read as a number of certification kind {number}"
        ))
    };
    let kind = kind(number).ok_or_else(unreadable)?;
    let claim = (kind.claim)(printed).ok_or_else(unreadable)?;
    Number::spell(number, &claim).map_err(|_| unreadable())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::parse_day;

    #[test]
    fn kinds_are_numbered_as_in_the_spec() {
        let numbers: Vec<u64> = kinds().iter().map(|kind| kind.number).collect();
        assert_eq!(numbers, (1..=12).collect::<Vec<u64>>());
        for kind in kinds() {
            assert_eq!(kind_of_word(kind.word).map(|found| found.number), Some(kind.number));
            assert!(kind.authority.is_none_or(|at| at.url.starts_with("https://") && at.url.ends_with(".go.id/")));
        }
        assert_eq!(authority(3).map(|at| at.name), Some("Cek BPOM"));
        assert_eq!(authority(99), None);
    }

    #[test]
    fn dates_must_be_in_order() {
        let day = |text| Some(parse_day(text).unwrap());
        let draft = CertificationDraft {
            kind: 8,
            number: "LSPRO-1/2026",
            issued: day("2026-12-01"),
            valid_until: None,
            today: parse_day("2026-11-23").unwrap(),
            origin: fields::region("18.04").unwrap(),
        };
        assert!(check(&draft).unwrap_err().text.en.contains("in the future"));
        let ends_early = CertificationDraft { issued: day("2026-01-01"), valid_until: day("2025-01-01"), ..draft };
        assert!(check(&ends_early).unwrap_err().text.en.contains("before it was issued"));
        let lapsed = CertificationDraft { issued: None, valid_until: day("2026-11-22"), ..draft };
        assert!(check(&lapsed).unwrap().warnings[0].text.en.contains("lapsed after 2026-11-22"));
        assert!(check(&CertificationDraft { valid_until: day("2026-11-23"), ..lapsed }).unwrap().warnings.is_empty());
        assert!(check(&CertificationDraft { kind: 99, ..lapsed }).is_err());
        assert!(check(&CertificationDraft { number: " ", ..lapsed }).is_err());
    }
}
