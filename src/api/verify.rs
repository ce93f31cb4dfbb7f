use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde::Deserialize;

use super::problem::Problem;
use crate::db::Db;
use crate::keyring;
use crate::throttle::Client;
use crate::verification::{Asker, Report, Verifier};

/// What a caller wants checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// An address, the path of one, digits, or a short code.
    code: String,
}

/// POST /api/v1/verify
pub(super) async fn verify(
    State(verifier): State<Verifier>,
    client: Option<Extension<Client>>,
    headers: HeaderMap,
    asked: Result<Json<Asked>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(asked) = asked?;
    let client = client.map_or(Client::UNKNOWN, |Extension(client)| client);
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let report = Report::of(&verifier.examine_for(Asker { client, agent }, &asked.code).await?);
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(report)).into_response())
}

/// GET /api/v1/keys: the keys that may be believed, as a JWK Set; as last read while the register is away.
pub(super) async fn keys(State(db): State<Db>, State(verifier): State<Verifier>) -> Result<Response, Problem> {
    let keys = match keyring::keys(&mut &db).await {
        Err(keyring::Error::Storage(_)) => verifier.known_keys(),
        read => read?,
    };
    let headers = [(header::CONTENT_TYPE, "application/jwk-set+json"), (header::CACHE_CONTROL, "public, max-age=300")];
    Ok((headers, keyring::jwks(&keys)).into_response())
}
