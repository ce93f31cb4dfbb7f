//! Passkeys at the door: made, shown at sign-in, taken away, and what a page says where there can be none.
use axum::http::{StatusCode, header};
use serde_json::{Value, json};

use super::authenticator::Authenticator;
use super::fixtures::{now, over_at, register, site};
use super::people::{House, PASSWORD, cookie, factor, house};
use crate::accounts::{self, PersonId, Reach, Role, SecondFactor, Secret};

const NEW: &str = "/akun/pengaman/passkey";
const PROOF: &str = "/akun/pengaman/bukti/jawab";

/// A device in the hand of somebody who visits this service.
fn device() -> Authenticator {
    Authenticator::new(7, site().public_url())
}

impl House {
    /// A passkey is made on a device; the cookie of the session that follows, and where the browser goes.
    async fn makes(&self, device: &mut Authenticator, cookie_before: &str, name: &str) -> (String, String) {
        let (_, question) = self.send_json(NEW, cookie_before, &json!({})).await;
        let made = device.makes(&question.to_string());
        let body = json!({ "passkey": made, "nama": name });
        let (seen, said) = self.send_json(&format!("{NEW}/jawab"), cookie_before, &body).await;
        assert_eq!(seen.status, StatusCode::OK, "{said}");
        (cookie(&seen).unwrap(), said["to"].as_str().unwrap().to_owned())
    }

    /// The cookie of somebody whose password was right.
    async fn halfway(&self, login: &str) -> String {
        let form = format!("login={login}&sandi={}", PASSWORD.replace(' ', "+"));
        let seen = self.post("/masuk", "", &form).await;
        let way = seen.headers[header::LOCATION].to_str().unwrap();
        assert!(way.starts_with("/masuk/kode"), "{way}");
        cookie(&seen).unwrap()
    }

    async fn shows(&self, device: &mut Authenticator, halfway: &str) -> Value {
        let (seen, question) = self.send_json("/masuk/passkey", halfway, &json!({})).await;
        assert_eq!(seen.status, StatusCode::OK, "{question}");
        device.shows(&question.to_string())
    }

    /// A passkey is shown to somebody who is signed in: the field of a form.
    async fn proof(&self, device: &mut Authenticator, within: &str) -> String {
        let (seen, question) = self.send_json("/akun/pengaman/bukti", within, &json!({})).await;
        assert_eq!(seen.status, StatusCode::OK, "{question}");
        let proof = device.shows(&question.to_string()).to_string();
        form_urlencoded::Serializer::new(String::new()).append_pair("bukti", &proof).finish()
    }

    /// An officer who has no second factor yet.
    async fn officer(&self, login: &'static str) -> PersonId {
        let id = self.person(login, Role::Officer, House::lampung()).await;
        let bare: Result<(), accounts::Error> =
            self.db.write(move |tx| Box::pin(accounts::set_second_factor(tx, id, None))).await;
        bare.unwrap();
        id
    }
}

