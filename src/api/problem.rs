//! Errors as problem documents (RFC 9457).
use axum::Json;
use axum::extract::Request;
use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::throttle::TooManyTries;
use crate::{keyring, problem};

/// What went wrong, as this door answers it.
#[derive(Debug)]
pub(super) struct Problem {
    document: problem::Problem,
    /// After how many seconds the same request may be made again.
    retry_after: Option<u64>,
}

impl Problem {
    fn new(status: StatusCode, detail: impl Into<String>) -> Problem {
        Problem { document: problem::Problem::new(status.as_u16(), detail), retry_after: None }
    }

    /// A problem of which only the status is known.
    fn of(status: StatusCode) -> Problem {
        Problem { document: problem::Problem::of(status.as_u16()), retry_after: None }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.document.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        // Put on after `Json`, whose own kind they replace.
        let headers = [(header::CONTENT_TYPE, problem::CONTENT_TYPE), (header::CACHE_CONTROL, "no-store")];
        let mut response = (status, headers, Json(self.document)).into_response();
        response.headers_mut().extend(self.retry_after.map(|wait| (header::RETRY_AFTER, HeaderValue::from(wait))));
        response
    }
}

impl From<JsonRejection> for Problem {
    fn from(refusal: JsonRejection) -> Problem {
        let status = refusal.status();
        let detail = match status {
            StatusCode::PAYLOAD_TOO_LARGE => "a request may have 16 KB at most".to_owned(),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => "send the header Content-Type: application/json".to_owned(),
            _ => format!("send {{\"code\": \"ADDRESS OR DIGITS\"}}; {}", refusal.body_text()),
        };
        // One status for whatever is no such object, well-formed JSON or not.
        let status = if status == StatusCode::UNPROCESSABLE_ENTITY { StatusCode::BAD_REQUEST } else { status };
        Problem::new(status, detail)
    }
}

impl From<TooManyTries> for Problem {
    fn from(tried: TooManyTries) -> Problem {
        let retry_after = Some(tried.wait.as_secs());
        Problem { retry_after, ..Problem::new(StatusCode::TOO_MANY_REQUESTS, tried.to_string()) }
    }
}

impl From<keyring::Error> for Problem {
    fn from(error: keyring::Error) -> Problem {
        tracing::warn!(%error, "the keys could not be read: {error}");
        match error {
            keyring::Error::Storage(_) => Problem::of(StatusCode::SERVICE_UNAVAILABLE),
            _ => Problem::of(StatusCode::INTERNAL_SERVER_ERROR),
        }
    }
}

/// Anything below `/api` that does not exist.
pub(super) async fn not_found() -> Problem {
    Problem::of(StatusCode::NOT_FOUND)
}

/// OPTIONS: a browser asks whether another site's page may send JSON here. It may.
pub(super) async fn preflight() -> impl IntoResponse {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "POST"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::NO_CONTENT, headers)
}

/// Gives every error of the framework its document, and every answer its headers.
pub(super) async fn dress(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let status = response.status();
    let is_problem = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == problem::CONTENT_TYPE);
    if !is_problem && (status.is_client_error() || status.is_server_error()) {
        let allow = response.headers_mut().remove(header::ALLOW);
        response = Problem::of(status).into_response();
        response.headers_mut().extend(allow.map(|methods| (header::ALLOW, methods)));
    }
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, value);
    }
    response
}

const HEADERS: [(HeaderName, HeaderValue); 5] = [
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
];
