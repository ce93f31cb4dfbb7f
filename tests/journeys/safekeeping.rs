//! Copies of the register, made beside a working server, and put back.
use std::fs;
use std::process::Command;

use crate::program::{Office, issue};

#[test]
fn copies_made_under_load_are_whole_and_can_be_put_back() {
    let office = Office::at_work();
    let server = office.serves();
    let code = office.codes("A-1").remove(0);
    let copies = 4;
    std::thread::scope(|threads| {
        let writer = threads.spawn(|| {
            for n in 0..30 {
                office.issues(&format!("W-{n}"), 10);
            }
        });
        let reader = threads.spawn(|| {
            for _ in 0..200 {
                assert_eq!(server.verdict(&code), "valid");
            }
        });
        for n in 0..copies {
            office.types(&["backup", &format!("copy-{n}.db")]).done();
        }
        writer.join().unwrap();
        reader.join().unwrap();
    });
    drop(server);
    let all = office.types(&["list", "batches"]).done().lines().count();
    assert_eq!(all, 31);
    let mut before = 0;
    for n in 0..copies {
        let elsewhere = Office::empty();
        elsewhere.types(&["restore", office.path(&format!("copy-{n}.db")).to_str().unwrap()]).done();
        let said = elsewhere.types(&["doctor"]);
        assert!(said.out.contains("file is sound"), "{said:?}");
        let kept = elsewhere.types(&["list", "batches"]).done().lines().count();
        assert!(before <= kept && kept <= all, "{before} {kept} {all}");
        before = kept;
        assert_eq!(elsewhere.types(&["verify", &code]).code(), 0);
        // The keys travel separately.
        assert!(elsewhere.types(&["codes", "--batch", "A-1"]).refused(2).contains("copy it from the machine"));
    }
}

#[test]
fn what_is_replaced_is_kept_and_what_is_unsound_is_refused() {
    let office = Office::at_work();
    office.types(&["backup", "early.db"]).done();
    assert!(office.types(&["backup", "early.db"]).refused(2).contains("exists; name a new file"));
    office.issues("B-1", 5);
    let told = office.types(&["restore", "early.db"]).refused(2);
    assert!(told.contains("add --replace"), "{told}");
    let half = fs::read(office.path("early.db")).unwrap();
    office.writes("half.db", &half[..half.len() / 2]);
    office.writes("letter.db", "dear sir");
    for file in ["half.db", "letter.db"] {
        let told = office.types(&["restore", "--replace", file]).refused(2);
        assert!(told.contains("no sound copy of a register"), "{told}");
        assert_eq!(office.types(&["list", "batches"]).done().lines().count(), 2);
    }
    office.types(&["restore", "--replace", "nowhere.db"]).refused(2);

    office.types(&["restore", "--replace", "early.db"]).done();
    assert_eq!(office.types(&["list", "batches"]).done().lines().count(), 1);
    let kept = format!("sqlite://{}", office.data().join("telusur.db.before-restore").display());
    assert_eq!(Office::on(&kept).types(&["list", "batches"]).done().lines().count(), 2);
    assert!(office.types(&["restore", "--replace", "early.db"]).refused(2).contains("from an earlier restore"));
    let left: Vec<String> = fs::read_dir(office.data())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("restoring") || name.contains(".part"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

/// A limit on the size of files is as good as a full disk: the write fails half-way.
#[test]
fn a_full_disk_stops_writes_in_words_and_nothing_else() {
    let office = Office::at_work();
    let server = office.serves();
    let code = office.codes("A-1").remove(0);
    assert_eq!(server.verdict(&code), "valid");

    let mut full = Command::new("sh");
    full.args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_telusur")]);
    let output = full.args(issue("B-1", "5")).current_dir(office.path("")).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("the database could not answer") && !told.contains("panicked"), "{told}");

    assert_eq!(server.verdict(&code), "valid", "scans go on");
    assert_eq!(office.types(&["list", "batches"]).done().lines().count(), 1, "nothing of it is stored");
    office.issues("B-1", 5);
    assert!(office.types(&["doctor"]).out.contains("the register's file is sound"));
}
