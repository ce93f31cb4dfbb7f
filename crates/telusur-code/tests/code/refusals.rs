//! Each MUST of sections 1, 3 and 4, broken alone under a good signature.
use std::collections::BTreeMap;

use ed25519_dalek::SigningKey;
use telusur_code::{
    Claims, Gs1Path, Gtin, KeySet, Number, Refusal, SealError, Sealer, SignedCode, Unreadable, base10, kind, verify,
};

use crate::strangers::{Draft, claims, hex, keys, public, secret};

/// Version 1 by producer 4021: product 17 from 18.04.
const PAYLOAD: &str = "a4000101190fb503110519070c";

fn draft() -> Draft {
    Draft::new(&hex(PAYLOAD))
}

fn open(envelope: Vec<u8>) -> Result<SignedCode, Unreadable> {
    SignedCode::from_digits(&base10::encode(&envelope))
}

fn open_payload(payload: &str) -> Result<SignedCode, Unreadable> {
    open(Draft::new(&hex(payload)).sign())
}

#[test]
fn the_draft_that_the_other_tests_break_is_good() {
    let verified = verify(open(draft().sign()).unwrap(), &keys()).unwrap();
    assert_eq!(verified.claims(), &claims());
    assert_eq!(verified.signed().kid(), hex("df8534b2"));
}

#[test]
fn an_envelope_of_another_shape_is_refused() {
    type Change = fn(&mut Draft);
    let broken: [(Change, Unreadable); 9] = [
        (|draft| draft.start = vec![0xd2, 0x84], Unreadable::Tagged),
        (|draft| draft.start = vec![0x85], Unreadable::NotSign1),
        (|draft| draft.start = vec![0x98, 4], Unreadable::NotShortest),
        (|draft| draft.start = vec![0x9f], Unreadable::IndefiniteLength),
        (|draft| draft.start = vec![0xa2], Unreadable::NotSign1),
        (|draft| draft.unprotected = vec![0xa1, 1, 0x26], Unreadable::UnprotectedHeader),
        (|draft| draft.unprotected = vec![0x40], Unreadable::UnprotectedHeader),
        (|draft| draft.end = vec![0], Unreadable::TrailingBytes),
        (|draft| draft.payload = vec![0; 513], Unreadable::TooManyDigits),
    ];
    for (at, (change, refusal)) in broken.into_iter().enumerate() {
        let mut draft = draft();
        change(&mut draft);
        assert_eq!(open(draft.sign()).unwrap_err(), refusal, "case {at}");
    }
}

#[test]
fn a_protected_header_of_another_shape_is_refused() {
    use Unreadable::*;
    let broken = [
        ("", Truncated),
        ("a0", ProtectedHeader),
        ("a10127", ProtectedHeader),
        ("a10444df8534b2", ProtectedHeader),
        ("a20444df8534b20127", ProtectedHeader),
        ("a2012701270444df8534b2", ProtectedHeader),
        ("a301270444df8534b20500", ProtectedHeader),
        ("a201270544df8534b2", ProtectedHeader),
        ("a201260444df8534b2", Algorithm),
        ("a201070444df8534b2", Algorithm),
        ("a20138070444df8534b2", NotShortest),
        ("a201270443df8534", KeyId),
        ("a201270449df8534b253850532d8", KeyId),
        ("a201270464df8534b2", KeyId),
        ("a201270444df8534b200", TrailingBytes),
        ("bf01270444df8534b2ff", IndefiniteLength),
    ];
    for (protected, refusal) in broken {
        let mut draft = draft();
        draft.protected = hex(protected);
        assert_eq!(open(draft.sign()).unwrap_err(), refusal, "{protected}");
    }
}

#[test]
fn a_signature_of_another_length_is_refused() {
    let envelope = draft().sign();
    let start = &envelope[..envelope.len() - 66];
    for length in [0, 63, 65] {
        let other = [start, &[0x58, length], &vec![1; length.into()]].concat();
        let refusal = if length == 0 { Unreadable::NotShortest } else { Unreadable::SignatureLength };
        assert_eq!(open(other).unwrap_err(), refusal, "{length}");
    }
}

