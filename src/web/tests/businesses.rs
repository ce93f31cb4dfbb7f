//! The producer's console: who comes in, who does not, and what a form can and cannot do.
use axum::http::{Method, StatusCode, header};

use super::fixtures::{now, with_signer};
use super::people::{House, cookie, house};
use crate::accounts::{Reach, Role};
use crate::audit;
use crate::cases;
use crate::registry::{self, BatchId, Producer, ProducerStatus, Product, ProductStatus};

/// Every address of a producer's console, of a product and a batch of its own.
async fn addresses(house: &House, of: &Producer) -> Vec<String> {
    let (product, batch) = goods(house, of).await;
    let (home, product) = (format!("/usaha/{}", of.id), format!("/usaha/{}/produk/{}", of.id, product.id));
    let batch = format!("{home}/bets/{batch}");
    vec![
        home.clone(),
        format!("{home}/data"),
        format!("{home}/produk"),
        format!("{home}/produk/baru"),
        product.clone(),
        format!("{product}/ubah"),
        format!("{product}/foto"),
        format!("{product}/sertifikat"),
        format!("{product}/bets"),
        batch.clone(),
        format!("{batch}/label"),
        format!("{batch}/tarik"),
        format!("{home}/pindai"),
        format!("{home}/printer"),
        format!("{home}/printer/ukur"),
        format!("{home}/logo"),
        format!("{home}/tim"),
        format!("{home}/ekspor"),
    ]
}

async fn goods(house: &House, of: &Producer) -> (Product, BatchId) {
    let product = registry::products_of(&mut &house.db, of.id).await.unwrap().remove(0);
    let batch = registry::batches_of(&mut &house.db, product.id, 1).await.unwrap().remove(0);
    (product, batch.id)
}

async fn find(house: &House, producer: &Producer) -> Producer {
    registry::find_producer(&mut &house.db, producer.id).await.unwrap().unwrap()
}

