//! What must hold for all claims and all inputs.
use std::collections::BTreeMap;
use std::num::NonZeroU64;

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use telusur_code::{Claims, Day, Gs1Path, Gtin, Number, Scope, Sealer, SignedCode, base10, verify};

use crate::strangers::{keys, secret};

const BASE: &str = "https://cek.contoh.id";

fn scopes() -> impl Strategy<Value = Scope> {
    prop_oneof![
        Just(Scope::Product),
        any::<u64>().prop_map(|batch| Scope::Batch { batch }),
        any::<(u64, NonZeroU64)>().prop_map(|(batch, item)| Scope::Item { batch, item }),
    ]
}

fn certifications() -> impl Strategy<Value = BTreeMap<u64, Number>> {
    let kinds = prop_oneof![1..=13_u64, any::<u64>()];
    let printed = prop_oneof!["[0-9]{1,21}", "[A-Z]{2}[0-9 ]{0,9}", "[0-9]{17}"];
    btree_map(kinds, printed, 0..4).prop_map(|printed| {
        let spelt = |(kind, text): (u64, String)| (kind, Number::spell(kind, &text).unwrap());
        printed.into_iter().map(spelt).collect()
    })
}

fn all_claims() -> impl Strategy<Value = Claims> {
    let day = || option::of(any::<u32>().prop_map(Day));
    let numbers = any::<(u64, u64, u64)>();
    let texts = (option::of(".{1,16}"), option::of(".{1,16}"), option::of("[ -~]{1,20}"));
    (numbers, texts, certifications(), scopes(), day(), day()).prop_map(
        |((producer, product, origin), texts, certifications, scope, produced, best_before)| {
            let (producer_name, product_name, production_code) = texts;
            Claims {
                producer,
                producer_name,
                product,
                product_name,
                origin,
                certifications,
                scope,
                produced,
                best_before,
                production_code,
            }
        },
    )
}

fn paths() -> impl Strategy<Value = Option<Gs1Path>> {
    let segment = || option::of("[A-Za-z0-9_-][A-Za-z0-9._-]{0,19}");
    option::of((segment(), segment()).prop_map(|(lot, serial)| {
        let gtin = Gtin::parse("9521804000016").unwrap();
        Gs1Path::new(gtin, lot.as_deref(), serial.as_deref()).unwrap()
    }))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_sealed_opens_to_the_same_claims(claims in all_claims(), path in paths()) {
        let sealed = Sealer::new(&secret()).seal(&claims, path.as_ref()).unwrap();
        let code = SignedCode::from_address(&sealed.address(BASE)).unwrap();
        prop_assert_eq!(code.digits(), sealed.digits());
        prop_assert_eq!(code.gs1_path(), path.as_ref());
        let verified = verify(code, &keys()).unwrap();
        prop_assert_eq!(verified.claims(), &claims);
    }

    #[test]
    fn a_number_that_was_printed_is_spelt_the_same_again(certifications in certifications()) {
        for (kind, number) in certifications {
            prop_assert_eq!(Number::spell(kind, &number.print(kind)).unwrap(), number);
        }
    }

    #[test]
    fn bytes_become_digits_and_the_same_bytes_again(bytes in vec(any::<u8>(), 0..600)) {
        let digits = base10::encode(&bytes);
        prop_assert_eq!(digits.len(), base10::encoded_len(bytes.len()));
        prop_assert_eq!(base10::decode(&digits).unwrap(), bytes);
    }

    #[test]
    fn digits_that_are_read_have_no_second_spelling(digits in "[0-9]{0,80}") {
        if let Ok(bytes) = base10::decode(&digits) {
            prop_assert_eq!(base10::encode(&bytes), digits);
        }
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in any::<String>(), digits in "[0-9]{0,1100}", path in "/01/[0-9]{12,15}(/(10|21)/[!-~]{0,22}){0,3}") {
        let _ = SignedCode::from_address(&text);
        let _ = SignedCode::from_address(&format!("https://{text}/{digits}"));
        let _ = SignedCode::from_address(&format!("{path}?t={digits}"));
        let _ = SignedCode::from_digits(&digits);
        let _ = base10::decode(&text);
        let _ = Gtin::parse(&text);
        for kind in 0..14 {
            let _ = Number::spell(kind, &text);
        }
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in vec(any::<u8>(), 0..700)) {
        let _ = SignedCode::from_envelope(None, bytes.clone());
        let _ = Claims::decode(&bytes);
    }

    #[test]
    fn a_payload_changed_anywhere_is_refused_or_has_one_spelling(
        claims in all_claims(), changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut payload = claims.encode().unwrap();
        for (at, byte) in changes {
            *at.get_mut(&mut payload) = byte;
        }
        if let Ok(read) = Claims::decode(&payload) {
            let again = read.encode().unwrap();
            // Claims that this version does not know are dropped; all others come back byte by byte.
            prop_assert!(again == payload || payload.len() > again.len());
            prop_assert_eq!(Claims::decode(&again).unwrap(), read);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_single_bit_change_of_a_sealed_code_is_refused(claims in all_claims(), path in paths()) {
        let sealed = Sealer::new(&secret()).seal(&claims, path.as_ref()).unwrap();
        let keys = keys();
        for bit in 0..sealed.envelope().len() * 8 {
            let mut envelope = sealed.envelope().to_vec();
            envelope[bit / 8] ^= 1 << (bit % 8);
            let opened = SignedCode::from_envelope(path.clone(), envelope);
            prop_assert!(opened.is_err() || verify(opened.unwrap(), &keys).is_err(), "bit {bit}");
        }
        // The characters of the path and the digits; the host is nobody's promise.
        let address = sealed.address("");
        for bit in 0..address.len() * 8 {
            let mut changed = address.clone().into_bytes();
            changed[bit / 8] ^= 1 << (bit % 8);
            let Ok(changed) = String::from_utf8(changed) else { continue };
            let opened = SignedCode::from_address(&changed);
            prop_assert!(opened.is_err() || verify(opened.unwrap(), &keys).is_err(), "{changed}");
        }
    }

    #[test]
    fn a_code_cut_short_anywhere_is_refused(claims in all_claims(), path in paths()) {
        let sealed = Sealer::new(&secret()).seal(&claims, path.as_ref()).unwrap();
        let address = sealed.address(BASE);
        for length in 0..address.len() {
            prop_assert!(SignedCode::from_address(&address[..length]).is_err());
        }
    }
}
