use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::Value;
use tower::ServiceExt;

use super::{State, router};
use crate::clock::Clock;
use crate::db::Db;
use crate::verification::Verifier;

/// The door over an empty register.
async fn door() -> Router {
    let folder = tempfile::tempdir().unwrap().keep();
    let db = Db::open(&format!("sqlite://{}", folder.join("test.db").display())).await.unwrap();
    db.migrate().await.unwrap();
    router(State { verifier: Verifier::new(db.clone(), Clock::System).await.unwrap(), db })
}

async fn send(request: Request<Body>) -> (StatusCode, String, Value) {
    let response = door().await.oneshot(request).await.unwrap();
    let kind = response.headers()[header::CONTENT_TYPE].to_str().unwrap().to_owned();
    assert_eq!(response.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    let status = response.status();
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, kind, serde_json::from_slice(&bytes).unwrap())
}

fn post(body: impl Into<Body>) -> Request<Body> {
    Request::post("/api/v1/verify").header(header::CONTENT_TYPE, "application/json").body(body.into()).unwrap()
}

#[tokio::test]
async fn any_code_gets_a_verdict() {
    for code in ["", "halo", "https://cek.contoh.example/123", "\\u0000", "😀", "١٢٣"] {
        let (status, kind, facts) = send(post(format!(r#"{{"code":"{code}"}}"#))).await;
        assert_eq!((status, kind.as_str()), (StatusCode::OK, "application/json"), "{code}");
        assert_eq!(facts["verdict"], "unreadable", "{code}");
    }
}

#[tokio::test]
async fn every_refusal_is_a_problem_document() {
    let bare = |method: Method, path: &str| Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
    let large = format!(r#"{{"code":"{}"}}"#, "9".repeat(20_000));
    for (request, status, code) in [
        (post("{"), StatusCode::BAD_REQUEST, "not_understood"),
        (post("[]"), StatusCode::BAD_REQUEST, "not_understood"),
        (post(r#"{"kode":"1"}"#), StatusCode::BAD_REQUEST, "not_understood"),
        (post(vec![0xff, 0xfe]), StatusCode::BAD_REQUEST, "not_understood"),
        (post(large), StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
        (bare(Method::POST, "/api/v1/verify"), StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json"),
        (bare(Method::GET, "/api/v1/verify"), StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"),
        (bare(Method::GET, "/api/v2/verify"), StatusCode::NOT_FOUND, "not_found"),
        (bare(Method::GET, "/api"), StatusCode::NOT_FOUND, "not_found"),
    ] {
        let asked = format!("{} {}", request.method(), request.uri());
        let (answered, kind, problem) = send(request).await;
        assert_eq!((answered, kind.as_str()), (status, "application/problem+json"), "{asked}");
        assert_eq!(problem["status"], status.as_u16(), "{asked}");
        assert_eq!(problem["code"], code, "{asked}");
        assert!(
            problem["type"].is_string() && problem["title"].is_string() && problem["detail"].is_string(),
            "{asked}"
        );
    }
}

#[tokio::test]
async fn the_keys_are_a_jwk_set() {
    let request = Request::get("/api/v1/keys").body(Body::empty()).unwrap();
    let (status, kind, set) = send(request).await;
    assert_eq!((status, kind.as_str()), (StatusCode::OK, "application/jwk-set+json"));
    assert!(set["keys"].as_array().unwrap().is_empty());
}
