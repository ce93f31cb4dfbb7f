//! Errors as problem documents (RFC 9457).
use axum::Json;
use axum::extract::Request;
use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::keyring;

/// What went wrong. `code` is stable: a client may branch on it.
#[derive(Debug, Serialize)]
pub(super) struct Problem {
    #[serde(rename = "type")]
    kind: String,
    title: &'static str,
    status: u16,
    detail: String,
    code: &'static str,
}

impl Problem {
    fn new(status: StatusCode, detail: impl Into<String>) -> Problem {
        let (code, title) = match status {
            StatusCode::NOT_FOUND => ("not_found", "There is nothing at this address"),
            StatusCode::METHOD_NOT_ALLOWED => ("method_not_allowed", "This address does not take that method"),
            StatusCode::PAYLOAD_TOO_LARGE => ("too_large", "The request is too large"),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => ("not_json", "The request is not JSON"),
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT => {
                ("away", "The register cannot be asked now")
            }
            status if status.is_client_error() => ("not_understood", "The request cannot be understood"),
            _ => ("broken", "Something is wrong on our side"),
        };
        Problem {
            kind: format!("urn:telusur:problem:{code}"),
            title,
            status: status.as_u16(),
            detail: detail.into(),
            code,
        }
    }

    /// A problem of which only the status is known.
    fn of(status: StatusCode) -> Problem {
        let detail = match status {
            StatusCode::NOT_FOUND => "POST /api/v1/verify checks a code; GET /api/v1/keys lists the keys",
            StatusCode::METHOD_NOT_ALLOWED => "the Allow header names the methods that this address takes",
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT => "try again in a moment",
            status if status.is_client_error() => "send what the documentation of this address asks for",
            _ => "this is our fault; try again in a moment",
        };
        Problem::new(status, detail)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        // Put on after `Json`, whose own kind they replace.
        let headers = [(header::CONTENT_TYPE, "application/problem+json"), (header::CACHE_CONTROL, "no-store")];
        (status, headers, Json(self)).into_response()
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
    let is_problem =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/problem+json");
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_has_the_members_of_rfc_9457() {
        let problem = serde_json::to_value(Problem::of(StatusCode::NOT_FOUND)).unwrap();
        for member in ["type", "title", "status", "detail"] {
            assert!(!problem[member].is_null(), "{member}");
        }
        assert_eq!(problem["status"], 404);
    }
}
