//! Short codes at the door: looked up, never called valid, and not to be guessed.
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use super::fixtures::*;
use super::pages::photo_in;
use crate::db::Db;
use crate::labels::Symbol;
use crate::registry::{self, BatchId};
use crate::short_code::{Secret, ShortCode, store};
use crate::throttle::Client;

async fn secret(db: &Db) -> Secret {
    store::newest(db, now(), [9; 32].into()).await.unwrap()
}

/// What the codes of the specimen's batch say.
async fn claims(db: &Db) -> Vec<u8> {
    registry::find_batch(&mut &*db, BatchId(1)).await.unwrap().unwrap().claims
}

/// The door over a register with a secret, and the short code of the specimen, item 4711.
async fn door_and_code() -> (Router, ShortCode) {
    let db = register().await;
    let code = secret(&db).await.code(1, 4_711, &claims(&db).await).unwrap();
    (over(db).await, code)
}

/// A code of the right form that nobody made: another secret did.
fn guess(item: u64) -> ShortCode {
    Secret::new([1; 32].into()).code(1, item, &[]).unwrap()
}

fn asking(path: &str, last: u8) -> Request<Body> {
    let client = Client::at([192, 0, 2, last].into());
    Request::get(path).extension(client).body(Body::empty()).unwrap()
}

#[tokio::test]
async fn a_short_code_is_on_record_and_says_that_nothing_was_verified_by_signature() {
    let (door, code) = door_and_code().await;
    for (lang, title, note, never) in [
        ("id", "<h1>Tercatat</h1>", "tidak ada tanda tangan yang diperiksa", ["Kode sah</h1>", "Tertulis dalam kode"]),
        ("en", "<h1>On record</h1>", "nothing was verified by signature", ["Valid code</h1>", "Stated in the signed"]),
    ] {
        let seen = get(door.clone(), &format!("/s/{code}?lang={lang}")).await;
        assert_eq!(seen.status, StatusCode::OK);
        let page = seen.text();
        assert!(page.contains("class=\"v ask\" data-verdict=\"valid\""), "{page}");
        assert!(page.contains(title) && page.contains(note), "{page}");
        assert!(page.contains("Kopi Robusta Bubuk Petik Merah 200 g") && page.contains("ID18119999000010623"));
        assert!(page.contains("4.711") || page.contains("4,711"));
        for never in never {
            assert!(!page.contains(never), "{never}");
        }
        // Nothing to check without us: there is no signature. And the four facts are told apart.
        assert!(!page.contains("RFC 9052"), "{lang}");
        assert_eq!(seen.headers["x-robots-tag"], "noindex");
        assert!(!seen.headers.contains_key(header::SET_COOKIE));
    }
    // The same batch under a signature is another page, whatever was shown before.
    let signed = get(door, &address()).await;
    assert!(signed.text().contains("<h1>Kode sah</h1>") && signed.text().contains("Tertulis dalam kode"));
}

