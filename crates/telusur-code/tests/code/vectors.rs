//! The contract: `vectors.json`, as it stands beside the format.
use serde_json::{Map, Value};
use telusur_code::{Claims, Day, Gs1Path, Number, PublicKey, Refusal, Scope, Sealer, SignedCode, base10, verify};

use crate::strangers::{hex, keys, public, secret};

fn vectors() -> Value {
    serde_json::from_str(include_str!("../vectors/vectors.json")).unwrap()
}

fn verdict(url: &str) -> (&'static str, Option<Claims>) {
    let Ok(code) = SignedCode::from_address(url) else {
        return ("unreadable", None);
    };
    match verify(code, &keys()) {
        Ok(verified) => ("good", Some(verified.claims().clone())),
        Err(Refusal::UnknownKey) => ("unknown_key", None),
        Err(Refusal::Forged) => ("forged", None),
    }
}

#[test]
fn every_code_gets_the_verdict_it_expects() {
    let vectors = vectors();
    let codes = vectors["codes"].as_array().unwrap();
    assert_eq!(codes.len(), 25, "a vector was lost");
    for code in codes {
        let (found, claims) = verdict(code["url"].as_str().unwrap());
        assert_eq!(found, code["expect"], "{}", code["name"]);
        if let Some(claims) = claims {
            assert_eq!(claims, expected(code["claims"].as_object().unwrap()), "{}", code["name"]);
        }
    }
}

#[test]
fn every_code_that_we_would_issue_is_sealed_digit_by_digit() {
    let sealer = Sealer::new(&secret());
    let mut sealed = 0;
    for code in vectors()["codes"].as_array().unwrap() {
        let name = code["name"].as_str().unwrap();
        // We issue neither another algorithm, nor a longer key id, nor claims of a later version.
        let foreign = ["alg -19", "kid of 8 bytes", "unknown claim 12 is ignored"];
        if code["expect"] != "good" || foreign.contains(&name) {
            continue;
        }
        let url = code["url"].as_str().unwrap();
        let path = url.strip_prefix("https://cek.contoh.id").unwrap();
        let path = path.split_once('?').map(|(path, _)| Gs1Path::parse(path).unwrap());
        let claims = expected(code["claims"].as_object().unwrap());
        assert_eq!(claims.encode().unwrap(), hex(code["payload"].as_str().unwrap()), "{name}");
        let ours = sealer.seal(&claims, path.as_ref()).unwrap();
        assert_eq!(ours.envelope(), hex(code["cose"].as_str().unwrap()), "{name}");
        assert_eq!(ours.address("https://cek.contoh.id"), url, "{name}");
        sealed += 1;
    }
    assert_eq!(sealed, 9);
}

#[test]
fn digits_and_bytes_of_every_readable_code_agree() {
    for code in vectors()["codes"].as_array().unwrap() {
        if let Ok(read) = SignedCode::from_address(code["url"].as_str().unwrap()) {
            let cose = hex(code["cose"].as_str().unwrap());
            assert_eq!(read.envelope(), cose, "{}", code["name"]);
            assert_eq!(read.digits(), base10::encode(&cose), "{}", code["name"]);
        }
    }
}

#[test]
fn the_key_has_the_thumbprint_of_the_vectors() {
    let key = &vectors()["keys"][0];
    let public_bytes: [u8; 32] = hex(key["public"].as_str().unwrap()).try_into().unwrap();
    let listed = PublicKey::from_bytes(&public_bytes).unwrap();
    assert_eq!(listed, public(&secret()));
    assert_eq!(listed.thumbprint().to_string(), key["thumbprint"].as_str().unwrap());
    assert_eq!(listed.thumbprint().kid().as_slice(), hex("df8534b2"));
}

/// The claims that a vector spells as JSON.
fn expected(claims: &Map<String, Value>) -> Claims {
    let uint = |key: &str| claims.get(key).map(|value| value.as_u64().unwrap());
    let text = |key: &str| claims.get(key).map(|value| value.as_str().unwrap().to_owned());
    let day = |key: &str| uint(key).map(|day| Day(day.try_into().unwrap()));
    let number = |value: &Value| match value {
        Value::String(text) => Number::Text(text.clone()),
        other => Number::Uint(other.as_u64().unwrap()),
    };
    let certifications = claims.get("6").and_then(Value::as_object).into_iter().flatten();
    Claims {
        producer: uint("1").unwrap(),
        producer_name: text("2"),
        product: uint("3").unwrap(),
        product_name: text("4"),
        origin: uint("5").unwrap(),
        certifications: certifications.map(|(kind, value)| (kind.parse().unwrap(), number(value))).collect(),
        scope: match (uint("7"), uint("8")) {
            (None, _) => Scope::Product,
            (Some(batch), None) => Scope::Batch { batch },
            (Some(batch), Some(item)) => Scope::Item { batch, item: item.try_into().unwrap() },
        },
        produced: day("9"),
        best_before: day("10"),
        production_code: text("11"),
    }
}
