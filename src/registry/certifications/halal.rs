//! Halal: BPJPH certificates (`ID` and 17 digits, no expiry while nothing changes), and the older ones of MUI.
use super::kind::BPJPH;
use super::spelling::{digits, is_digits, plain};
use super::term::{last_day_of_month, last_day_of_year, month_and_year, years_after};
use super::{CertificationDraft, Checked, Kind, Refusal, Warning};
use crate::said::{Said, said};

pub(super) const HALAL: Kind =
    Kind { number: telusur_code::kind::HALAL, word: "halal", authority: Some(BPJPH), check, claim };

/// The last year in which MUI gave out numbers of its own.
const MUI_ENDS: i16 = 2021;
/// How long an MUI certificate was good, and the longest that it ever was.
const MUI_YEARS: i64 = 2;
const MUI_LONGEST: i64 = 4;

fn check(draft: &CertificationDraft<'_>) -> Result<Checked, Refusal> {
    let text = plain(draft.number);
    if text.starts_with("KH") {
        return Err(Refusal::number(Said::new(
            "nomor yang diawali KH adalah Ketetapan Halal dari sidang fatwa, bukan sertifikatnya; tulis nomor sertifikat BPJPH, yaitu ID dan 17 angka",
            "a number that begins with KH is the Ketetapan Halal of the fatwa session, not the certificate; write the certificate number of BPJPH, ID and 17 digits",
        )));
    }
    match Shape::of(&text) {
        Some(Shape::Bpjph { digits, marked }) => Ok(bpjph(draft, digits, marked)),
        Some(Shape::Mui(digits)) => mui(draft, digits),
        None => Err(Refusal::number(Said::new(
            "nomor sertifikat halal BPJPH terdiri dari ID dan 17 angka, misalnya ID18119999000010623; salin dari sertifikatnya",
            "a halal certificate number of BPJPH is ID and 17 digits, such as ID18119999000010623; copy it from the certificate",
        ))),
    }
}

fn claim(printed: &str) -> Option<String> {
    match Shape::of(&plain(printed))? {
        Shape::Bpjph { digits, .. } | Shape::Mui(digits) => Some(digits.to_owned()),
    }
}

enum Shape<'a> {
    /// `marked`: it was written with its ID.
    Bpjph {
        digits: &'a str,
        marked: bool,
    },
    Mui(&'a str),
}

impl Shape<'_> {
    fn of(text: &str) -> Option<Shape<'_>> {
        let marked = text.strip_prefix("ID");
        let digits = marked.unwrap_or(text);
        if !is_digits(digits) {
            None
        } else if marked.is_none() && (8..=15).contains(&digits.len()) {
            Some(Shape::Mui(digits))
        } else if (15..=20).contains(&digits.len()) {
            Some(Shape::Bpjph { digits, marked: marked.is_some() })
        } else {
            None
        }
    }
}

fn bpjph(draft: &CertificationDraft<'_>, number: &str, marked: bool) -> Checked {
    let mut checked = Checked::plain(draft, format!("ID{number}"), number.to_owned());
    checked.valid_until = None;
    let warnings = &mut checked.warnings;
    if !marked {
        warnings.push(Warning::number(Said::new(
            "nomornya ditulis tanpa ID; bandingkan dengan sertifikatnya",
            "it was written without its ID; compare it with the certificate",
        )));
    }
    if number.len() == 17 {
        warnings.extend(month_of_issue(draft, number));
    } else {
        warnings.push(Warning::number(said!(
            "ada {length} angka setelah ID, biasanya 17; bandingkan dengan sertifikatnya",
            "it has {length} digits after ID, the usual number has 17; compare it with the certificate",
            length = number.len()
        )));
    }
    if draft.valid_until.is_some() {
        warnings.push(Warning::valid_until(
            Said::new("sertifikat halal BPJPH tidak lagi kedaluwarsa selama komposisi dan prosesnya tetap sama (UU 6/2023); tanggalnya tidak disimpan", "a halal certificate of BPJPH no longer expires while composition and process stay the same (UU 6/2023); the date is not kept"),
        ));
    }
    checked
}

/// The last four digits are month and year of issue in every certificate seen so far; that is no published rule.
fn month_of_issue(draft: &CertificationDraft<'_>, number: &str) -> Option<Warning> {
    let (month, year) = (digits(number, 13, 15), digits(number, 15, 17));
    if !(1..=12).contains(&month) {
        return Some(Warning::number(Said::new(
            "empat angka terakhirnya biasanya bulan dan tahun terbit, dan yang ini bukan; bandingkan dengan sertifikatnya",
            "its last four digits are usually month and year of issue, and these are none; compare it with the certificate",
        )));
    }
    let issued = draft.issued.and_then(month_and_year)?;
    (issued != (month, year)).then(|| {
        Warning::issued(said!(
            "nomornya berakhir dengan {month:02}{year:02}, biasanya bulan dan tahun terbit, dan tanggal terbitnya lain; bandingkan keduanya dengan sertifikatnya",
            "the number ends in {month:02}{year:02}, usually month and year of issue, and the day of issue says otherwise; compare both with the certificate"
        ))
    })
}

