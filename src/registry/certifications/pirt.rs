//! P-IRT (SPP-IRT): permits of home-made food, given by bupati and wali kota. `A BB CCCC DD EEEE FF`: packaging, kind of
//! food, region, product, firm, and the year in which it ends.
use super::kind::OSS;
use super::spelling::{digits, is_digits, plain};
use super::term::{last_day_of_year, year_of};
use super::{CertificationDraft, Checked, Kind, Refusal, Warning};
use crate::clock::iso;
use crate::registry::{RegionCode, fields};
use crate::said::{Said, said};

pub(super) const PIRT: Kind =
    Kind { number: telusur_code::kind::PIRT, word: "pirt", authority: Some(OSS), check, claim };

/// The last year in which permits of 12 digits, given for five years until 2011, can have been good.
const SHORT_ENDS: i16 = 2016;
/// Years that a permit is good.
const YEARS: i16 = 5;

fn check(draft: &CertificationDraft<'_>) -> Result<Checked, Refusal> {
    let Some(number) = claim(draft.number) else {
        return Err(Refusal::number(Said::new(
            "nomor P-IRT terdiri dari 15 angka, misalnya P-IRT 5101804019901-28; salin dari sertifikat SPP-IRT",
            "a P-IRT number has 15 digits, such as P-IRT 5101804019901-28; copy it from the SPP-IRT certificate",
        )));
    };
    if number.len() == 12 { Ok(short(draft, number)) } else { full(draft, number) }
}

fn claim(printed: &str) -> Option<String> {
    let text = plain(printed);
    let text = text.strip_prefix("SPP").unwrap_or(&text);
    let digits = text.strip_prefix("PIRT").or_else(|| text.strip_prefix("IRT")).unwrap_or(text);
    (is_digits(digits) && matches!(digits.len(), 12 | 15)).then(|| digits.to_owned())
}

fn full(draft: &CertificationDraft<'_>, number: String) -> Result<Checked, Refusal> {
    let ends = 2000 + digits(&number, 13, 15).cast_signed();
    let mut checked = Checked::plain(draft, format!("P-IRT {}-{}", &number[..13], &number[13..]), number.clone());
    match draft.valid_until {
        Some(last) if year_of(last) != Some(ends) => {
            return Err(Refusal::valid_until(said!(
                "nomornya berakhir dengan {short:02}, jadi izinnya berakhir pada {ends}, bukan pada {last}; betulkan tanggal atau nomornya",
                "the number ends in {short:02}, so the permit ends in {ends}, not on {last}; correct the date or the number",
                short = ends % 100,
                last = iso(last)
            )));
        }
        Some(_) => {}
        None => {
            checked.valid_until = last_day_of_year(ends);
            checked.warnings.push(Warning::valid_until(said!(
                "tanggal berakhirnya tidak diisi; 31 Desember {ends} diambil dari nomornya: isi tanggal yang tertulis di sertifikat",
                "no last day is given; 31 December {ends} is taken from the number: enter the day of the certificate"
            )));
        }
    }
    if let Some(issued) = draft.issued.and_then(year_of).filter(|issued| ends > issued + YEARS) {
        checked.warnings.push(Warning::issued(said!(
            "terbit pada {issued} dan berlaku sampai {ends}: izin P-IRT berlaku {YEARS} tahun; bandingkan dengan sertifikatnya",
            "issued in {issued} and good until {ends}: a P-IRT permit lasts {YEARS} years; compare it with the certificate"
        )));
    }
    checked.warnings.extend(parts(&number));
    checked.warnings.extend(place(draft.origin, digits(&number, 3, 7)));
    Ok(checked)
}

/// Numbers from before 2012 carry no year.
fn short(draft: &CertificationDraft<'_>, number: String) -> Checked {
    let mut checked = Checked::plain(draft, format!("P-IRT {number}"), number);
    checked.valid_until = draft.valid_until.or_else(|| last_day_of_year(SHORT_ENDS));
    checked.warnings.push(Warning::number(
        Said::new("nomornya 12 angka, seperti izin dari sebelum 2012; izin itu sudah berakhir kecuali diperpanjang: minta nomor yang 15 angka", "it has 12 digits, as permits from before 2012 had; they have ended unless renewed: ask for the number of 15 digits"),
    ));
    checked
}

fn parts(number: &str) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if !(1..=8).contains(&digits(number, 0, 1)) {
        warnings.push(Warning::number(Said::new(
            "angka pertamanya menunjukkan kemasan dan biasanya 1 sampai 8; bandingkan dengan sertifikatnya",
            "its first digit stands for the packaging and is usually 1 to 8; compare it with the certificate",
        )));
    }
    if !(1..=15).contains(&digits(number, 1, 3)) {
        warnings.push(Warning::number(
            Said::new("angka kedua dan ketiganya menunjukkan jenis pangan dan biasanya 01 sampai 15; bandingkan dengan sertifikatnya", "its second and third digit stand for the kind of food and are usually 01 to 15; compare it with the certificate"),
        ));
    }
    warnings
}