#[tokio::test]
async fn an_officer_without_an_app_makes_a_passkey_and_signs_in_with_it() {
    let house = house().await;
    house.officer("budi").await;
    let before = house.enter("budi").await;
    assert_eq!(house.get("/dinas", &before).await.status, StatusCode::FORBIDDEN, "the seat sleeps");
    let page = house.get("/akun/pengaman", &before).await;
    assert!(page.text().contains("data-passkey=\"new\"") && page.text().contains("/passkey.js"), "{}", page.text());
    let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.contains("script-src 'self'; connect-src 'self'") && !policy.contains("unsafe"), "{policy}");

    let mut device = device();
    let (after, way) = house.makes(&mut device, &before, "HP Budi").await;
    assert_eq!(way, "/meja");
    assert_eq!(house.get("/meja", &before).await.status, StatusCode::SEE_OTHER, "every session ended");
    assert!(house.get("/dinas", &after).await.status.is_success(), "the seat is awake");
    let own = house.get("/akun", &after).await;
    assert!(own.text().contains("HP Budi") && own.text().contains("belum pernah dipakai"), "{}", own.text());

    let halfway = house.halfway("budi").await;
    assert_eq!(house.get("/dinas", &halfway).await.status, StatusCode::SEE_OTHER, "halfway in is not in");
    let page = house.get("/masuk/kode?ke=%2Fdinas", &halfway).await;
    assert!(page.text().contains("Gunakan kunci sandi") && page.text().contains("<noscript>"), "{}", page.text());
    assert!(!page.text().contains("name=\"kode\""), "there is no app");
    let shown = house.shows(&mut device, &halfway).await;
    let (seen, said) =
        house.send_json("/masuk/passkey/jawab", &halfway, &json!({"passkey": shown, "ke": "/dinas"})).await;
    assert_eq!((seen.status, said["to"].as_str()), (StatusCode::OK, Some("/dinas")), "{said}");
    let whole = cookie(&seen).unwrap();
    assert!(house.get("/dinas", &whole).await.status.is_success());
    assert_eq!(house.get("/masuk/kode", &halfway).await.status, StatusCode::SEE_OTHER, "the first cookie is spent");
    assert!(house.get("/akun", &whole).await.text().contains("terakhir dipakai"));
}

#[tokio::test]
async fn what_is_wrong_is_said_in_the_language_of_the_visitor() {
    let house = house().await;
    house.officer("budi").await;
    let mut device = device();
    house.makes(&mut device, &house.enter("budi").await, "").await;
    let halfway = house.halfway("budi").await;
    let answer = |shown: &Value| json!({ "passkey": shown });

    device.verifies = false;
    let shown = house.shows(&mut device, &halfway).await;
    let (seen, said) = house.send_json("/masuk/passkey/jawab", &halfway, &answer(&shown)).await;
    assert_eq!((seen.status, said["code"].as_str()), (StatusCode::FORBIDDEN, Some("refused")), "{said}");
    assert_eq!(seen.headers[header::CONTENT_TYPE], "application/problem+json");
    assert!(said["detail"].as_str().unwrap().contains("tidak cocok"), "{said}");
    assert!(cookie(&seen).is_none());

    let (seen, said) = house.send_json("/masuk/passkey/jawab?lang=en", &halfway, &answer(&shown)).await;
    assert_eq!((seen.status, said["code"].as_str()), (StatusCode::GONE, Some("spent")), "{said}");
    assert!(said["detail"].as_str().unwrap().contains("The time is over"), "{said}");

    for _ in 0..4 {
        let shown = house.shows(&mut device, &halfway).await;
        house.send_json("/masuk/passkey/jawab", &halfway, &answer(&shown)).await;
    }
    device.verifies = true;
    let shown = house.shows(&mut device, &halfway).await;
    let (seen, said) = house.send_json("/masuk/passkey/jawab", &halfway, &answer(&shown)).await;
    assert_eq!(seen.status, StatusCode::TOO_MANY_REQUESTS, "the right one waits, too: {said}");
    assert!(seen.headers.contains_key(header::RETRY_AFTER));
}

