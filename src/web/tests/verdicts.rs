use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use super::fixtures::*;

#[tokio::test]
async fn every_verdict_has_its_page_in_both_languages() {
    let door = door(Names::Usual).await;
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
    for names in [Names::Usual, Names::Longest] {
        let door = door(names).await;
        for word in WORDS {
            let request = Request::get(format!("/contoh/{word}")).header(header::ACCEPT_ENCODING, "gzip");
            let seen = send(door.clone(), request.body(Body::empty()).unwrap()).await;
            assert_eq!(seen.headers[header::CONTENT_ENCODING], "gzip");
            let headers: usize = seen.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
            let wire = headers + seen.bytes.len() + 60;
            println!("{word}: {wire} bytes");
            assert!(wire <= 8_000, "{word}: {wire}");
        }
    }
}

#[tokio::test]
async fn a_code_at_its_own_address_answers() {
    let door = door(Names::Usual).await;
    let seen = get(door.clone(), &address(Names::Usual)).await;
    let text = seen.text();
    assert!(text.contains("data-verdict=\"valid\""));
    for told in [
        "Kode sah",
        "Diterbitkan resmi oleh Dinas Perindustrian Provinsi Lampung",
        "4.711 dari 10.000",
        "22 Oktober 2027",
        "Kabupaten Lampung Barat",
        "Sentra IKM Kopi Bubuk Bukit Contoh",
        "Berlaku selama komposisi tidak berubah. Dikonfirmasi ke BPJPH pada 3 November 2026.",
        "Jenis 99",
        "Belum dicatat di versi ini.",
    ] {
        assert!(text.contains(told), "{told}");
    }
    let seen = get(door, &format!("{}?lang=en", address(Names::Usual))).await;
    assert!(seen.text().contains("4,711 of 10,000"));
}

#[tokio::test]
async fn a_bad_code_is_an_answer_and_no_error() {
    let door = door(Names::Usual).await;
    let digits = &address(Names::Usual)[1..];
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

#[tokio::test]
async fn what_producers_write_is_inert() {
    let door = door(Names::Hostile).await;
    for word in WORDS {
        let seen = get(door.clone(), &format!("/contoh/{word}")).await;
        assert!(!seen.text().contains("<script"), "{word}");
        assert!(!seen.text().contains("<img"), "{word}");
        assert!(!seen.text().contains("\"'&{"), "{word}");
    }
}

#[tokio::test]
async fn the_headers_start_from_nothing() {
    let door = door(Names::Usual).await;
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
    assert_eq!(get(door, "/contoh/valid").await.headers[header::CACHE_CONTROL], "no-store");
}
