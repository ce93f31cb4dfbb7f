//! An operator configures the service. A typo is never a silent default, and `doctor` says what is wrong.
use std::fs;

use crate::program::Office;

#[test]
fn an_unknown_setting_stops_every_command() {
    let office = Office::at_work().with("TELUSUR_LISTENN", "0.0.0.0:80");
    for words in [&["list", "batches"][..], &["serve"], &["migrate"], &["codes", "--batch", "A-1"]] {
        let told = office.types(words).refused(2);
        assert!(
            told.contains("TELUSUR_LISTENN is no setting of Telusur; telusur.example.toml lists them all"),
            "{told}"
        );
    }
    assert!(office.types(&["doctor"]).out.contains("WRONG  TELUSUR_LISTENN is no setting"));
}

#[test]
fn an_unknown_key_in_the_file_stops_the_start_and_is_named() {
    let office = Office::at_work();
    office.writes("telusur-data/telusur.toml", "listen = \"127.0.0.1:0\"\npublic_ulr = \"https://cek.id\"\n");
    let said = office.types(&["serve"]);
    assert_ne!(said.code(), 0);
    assert!(said.err.contains("public_ulr") && said.err.contains("telusur.toml"), "{said:?}");
    for text in ["listen = ", "listen = 8080", "[server]\nlisten = \"x\"", "listen = \"here\"", "\u{0}"] {
        office.writes("telusur-data/telusur.toml", text);
        let said = office.types(&["serve"]);
        assert!([1, 2].contains(&said.code()) && !said.err.contains("panicked"), "{said:?}");
    }
    let said = office.types(&["--config", "elsewhere.toml", "serve"]);
    assert!(said.err.contains("elsewhere.toml cannot be read"), "{said:?}");
}

#[test]
fn the_example_file_can_be_copied_as_it_stands() {
    let office = Office::at_work();
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/telusur.example.toml");
    office.writes("telusur-data/telusur.toml", fs::read(example).unwrap());
    assert_eq!(office.codes("A-1").len(), 50);
    assert_eq!(office.types(&["doctor"]).code(), 0);
}

#[test]
fn the_command_line_wins_over_variables_and_these_over_the_file() {
    let office = Office::at_work();
    office.writes("telusur-data/telusur.toml", "public_url = \"https://file.example\"\n");
    assert!(office.codes("A-1")[0].starts_with("https://file.example/"));
    let office = office.with("TELUSUR_PUBLIC_URL", "https://variable.example");
    assert!(office.codes("A-1")[0].starts_with("https://variable.example/"));
    let server = office.serves_with(&["--public-url", "https://flag.example"]);
    assert!(server.gets("/.well-known/did.json").text.contains("did:web:flag.example"));
}

#[test]
fn doctor_says_what_is_wrong_in_plain_words() {
    let office = Office::empty();
    let said = office.types(&["doctor"]);
    assert_eq!(said.code(), 1);
    assert!(said.out.contains("WRONG  there is no register at") && said.out.contains("run 'telusur migrate'"));
    office.types(&["migrate"]).done();
    let said = office.types(&["doctor"]);
    assert_eq!(said.code(), 1);
    assert!(said.out.contains("WRONG  no key may sign today; make one with 'telusur keys new'"), "{said:?}");
    office.types(&["keys", "new"]).done();
    let said = office.types(&["doctor"]);
    assert_eq!(said.code(), 0, "{said:?}");
    for part in ["the register answers", "is up to date", "file is sound", "set public_url to https://"] {
        assert!(said.out.contains(part), "{part:?} is not in {}", said.out);
    }
    assert!(!said.out.contains("trusted_proxies"), "{said:?}");
    let office = office.with("TELUSUR_PUBLIC_URL", "https://cek.contoh.example");
    assert!(
        office.types(&["doctor"]).done().contains("advice wrong short codes are counted for all visitors together")
    );
    let office = office.with("TELUSUR_TRUSTED_PROXIES", "127.0.0.1");
    assert!(!office.types(&["doctor"]).done().contains("trusted_proxies"));
    let short = office.types(&["keys", "list"]).done();
    assert!(short.contains("active"));

    let lost = Office::on("postgres://nobody@127.0.0.1:1/none");
    let said = lost.types(&["doctor"]);
    assert_eq!(said.code(), 1);
    assert!(said.out.contains("WRONG  the register"), "{said:?}");
    let odd = Office::on("mysql://root@localhost/x");
    assert!(odd.types(&["doctor"]).out.contains("write sqlite:///path/to/telusur.db or postgres://"));
}

#[test]
fn doctor_finds_a_damaged_file_and_a_newer_register() {
    let office = Office::at_work();
    let backup = office.path("sound.db");
    office.types(&["backup", backup.to_str().unwrap()]).done();
    let register = office.data().join("telusur.db");
    let mut bytes = fs::read(&backup).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 8192].fill(0xa5);
    for end in ["", "-wal", "-shm"] {
        // Not every file is there.
        let _ = fs::remove_file(office.data().join(format!("telusur.db{end}")));
    }
    fs::write(&register, &bytes).unwrap();
    let said = office.types(&["doctor"]);
    assert_eq!(said.code(), 1, "{said:?}");
    assert!(said.out.contains("WRONG"), "{said:?}");

    fs::write(&register, b"this is a letter, not a database, and it goes on for a while").unwrap();
    let said = office.types(&["doctor"]);
    assert_eq!(said.code(), 1);
    assert!(said.out.contains("cannot be opened") && !said.err.contains("panicked"), "{said:?}");
}

#[test]
fn a_sentence_tells_when_the_port_is_taken() {
    let office = Office::at_work();
    let server = office.serves();
    let told = office.types(&["serve", "--listen", server.host()]).refused(1);
    assert!(told.contains("is another server running? Choose another with --listen"), "{told}");
}