#[tokio::test]
async fn all_ways_in_lead_to_the_same_page() {
    let (door, code) = door_and_code().await;
    let bare = code.to_string().replace('-', "").to_lowercase();
    for path in [format!("/s/{bare}"), format!("/s/{}", code.to_string().replace('-', "%20")), format!("/s/{code}/")] {
        assert!(get(door.clone(), &path).await.text().contains("<h1>Tercatat</h1>"), "{path}");
    }
    for typed in [code.to_string(), bare, format!("https%3A%2F%2Fcek.contoh.example%2Fs%2F{code}")] {
        let seen = get(door.clone(), &format!("/periksa?kode={typed}&lang=en")).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{typed}");
        assert_eq!(seen.headers[header::LOCATION], format!("/s/{code}?lang=en"), "{typed}");
    }
    let request = Request::get(format!("/s/{code}")).header(header::ACCEPT, "application/json");
    let facts = send(door.clone(), request.body(Body::empty()).unwrap()).await;
    let facts: serde_json::Value = serde_json::from_slice(&facts.bytes).unwrap();
    assert_eq!((&facts["verdict"], &facts["signature"]["state"]), (&"valid".into(), &"not_checked".into()));
    assert_eq!((&facts["status"]["register"], &facts["claims"]["item"]), (&"recorded".into(), &4_711.into()));
    assert!(facts["signature"].get("key").is_none() && facts["signature"].get("envelope").is_none());
    assert_eq!(get(door, "/s/").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_photo_of_a_short_symbol_goes_to_its_page() {
    let (door, code) = door_and_code().await;
    let symbol = Symbol::encode(&code.address("https://cek.contoh.example")).unwrap();
    // A signed code of this batch takes 57 by 57 modules or more.
    assert_eq!(symbol.width(), 33);
    let seen = send(door, photo_in("en", &symbol.png(4).unwrap())).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER);
    assert_eq!(seen.headers[header::LOCATION], format!("/s/{code}?lang=en"));
}

#[tokio::test]
async fn whatever_is_wrong_with_a_code_the_answer_is_the_same() {
    let db = register().await;
    let (secret, claims) = (secret(&db).await, claims(&db).await);
    let door = over(db.clone()).await;
    assert!(registry::find_batch(&mut &db, BatchId(9)).await.unwrap().is_none());
    let unlisted = |code: Option<ShortCode>| format!("/s/{}?lang=id", code.unwrap());
    let mut pages = Vec::new();
    // A proof of another secret or for another batch of this number; a batch that is none; an item that is none; the whole of a batch whose items have codes of their own.
    for code in [
        Some(guess(4_711)),
        secret.code(1, 4_711, &[]),
        secret.code(9, 1, &claims),
        secret.code(1, 10_001, &claims),
        secret.code(1, 0, &claims),
        secret.code(1 << 40, 1, &claims),
    ] {
        let seen = get(door.clone(), &unlisted(code)).await;
        assert!(seen.text().contains("data-verdict=\"not_recorded\""), "{code:?}");
        assert!(seen.text().contains("<h1>Kode pendek tidak tercatat</h1>"));
        pages.push(seen.text().replace(&code.unwrap().to_string(), ""));
    }
    pages.dedup();
    assert_eq!(pages.len(), 1);
}

#[tokio::test]
async fn a_slip_is_told_from_a_guess() {
    let (door, code) = door_and_code().await;
    let mut slip = code.to_string();
    slip.pop();
    slip.push(if code.to_string().ends_with('7') { '8' } else { '7' });
    for (typed, title, english) in [
        (slip.as_str(), "Ada huruf yang keliru", "A letter is wrong"),
        ("ABC-123", "Kode pendek tidak utuh", "Short code not complete"),
        ("%3Cscript%3E", "Kode pendek tidak utuh", "Short code not complete"),
        ("%ff%fe", "Kode pendek tidak utuh", "Short code not complete"),
    ] {
        for (lang, title) in [("id", title), ("en", english)] {
            let seen = get(door.clone(), &format!("/s/{typed}?lang={lang}")).await;
            assert!(seen.text().contains("data-verdict=\"unreadable\""), "{typed}");
            assert!(seen.text().contains(&format!("<h1>{title}</h1>")), "{typed}: {}", seen.text());
            assert!(seen.text().contains("id=\"kode\"") && !seen.text().contains("<script"), "{typed}");
            // What was typed need not be typed again.
            let field = seen.text().split_once("</textarea>").unwrap().0.rsplit_once('>').unwrap().1;
            assert!(typed.starts_with('%') || field == typed, "{typed}: {field}");
        }
    }
}

#[tokio::test]
async fn what_was_typed_stays_in_the_field_and_is_inert() {
    let (door, _) = door_and_code().await;
    for (path, field) in [
        ("/periksa?kode=1h13+gvvm+mx", "1h13 gvvm mx"),
        ("/s/%3C%2Ftextarea%3E%3Cb%3E1", "&#60;/textarea&#62;&#60;b&#62;1"),
        ("/periksa?kode=%22%3E%3Cscript%3E12", "&#34;&#62;&#60;script&#62;12"),
    ] {
        let page = get(door.clone(), path).await;
        assert!(page.text().contains(&format!(">{field}</textarea>")), "{path}: {}", page.text());
    }
    assert!(get(door, "/").await.text().contains("></textarea>"));
}

#[tokio::test]
async fn guessing_ends_with_429_and_hurts_nobody_else() {
    let (door, code) = door_and_code().await;
    for item in 1..=10 {
        let seen = send(door.clone(), asking(&format!("/s/{}", guess(item)), 1)).await;
        assert_eq!(seen.status, StatusCode::OK);
    }
    for (lang, title) in [("id", "Terlalu banyak kode yang keliru"), ("en", "Too many wrong codes")] {
        for path in [format!("/s/{}?lang={lang}", guess(11)), format!("/periksa?kode={}&lang={lang}", guess(11))] {
            let seen = send(door.clone(), asking(&path, 1)).await;
            assert_eq!(
                (seen.status, &seen.headers[header::RETRY_AFTER]),
                (StatusCode::TOO_MANY_REQUESTS, &header::HeaderValue::from_static("60"))
            );
            assert!(seen.text().contains(&format!("<h1>{title}</h1>")), "{path}");
        }
    }
    let (mut parts, body) = asking(&format!("/s/{}", guess(12)), 1).into_parts();
    parts.headers.insert(header::ACCEPT, "application/json".parse().unwrap());
    let seen = send(door.clone(), Request::from_parts(parts, body)).await;
    assert_eq!(seen.headers[header::CONTENT_TYPE], "application/problem+json");
    assert!(seen.text().contains("too_many_requests") && seen.headers.contains_key(header::RETRY_AFTER));
    // A slip of the finger is no guess, a signed code is never held back, and the neighbour does not wait.
    assert_eq!(send(door.clone(), asking("/s/1111-1111-1111", 1)).await.status, StatusCode::OK);
    assert_eq!(send(door.clone(), asking(&address(), 1)).await.status, StatusCode::OK);
    assert!(send(door.clone(), asking(&format!("/s/{code}"), 2)).await.text().contains("<h1>Tercatat</h1>"));
}

#[tokio::test]
async fn good_codes_and_slips_are_never_slowed() {
    let (door, code) = door_and_code().await;
    for _ in 0..50 {
        assert_eq!(send(door.clone(), asking(&format!("/s/{code}"), 1)).await.status, StatusCode::OK);
        assert_eq!(send(door.clone(), asking("/s/1111-1111-1112", 1)).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn without_the_register_nothing_is_said_of_a_short_code() {
    let db = register().await;
    let code = secret(&db).await.code(1, 4_711, &claims(&db).await).unwrap();
    let door = over(db.clone()).await;
    db.close().await;
    // Neither is a wrong code told from a good one, nor counted.
    for _ in 0..12 {
        let wrong = get(door.clone(), &format!("/s/{}?lang=en", guess(1))).await;
        assert!(wrong.text().contains("data-verdict=\"unavailable\""));
        assert!(wrong.text().contains("<h1>Cannot be looked up now</h1>"));
    }
    assert!(get(door, &format!("/s/{code}")).await.text().contains("<h1>Belum bisa dicari</h1>"));
}

#[tokio::test]
async fn pages_of_short_codes_fit_into_the_first_flight() {
    let (door, code) = door_and_code().await;
    for path in [format!("/s/{code}"), format!("/s/{}", guess(1)), "/s/1111-1111-1111".to_owned()] {
        let raw = get(door.clone(), &path).await.wire();
        let request = Request::get(&path).header(header::ACCEPT_ENCODING, "gzip");
        let seen = send(door.clone(), request.body(Body::empty()).unwrap()).await;
        println!("{path}: {} bytes, {raw} before", seen.wire());
        assert!(raw < 14_000 && seen.wire() <= 8_000, "{path}: {} of {raw}", seen.wire());
    }
}
