//! What the register finds odd is told in the language of the page.
use axum::http::StatusCode;

use super::agency::{opens, staffed, trademark};
use super::people::house;
use crate::accounts::{Reach, Role};
use crate::casework::ClaimDraft;
use crate::registry;

#[tokio::test]
async fn a_case_says_what_is_odd_in_the_language_of_the_page() {
    let (house, owner) = staffed().await;
    let [own, _] = house.producers().await;
    let product = registry::products_of(&mut &house.db, own.id).await.unwrap().remove(0).id;
    let short = ClaimDraft { number: "IDM00012345".to_owned(), ..trademark(product) };
    let path = format!("/dinas/perkara/{}", opens(&house, owner, short).await);
    let officer = house.enter("budi").await;
    let indonesian = "ada 8 angka setelah IDM, biasanya 9; bandingkan dengan sertifikatnya";
    let english = "it has 8 digits after IDM, the usual number has 9; compare it with the certificate";
    for (lang, shown, hidden) in [("id", indonesian, english), ("en", english, indonesian)] {
        let page = house.get(&format!("{path}?lang={lang}"), &officer).await;
        assert!(page.text().contains(shown) && !page.text().contains(hidden), "{lang}: {}", page.text());
    }
}

#[tokio::test]
async fn what_is_written_too_long_is_refused_in_the_language_of_the_page() {
    let (house, owner) = staffed().await;
    let [own, _] = house.producers().await;
    let product = registry::products_of(&mut &house.db, own.id).await.unwrap().remove(0).id;
    let path = format!("/dinas/perkara/{}", opens(&house, owner, trademark(product)).await);
    let officer = house.enter("budi").await;
    let form = format!("langkah=tolak&dilihat=1&kata={}", "x".repeat(501));
    let indonesian = "panjangnya 501 karakter; ringkas menjadi paling banyak 500";
    let english = "it has 501 characters; shorten it to at most 500";
    for (lang, shown, hidden) in [("id", indonesian, english), ("en", english, indonesian)] {
        let page = house.post(&format!("{path}?lang={lang}"), &officer, &form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text().contains(shown) && !page.text().contains(hidden), "{lang}: {}", page.text());
    }
}

#[tokio::test]
async fn a_maker_reads_why_a_recall_or_a_batch_is_refused() {
    let house = house().await;
    let [own, _] = house.producers().await;
    house.person("sari", Role::Owner, Reach::Producer(own.id)).await;
    let sari = house.enter("sari").await;
    let product = registry::products_of(&mut &house.db, own.id).await.unwrap().remove(0).id;
    let batch = registry::batches_of(&mut &house.db, product, 1).await.unwrap().remove(0).id;
    let recall = format!("alasan=satu%0Adua&anjuran=Buang&kontak={}", "0".repeat(20));
    let batches = "kode=231126-B&jumlah=24&dibuat=2027-11-23";
    for (path, form, field, [indonesian, english]) in [
        (
            format!("/usaha/{}/bets/{batch}/tarik", own.id),
            recall.as_str(),
            "alasan",
            ["tulis semuanya dalam satu baris", "write all of it in one line"],
        ),
        (
            format!("/usaha/{}/produk/{product}/bets", own.id),
            batches,
            "dibuat",
            ["23 November 2027 lebih dari 90 hari ke depan", "23 November 2027, lies more than 90 days ahead"],
        ),
    ] {
        for (lang, shown, hidden) in [("id", indonesian, english), ("en", english, indonesian)] {
            let page = house.post(&format!("{path}?lang={lang}"), &sari, form).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert!(page.text().contains(shown) && !page.text().contains(hidden), "{lang}: {}", page.text());
            assert!(page.text().contains(&format!("id=\"{field}-salah\"")), "marked at its field");
        }
    }
}