#[tokio::test]
async fn only_our_pages_ask_and_only_what_fits_is_read() {
    let house = house().await;
    house.officer("budi").await;
    let within = house.enter("budi").await;
    for path in
        [NEW, "/akun/pengaman/passkey/jawab", "/akun/pengaman/bukti", PROOF, "/masuk/passkey", "/masuk/passkey/jawab"]
    {
        let foreign = house.ask(axum::http::Method::POST, path, &within, "", false).await;
        assert_eq!(foreign.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(house.send_json(path, "", &json!({})).await.0.status, StatusCode::SEE_OTHER, "{path}: a stranger");
    }
    let answer = "/akun/pengaman/passkey/jawab";
    for body in
        [json!({}), json!({"passkey": {}, "nama": "x", "lebih": 1}), json!([]), json!({"passkey": {}, "nama": 7})]
    {
        assert_eq!(house.send_json(answer, &within, &body).await.0.status, StatusCode::BAD_REQUEST, "{body}");
    }
    let large = json!({"passkey": "x".repeat(20_000), "nama": ""});
    assert_eq!(house.send_json(answer, &within, &large).await.0.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(house.post(answer, &within, "nama=x").await.status, StatusCode::BAD_REQUEST, "a form");
    // Whoever is in already has no second step to show.
    assert_eq!(house.send_json("/masuk/passkey", &within, &json!({})).await.0.status, StatusCode::SEE_OTHER);
    assert_eq!(house.send_json("/akun/pengaman/bukti", &within, &json!({})).await.0.status, StatusCode::NOT_FOUND);

    let long = "x".repeat(61);
    let (_, question) = house.send_json(NEW, &within, &json!({})).await;
    let body = json!({"passkey": device().makes(&question.to_string()), "nama": long});
    let (seen, said) = house.send_json(answer, &within, &body).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said["detail"].as_str().unwrap().contains("60 huruf"), "{said}");
}

#[tokio::test]
async fn another_factor_is_added_only_after_the_first_was_shown() {
    let house = house().await;
    let budi = house.officer("budi").await;
    let mut device = device();
    let (within, _) = house.makes(&mut device, &house.enter("budi").await, "").await;
    let shut = async |cookie: &str| {
        let page = house.get("/akun/pengaman", cookie).await;
        assert!(page.text().contains("Tunjukkan dahulu") && !page.text().contains("data-passkey=\"new\""));
        let (seen, said) = house.send_json(NEW, cookie, &json!({})).await;
        assert_eq!(seen.status, StatusCode::FORBIDDEN, "{said}");
        assert!(said["detail"].as_str().unwrap().contains("Tunjukkan dahulu"), "{said}");
        let body = json!({"passkey": {}, "nama": ""});
        assert_eq!(
            house.send_json("/akun/pengaman/passkey/jawab", cookie, &body).await.0.status,
            StatusCode::FORBIDDEN
        );
        let secret = Secret::parse(cookie.split_once('=').unwrap().1).unwrap();
        let app = SecondFactor::derived(&format!("second factor{}", *secret.text()));
        let seen = house.post("/akun/pengaman", cookie, &format!("kode={}", app.code(now()))).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER);
        let known = accounts::find_person(&mut &house.db, budi).await.unwrap().unwrap();
        assert_eq!((known.factors().app, known.factors().passkeys), (false, 1), "nothing was added");
    };
    shut(&within).await;
    for form in ["", "kode=123456", "bukti=%7B%7D"] {
        assert_eq!(house.post(PROOF, &within, form).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
    }
    shut(&within).await;

    let proof = house.proof(&mut device, &within).await;
    let seen = house.post(PROOF, &within, &proof).await;
    assert_eq!(seen.headers[header::LOCATION], "/akun/pengaman", "{}", seen.text());
    assert!(house.get("/akun/pengaman", &within).await.text().contains("data-passkey=\"new\""));
    // Another browser of the same person has shown nothing.
    let halfway = house.halfway("budi").await;
    let shown = house.shows(&mut device, &halfway).await;
    let (seen, _) = house.send_json("/masuk/passkey/jawab", &halfway, &json!({"passkey": shown})).await;
    shut(&cookie(&seen).unwrap()).await;

    let secret = Secret::parse(within.split_once('=').unwrap().1).unwrap();
    let app = SecondFactor::derived(&format!("second factor{}", *secret.text()));
    let seen = house.post("/akun/pengaman", &within, &format!("kode={}", app.code(now()))).await;
    assert!(house.get("/dinas", &cookie(&seen).unwrap()).await.status.is_success());
    let known = accounts::find_person(&mut &house.db, budi).await.unwrap().unwrap();
    assert_eq!((known.factors().app, known.factors().passkeys), (true, 1));
    let after = house.get("/akun/pengaman", &cookie(&seen).unwrap()).await;
    assert!(after.text().contains("Tunjukkan dahulu"), "what was shown before a change counts no more");
}

#[tokio::test]
async fn a_factor_is_taken_away_only_with_a_fresh_proof() {
    let house = house().await;
    // Somebody with an app adds a passkey, and is still asked for one of them.
    let budi = house.person("budi", Role::Officer, House::lampung()).await;
    let mut device = device();
    let before = house.enter("budi").await;
    let seen = house.post(PROOF, &before, &format!("kode={}", factor().code(now()))).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text());
    let (within, way) = house.makes(&mut device, &before, "HP <Budi>").await;
    assert_eq!(way, "/akun");
    let page = house.get("/masuk/kode", &house.halfway("budi").await).await;
    assert!(page.text().contains("data-passkey") && page.text().contains("name=\"kode\""), "{}", page.text());
    let own = house.get("/akun", &within).await;
    assert!(own.text().contains("HP &#60;Budi&#62;") && own.text().contains("Aplikasi autentikator"), "{}", own.text());
    let passkey = accounts::passkeys_of(&mut &house.db, budi).await.unwrap()[0].id.0;

    let lepas = "/akun/pengaman/lepas";
    for form in [format!("kunci={passkey}"), format!("kunci={passkey}&kode=000000"), "bukti=%7B%7D".to_owned()] {
        let seen = house.post(lepas, &within, &form).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
    }
    assert_eq!(house.post(lepas, &within, "kunci=x").await.status, StatusCode::BAD_REQUEST);
    // The app goes with the passkey as a proof.
    let form = house.proof(&mut device, &within).await;
    let seen = house.post(lepas, &within, &form).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text());
    let within = cookie(&seen).unwrap();
    assert!(house.get("/dinas", &within).await.status.is_success(), "one is left, and was just shown");
    assert_eq!(
        house.post(lepas, &within, &format!("kode={}", factor().code(now()))).await.status,
        StatusCode::NOT_FOUND
    );
    // And the last one: the seat falls asleep.
    let form = format!("kunci={passkey}&{}", house.proof(&mut device, &within).await);
    let seen = house.post(lepas, &within, &form).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text());
    let within = cookie(&seen).unwrap();
    assert_eq!(house.get("/dinas", &within).await.status, StatusCode::FORBIDDEN);
    assert!(house.get("/akun", &within).await.text().contains("Belum aktif"));
}

