use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use super::fixtures::*;

#[tokio::test]
async fn every_verdict_has_its_page_in_both_languages() {
    let door = door().await;
    for word in WORDS {
        for lang in ["id", "en"] {
            let seen = get(door.clone(), &format!("/contoh/{word}?lang={lang}")).await;
            assert_eq!(seen.status, StatusCode::OK, "{word}");
            assert_eq!(seen.text().matches("data-verdict=").count(), 1, "{word}");
            assert!(seen.text().contains(&format!("data-verdict=\"{word}\"")), "{word}");
            assert!(seen.text().contains(&format!("<html lang=\"{lang}\">")), "{word}");
            for never in ["produk asli", "genuine product", "style=", "<script", "http://"] {
                assert!(!seen.text().to_lowercase().contains(never), "{word}: {never}");
            }
        }
    }
}

#[tokio::test]
async fn every_verdict_fits_into_the_first_flight() {
    let door = door().await;
    for word in WORDS {
        let request = Request::get(format!("/contoh/{word}")).header(header::ACCEPT_ENCODING, "gzip");
        let seen = send(door.clone(), request.body(Body::empty()).unwrap()).await;
        assert_eq!(seen.headers[header::CONTENT_ENCODING], "gzip");
        println!("{word}: {} bytes", seen.wire());
        assert!(seen.wire() <= 8_000, "{word}: {}", seen.wire());
    }
}

#[test]
fn a_valid_code_says_what_it_proves_and_what_it_rests_on() {
    let page = shown(USUAL, "valid", "id");
    for told in [
        "Kode sah",
        "Diterbitkan resmi oleh Dinas Perindustrian Provinsi Lampung",
        "4.711 dari 10.000",
        "22 Oktober 2027",
        "Kabupaten Lampung Barat",
        "Sentra IKM Kopi Bubuk Bukit Contoh",
        "Berlaku selama komposisi tidak berubah. Dikonfirmasi ke BPJPH pada 3 November 2026.",
        "Belum dicatat di versi ini.",
    ] {
        assert!(page.contains(told), "{told}");
    }
    assert!(shown(USUAL, "valid", "en").contains("4,711 of 10,000"));
}

#[test]
fn without_the_register_the_signed_code_still_speaks() {
    let page = shown(USUAL, "unavailable", "id");
    for told in [
        "Isi kode yang ditandatangani",
        USUAL.0,
        USUAL.1,
        "Kabupaten Lampung Barat",
        "ID18119999000010623",
        "510180401990128",
        "statusnya belum diketahui",
    ] {
        assert!(page.contains(told), "{told}");
    }
    assert!(!page.contains("10.000"));
}

#[tokio::test]
async fn a_code_answers_at_its_own_address() {
    let door = door().await;
    let seen = get(door.clone(), &address()).await;
    assert!(seen.text().contains("data-verdict=\"valid\""));
    assert_eq!(seen.headers[header::CACHE_CONTROL], "no-store");
    let seen = get(door, &format!("{}?lang=en", address())).await;
    assert!(seen.text().contains("Valid code"));
    assert!(seen.text().contains("href=\"?lang=id\""));
}

#[tokio::test]
async fn when_the_register_is_away_a_good_signature_is_all_that_is_said() {
    let db = register().await;
    let door = over(db.clone()).await;
    db.close().await;
    let seen = get(door.clone(), &address()).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.text().contains("data-verdict=\"unavailable\""));
    let seen = get(door, "/produk/1").await;
    assert_eq!(seen.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(seen.text().contains("Catatan tidak dapat dihubungi"));
}

#[tokio::test]
async fn a_machine_gets_the_facts_at_the_same_address() {
    let request = Request::get(address()).header(header::ACCEPT, "application/json");
    let seen = send(door().await, request.body(Body::empty()).unwrap()).await;
    assert_eq!(seen.headers[header::CONTENT_TYPE], "application/json");
    let facts: serde_json::Value = serde_json::from_slice(&seen.bytes).unwrap();
    assert_eq!(facts["verdict"], "valid");
    assert_eq!(facts["claims"]["product_name"], USUAL.0);
}

#[tokio::test]
async fn a_bad_code_is_an_answer_and_no_error() {
    let door = door().await;
    let digits = &address()[1..];
    for path in [
        format!("/{}", &digits[1..]),
        format!("/{digits}/"),
        format!("/{digits}x"),
        format!("/{digits}?utm_source=chat"),
        format!("/%30{digits}"),
        format!("/{}", "9".repeat(5000)),
        "/1".to_owned(),
        "/01/09521804000016".to_owned(),
        "/01/09521804000016?t=".to_owned(),
        "/01/%FF%FE/..?t=%00".to_owned(),
    ] {
        let seen = get(door.clone(), &path).await;
        assert_eq!(seen.status, StatusCode::OK, "{path}");
        assert!(seen.text().contains("data-verdict=\"unreadable\""), "{path}");
    }
}

#[test]
fn what_producers_write_is_inert() {
    for word in WORDS {
        let page = shown(HOSTILE, word, "id");
        for markup in ["<script", "<img", "\"'&{"] {
            assert!(!page.contains(markup), "{word}: {markup}");
        }
    }
}

#[tokio::test]
async fn the_headers_start_from_nothing() {
    let door = door().await;
    for path in ["/contoh/valid", "/", "/nothing-here", "/.well-known/jwks.json"] {
        let seen = get(door.clone(), path).await;
        let policy = seen.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(seen.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(seen.headers[header::REFERRER_POLICY], "no-referrer");
        assert!(seen.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
        assert!(!seen.headers.contains_key(header::SET_COOKIE));
    }
}

#[test]
fn the_longest_names_are_never_cut() {
    for word in ["valid", "unavailable"] {
        let page = shown(LONGEST, word, "id");
        assert!(page.contains(LONGEST.0) && page.contains(LONGEST.1), "{word}");
    }
}

/// `TELUSUR_LOOK=DIR cargo test -p telusur --lib rare_pages -- --ignored` writes them to be looked at in a browser.
#[test]
#[ignore = "writes the pages that a demonstration does not have to a folder"]
fn rare_pages() {
    let folder = std::path::PathBuf::from(std::env::var("TELUSUR_LOOK").unwrap());
    for (name, names) in [("longest", LONGEST), ("hostile", HOSTILE)] {
        for word in WORDS {
            for lang in ["id", "en"] {
                std::fs::write(folder.join(format!("{name}-{word}-{lang}.html")), shown(names, word, lang)).unwrap();
            }
        }
    }
}
