use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use super::fixtures::*;
use super::specimen::{self, Names};
use crate::recalls::Recall;
use crate::registry::{BatchId, ProductStatus};
use crate::verification::{Answer, Finding, Record, Register, Verdict};

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
        let raw = get(door.clone(), &format!("/contoh/{word}?lang=id")).await.wire();
        assert!(raw < 14_000, "{word}: {raw} bytes before they are deflated");
        let request = Request::get(format!("/contoh/{word}")).header(header::ACCEPT_ENCODING, "gzip");
        let seen = send(door.clone(), request.body(Body::empty()).unwrap()).await;
        assert_eq!(seen.headers[header::CONTENT_ENCODING], "gzip");
        println!("{word}: {} bytes, {raw} before", seen.wire());
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
        "Belum pernah diperiksa; ini pemeriksaan pertama yang tercatat.",
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
        assert!(policy.starts_with("default-src 'none'; style-src 'self' 'sha256-"), "{policy}");
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

/// The valid answer with another record, and the page of it.
fn with_record(names: Names, verdict: Option<Verdict>, change: impl FnOnce(&mut Record)) -> String {
    page_of(altered(names, verdict, change), "id")
}

fn altered(names: Names, verdict: Option<Verdict>, change: impl FnOnce(&mut Record)) -> Answer {
    let mut evidence = evidence(names);
    let mut record = evidence.record().unwrap().clone();
    change(&mut record);
    evidence.register = Register::Holds(Arc::new(record));
    Answer { verdict: verdict.unwrap_or(Verdict::Valid), finding: Finding::Known(Box::new(evidence)), at: now() }
}

#[test]
fn the_signed_name_is_shown_and_the_new_one_noted() {
    let change = |record: &mut Record| {
        record.product.name = "Kopi Luwak Istimewa".to_owned();
        record.producer.name = "IKM Lain Sekali".to_owned();
    };
    let page = with_record(USUAL, None, change);
    assert!(page.contains(&format!("untuk {} dari {}, Kabupaten Lampung Barat", USUAL.0, USUAL.1)));
    assert!(page.contains(&format!("Dibuat oleh {}", USUAL.1)));
    assert!(page.contains(&format!(">{}</a></h3>", USUAL.0)));
    for now in ["Kopi Luwak Istimewa", "IKM Lain Sekali"] {
        assert!(page.contains(&format!("Dalam catatan penerbit kini bernama {now}.")), "{now}");
        assert_eq!(page.matches(now).count(), 1, "{now}");
    }
    assert!(page_of(altered(USUAL, None, change), "en").contains("it is now called Kopi Luwak Istimewa."));
    assert!(!shown(USUAL, "valid", "id").contains("kini bernama"));
}

#[test]
fn a_compact_code_says_where_its_name_comes_from() {
    let page = page_of(specimen::compact(USUAL, now()), "id");
    assert!(page.contains(USUAL.0) && page.contains(USUAL.1));
    assert!(page.contains("namanya diambil dari catatan penerbit"));
    assert!(!shown(USUAL, "valid", "id").contains("versi ringkas"));
}

#[test]
fn a_product_off_the_market_is_a_fact_and_no_verdict() {
    let off = |status, verdict| with_record(USUAL, verdict, |record| record.product.status = status);
    let note = "<p class=\"bad\">Produk ini tidak lagi beredar menurut catatan penerbit.</p>";
    let page = off(ProductStatus::Withdrawn, None);
    assert!(page.contains("data-verdict=\"valid\"") && page.contains(note));
    assert!(page.find(note) < page.find("Cocokkan dengan kemasan</h2>"));
    assert!(off(ProductStatus::Revoked, None).contains("Produk ini dicabut menurut catatan penerbit."));
    assert!(!off(ProductStatus::Withdrawn, Some(Verdict::Recalled(recall("kaca", "0721")))).contains(note));
    assert!(!shown(USUAL, "valid", "id").contains("menurut catatan penerbit"));
}

fn recall(reason: &str, contact: &str) -> Recall {
    Recall {
        id: 1,
        batch: BatchId(1),
        items: None,
        reason: reason.to_owned(),
        instruction: "Kembalikan ke penjual".to_owned(),
        contact: contact.to_owned(),
        at: now(),
        lift: None,
    }
}

#[test]
fn the_longest_recall_and_a_long_history_leave_the_page_small() {
    let text = |length: usize| "Jangan dimakan, kembalikan. ".repeat(20)[..length].trim().to_owned();
    let longest = Recall { instruction: text(240), ..recall(&text(200), &text(120)) };
    let page = with_record(LONGEST, Some(Verdict::Recalled(longest.clone())), |record| {
        record.recalls = vec![longest.clone(); 20];
    });
    println!("{} bytes", page.len());
    // The head of the answer takes some 700 bytes more.
    assert!(page.len() < 13_300, "{} bytes", page.len());
    assert!(page.contains(&longest.instruction) && page.contains(&longest.contact));
    assert!(page.contains(&longest.reason), "the newest entry is told whole");
    assert!(page.contains("19 entri di antaranya"));
    assert!(page.contains("10.000 kode diterbitkan"), "and the first");
}

#[test]
fn a_recall_names_the_whole_contact_and_only_its_reason_is_cut() {
    let contact = format!("{} 0721-000-111.", "Layanan konsumen ".repeat(9).trim());
    let recall = recall(&"kaca ".repeat(40), &contact);
    let page = with_record(USUAL, Some(Verdict::Recalled(recall.clone())), |record| record.recalls.push(recall));
    assert_eq!(page.matches("Kembalikan ke penjual. Hubungi Layanan").count(), 1);
    assert_eq!(page.matches("konsumen 0721-000-111.<").count(), 1);
    assert!(page.contains("kaca…<") && !page.contains("….") && !page.contains("111.."));
}

#[test]
fn a_lapsed_permit_is_a_sentence_of_its_own() {
    assert!(shown(USUAL, "certificate_lapsed", "id").contains("<p>Kode sah. Izin edar P-IRT "));
    assert!(shown(USUAL, "certificate_lapsed", "en").contains("<p>The code is valid. "));
}

#[test]
fn a_name_cannot_turn_the_words_around_it() {
    for word in WORDS {
        let page = shown(TURNING, word, "id");
        assert!(!page.contains(|c: char| c.is_control() && c != '\n'), "{word}");
        assert!(!page.contains(['\u{202e}', '\u{2066}', '\u{200f}']), "{word}");
    }
    assert!(shown(TURNING, "valid", "id").contains(">Kopi [31mhalal palsu</a></h3>"));
}

#[test]
fn whoever_checks_alone_is_told_all() {
    for (lang, run) in
        [("id", "telusur verify ALAMAT --keys jwks.json"), ("en", "telusur verify ADDRESS --keys jwks.json")]
    {
        let page = shown(USUAL, "valid", lang);
        assert!(page.contains(run) && page.contains("3, 5, 8, 10, 13"), "{lang}");
    }
}
