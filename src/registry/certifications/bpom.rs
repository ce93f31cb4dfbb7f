//! MD and ML: BPOM's permits of processed food, made here and imported. What the digits mean inside is not parsed.
use super::kind::BPOM;
use super::spelling::{is_digits, plain};
use super::{CertificationDraft, Checked, Kind, Refusal, Warning};
use crate::said::{Said, said};

pub(super) const MD: Kind = Kind {
    number: telusur_code::kind::MD,
    word: "md",
    authority: Some(BPOM),
    check: |draft| food(draft, "MD", "ML"),
    claim: |printed| digits(printed, "MD"),
};
pub(super) const ML: Kind = Kind {
    number: telusur_code::kind::ML,
    word: "ml",
    authority: Some(BPOM),
    check: |draft| food(draft, "ML", "MD"),
    claim: |printed| digits(printed, "ML"),
};

fn food(draft: &CertificationDraft<'_>, letters: &str, others: &str) -> Result<Checked, Refusal> {
    if let Some(digits) = digits(draft.number, letters) {
        let number = format!("{letters} {digits}");
        return Ok(with_term(draft, Checked::plain(draft, number, digits)));
    }
    Err(Refusal::number(if bare(draft.number).starts_with(others) {
        said!(
            "nomornya menyebut {others}, sedangkan jenisnya {letters}; betulkan jenisnya: MD untuk pangan buatan dalam negeri, ML untuk pangan impor",
            "the number says {others} and the kind says {letters}; correct the kind: MD is food made here, ML imported food"
        )
    } else {
        said!(
            "nomor BPOM {letters} terdiri dari 12 atau 15 angka, misalnya {letters} 299908999002; salin dari izin edarnya",
            "a BPOM {letters} number has 12 or 15 digits, such as {letters} 299908999002; copy it from the permit"
        )
    }))
}

fn digits(printed: &str, letters: &str) -> Option<String> {
    let text = bare(printed);
    let digits = text.strip_prefix(letters).unwrap_or(&text);
    (is_digits(digits) && matches!(digits.len(), 12 | 15)).then(|| digits.to_owned())
}

/// A number without the name of the agency before it.
pub(super) fn bare(printed: &str) -> String {
    let mut text = plain(printed);
    for word in ["BPOM", "POM", "RI"] {
        if let Some(rest) = text.strip_prefix(word) {
            text = rest.to_owned();
        }
    }
    text
}

/// Letters of one of the families and so many digits: `(letters, digits)`.
pub(super) fn lettered(printed: &str, families: &[&'static str], width: usize) -> Option<(&'static str, String)> {
    let text = bare(printed);
    families.iter().find_map(|letters| {
        let digits = text.strip_prefix(letters)?;
        (is_digits(digits) && digits.len() == width).then(|| (*letters, digits.to_owned()))
    })
}

/// BPOM's permits end; one without its last day cannot be watched.
pub(super) fn with_term(draft: &CertificationDraft<'_>, mut checked: Checked) -> Checked {
    if draft.valid_until.is_none() {
        checked.warnings.push(Warning::valid_until(Said::new(
            "tanggal berakhirnya tidak diisi, padahal izin edar BPOM berakhir setelah beberapa tahun; isi tanggal yang tertulis di izin edarnya",
            "no last day is given, and permits of BPOM end after some years; enter the day of the permit",
        )));
    }
    checked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::parse_day;
    use crate::registry::fields::region;

    fn draft(number: &str) -> CertificationDraft<'_> {
        CertificationDraft {
            kind: 3,
            number,
            issued: None,
            valid_until: parse_day("2030-02-28").ok(),
            today: parse_day("2026-11-23").unwrap(),
            origin: region("18.04").unwrap(),
        }
    }

    #[test]
    fn md_has_12_or_15_digits() {
        for (text, number, claim) in [
            ("BPOM RI MD 299908999002", "MD 299908999002", "299908999002"),
            ("MD 299908999000002", "MD 299908999000002", "299908999000002"),
            ("md.299908999020", "MD 299908999020", "299908999020"),
            ("299908999020", "MD 299908999020", "299908999020"),
        ] {
            let checked = (MD.check)(&draft(text)).unwrap();
            assert_eq!((&*checked.number, &*checked.claim, checked.warnings.len()), (number, claim, 0));
            assert_eq!((MD.claim)(&checked.number).as_deref(), Some(claim));
        }
        for text in ["MD", "MD 2999089990", "MD 29990899900A", "MD 29990899902013"] {
            assert!((MD.check)(&draft(text)).unwrap_err().text.en.contains("12 or 15 digits"), "{text}");
        }
    }

    #[test]
    fn md_and_ml_are_two_kinds() {
        assert!((MD.check)(&draft("ML 299908999002")).unwrap_err().text.en.contains("imported food"));
        assert!((ML.check)(&draft("MD 299908999002")).unwrap_err().text.en.contains("correct the kind"));
        assert_eq!((ML.check)(&draft("BPOM RI ML 299908999002")).unwrap().number, "ML 299908999002");
        let undated = CertificationDraft { valid_until: None, ..draft("MD 299908999002") };
        assert!((MD.check)(&undated).unwrap().warnings[0].text.en.contains("no last day"));
    }
}
