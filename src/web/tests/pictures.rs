//! Pictures that a maker sends at the desk: photos in an order, and a logo for labels.
use axum::http::{StatusCode, header};

use super::fixtures::{Seen, now, send, with_signer};
use super::people::{House, house};
use crate::accounts::{Reach, Role};
use crate::audit::{self, Act};
use crate::registry;
use crate::uploads;

const PHOTO: &[u8] = include_bytes!("../../../data/samples/photos/IKM-1804-001-01.jpg");

/// A form with words, and with a file if there is one, as a browser sends it.
async fn sends(house: &House, path: &str, cookie: &str, words: &[(&str, &str)], file: Option<&[u8]>) -> Seen {
    let mut body = Vec::new();
    for (name, value) in words {
        let part = format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    if let Some(file) = file {
        body.extend_from_slice(b"--x\r\nContent-Disposition: form-data; name=\"foto\"; filename=\"a.jpg\"\r\n\r\n");
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--x--\r\n");
    let request = axum::http::Request::post(path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, cookie)
        .body(body.into())
        .unwrap();
    send(house.door.clone(), request).await
}

#[tokio::test]
async fn a_maker_chooses_which_photo_stands_for_a_product() {
    let house = house().await;
    let [own, foreign] = house.producers().await;
    house.person("sari", Role::Owner, Reach::Producer(own.id)).await;
    let sari = house.enter("sari").await;
    let product = registry::products_of(&mut &house.db, own.id).await.unwrap().remove(0).id;
    let place = format!("/usaha/{}/produk/{product}/foto", own.id);
    for _ in 0..3 {
        assert_eq!(sends(&house, &place, &sari, &[], Some(PHOTO)).await.status, StatusCode::SEE_OTHER);
    }
    let photos = async || -> Vec<i64> {
        uploads::photos_of(&mut &house.db, product).await.unwrap().iter().map(|photo| photo.id.0).collect()
    };
    let before = photos().await;
    let page = house.get(&place, &sari).await;
    assert_eq!(page.text().matches("Jadikan utama</button>").count(), 2, "{}", page.text());
    assert_eq!(page.text().matches("Foto utama").count(), 1);

    let last = before[2].to_string();
    assert_eq!(sends(&house, &place, &sari, &[("utama", &last)], None).await.status, StatusCode::SEE_OTHER);
    assert_eq!(photos().await, [before[2], before[0], before[1]]);
    // A photo that is not of this product, or of nobody.
    let foreign = format!("/usaha/{}/produk/{product}/foto", foreign.id);
    assert_eq!(sends(&house, &foreign, &sari, &[("utama", &last)], None).await.status, StatusCode::NOT_FOUND);
    assert_eq!(sends(&house, &place, &sari, &[("utama", "999")], None).await.status, StatusCode::NOT_FOUND);
    assert_eq!(photos().await, [before[2], before[0], before[1]]);
    // Four are kept. Whoever sends a fifth, from a page that was open before, is told so.
    assert_eq!(sends(&house, &place, &sari, &[], Some(PHOTO)).await.status, StatusCode::SEE_OTHER);
    let fifth = sends(&house, &place, &sari, &[], Some(PHOTO)).await;
    assert_eq!(fifth.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(fifth.text().contains("Hapus satu dahulu"), "{}", fifth.text());
}

#[tokio::test]
async fn a_logo_is_printed_where_a_design_has_a_place_for_it() {
    let house = house().await;
    let house = House { door: with_signer(house.db.clone()).await, ..house };
    let [own, foreign] = house.producers().await;
    house.person("sari", Role::Owner, Reach::Producer(own.id)).await;
    house.person("tono", Role::Owner, Reach::Producer(foreign.id)).await;
    let (sari, tono) = (house.enter("sari").await, house.enter("tono").await);
    let place = format!("/usaha/{}/logo", own.id);
    let product = registry::products_of(&mut &house.db, own.id).await.unwrap().remove(0).id;
    let batch = registry::batches_of(&mut &house.db, product, 1).await.unwrap().remove(0).id;
    let proof = format!("/usaha/{}/bets/{batch}/pratinjau?kertas=a4-100x50&desain=100x50", own.id);
    let without = house.get(&proof, &sari).await;
    assert_eq!(without.status, StatusCode::OK, "{}", without.text());

    let wrong = sends(&house, &place, &sari, &[], Some(b"<svg onload=alert(1)>")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("role=\"alert\""));
    assert_eq!(sends(&house, &place, &sari, &[], Some(PHOTO)).await.status, StatusCode::SEE_OTHER);
    let logo = uploads::logo_of(&mut &house.db, own.id).await.unwrap().unwrap();
    let page = house.get(&place, &sari).await;
    assert!(page.text().contains(&format!("src=\"{place}/{logo}\"")), "{}", page.text());
    let seen = house.get(&format!("{place}/{logo}"), &sari).await;
    assert!(seen.bytes.starts_with(&[0xff, 0xd8]) && seen.bytes.len() <= uploads::SMALL_FILE);

    let with = house.get(&proof, &sari).await;
    assert!(with.bytes.len() > without.bytes.len() + 500, "{} {}", with.bytes.len(), without.bytes.len());
    // A small label has no place for it, and is as before.
    let small = house.get(&proof.replace("kertas=a4-100x50&desain=100x50", "kertas=a4-24"), &sari).await;
    assert_eq!(small.status, StatusCode::OK);

    // Nobody else sees it, or takes it away.
    let theirs = format!("/usaha/{}/logo/{logo}", foreign.id);
    assert_eq!(house.get(&theirs, &tono).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.get(&format!("{place}/{logo}"), &tono).await.status, StatusCode::NOT_FOUND);
    assert_eq!(sends(&house, &place, &tono, &[("hapus", "ya")], None).await.status, StatusCode::NOT_FOUND);
    assert_eq!(uploads::logo_of(&mut &house.db, own.id).await.unwrap(), Some(logo));

    assert_eq!(sends(&house, &place, &sari, &[("hapus", "ya")], None).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.get(&proof, &sari).await.bytes, without.bytes);
    let trail = audit::search(&mut &house.db, &audit::Wanted::default(), None, 2).await.unwrap();
    let acts: Vec<_> = trail.entries.iter().map(|it| (it.entry.act, it.entry.at)).collect();
    assert_eq!(acts, [(Act::ProducerChanged, now()), (Act::ProducerChanged, now())]);
}
