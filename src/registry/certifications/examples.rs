//! The guide's examples of every kind, and what is refused beside them.
use super::{CertificationDraft, Checked, Refusal, check, claim_number, kind_of_word};
use crate::clock::parse_day;
use crate::registry::fields::region;

fn read(word: &str, number: &str) -> Result<Checked, Refusal> {
    check(&CertificationDraft {
        kind: kind_of_word(word).unwrap().number,
        number,
        issued: None,
        valid_until: parse_day("2028-06-30").ok(),
        today: parse_day("2026-11-23").unwrap(),
        origin: region("18.04").unwrap(),
    })
}

#[test]
fn the_examples_are_printed_and_signed_in_one_way() {
    for (word, text, number, claim) in [
        ("halal", "ID18119999000010623", "ID18119999000010623", "18119999000010623"),
        ("halal", "99060000990618", "99060000990618", "99060000990618"),
        ("pirt", "P-IRT 2141871019901-28", "P-IRT 2141871019901-28", "214187101990128"),
        ("md", "BPOM RI MD 299908999002", "MD 299908999002", "299908999002"),
        ("ml", "ML 299908999000002", "ML 299908999000002", "299908999000002"),
        ("na", "NA 18269990017", "NA 18269990017", "NA18269990017"),
        ("na", "ne18269990017", "NE 18269990017", "NE18269990017"),
        ("tr", "POM TR 269999016", "POM TR 269999016", "TR269999016"),
        ("tr", "BPOM RI TI. 269999016", "POM TI 269999016", "TI269999016"),
        ("sd", "SD 269999001", "POM SD 269999001", "SD269999001"),
        ("sni", "LSPRO-012/SPPT/2026", "LSPRO-012/SPPT/2026", "LSPRO-012/SPPT/2026"),
        ("ig", "kopi robusta  lampung", "Kopi Robusta Lampung", "Kopi Robusta Lampung"),
        ("tkdn", "41.50 %", "41.50", "4150"),
        ("tkdn", "41,5", "41.50", "4150"),
        ("tkdn", "100", "100.00", "10000"),
        ("merek", "idm 999000001", "IDM999000001", "999000001"),
        ("merek", "IDM000999001", "IDM000999001", "000999001"),
        ("organic", "ID-ORG-7/2026", "ID-ORG-7/2026", "ID-ORG-7/2026"),
    ] {
        let checked = read(word, text).unwrap();
        assert_eq!((&*checked.number, &*checked.claim), (number, claim), "{word}");
        let kind = kind_of_word(word).unwrap().number;
        let signed = claim_number(kind, &checked.number).unwrap();
        assert_eq!(signed.print(kind), claim, "{word}");
        assert_eq!(
            claim_number(kind, text).unwrap().print(kind).to_lowercase().replace("  ", " "),
            claim.to_lowercase()
        );
    }
}

#[test]
fn what_is_no_number_of_its_kind_is_refused() {
    for (word, text, reason) in [
        ("halal", "KH 1234/2023", "Ketetapan"),
        ("tr", "SD 269999001", "TR, TI, TL"),
        ("tr", "POM QD 269999001", "quasi-medicine"),
        ("tr", "TR 2699990", "9 digits"),
        ("na", "NF 18269990017", "NA to NE"),
        ("na", "NA 1826999001", "11 digits"),
        ("sd", "SD 26999900", "9 digits"),
        ("sni", "SNI 8964:2021", "not a certificate"),
        ("sni", "SNI 01-4315-1996", "not a certificate"),
        ("tkdn", "0", "above 0"),
        ("tkdn", "100.01", "up to 100"),
        ("tkdn", "-5", "percentage"),
        ("tkdn", "41.505", "percentage"),
        ("merek", "DID2024000001", "application"),
        ("merek", "999000001", "IDM and 9"),
    ] {
        let refusal = read(word, text).unwrap_err();
        assert!(refusal.text.en.contains(reason), "{word} {text}: {refusal}");
    }
}

#[test]
fn an_indication_is_kept_in_its_area() {
    let at = |name, code| {
        let origin = region(code).unwrap();
        let today = parse_day("2026-11-23").unwrap();
        check(&CertificationDraft { kind: 9, number: name, issued: None, valid_until: None, today, origin })
    };
    for code in ["18.04", "18.06", "18.08"] {
        assert_eq!(at("Kopi Robusta Lampung", code).unwrap().warnings, []);
    }
    assert!(at("Kopi Robusta Lampung", "18.07").unwrap_err().text.en.contains("Lampung Timur) is not in it"));
    assert!(at("KOPI ROBUSTA LAMPUNG", "18.71").is_err());
    assert!(at("Lada Hitam Lampung", "18.03").unwrap().warnings[0].text.en.contains("four kabupaten"));
    assert!(at("Damar Mata Kucing", "18.13").unwrap().warnings[0].text.en.contains("not checked"));
}