/// The permit's region should be that of production. Which list its four digits follow is not known to us, so a
/// difference is never refused.
fn place(origin: RegionCode, region: u16) -> Option<Warning> {
    if u64::from(region) == origin.claim() {
        return None;
    }
    let (name, bps) = (origin.name(), fields::bps_reading(region));
    let text = match (RegionCode::from_claim(u64::from(region)), bps) {
        (_, Some(theirs)) if theirs == origin => said!(
            "izinnya menyebut wilayah {region:04}, dan produknya dibuat di {origin} ({name}): keduanya cocok hanya jika nomornya mengikuti daftar BPS; daftar mana yang diikuti nomor P-IRT tidak kami ketahui, tanyakan kepada Dinas yang menerbitkan izin",
            "the permit says region {region:04}, and the product is made in {origin} ({name}): the two agree only if the number follows BPS's list; which list P-IRT numbers follow is not known to us, ask the Dinas that gave the permit"
        ),
        (Some(ours), Some(theirs)) => said!(
            "izinnya menyebut wilayah {region:04}, dan produknya dibuat di {origin} ({name}); {region:04} adalah {ours} dalam daftar Kemendagri dan mungkin {theirs} dalam daftar BPS: tanyakan kepada Dinas yang menerbitkan izin",
            "the permit says region {region:04}, and the product is made in {origin} ({name}); {region:04} is {ours} in Kemendagri's list and probably {theirs} in BPS's: ask the Dinas that gave the permit",
            ours = ours.name(),
            theirs = theirs.name()
        ),
        (Some(ours), None) => said!(
            "izinnya menyebut wilayah {region:04}, yaitu {ours} dalam daftar Kemendagri, dan produknya dibuat di {origin} ({name}); tanyakan kepada Dinas yang menerbitkan izin",
            "the permit says region {region:04}, {ours} in Kemendagri's list, and the product is made in {origin} ({name}); ask the Dinas that gave the permit",
            ours = ours.name()
        ),
        (None, _) => said!(
            "izinnya menyebut wilayah {region:04}, yang tidak ada dalam daftar Kemendagri, dan produknya dibuat di {origin} ({name}); bandingkan dengan sertifikatnya",
            "the permit says region {region:04}, which Kemendagri's list does not have, and the product is made in {origin} ({name}); compare it with the certificate"
        ),
    };
    Some(Warning::number(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Day, parse_day};
    use crate::registry::fields::region;

    fn draft<'a>(number: &'a str, last: &str, origin: &str) -> CertificationDraft<'a> {
        CertificationDraft {
            kind: 2,
            number,
            issued: None,
            valid_until: day(last),
            today: parse_day("2026-11-23").unwrap(),
            origin: region(origin).unwrap(),
        }
    }

    fn day(text: &str) -> Option<Day> {
        parse_day(text).ok()
    }

    #[test]
    fn the_number_is_printed_in_one_way() {
        for text in
            ["P-IRT 2141871019901-28", "pirt no. 2141871019901 28", "214187101990128", "SPP-IRT 214187101990128"]
        {
            let checked = check(&draft(text, "2028-02-15", "18.71")).unwrap();
            assert_eq!(checked.number, "P-IRT 2141871019901-28", "{text}");
            assert_eq!((&*checked.claim, checked.valid_until), ("214187101990128", day("2028-02-15")));
            assert_eq!(checked.warnings, []);
            assert_eq!(claim(&checked.number).as_deref(), Some("214187101990128"));
        }
    }

    #[test]
    fn the_year_in_the_number_rules() {
        let why = check(&draft("P-IRT 2141871019901-28", "2029-02-15", "18.71")).unwrap_err();
        assert!(why.text.en.contains("ends in 2028, not on 2029-02-15"), "{why}");
        let derived = check(&draft("P-IRT 2141871019901-28", "", "18.71")).unwrap();
        assert_eq!(derived.valid_until, day("2028-12-31"));
        assert!(derived.warnings[0].text.en.contains("31 December 2028"));
        let long = CertificationDraft { issued: day("2020-01-01"), ..draft("2141871019901-28", "2028-01-01", "18.71") };
        assert!(check(&long).unwrap().warnings[0].text.en.contains("lasts 5 years"));
    }

    #[test]
    fn what_deviates_is_accepted_with_a_warning() {
        for (number, last, origin, reason) in [
            ("P-IRT 214187101990", "", "18.71", "12 digits"),
            ("P-IRT 9141871019901-28", "2028-01-01", "18.71", "packaging"),
            ("P-IRT 2991871019901-28", "2028-01-01", "18.71", "kind of food"),
            ("P-IRT 5101871019901-28", "2028-01-01", "18.04", "Kota Bandar Lampung in Kemendagri"),
            ("P-IRT 5101804019901-28", "2028-01-01", "18.07", "only if the number follows BPS"),
            ("P-IRT 5101804019901-28", "2028-01-01", "18.71", "probably Kabupaten Lampung Timur in BPS"),
            ("P-IRT 5109999019901-28", "2028-01-01", "18.71", "does not have"),
        ] {
            let checked = check(&draft(number, last, origin)).unwrap();
            assert!(checked.warnings.iter().any(|w| w.text.en.contains(reason)), "{number}: {:?}", checked.warnings);
        }
        assert_eq!(check(&draft("P-IRT 214187101990", "", "18.71")).unwrap().valid_until, day("2016-12-31"));
    }

    #[test]
    fn what_is_no_permit_is_refused() {
        for text in
            ["P-IRT", "P-IRT 2141871019901", "P-IRT 21418710199012899", "MD 214187101990128", "P-IRT 21418710199O128"]
        {
            assert!(check(&draft(text, "", "18.71")).unwrap_err().text.en.contains("15 digits"), "{text}");
        }
    }
}
