//! The public keys, for people and for machines.
use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use serde_json::{Value, json};

use crate::db::Db;
use crate::i18n::{Lang, Words, date, fill};
use crate::keyring::{self, Key, KeyState};
use crate::web::Site;
use crate::web::error::Error;
use crate::web::shell::{Shell, show};
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "public/keys.html")]
struct Keys {
    shell: Shell,
    keys: Vec<Shown>,
}

struct Shown {
    issuer: String,
    thumbprint: String,
    public: String,
    period: String,
    state: String,
    revoked: bool,
}

/// GET /kunci
pub(crate) async fn page(State(db): State<Db>, State(site): State<Site>, visitor: Visitor) -> Result<Response, Error> {
    let shell = Shell::new(visitor, &site, |w| w.keys.title.clone());
    let keys = keyring::keys(&mut &db).await?;
    let keys = keys.iter().map(|key| shown(shell.w, shell.lang, key)).collect();
    Ok(show(StatusCode::OK, &Keys { shell, keys }))
}

fn shown(w: &Words, lang: Lang, key: &Key) -> Shown {
    let k = &w.keys;
    let state = match (&key.revoked, key.state) {
        (Some(revoked), _) => {
            fill(&k.state_revoked, &[("day", &date(revoked.at.day(), lang)), ("reason", &revoked.reason)])
        }
        (None, KeyState::Next) => k.state_next.clone(),
        (None, KeyState::Active) => k.state_active.clone(),
        (None, KeyState::Retired) => k.state_retired.clone(),
    };
    Shown {
        issuer: key.issuer.clone(),
        thumbprint: key.thumbprint().to_string(),
        public: BASE64.encode(key.public.to_bytes()),
        period: fill(&k.period, &[("from", &date(key.not_before, lang)), ("to", &date(key.not_after, lang))]),
        state,
        revoked: key.revoked.is_some(),
    }
}

/// GET /.well-known/jwks.json: every key that may be believed (RFC 7517, 8037). A revoked key is not among them.
pub(crate) async fn jwks(State(db): State<Db>) -> Result<Response, Error> {
    let keys = trusted(&db).await?;
    Ok(published("application/jwk-set+json", &json!({ "keys": keys.iter().map(jwk).collect::<Vec<_>>() })))
}

/// GET /.well-known/did.json: the same keys as a did:web document.
pub(crate) async fn did(State(db): State<Db>, State(site): State<Site>) -> Result<Response, Error> {
    let host = site.public_url().split_once("://").map_or(site.public_url(), |(_, host)| host);
    let id = format!("did:web:{}", host.replace(':', "%3A"));
    let keys = trusted(&db).await?;
    let method = |key: &Key| {
        let name = format!("{id}#{}", key.thumbprint());
        json!({ "id": name, "type": "JsonWebKey", "controller": id, "publicKeyJwk": jwk(key) })
    };
    let methods: Vec<Value> = keys.iter().map(method).collect();
    let names: Vec<&Value> = methods.iter().map(|method| &method["id"]).collect();
    let document = json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
        "id": id,
        "verificationMethod": methods,
        "assertionMethod": names,
    });
    Ok(published("application/did+json", &document))
}

async fn trusted(db: &Db) -> Result<Vec<Key>, Error> {
    Ok(keyring::keys(&mut &*db).await?.into_iter().filter(|key| key.revoked.is_none()).collect())
}

fn jwk(key: &Key) -> Value {
    json!({
        "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA",
        "kid": key.thumbprint().to_string(),
        "x": BASE64.encode(key.public.to_bytes()),
    })
}

fn published(kind: &'static str, document: &Value) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "public, max-age=300"),
        // Keys are for every verifier, also for one that runs in a browser on another site.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (headers, [("cross-origin-resource-policy", "cross-origin")], document.to_string()).into_response()
}