#[tokio::test]
async fn strangers_sign_in_first_and_foreign_things_are_not_there() {
    let house = house().await;
    let [own, foreign] = house.producers().await;
    house.person("sari", Role::Owner, Reach::Producer(own.id)).await;
    house.person("tono", Role::Staff, Reach::Producer(foreign.id)).await;
    house.person("jauh", Role::Officer, Reach::Region(crate::registry::RegionCode::parse("32").unwrap())).await;
    let (sari, tono, jauh) = (house.enter("sari").await, house.enter("tono").await, house.enter("jauh").await);
    for path in addresses(&house, &own).await {
        for method in [Method::GET, Method::POST] {
            let seen = house.ask(method.clone(), &path, "", "", true).await;
            if seen.status != StatusCode::METHOD_NOT_ALLOWED {
                assert_eq!(seen.status, StatusCode::SEE_OTHER, "{method} {path}");
                assert!(seen.headers[header::LOCATION].to_str().unwrap().starts_with("/masuk?ke="), "{path}");
            }
            for stranger in [&tono, &jauh] {
                let seen = house.ask(method.clone(), &path, stranger, "", true).await;
                let kept_out = matches!(seen.status, StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED);
                assert!(kept_out, "{method} {path}: {}", seen.status);
            }
        }
        let seen = house.get(&path, &sari).await;
        assert_eq!(seen.status, StatusCode::OK, "{path}: {}", seen.text());
        assert_eq!(seen.headers[header::CACHE_CONTROL], "no-store", "{path}");
        // A page is light; a sheet to measure by is a file for a printer.
        let page = !path.ends_with("/ukur");
        assert!(!page || seen.wire() < 80_000, "{path}: {}", seen.wire());
    }
    // One's own producer, and somebody else's goods.
    let (product, batch) = goods(&house, &foreign).await;
    for path in [
        format!("/usaha/{}/produk/{}", own.id, product.id),
        format!("/usaha/{}/produk/{}/ubah", own.id, product.id),
        format!("/usaha/{}/produk/{}/foto", own.id, product.id),
        format!("/usaha/{}/bets/{batch}", own.id),
        format!("/usaha/{}/bets/{batch}/label", own.id),
        format!("/usaha/{}/bets/{batch}/pratinjau", own.id),
        format!("/usaha/{}/pesanan/1", own.id),
        format!("/usaha/{}/ajuan/1", own.id),
        "/usaha/999999".to_owned(),
        "/usaha/x".to_owned(),
    ] {
        assert_eq!(house.get(&path, &sari).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn whoever_only_looks_changes_nothing() {
    let house = house().await;
    let [own, _] = house.producers().await;
    house.person("wayan", Role::Auditor, Reach::Everything).await;
    house.person("rudi", Role::Staff, Reach::Producer(own.id)).await;
    let (wayan, rudi) = (house.enter("wayan").await, house.enter("rudi").await);
    let before = find(&house, &own).await;
    for path in addresses(&house, &own).await {
        let seen = house.get(&path, &wayan).await.status;
        assert!(matches!(seen, StatusCode::OK | StatusCode::FORBIDDEN), "{path}: {seen}");
        let seen = house.post(&path, &wayan, "nama=x&tugas=1").await.status;
        assert!(matches!(seen, StatusCode::FORBIDDEN | StatusCode::METHOD_NOT_ALLOWED), "{path}: {seen}");
        // A form of another site, although somebody is signed in.
        let seen = house.ask(Method::POST, &path, &rudi, "nama=x", false).await.status;
        assert_eq!(seen, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(house.post(&format!("/usaha/{}/tim", own.id), &rudi, "").await.status, StatusCode::FORBIDDEN);
    assert_eq!(find(&house, &own).await, before);
}

#[tokio::test]
async fn a_form_changes_what_it_names_and_nothing_else() {
    let house = house().await;
    let [own, foreign] = house.producers().await;
    house.person("sari", Role::Owner, Reach::Producer(own.id)).await;
    let sari = house.enter("sari").await;
    let form = format!(
        "nama=Kopi+Sari&jenis=Kopi&isi_bersih=100+g&daerah=18.04&status=dicabut&code=CURI&producer={}&id={}",
        foreign.id, foreign.id
    );
    let seen = house.post(&format!("/usaha/{}/produk/baru", own.id), &sari, &form).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text());
    let product = registry::products_of(&mut &house.db, own.id).await.unwrap().pop().unwrap();
    assert_eq!((product.name.as_str(), product.status, product.producer), ("Kopi Sari", ProductStatus::Active, own.id));
    assert!(product.code.starts_with(&own.code), "{}", product.code);

    // What is wrong is told at its field, and what was typed is there again, inert, now and later.
    let place = format!("/usaha/{}/produk/baru", own.id);
    let form = "nama=%3Cscript%3Ealert(1)%3C%2Fscript%3E&jenis=&daerah=1804&gtin=123";
    let seen = house.post(&place, &sari, form).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["id=\"jenis-salah\"", "id=\"gtin-salah\"", "id=\"daerah-salah\"", "role=\"alert\"", "aria-invalid"] {
        assert!(seen.text().contains(said), "{said}");
    }
    assert!(!seen.text().contains("id=\"nama-salah\"") && !seen.text().contains("<script>"));
    let again = house.get(&place, &sari).await;
    assert!(again.text().contains("belum tersimpan") && again.text().contains("&#60;script&#62;"), "{}", again.text());

    let trail = audit::search(&mut &house.db, &audit::Wanted::default(), None, 1).await.unwrap();
    let entry = &trail.entries[0].entry;
    assert_eq!((entry.act.word(), entry.seat, entry.producer), ("product_added", Some(Role::Owner), Some(own.id)));
}

#[tokio::test]
async fn a_companion_acts_under_her_own_name() {
    let house = house().await;
    let [own, foreign] = house.producers().await;
    let dewi = house.person("dewi", Role::Companion, Reach::Caseload).await;
    let id = own.id;
    let added: Result<(), crate::accounts::Error> =
        house.db.write(move |tx| Box::pin(crate::accounts::add_to_caseload(tx, dewi, id, now()))).await;
    added.unwrap();
    let cookie = house.enter("dewi").await;
    assert!(house.get("/meja", &cookie).await.text().contains(&format!("/usaha/{id}")));
    let page = house.get(&format!("/usaha/{id}"), &cookie).await;
    assert!(page.text().contains("Anda bekerja sebagai pendamping"), "{}", page.text());
    assert_eq!(house.get(&format!("/usaha/{}", foreign.id), &cookie).await.status, StatusCode::NOT_FOUND);
    let form = "kode=231126-A&jumlah=24&dibuat=2026-11-22&baik=2027-11-22";
    let (product, _) = goods(&house, &own).await;
    let seen = house.post(&format!("/usaha/{id}/produk/{}/bets", product.id), &cookie, form).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text());
    let trail = audit::search(&mut &house.db, &audit::Wanted::default(), None, 1).await.unwrap();
    let entry = &trail.entries[0].entry;
    assert_eq!((entry.act.word(), entry.by, entry.seat), ("batch_issued", Some(dewi), Some(Role::Companion)));

    // Without keys the service says so, and promises nothing.
    let there = seen.headers[header::LOCATION].to_str().unwrap().replace("?ok=bets", "/label");
    let page = house.get(&there, &cookie).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Kunci tanda tangan tidak ada di layanan ini"), "{}", page.text());
    assert_eq!(house.get(&there.replace("/label", "/pratinjau"), &cookie).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn many_codes_need_the_password_and_labels_come_as_a_file() {
    let house = house().await;
    let house = House { door: with_signer(house.db.clone()).await, ..house };
    let [own, _] = house.producers().await;
    house.person("sari", Role::Owner, Reach::Producer(own.id)).await;
    let sari = house.enter("sari").await;
    let (product, _) = goods(&house, &own).await;
    let place = format!("/usaha/{}/produk/{}/bets", own.id, product.id);
    let form = "kode=BANYAK&jumlah=6.000&dibuat=2026-11-22";
    let seen = house.post(&place, &sari, form).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.text().contains("name=\"sandi\"") && seen.text().contains("value=\"6.000\""), "{}", seen.text());
    let wrong = house.post(&place, &sari, &format!("{form}&sandi=salah+sekali")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let password = super::people::PASSWORD.replace(' ', "+");
    let seen = house.post(&place, &sari, &format!("{form}&sandi={password}")).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text());

    let batch = seen.headers[header::LOCATION].to_str().unwrap().replace("?ok=bets", "");
    let page = house.get(&format!("{batch}/label"), &sari).await;
    assert!(page.text().contains("/pratinjau?"), "{}", page.text());
    let drawn = house.get(&format!("{batch}/pratinjau?kertas=a4-24"), &sari).await;
    assert_eq!(drawn.headers[header::CONTENT_TYPE], "image/svg+xml");
    let refused = house.post(&format!("{batch}/label"), &sari, "format=zpl&kertas=a4-24").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("id=\"kertas-salah\""), "{}", refused.text());
    let seen = house.post(&format!("{batch}/label"), &sari, "kertas=a4-24&sampai=3000").await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text());
    let order = seen.headers[header::LOCATION].to_str().unwrap().replace("?ok=label", "");
    let file = house.get(&format!("{order}/berkas"), &sari).await;
    assert_eq!(file.headers[header::CONTENT_TYPE], "application/pdf");
    let named = file.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert_eq!(named, "attachment; filename=\"BANYAK-3000-label-no-1-3000.pdf\"");
    assert!(file.bytes.starts_with(b"%PDF-") && file.bytes.ends_with(b"%%EOF\n"), "whole");
    assert_eq!(house.get(&format!("{order}/berkas"), &sari).await.bytes, file.bytes);
}

#[tokio::test]
async fn a_business_signs_up_and_nothing_typed_is_lost() {
    let house = house().await;
    let first = "langkah=1&nama=Selai+Bu+Rini&daerah=18.04&skala=mikro";
    let seen = house.post("/daftar", "", first).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.text().contains("name=\"nib\"") && seen.text().contains("value=\"Selai Bu Rini\""), "{}", seen.text());
    let business = "nama=Selai+Bu+Rini&daerah=18.04&skala=mikro";
    let seen = house.post("/daftar", "", &format!("langkah=2&{business}&nib=123&kbli=10330")).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.text().contains("id=\"nib-salah\"") && seen.text().contains("value=\"123\""), "{}", seen.text());
    let numbers = format!("{business}&nib=9900180400077&kbli=10330");
    let seen = house.post("/daftar", "", &format!("langkah=2&{numbers}")).await;
    assert!(seen.text().contains("name=\"sandi\"") && seen.text().contains("value=\"9900180400077\""));
    let weak = house.post("/daftar", "", &format!("langkah=3&{numbers}&pemilik=Rini&login=rini&sandi=rahasia")).await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(weak.text().contains("value=\"rini\"") && !weak.text().contains("rahasia"), "{}", weak.text());
    let seen = house
        .post("/daftar", "", &format!("langkah=3&{numbers}&pemilik=Rini&login=rini&sandi=pisang+goreng+pagi"))
        .await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text());
    let rini = cookie(&seen).unwrap();
    let home = seen.headers[header::LOCATION].to_str().unwrap().to_owned();
    let page = house.get(&home, &rini).await;
    assert!(
        page.text().contains("Selamat datang") && page.text().contains("Menunggu pemeriksaan Dinas"),
        "{}",
        page.text()
    );
    let made = registry::find_producer_by_nib(&mut &house.db, "9900180400077").await.unwrap().unwrap();
    assert_eq!(made.status, ProducerStatus::Awaiting);
    assert_eq!(cases::cases_of(&mut &house.db, made.id, None, 5).await.unwrap().len(), 1);
    let twice =
        house.post("/daftar", "", &format!("langkah=3&{numbers}&pemilik=R&login=rini2&sandi=pisang+goreng+pagi")).await;
    assert!(twice.text().contains("Usaha dengan NIB ini sudah tercatat"), "{}", twice.text());

    // Nobody has checked what a newcomer wrote: the public page shows none of it.
    let public = house.get(&format!("/produsen/{}", made.id), "").await;
    assert!(public.text().contains("noindex"), "{}", public.text());
}