/// An MUI certificate always ends: on the day stated if that can be, otherwise two years after its issue.
fn mui(draft: &CertificationDraft<'_>, number: &str) -> Result<Checked, Refusal> {
    let from_number = (number.len() == 14)
        .then(|| {
            last_day_of_month(2000 + digits(number, 12, 14).cast_signed(), i8::try_from(digits(number, 10, 12)).ok()?)
        })
        .flatten();
    let issued = draft.issued.or(from_number);
    let mui_end = last_day_of_year(MUI_ENDS);
    if issued > mui_end && mui_end.is_some() {
        return Err(Refusal::number(said!(
            "ini tampaknya nomor lama dari MUI, yang tidak menerbitkannya lagi setelah {MUI_ENDS}; tulis nomor sertifikat BPJPH, yaitu ID dan 17 angka",
            "this looks like an old number of MUI, which gave out none after {MUI_ENDS}; write the certificate number of BPJPH, ID and 17 digits"
        )));
    }
    let issued = issued.or(mui_end);
    let longest = issued.and_then(|day| years_after(day, MUI_LONGEST));
    let stated = draft.valid_until.filter(|last| Some(*last) <= longest);
    let mut checked = Checked::plain(draft, number.to_owned(), number.to_owned());
    checked.valid_until = stated.or_else(|| issued.and_then(|day| years_after(day, MUI_YEARS)));
    checked.warnings.push(Warning::number(
        Said::new("ini nomor MUI dari masa sebelum BPJPH mengambil alih; sertifikat seperti itu sudah berakhir kecuali sudah diganti: minta sertifikat BPJPH", "it is a number of MUI from before BPJPH took over; such certificates have lapsed unless replaced: ask for the BPJPH certificate"),
    ));
    if draft.valid_until.is_some() && stated.is_none() {
        checked.warnings.push(Warning::valid_until(
            Said::new("tidak ada sertifikat MUI yang berlaku selama itu; tanggalnya tidak disimpan, melainkan dua tahun sejak terbitnya", "no certificate of MUI was good that long; the date is not kept, two years after its issue are"),
        ));
    }
    Ok(checked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Day, iso, parse_day};
    use crate::registry::fields::region;

    fn draft(number: &str) -> CertificationDraft<'_> {
        CertificationDraft {
            kind: 1,
            number,
            issued: None,
            valid_until: None,
            today: parse_day("2026-11-23").unwrap(),
            origin: region("18.04").unwrap(),
        }
    }

    fn day(text: &str) -> Option<Day> {
        Some(parse_day(text).unwrap())
    }

    #[test]
    fn a_bpjph_number_is_kept_without_expiry() {
        for text in ["ID18119999000010623", "id 1811 9999 0000 1062 3", "No. ID18119999000010623"] {
            let checked = check(&draft(text)).unwrap();
            assert_eq!(checked.number, "ID18119999000010623");
            assert_eq!(checked.claim, "18119999000010623");
            assert_eq!((checked.valid_until, checked.warnings.len()), (None, 0), "{text}");
        }
        let dated = CertificationDraft { valid_until: day("2027-06-04"), ..draft("ID18119999000010623") };
        let checked = check(&dated).unwrap();
        assert_eq!(checked.valid_until, None);
        assert!(checked.warnings[0].text.en.contains("no longer expires"));
    }

    #[test]
    fn what_deviates_is_accepted_with_a_warning() {
        for (text, reason) in [
            ("ID181199990000106230", "18 digits after ID"),
            ("ID18119999000011323", "month and year"),
            ("18119999000010623", "without its ID"),
        ] {
            let checked = check(&draft(text)).unwrap();
            assert!(checked.warnings[0].text.en.contains(reason), "{text}: {:?}", checked.warnings);
            assert_eq!(claim(&checked.number).as_deref(), Some(&*checked.claim));
        }
        let other_month = CertificationDraft { issued: day("2024-06-04"), ..draft("ID18119999000010623") };
        assert!(check(&other_month).unwrap().warnings[0].text.en.contains("ends in 0623"));
    }

    #[test]
    fn an_old_number_of_mui_has_lapsed() {
        let issued = CertificationDraft { issued: day("2018-06-20"), ..draft("99060000990618") };
        for (draft, last) in [
            (issued, "2020-06-20"),
            (draft("99060000990618"), "2020-06-30"),
            (CertificationDraft { valid_until: day("2022-06-19"), ..issued }, "2022-06-19"),
            (CertificationDraft { valid_until: day("2030-06-19"), ..issued }, "2020-06-20"),
            (draft("9906000099"), "2023-12-31"),
        ] {
            let checked = check(&draft).unwrap();
            assert_eq!(iso(checked.valid_until.unwrap()), last);
            assert!(checked.warnings[0].text.en.contains("MUI"));
        }
        assert!(check(&draft("99060000990625")).unwrap_err().text.en.contains("none after 2021"));
    }

    #[test]
    fn a_ketetapan_is_not_a_certificate() {
        assert!(check(&draft("KH. 1234/2023")).unwrap_err().text.en.contains("Ketetapan Halal"));
        for text in ["ID1811", "ID181199990000106231234", "HALAL", "ID1811999900001062A", "1234567"] {
            assert!(check(&draft(text)).unwrap_err().text.en.contains("ID and 17 digits"), "{text}");
        }
    }
}