#[test]
fn a_broken_claim_is_refused_under_a_good_signature() {
    use Unreadable::*;
    let text_of = |length: usize| format!("{:02x}{}", length, "61".repeat(length));
    let long_name = format!("a5000101190fb50278{}03110519070c", text_of(65));
    let long_code = format!("a5000101190fb503110519070c0b75{}", &text_of(21)[2..]);
    let broken = [
        ("", Truncated),
        ("80", NotClaims),
        ("a1206101", NotClaims),
        ("a16101", NotClaims),
        ("a301190fb503110519070c", MissingClaim(0)),
        ("a3000103110519070c", MissingClaim(1)),
        ("a3000101190fb50519070c", MissingClaim(3)),
        ("a3000101190fb50311", MissingClaim(5)),
        ("a4000201190fb503110519070c", Version(2)),
        ("a400f501190fb503110519070c", ClaimType(0)),
        ("a40001012003110519070c", ClaimType(1)),
        ("a5000101190fb5026003110519070c", ClaimRange(2)),
        ("a5000101190fb502416103110519070c", ClaimType(2)),
        ("a5000101190fb50261ff03110519070c", NotUtf8),
        (&long_name, ClaimRange(2)),
        (&long_code, ClaimRange(11)),
        ("a5000101190fb503110519070c06a0", NoCertification),
        ("a5000101190fb503110519070c0680", ClaimType(6)),
        ("a5000101190fb503110519070c06a10141aa", ClaimType(6)),
        ("a5000101190fb503110519070c06a1206161", ClaimType(6)),
        ("a5000101190fb503110519070c06a20c61610861 61", KeyOrder),
        ("a5000101190fb503110519070c06a208616108616 1", KeyOrder),
        ("a5000101190fb503110519070c06a1011b016345785d8a0000", NumberSpelling(1)),
        ("a5000101190fb503110519070c06a1086137", NumberSpelling(8)),
        ("a6000101190fb503110519070c07010800", ClaimRange(8)),
        ("a5000101190fb503110519070c0801", ItemWithoutBatch),
        ("a5000101190fb503110519070c091b0000000100000000", ClaimRange(9)),
        ("a5000101190fb503110519070c0918", Truncated),
        ("a4000101190fb503110519070c00", TrailingBytes),
        ("a4010119000003110519070c", NotShortest),
        ("a50001010003110311050c", KeyOrder),
        ("a50001010005110311090c", KeyOrder),
        ("a5000101190fb503110519070c0cc100", Tagged),
        ("a5000101190fb503110519070c0c9fff", IndefiniteLength),
        ("a5000101190fb503110519070c0c818180", TooDeep),
        ("a5000101190fb503110519070c180b00", NotShortest),
        ("bf000101190fb503110519070cff", IndefiniteLength),
        ("bbffffffffffffffff00", Truncated),
    ];
    for (payload, refusal) in broken {
        let payload = payload.replace(' ', "");
        assert_eq!(open_payload(&payload).unwrap_err(), refusal, "{payload}");
    }
}

#[test]
fn claims_of_a_later_version_are_ignored_and_covered() {
    for later in ["0c8180", "0cf5", "0cf93e00", "1864a16161a0", "1bffffffffffffffff40"] {
        let payload = format!("a5{}{later}", &PAYLOAD[2..]);
        let code = open_payload(&payload).expect(later);
        assert_eq!(verify(code, &keys()).unwrap().claims(), &claims());
    }
}

#[test]
fn an_address_of_another_form_is_refused() {
    use Unreadable::*;
    let digits = base10::encode(&draft().sign());
    let gs1 = format!("/01/09521804000016?t={digits}");
    let too_many = "0".repeat(1001);
    for (address, refusal) in [
        (format!("https://cek.contoh.id/{digits}/"), NotADigit),
        (format!("https://cek.contoh.id/{digits}#"), NotADigit),
        (format!("https://cek.contoh.id/{digits}?t={digits}"), Path),
        (format!("https://cek.contoh.id/{digits}?"), Path),
        (format!("https://cek.contoh.id/v/{digits}"), NotADigit),
        (format!("https://cek.contoh.id//{digits}"), NotADigit),
        (format!("https://cek.contoh.id?t={digits}"), Path),
        (format!("https://a@cek.contoh.id/{digits}"), Host),
        (format!("HTTPS://cek.contoh.id/{digits}"), Scheme),
        (format!("https://cek.contoh.id/{digits} "), NotADigit),
        (format!(" https://cek.contoh.id/{digits}"), Scheme),
        (format!("https://cek.contoh.id{gs1}&u=1"), NotADigit),
        (format!("https://cek.contoh.id/01/09521804000016?T={digits}"), Path),
        (format!("https://cek.contoh.id/01/09521804000016/{digits}"), Path),
        (format!("/{too_many}"), TooManyDigits),
        ("/".to_owned(), NoDigits),
        ("/01/09521804000016?t=".to_owned(), NoDigits),
    ] {
        // A length that no bytes give is met before a character that is no digit.
        let found = SignedCode::from_address(&address).unwrap_err();
        let met_first = refusal == NotADigit && found == ChunkLength;
        assert!(found == refusal || met_first, "{address}: {found:?}");
    }
}

