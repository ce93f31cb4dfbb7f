use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

use super::fixtures::*;
use crate::clock::Clock;
use crate::labels::Symbol;
use crate::throttle::Client;
use crate::verification::{Asker, Verifier};
use crate::web::public::photo::found;
use crate::web::visitor::Visitor;

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
    photo_in("id", bytes)
}

pub(super) fn photo_in(lang: &str, bytes: &[u8]) -> Request<Body> {
    let mut body = format!("--x\r\nContent-Disposition: form-data; name=\"lang\"\r\n\r\n{lang}\r\n").into_bytes();
    body.extend_from_slice(b"--x\r\nContent-Disposition: form-data; name=\"foto\"; filename=\"f.jpg\"\r\n\r\n");
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
async fn a_photo_of_a_code_goes_to_its_address_in_the_chosen_language() {
    let picture = Symbol::encode(&format!("https://cek.contoh.example{}", address())).unwrap().png(4).unwrap();
    let seen = send(door().await, photo_in("en", &picture)).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER);
    assert_eq!(seen.headers[header::LOCATION], format!("{}?lang=en", address()));
}

#[tokio::test]
async fn a_photo_of_many_codes_says_what_was_left_out() {
    let verifier = Verifier::new(register().await, Clock::Still(now())).await.unwrap();
    let addresses: Vec<String> = (1..=23).map(|number| format!("https://x.example/{number:03}")).collect();
    for (count, listed, lead) in [
        (23, 20, "Ada 23 kode dalam foto ini. Hanya 20 yang dibaca; sisanya dilewati"),
        (20, 20, "Ada 20 kode dalam foto ini. Pilih satu:"),
        (3, 3, "Ada 3 kode dalam foto ini. Pilih satu:"),
    ] {
        let visitor = Visitor::of("/periksa-foto", Some("lang=id"), "");
        let listed_page =
            found(&verifier, &site(), Asker { client: Client::UNKNOWN, agent: "" }, visitor, &addresses[..count]).await;
        let seen = seen(listed_page.unwrap()).await;
        assert!(seen.text().contains(lead), "{count}");
        assert_eq!(seen.text().matches("<li>").count(), listed, "{count}");
    }
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
    assert!(!seen.text().contains("wa.me"));
    assert!(get(door, "/produsen/2").await.text().contains("Jl. Contoh"));
}

#[test]
fn a_chat_is_offered_by_choice_and_only_to_mobile_telephones() {
    use super::specimen;
    use crate::registry::{Producer, RegionCode};
    use crate::web::links::whatsapp;
    let with = |phone: &str, contact_public| Producer {
        phone: Some(phone.to_owned()),
        contact_public,
        ..specimen::producer("Kopi Sari", RegionCode::parse("18.04").unwrap())
    };
    for phone in ["0812-3456-7890", "+62 812 3456 7890", "62 (0) 81234567890"] {
        assert_eq!(whatsapp(&with(phone, true)).as_deref(), Some("https://wa.me/6281234567890"), "{phone}");
        assert_eq!(whatsapp(&with(phone, false)), None);
    }
    for phone in ["(0721) 123456", "81234567890", "+60 12 345 6789", "08123"] {
        assert_eq!(whatsapp(&with(phone, true)), None, "{phone}");
    }
}

#[tokio::test]
async fn filters_of_the_gallery_are_kept_and_named_honestly() {
    let door = door().await;
    let seen = get(door.clone(), "/galeri?lang=id&tkdn=ya&ekspor=ya&kapasitas=ya&sentra=SEN-1").await;
    let checked = ["tkdn", "ekspor", "kapasitas"].map(|name| format!("name=\"{name}\" value=\"ya\" checked"));
    assert!(checked.iter().all(|checked| seen.text().contains(checked)), "{}", seen.text());
    assert!(seen.text().contains("name=\"bersertifikat\" value=\"ya\">"));
    assert!(seen.text().contains("Siap ekspor, menurut produsennya"));
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

#[tokio::test]
async fn keys_are_shown_as_last_read_while_the_register_is_away() {
    let db = register().await;
    let door = over(db.clone()).await;
    db.close().await;
    for path in ["/.well-known/jwks.json", "/.well-known/did.json", "/kunci"] {
        let seen = get(door.clone(), path).await;
        assert_eq!(seen.status, StatusCode::OK, "{path}");
        assert!(path == "/kunci" || seen.text().contains("\"x\""), "{path}");
    }
}

#[tokio::test]
async fn a_machine_gets_errors_as_problem_documents() {
    let db = register().await;
    let door = over(db.clone()).await;
    let asked = |method: Method, path: &str| {
        let request = Request::builder().method(method).uri(path).header(header::ACCEPT, "application/json");
        request.body(Body::empty()).unwrap()
    };
    db.close().await;
    for (method, path, status, code) in [
        (Method::GET, "/nothing-here", StatusCode::NOT_FOUND, "not_found"),
        (Method::DELETE, "/kunci", StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"),
        (Method::POST, "/1", StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"),
        (Method::POST, "/periksa", StatusCode::BAD_REQUEST, "not_understood"),
        (Method::GET, "/produk/1", StatusCode::SERVICE_UNAVAILABLE, "away"),
    ] {
        let seen = send(door.clone(), asked(method, path)).await;
        assert_eq!(seen.status, status, "{path}");
        assert_eq!(seen.headers[header::CONTENT_TYPE], "application/problem+json", "{path}");
        assert_eq!(seen.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
        assert_eq!(seen.headers.contains_key(header::ALLOW), status == StatusCode::METHOD_NOT_ALLOWED, "{path}");
        let problem: serde_json::Value = serde_json::from_slice(&seen.bytes).unwrap();
        assert_eq!((&problem["code"], &problem["status"]), (&code.into(), &status.as_u16().into()), "{path}");
    }
}

#[tokio::test]
async fn a_demonstration_does_not_call_itself_official() {
    let seen = get(door().await, "/").await;
    assert!(seen.text().contains("Layanan peragaan") && !seen.text().contains("Layanan resmi"));
}

#[tokio::test]
async fn search_engines_are_told_of_pages_and_never_of_codes() {
    let door = door().await;
    let told = get(door.clone(), "/robots.txt").await;
    assert!(told.text().contains("Sitemap: https://"), "{}", told.text());
    let index = get(door.clone(), "/sitemap.xml").await;
    assert_eq!(index.headers[header::CONTENT_TYPE], "application/xml; charset=utf-8");
    assert!(index.text().contains("/sitemap/halaman</loc>") && index.text().contains("/sitemap/1</loc>"));
    let pages = get(door.clone(), "/sitemap/halaman").await;
    assert!(
        pages.text().contains("/galeri</loc>") && pages.text().contains("/wilayah/18.04</loc>"),
        "{}",
        pages.text()
    );
    let products = get(door.clone(), "/sitemap/1").await;
    assert!(products.text().contains("/produk/1</loc>"), "{}", products.text());
    for path in ["/sitemap/0", "/sitemap/x", "/sitemap/999999999999999999"] {
        assert_eq!(get(door.clone(), path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(!get(door.clone(), "/sitemap/2").await.text().contains("<url>"));
}

#[tokio::test]
async fn a_shared_link_shows_what_is_made_and_by_whom() {
    let page = get(door().await, "/produk/1").await;
    assert!(page.text().contains("<meta property=\"og:title\" content=\""));
    assert!(page.text().contains("/produk/1\">"));
}
