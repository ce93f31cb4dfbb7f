//! Photos of products, wherever a visitor meets them.
use axum::http::{StatusCode, header};

use super::fixtures::{address, get, now, over, register};
use crate::db::Db;
use crate::registry::{self, ProductId, ProductStatus};
use crate::uploads::{self, PhotoId, Picture};

async fn adds(db: &Db) -> PhotoId {
    let picture = Picture::of(include_bytes!("../../../data/samples/photos/IKM-1804-001-01.jpg")).unwrap();
    let added: Result<PhotoId, uploads::Error> = db
        .write(move |tx| {
            let picture = picture.clone();
            Box::pin(async move { uploads::add_photo(tx, ProductId(1), &picture, now()).await })
        })
        .await;
    added.unwrap()
}

#[tokio::test]
async fn a_photo_is_on_the_pages_of_its_product() {
    let db = register().await;
    let door = over(db.clone()).await;
    let without = get(door.clone(), &address()).await;
    assert!(!without.text().contains("<img"));
    let (first, second) = (adds(&db).await, adds(&db).await);

    // The verdict is there before the photo is asked for.
    let verify = get(door.clone(), &address()).await;
    let image = format!("<img src=\"/foto/{first}/kecil\" alt=\"\" loading=\"lazy\"");
    assert!(verify.text().contains(&image) && verify.text().matches("<img").count() == 1, "{}", verify.text());
    assert!(verify.text().find("data-verdict").unwrap() < verify.text().find("<img").unwrap());

    let product = get(door.clone(), "/produk/1").await;
    let preview = format!("<meta property=\"og:image\" content=\"https://cek.contoh.example/foto/{first}\">");
    assert!(product.text().contains(&preview));
    assert!(product.text().contains(&format!("src=\"/foto/{first}\"")));
    assert!(product.text().contains(&format!("src=\"/foto/{second}/kecil\"")));
    let gallery = get(door.clone(), "/galeri").await;
    assert!(
        gallery
            .text()
            .contains(&format!("<img src=\"/foto/{first}/kecil\" width=\"480\" height=\"360\" alt=\"\" loading"))
    );

    for (path, most) in [(format!("/foto/{first}"), 400_000), (format!("/foto/{first}/kecil"), 12_000)] {
        let seen = get(door.clone(), &path).await;
        assert_eq!(seen.status, StatusCode::OK);
        assert_eq!(seen.headers[header::CONTENT_TYPE], "image/jpeg");
        assert_eq!(seen.headers[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
        assert_eq!(seen.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert!(seen.bytes.starts_with(&[0xff, 0xd8]) && seen.bytes.len() <= most, "{}", seen.bytes.len());
    }
    for path in ["/foto/0", "/foto/-1", "/foto/999", "/foto/x", "/foto/1/besar", "/foto/1%00/kecil", "/foto/"] {
        assert_eq!(get(door.clone(), path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    // A draft is nobody's business, and neither are its photos.
    db.write(|tx| Box::pin(registry::set_product_status(tx, ProductId(1), ProductStatus::Draft))).await.unwrap();
    assert_eq!(get(door, &format!("/foto/{first}")).await.status, StatusCode::NOT_FOUND);
}