#[test]
fn a_path_that_was_not_sealed_is_forged() {
    let gtin = Gtin::parse("9521804000016").unwrap();
    let path = |lot| Gs1Path::new(gtin, lot, None).unwrap();
    let sealed = Sealer::new(&secret()).seal(&claims(), Some(&path(Some("A")))).unwrap();
    for other in [None, Some(path(None)), Some(path(Some("B")))] {
        let other = other.as_ref().map(Gs1Path::as_str);
        let code = SignedCode::from_parts(other, sealed.digits()).unwrap();
        assert_eq!(verify(code, &keys()), Err(Refusal::Forged));
    }
}

#[test]
fn a_second_spelling_of_the_signature_is_forged() {
    // S + L verifies in a lax reading (RFC 8032, 5.1.7 forbids it).
    const L: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut envelope = draft().sign();
    let start = envelope.len() - 32;
    let mut carry = 0;
    for (byte, add) in envelope[start..].iter_mut().zip(L) {
        let sum = u16::from(*byte) + u16::from(add) + carry;
        (*byte, carry) = (sum as u8, sum >> 8);
    }
    assert_eq!(verify(open(envelope).unwrap(), &keys()), Err(Refusal::Forged));
}

#[test]
fn a_key_id_is_a_hint_and_every_key_that_matches_is_asked() {
    let code = open(draft().sign()).unwrap();
    let strangers = (1..200).map(|seed| public(&SigningKey::from_bytes(&[seed; 32])));
    let many = KeySet::new(strangers.chain([public(&secret())]));
    assert_eq!(many.len(), 199, "a key that is listed twice counts once");
    assert_eq!(many.matching(&[]).count(), 199);
    assert_eq!(many.matching(code.kid()).count(), 1);
    assert!(verify(code.clone(), &many).is_ok());
    assert_eq!(verify(code, &KeySet::new([])), Err(Refusal::UnknownKey));
}

#[test]
fn claims_that_no_verifier_would_read_are_not_sealed() {
    let number = |kind, text: &str| BTreeMap::from([(kind, Number::Text(text.into()))]);
    let misspelt = number(kind::PIRT, "510180401990128");
    let too_long = number(kind::SNI, &"x".repeat(500));
    for (broken, refusal) in [
        (Claims { producer_name: Some("".into()), ..claims() }, Unreadable::ClaimRange(2)),
        (Claims { product_name: Some("é".repeat(33)), ..claims() }, Unreadable::ClaimRange(4)),
        (Claims { production_code: Some("x".repeat(21)), ..claims() }, Unreadable::ClaimRange(11)),
        (Claims { certifications: misspelt, ..claims() }, Unreadable::NumberSpelling(kind::PIRT)),
        (Claims { certifications: too_long, ..claims() }, Unreadable::PayloadTooLong),
    ] {
        let found = Sealer::new(&secret()).seal(&broken, None);
        assert_eq!(found, Err(SealError::Claims(refusal)));
    }
}

#[test]
fn a_code_of_up_to_a_thousand_digits_is_sealed() {
    let seal = |length: usize| {
        let number = Number::Text("x".repeat(length));
        let certifications = BTreeMap::from([(kind::SNI, number)]);
        Sealer::new(&secret()).seal(&Claims { certifications, ..claims() }, None)
    };
    let longest = seal(311).unwrap();
    assert_eq!(longest.digits().len(), 999);
    assert!(SignedCode::from_digits(longest.digits()).is_ok());
    assert_eq!(seal(312), Err(SealError::TooLong { digits: 1001 }));
}

#[test]
fn an_issuer_cannot_print_an_upper_case_address() {
    let sealed = Sealer::new(&secret()).seal(&claims(), None).unwrap();
    let address = sealed.address("HTTPS://Cek.Contoh.ID/");
    assert_eq!(address, format!("https://cek.contoh.id/{}", sealed.digits()));
    assert!(SignedCode::from_address(&address).is_ok());
}
