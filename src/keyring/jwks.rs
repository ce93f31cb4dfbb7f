//! Publishing keys, and reading the lists that others publish.
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use telusur_code::KeySet;

use super::card::Jwk;
use super::{Card, Error, Key};
use crate::clock::Day;

#[derive(Serialize, Deserialize)]
struct Jwks {
    keys: Vec<serde_json::Value>,
}

/// The key set that verification tries: every key of the register, revoked ones too, because `revoked` is a verdict.
pub fn key_set(keys: &[Key]) -> KeySet {
    KeySet::new(keys.iter().map(|key| key.public.clone()))
}

/// The keys that may be trusted, as a JWK Set (RFC 7517) in JSON. Revoked keys are left out.
pub fn jwks(keys: &[Key]) -> String {
    let keys = keys
        .iter()
        .filter(|key| key.revoked.is_none())
        .filter_map(|key| serde_json::to_value(key.card().jwk(Some(key.state.word()))).ok())
        .collect();
    serde_json::to_string_pretty(&Jwks { keys }).unwrap_or_default() + "\n"
}

/// The keys that may be trusted, as a did:web document (W3C DID Core) for a host such as `cek.contoh.id`.
pub fn did_document(keys: &[Key], host: &str) -> String {
    let did = format!("did:web:{}", host.replace(':', "%3A"));
    let trusted: Vec<&Key> = keys.iter().filter(|key| key.revoked.is_none()).collect();
    let id = |key: &Key| format!("{did}#{}", key.card().kid());
    let methods: Vec<serde_json::Value> = trusted
        .iter()
        .map(|key| {
            serde_json::json!({
                "id": id(key),
                "type": "JsonWebKey",
                "controller": did,
                "publicKeyJwk": {
                    "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA",
                    "x": URL_SAFE_NO_PAD.encode(key.public.to_bytes()),
                },
            })
        })
        .collect();
    let ids: Vec<String> = trusted.iter().map(|key| id(key)).collect();
    let document = serde_json::json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": ids,
    });
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

/// Reads a JWK Set. Keys of other kinds are passed over; a broken Ed25519 key refuses the list.
///
/// # Errors
/// [`Error::List`] says what is wrong.
pub fn parse_jwks(json: &str) -> Result<Vec<Card>, Error> {
    let list: Jwks = serde_json::from_str(json).map_err(|error| Error::List(error.to_string()))?;
    let mut cards = Vec::new();
    for value in list.keys {
        let Ok(jwk) = serde_json::from_value::<Jwk>(value) else { continue };
        if !jwk.is_ed25519() {
            continue;
        }
        let day = |text: &Option<String>| text.as_deref().and_then(|text| crate::clock::parse_day(text).ok());
        cards.push(Card {
            public: jwk.public()?,
            issuer: jwk.issuer.clone().unwrap_or_default(),
            not_before: day(&jwk.not_before).unwrap_or(Day(0)),
            not_after: day(&jwk.not_after).unwrap_or(Day(u32::MAX)),
        });
    }
    if cards.is_empty() {
        return Err(Error::List("it names no Ed25519 key".into()));
    }
    Ok(cards)
}
