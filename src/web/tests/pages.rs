use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

use super::fixtures::*;

const PAGES: [&str; 12] = [
    "/",
    "/cara-kerja",
    "/privasi",
    "/tentang",
    "/kunci",
    "/wilayah",
    "/wilayah/18.04",
    "/wilayah/31.71",
    "/produsen/1",
    "/produsen/2",
    "/produk/1",
    "/produk/2",
];

#[tokio::test]
async fn every_page_answers_in_both_languages() {
    let door = door().await;
    for path in PAGES {
        for lang in ["id", "en"] {
            let seen = get(door.clone(), &format!("{path}?lang={lang}")).await;
            assert_eq!(seen.status, StatusCode::OK, "{path}");
            assert!(seen.text().contains(&format!("<html lang=\"{lang}\">")), "{path}");
            for markup in ["<script", "<img"] {
                assert!(!seen.text().contains(markup), "{path}: {markup}");
            }
        }
    }
}

#[tokio::test]
async fn errors_are_pages_in_the_look() {
    let door = door().await;
    let large = "kode=".to_owned() + &"1".repeat(20_000);
    let form = |body: String| {
        Request::post("/periksa")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body.into())
            .unwrap()
    };
    let any = |method: Method, path: &str| Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
    for (request, status) in [
        (any(Method::GET, "/nothing-here"), StatusCode::NOT_FOUND),
        (any(Method::GET, "/contoh/genuine"), StatusCode::NOT_FOUND),
        (any(Method::GET, "/produk/9999"), StatusCode::NOT_FOUND),
        (any(Method::GET, "/produsen/%FF"), StatusCode::BAD_REQUEST),
        (any(Method::GET, "/wilayah/18.99"), StatusCode::NOT_FOUND),
        (any(Method::GET, "/%FF%00"), StatusCode::NOT_FOUND),
        (any(Method::DELETE, "/kunci"), StatusCode::METHOD_NOT_ALLOWED),
        (any(Method::POST, "/1"), StatusCode::METHOD_NOT_ALLOWED),
        (any(Method::POST, "/periksa"), StatusCode::BAD_REQUEST),
        (any(Method::POST, "/periksa-foto"), StatusCode::BAD_REQUEST),
        (form("nothing=1".to_owned()), StatusCode::BAD_REQUEST),
        (form(large), StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        let asked = format!("{} {}", request.method(), request.uri());
        let seen = send(door.clone(), request).await;
        assert_eq!(seen.status, status, "{asked}");
        assert!(seen.text().contains("</html>"), "{asked}");
        assert!(!seen.text().contains("data-verdict"), "{asked}");
    }
}

#[tokio::test]
async fn a_typed_code_goes_to_its_own_address() {
    let door = door().await;
    let typed = |code: &str| {
        Request::post("/periksa")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("kode={code}&lang=en")))
            .unwrap()
    };
    let seen = send(door.clone(), typed(&address())).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER);
    assert_eq!(seen.headers[header::LOCATION], format!("{}?lang=en", address()));
    let seen = send(door, typed("halo")).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.text().contains("data-verdict=\"unreadable\""));
    assert!(seen.text().contains("Damaged code"));
}

fn photo(bytes: &[u8]) -> Request<Body> {
    let mut body = b"--x\r\nContent-Disposition: form-data; name=\"foto\"; filename=\"f.jpg\"\r\n\r\n".to_vec();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--x--\r\n");
    Request::post("/periksa-foto")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(body.into())
        .unwrap()
}

#[tokio::test]
async fn a_photo_without_a_code_says_what_to_do() {
    let door = door().await;
    let seen = send(door.clone(), photo(b"")).await;
    assert!(seen.text().contains("Belum ada foto"));
    let seen = send(door.clone(), photo(b"not a photo")).await;
    assert_eq!(seen.status, StatusCode::OK);
    let seen = send(door, photo(&vec![0; 6 * 1024 * 1024])).await;
    assert_eq!(seen.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(seen.text().contains("5 MB"));
}

#[tokio::test]
async fn a_head_request_is_answered_like_a_get() {
    let door = door().await;
    let seen = send(door, Request::head(address()).body(Body::empty()).unwrap()).await;
    assert_eq!(seen.status, StatusCode::OK);
}

#[tokio::test]
async fn contact_is_shown_only_by_choice() {
    let door = door().await;
    let seen = get(door.clone(), "/produsen/1").await;
    assert!(!seen.text().contains("0812-0000-0001"));
    assert!(!seen.text().contains("Jl. Contoh"));
    assert!(get(door, "/produsen/2").await.text().contains("Jl. Contoh"));
}

#[tokio::test]
async fn keys_are_published_for_machines() {
    let door = door().await;
    for (path, member) in [("/.well-known/jwks.json", "keys"), ("/.well-known/did.json", "verificationMethod")] {
        let seen = get(door.clone(), path).await;
        let document: serde_json::Value = serde_json::from_slice(&seen.bytes).unwrap();
        assert_eq!(document[member].as_array().unwrap().len(), 1, "{path}");
        assert_eq!(seen.headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    }
}
