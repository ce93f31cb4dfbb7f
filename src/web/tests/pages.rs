use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

use super::fixtures::*;

#[tokio::test]
async fn every_page_answers_in_both_languages() {
    let door = door(Names::Usual).await;
    for path in ["/", "/cara-kerja", "/privasi", "/tentang"] {
        for lang in ["id", "en"] {
            let seen = get(door.clone(), &format!("{path}?lang={lang}")).await;
            assert_eq!(seen.status, StatusCode::OK, "{path}");
            assert!(seen.text().contains(&format!("<html lang=\"{lang}\">")), "{path}");
            assert!(!seen.text().contains('{') || seen.text().contains("<style>"), "{path}");
        }
    }
}

#[tokio::test]
async fn errors_are_pages_in_the_look() {
    let door = door(Names::Usual).await;
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
    let door = door(Names::Usual).await;
    let typed = |code: &str| {
        Request::post("/periksa")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("kode={code}&lang=en")))
            .unwrap()
    };
    let seen = send(door.clone(), typed(&address(Names::Usual))).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER);
    assert_eq!(seen.headers[header::LOCATION], format!("{}?lang=en", address(Names::Usual)));
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
    let door = door(Names::Usual).await;
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
    let door = door(Names::Usual).await;
    let seen = send(door, Request::head(address(Names::Usual)).body(Body::empty()).unwrap()).await;
    assert_eq!(seen.status, StatusCode::OK);
}