#[tokio::test]
async fn an_administrator_sees_which_factors_somebody_has() {
    let house = house().await;
    let budi = house.person("budi", Role::Officer, House::lampung()).await;
    let before = house.enter("budi").await;
    house.post(PROOF, &before, &format!("kode={}", factor().code(now()))).await;
    house.makes(&mut device(), &before, "").await;
    house.person("nining", Role::Administrator, Reach::Everything).await;
    let admin = house.enter("nining").await;
    let page = house.get(&format!("/dinas/pengguna/{}", budi.0), &admin).await;
    assert!(page.text().contains("aplikasi autentikator, kunci sandi: 1"), "{}", page.text());
    assert!(house.get("/dinas/jejak", &admin).await.text().contains("kunci sandi ditambah"));
}

#[tokio::test]
async fn where_browsers_allow_no_passkey_the_page_says_so() {
    let db = register().await;
    for (url, id) in [("http://127.0.0.1:8080", "budi"), ("http://192.168.1.20:8080", "wati")] {
        let house = House { door: over_at(db.clone(), url).await, db: db.clone() };
        house.officer(id).await;
        let within = house.enter(id).await;
        let page = house.get("/akun/pengaman", &within).await;
        assert!(page.text().contains("tidak bisa dipakai di alamat ini"), "{url}: {}", page.text());
        assert!(!page.text().contains("passkey.js"), "{url}");
        let (seen, said) = house.send_json(NEW, &within, &json!({})).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{url}: {said}");
    }
}
