//! A stranger tries the program: one command, and a minute later the verify page of a printed label.
use std::collections::BTreeSet;
use std::fs;

use crate::program::Office;

/// The verdicts of spec section 5, in the order in which the demonstration prints them.
const WORDS: [&str; 11] = [
    "valid",
    "certificate_lapsed",
    "suspect",
    "expired",
    "recalled",
    "revoked",
    "not_recorded",
    "forged",
    "unknown_key",
    "unreadable",
    "unavailable",
];

#[test]
fn a_demonstration_shows_a_sheet_and_every_verdict() {
    let office = Office::empty();
    let (server, printed) = office.demonstrates();
    let words: Vec<&str> = printed.iter().map(|(word, _)| word.as_str()).collect();
    assert_eq!(words, [&["home", "sheet"][..], &WORDS].concat());
    assert!(fs::read(office.path(&printed[1].1)).unwrap().starts_with(b"%PDF-"));
    assert_eq!(server.gets("/").status, 200);
    for (word, address) in &printed[2..] {
        let page = server.gets(address);
        assert_eq!((page.status, page.verdicts()), (200, vec![word.as_str()]), "{address}");
        if !address.contains("/contoh/") {
            let report = server.asks(address, &[("accept", "application/json")]);
            assert_eq!((report.status, report.header("content-type")), (200, Some("application/json")), "{address}");
            assert_eq!(report.json()["verdict"], word.as_str());
            let body = serde_json::json!({ "code": address }).to_string();
            let asked = server.posts("/api/v1/verify", "application/json", body.as_bytes());
            assert_eq!((asked.status, &asked.json()["verdict"]), (200, &word.as_str().into()));
        }
    }
}

#[test]
fn a_second_start_reuses_what_is_there() {
    let office = Office::empty();
    let (first, printed) = office.demonstrates();
    let batches = office.types(&["list", "batches"]).done();
    drop(first);
    let (second, again) = office.demonstrates();
    let without_host = |printed: &[(String, String)]| -> BTreeSet<String> {
        printed[2..]
            .iter()
            .map(|(word, address)| format!("{word} {}", address.splitn(4, '/').nth(3).unwrap()))
            .collect()
    };
    assert_eq!(without_host(&again), without_host(&printed));
    assert_eq!(office.types(&["list", "batches"]).done(), batches);
    let (_, valid) = &again[2];
    assert_eq!(second.verdict(valid), "valid");
}

#[test]
fn a_command_beside_the_running_demonstration_shows_on_the_next_request() {
    let office = Office::empty();
    let (server, printed) = office.demonstrates();
    let valid = &printed[2].1;
    assert_eq!(server.verdict(valid), "valid");
    let words =
        ["--batch", "261022-B", "--reason", "pecahan kaca", "--instruction", "Kembalikan.", "--contact", "0721"];
    office.types(&[&["recall", "--product", "IKM-1804-001-01"][..], &words].concat()).done();
    let page = server.gets(valid);
    assert_eq!(page.verdicts(), ["recalled"]);
    assert!(page.text.contains("pecahan kaca"));
    let recalls = office.types(&["list", "recalls"]).done();
    let newest = recalls.lines().find(|line| line.contains("pecahan kaca")).unwrap();
    let number = newest.split('\t').nth(1).unwrap();
    office.types(&["lift", "recall", number, "--reason", "salah batch"]).done();
    assert_eq!(server.verdict(valid), "valid");
    let words = ["set", "certification", "IKM-1804-001-01", "--kind", "halal", "--number", "ID18119999000010623"];
    office.types(&[&words[..], &["--ended", "2026-11-01"]].concat()).done();
    assert_eq!(server.verdict(valid), "certificate_lapsed");
}

#[test]
fn the_demonstration_is_no_real_register_and_a_real_one_is_no_demonstration() {
    let office = Office::empty();
    drop(office.demonstrates());
    let told = office.types(&["serve", "--listen", "127.0.0.1:0"]).refused(2);
    assert!(told.contains("published example key, with which anyone can sign"), "{told}");
    let doctor = office.types(&["doctor"]);
    assert_eq!(doctor.code(), 0);
    assert!(doctor.out.contains("is a demonstration; its labels prove nothing"), "{}", doctor.out);

    let real = Office::at_work();
    let told = real.types(&["demo", "--port", "0"]).refused(2);
    assert!(told.contains("holds a register that is no demonstration"), "{told}");
}
