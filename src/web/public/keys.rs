//! The public keys, for people and for machines.
use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;

use crate::db::Db;
use crate::i18n::{Lang, Words, date, fill};
use crate::keyring::{self, Key, KeyState};
use crate::verification::Verifier;
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
pub(crate) async fn page(
    State(db): State<Db>,
    State(verifier): State<Verifier>,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let shell = Shell::new(visitor, &site, |w| w.keys.title.clone());
    let keys = listed(&db, &verifier).await?;
    let keys = keys.iter().map(|key| shown(shell.w, shell.lang, key)).collect();
    Ok(show(StatusCode::OK, &Keys { shell, keys }))
}

/// The keys of the register, or as last read while it cannot be asked: they are good without it.
async fn listed(db: &Db, verifier: &Verifier) -> Result<Vec<Key>, Error> {
    match keyring::keys(&mut &*db).await {
        Err(keyring::Error::Storage(error)) => {
            tracing::warn!(%error, "keys are shown as last read: {error}");
            Ok(verifier.known_keys())
        }
        read => Ok(read?),
    }
}

fn shown(w: &Words, lang: Lang, key: &Key) -> Shown {
    Shown {
        issuer: key.issuer.clone(),
        thumbprint: key.thumbprint().to_string(),
        public: BASE64.encode(key.public.to_bytes()),
        period: period(w, lang, key),
        state: state(w, lang, key),
        revoked: key.revoked.is_some(),
    }
}

/// Whether a key signs, in words.
pub(crate) fn state(w: &Words, lang: Lang, key: &Key) -> String {
    let w = &w.keys;
    match (&key.revoked, key.state) {
        (Some(revoked), _) => {
            fill(&w.state_revoked, &[("day", &date(revoked.at.day(), lang)), ("reason", &revoked.reason)])
        }
        (None, KeyState::Next) => w.state_next.clone(),
        (None, KeyState::Active) => w.state_active.clone(),
        (None, KeyState::Retired) => w.state_retired.clone(),
    }
}

/// When a key may sign.
pub(crate) fn period(w: &Words, lang: Lang, key: &Key) -> String {
    fill(&w.keys.period, &[("from", &date(key.not_before, lang)), ("to", &date(key.not_after, lang))])
}

/// GET /.well-known/jwks.json: every key that may be believed (RFC 7517). A revoked key is not among them.
pub(crate) async fn jwks(State(db): State<Db>, State(verifier): State<Verifier>) -> Result<Response, Error> {
    Ok(published("application/jwk-set+json", keyring::jwks(&listed(&db, &verifier).await?)))
}

/// GET /.well-known/did.json: the same keys as a did:web document.
pub(crate) async fn did(
    State(db): State<Db>,
    State(verifier): State<Verifier>,
    State(site): State<Site>,
) -> Result<Response, Error> {
    let keys = listed(&db, &verifier).await?;
    Ok(published("application/did+json", keyring::did_document(&keys, site.host())))
}

fn published(kind: &'static str, document: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "public, max-age=300"),
        // Keys are for every verifier, also for one that runs in a browser on another site.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (headers, [("cross-origin-resource-policy", "cross-origin")], document).into_response()
}
