//! Signing in, being kept out, invitations, and what a stranger's form cannot do.
use axum::http::{Method, StatusCode, header};

use super::fixtures::now;
use super::people::{House, PASSWORD, cookie, factor, house};
use crate::accounts::{self, Reach, Role, Secret};
use crate::audit;

#[tokio::test]
async fn an_owner_signs_in_and_comes_to_where_they_wanted() {
    let house = house().await;
    let [own, _] = house.producers().await;
    house.person("sari", Role::Owner, Reach::Producer(own.id)).await;

    let turned_away = house.get("/akun?x=1", "").await;
    assert_eq!(turned_away.status, StatusCode::SEE_OTHER);
    assert_eq!(turned_away.headers[header::LOCATION], "/masuk?ke=%2Fakun%3Fx%3D1");

    let form = format!("login=Sari&sandi={}&ke=%2Fakun%3Fx%3D1", PASSWORD.replace(' ', "+"));
    let seen = house.post("/masuk", "", &form).await;
    assert_eq!((seen.status, &seen.headers[header::LOCATION]), (StatusCode::SEE_OTHER, &"/akun?x=1".parse().unwrap()));
    let set = seen.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(set.starts_with("__Host-telusur=") && set.ends_with("; Secure") && set.contains("HttpOnly"), "{set}");

    let cookie = cookie(&seen).unwrap();
    let page = house.get("/meja", &cookie).await;
    assert!(page.status.is_success() && page.text().contains("Halo, sari"), "{}", page.text());
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(page.headers[header::REFERRER_POLICY], "same-origin");

    assert_eq!(house.post("/keluar", &cookie, "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.get("/meja", &cookie).await.status, StatusCode::SEE_OTHER, "the cookie is good for nothing now");
    let trail = audit::search(&mut &house.db, &audit::Wanted::default(), None, 10).await.unwrap();
    let acts: Vec<&str> = trail.entries.iter().map(|recorded| recorded.entry.act.word()).collect();
    assert_eq!(acts, ["signed_out", "signed_in"]);
}

#[tokio::test]
async fn a_public_page_sets_no_cookie_and_reads_none() {
    let house = house().await;
    let [own, _] = house.producers().await;
    house.person("sari", Role::Owner, Reach::Producer(own.id)).await;
    let cookie = house.enter("sari").await;
    for path in ["/", "/galeri", "/statistik", &format!("/produsen/{}", own.id)] {
        let (known, unknown) = (house.get(path, &cookie).await, house.get(path, "").await);
        assert!(known.headers.get(header::SET_COOKIE).is_none(), "{path}");
        assert_eq!(known.bytes, unknown.bytes, "{path}");
    }
}

#[tokio::test]
async fn a_form_from_elsewhere_is_refused_and_does_nothing() {
    let house = house().await;
    let [own, _] = house.producers().await;
    house.person("sari", Role::Owner, Reach::Producer(own.id)).await;
    let cookie = house.enter("sari").await;
    for path in ["/keluar", "/akun/sesi", "/akun/sandi", "/masuk", "/dinas/undang"] {
        let seen = house.ask(Method::POST, path, &cookie, "", false).await;
        assert_eq!(seen.status, StatusCode::FORBIDDEN, "{path}");
        assert!(seen.text().contains("tidak dikirim dari halaman kami"), "{path}: {}", seen.text());
    }
    assert!(house.get("/akun", &cookie).await.status.is_success(), "still signed in");
}

#[tokio::test]
async fn what_a_browser_carried_before_is_good_for_nothing_after() {
    let house = house().await;
    let [own, _] = house.producers().await;
    house.person("sari", Role::Owner, Reach::Producer(own.id)).await;
    // Somebody plants a cookie that they know.
    let planted = format!("__Host-telusur={}", *Secret::of([7; 32]).text());
    let form = format!("login=sari&sandi={}", PASSWORD.replace(' ', "+"));
    let seen = house.post("/masuk", &planted, &form).await;
    assert_ne!(cookie(&seen).unwrap(), planted);
    assert_eq!(house.get("/akun", &planted).await.status, StatusCode::SEE_OTHER);

    // The cookie of the first step is no session, and ends with the second.
    house.person("budi", Role::Officer, House::lampung()).await;
    let form = format!("login=budi&sandi={}", PASSWORD.replace(' ', "+"));
    let halfway = cookie(&house.post("/masuk", "", &form).await).unwrap();
    assert_eq!(house.get("/akun", &halfway).await.status, StatusCode::SEE_OTHER, "halfway in is not in");
    let wrong = house.post("/masuk/kode", &halfway, "kode=000000").await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    let seen = house.post("/masuk/kode", &halfway, &format!("kode={}", factor().code(now()))).await;
    let whole = cookie(&seen).unwrap();
    assert!(house.get("/akun", &whole).await.status.is_success());
    assert_eq!(house.get("/masuk/kode", &halfway).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn guessing_is_held_back_whatever_the_guesser_says_of_itself() {
    let house = house().await;
    let mut looked_at = 0;
    for guess in 0..40 {
        let form = format!("login=sari{guess}&sandi=tebakan-{guess}");
        let seen = house.post("/masuk", "", &form).await;
        match seen.status {
            StatusCode::FORBIDDEN => looked_at += 1,
            status => assert_eq!(status, StatusCode::TOO_MANY_REQUESTS),
        }
        assert!(seen.text().contains(&format!("sari{guess}")) && !seen.text().contains(&format!("tebakan-{guess}")));
    }
    assert_eq!(looked_at, 10);
}

#[tokio::test]
async fn an_invitation_makes_an_account_once() {
    let house = house().await;
    house.person("nining", Role::Administrator, Reach::Everything).await;
    let admin = house.enter("nining").await;
    let page = house.post("/dinas/undang", &admin, "peran=pemilik&produsen=IKM-1804-001").await;
    assert!(page.status.is_success(), "{}", page.text());
    let link = page.text().split("<code>").nth(1).unwrap().split("</code>").next().unwrap();
    let path = link.strip_prefix("https://cek.contoh.example").unwrap().to_owned();

    let shown = house.get(&path, "").await;
    assert!(shown.text().contains("nining mengundang Anda sebagai pemilik"), "{}", shown.text());
    let weak = house.post(&path, "", "nama=Sari&login=sari&sandi=password").await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        weak.text().contains("dicoba orang paling dulu") && weak.text().contains("value=\"Sari\""),
        "{}",
        weak.text()
    );
    let form = format!("nama=Sari&login=sari&sandi={}", PASSWORD.replace(' ', "+"));
    let made = house.post(&path, "", &form).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    let business = made.headers[header::LOCATION].to_str().unwrap();
    assert!(business.starts_with("/usaha/"), "{business}");
    let sari = cookie(&made).unwrap();
    assert_eq!(house.get(business, &sari).await.status, StatusCode::OK);
    assert!(house.get("/meja", &sari).await.text().contains("Halo, Sari"));

    let again = house.post(&path, "", "nama=Tono&login=tono&sandi=kebun+lada+di+bukit").await;
    assert_eq!(again.status, StatusCode::GONE);
    assert_eq!(house.get("/undangan/tidak-ada", "").await.status, StatusCode::GONE);
    let login = accounts::Login::parse("tono").unwrap();
    assert!(accounts::find_person_by_login(&mut &house.db, &login).await.unwrap().is_none());
}

#[tokio::test]
async fn oversight_is_for_administrators_and_auditors() {
    let house = house().await;
    let [own, _] = house.producers().await;
    house.person("sari", Role::Owner, Reach::Producer(own.id)).await;
    house.person("budi", Role::Officer, House::lampung()).await;
    house.person("wayan", Role::Auditor, Reach::Everything).await;
    let nining = house.person("nining", Role::Administrator, Reach::Everything).await;
    let [sari, budi] = [house.enter("sari").await, house.enter("budi").await];
    let [wayan, admin] = [house.enter("wayan").await, house.enter("nining").await];
    let person = format!("/dinas/pengguna/{}", nining.0);
    for path in ["/dinas/pengguna", "/dinas/kunci", person.as_str()] {
        assert_eq!(house.get(path, "").await.status, StatusCode::SEE_OTHER, "{path}");
        assert_eq!(house.get(path, &sari).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(house.get(path, &budi).await.status, StatusCode::NOT_FOUND, "{path}");
        assert!(house.get(path, &wayan).await.status.is_success(), "{path}");
        assert!(house.get(path, &admin).await.status.is_success(), "{path}");
    }
    for (path, form) in [
        ("/dinas/undang", "peran=admin"),
        (&person, "nonaktif=ya"),
        ("/dinas/kunci", "kunci=a&tindakan=revoke&alasan=x"),
    ] {
        assert_eq!(house.post(path, &wayan, form).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(house.post(path, &budi, form).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(
        house.post(&person, &admin, "nonaktif=ya").await.status,
        StatusCode::FORBIDDEN,
        "nobody disables themselves"
    );
    // The trail: an officer reads that of the region, an owner none.
    assert_eq!(house.get("/dinas/jejak", &sari).await.status, StatusCode::NOT_FOUND);
    assert!(!house.get("/dinas/jejak", &budi).await.text().contains("nining"));
    assert!(house.get("/dinas/jejak?siapa=nining", &wayan).await.text().contains("nining"));
    let whole = house.post("/dinas/jejak/periksa", &wayan, "").await;
    assert!(whole.text().contains("Utuh: 4 catatan"), "{}", whole.text());
    let csv = house.get("/dinas/jejak.csv", &wayan).await;
    assert_eq!(csv.text().lines().count(), 5, "{}", csv.text());
}

#[tokio::test]
async fn who_lost_the_password_sets_another_by_a_link_once_and_still_needs_the_second_factor() {
    let house = house().await;
    house.person("nining", Role::Administrator, Reach::Everything).await;
    let budi = house.person("budi", Role::Officer, House::lampung()).await;
    let [admin, before] = [house.enter("nining").await, house.enter("budi").await];
    let page = house.post(&format!("/dinas/pengguna/{}", budi.0), &admin, "sandi=ya").await;
    let link = page.text().split("<code>").nth(1).unwrap().split("</code>").next().unwrap();
    let path = link.strip_prefix("https://cek.contoh.example").unwrap().to_owned();

    assert!(house.get(&path, "").await.text().contains("Halo budi"));
    let weak = house.post(&path, "", "sandi=12345678").await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    let set = house.post(&path, "", "sandi=kebun+lada+di+bukit").await;
    assert_eq!((set.status, set.headers[header::LOCATION].to_str().unwrap()), (StatusCode::SEE_OTHER, "/masuk/kode"));
    let halfway = cookie(&set).unwrap();
    assert_eq!(house.get("/meja", &halfway).await.status, StatusCode::SEE_OTHER, "the code is still to come");
    assert_eq!(house.get("/meja", &before).await.status, StatusCode::SEE_OTHER, "every session ended");
    assert_eq!(house.get(&path, "").await.status, StatusCode::GONE);
    let old = house.post("/masuk", "", &format!("login=budi&sandi={}", PASSWORD.replace(' ', "+"))).await;
    assert_eq!(old.status, StatusCode::FORBIDDEN);
    assert_eq!(house.post("/masuk", "", "login=budi&sandi=kebun+lada+di+bukit").await.status, StatusCode::SEE_OTHER);
}
