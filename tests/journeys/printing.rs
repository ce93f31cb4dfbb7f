//! A printer takes millions of codes, or stops half-way.
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::program::{Office, signal};

#[test]
fn codes_stream_in_constant_memory() {
    let office = Office::at_work();
    office.issues("BIG", 10_000_000);
    let mut child =
        office.command(&["codes", "--batch", "BIG", "--format", "csv"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut most_memory = |lines_before: usize| {
        let last = lines.nth(lines_before - 1).unwrap().unwrap();
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
        let kilobytes: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
        (last, kilobytes)
    };
    let start = Instant::now();
    let (first, early) = most_memory(2_001);
    assert!(first.starts_with("2000,http://127.0.0.1:8080/"), "{first}");
    let (last, late) = most_memory(60_000);
    assert!(last.starts_with("62000,http"), "{last}");
    println!("VmHWM after 2,000 codes: {early} kB, after 62,000: {late} kB, {:?}", start.elapsed());
    assert!(late <= early + 4_096, "{early} kB grew to {late} kB");
    // Whoever reads has seen enough: no failure.
    drop(lines);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_run_of_codes_is_the_same_run_of_the_whole() {
    let office = Office::at_work();
    let all = office.codes("A-1");
    let run = office.types(&["codes", "--batch", "A-1", "--from", "7", "--to", "9"]).done();
    assert_eq!(run.lines().collect::<Vec<_>>(), all[6..9]);
    let csv = office.types(&["codes", "--batch", "A-1", "--from", "50", "--format", "csv"]).done();
    assert!(csv.starts_with(&format!("item,address,short_address\n50,{},http", all[49])), "{csv}");
    assert_eq!(csv.lines().count(), 2);
    for (from, to) in [("0", "5"), ("6", "5"), ("1", "51")] {
        let told = office.types(&["codes", "--batch", "A-1", "--from", from, "--to", to]).refused(2);
        assert!(told.contains("are not in this batch, which has items 1 to 50"), "{told}");
    }
}

#[test]
fn revoked_items_are_not_printed_again() {
    let office = Office::at_work();
    office.types(&["revoke", "items", "A-1", "--from", "10", "--to", "12", "--reason", "label bocor"]).done();
    for (from, to) in [("1", "50"), ("12", "20"), ("1", "10"), ("11", "11")] {
        let span = ["--batch", "A-1", "--from", from, "--to", to];
        let told = office.types(&[&["codes"][..], &span].concat()).refused(2);
        assert!(told.contains("items 10 to 12 were revoked (label bocor)"), "{told}");
        office.types(&[&["labels", "--format", "pdf", "--out", "a.pdf"][..], &span].concat()).refused(2);
    }
    assert!(!office.path("a.pdf").exists());
    assert_eq!(office.types(&["codes", "--batch", "A-1", "--from", "13"]).done().lines().count(), 38);
    office.types(&["lift", "revocation", "1", "--reason", "sudah diperiksa"]).done();
    assert_eq!(office.codes("A-1").len(), 50);
}

#[test]
fn an_interrupted_print_run_leaves_no_half_file() {
    let office = Office::at_work();
    office.issues("BIG", 10_000_000);
    for (with, name) in [("KILL", "a.pdf"), ("TERM", "b.pdf"), ("HUP", "c.pdf"), ("INT", "d.pdf")] {
        let mut child =
            office.command(&["labels", "--batch", "BIG", "--format", "pdf", "--out", name]).spawn().unwrap();
        let start = Instant::now();
        let begun = || {
            let files = fs::read_dir(office.path("")).unwrap().map(|file| file.unwrap());
            files.into_iter().any(|file| {
                let started = file.file_name().to_string_lossy().starts_with(name);
                started && file.metadata().is_ok_and(|facts| facts.len() > 0)
            })
        };
        while !begun() {
            assert!(start.elapsed() < Duration::from_secs(30));
            std::thread::sleep(Duration::from_millis(5));
        }
        signal(child.id(), with);
        assert!(!child.wait().unwrap().success());
        assert!(!office.path(name).exists(), "{with} left a half file");
        // Nobody sweeps up after a kill; any other end leaves nothing at all, also when the terminal was closed.
        assert!(with == "KILL" || !begun(), "{with} left a part");
    }
    // What was there before is still there.
    office.types(&["labels", "--batch", "A-1", "--format", "pdf", "--out", "a.pdf"]).done();
    let whole = fs::read(office.path("a.pdf")).unwrap();
    let mut child = office.command(&["labels", "--batch", "BIG", "--format", "pdf", "--out", "a.pdf"]).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(600));
    signal(child.id(), "KILL");
    child.wait().unwrap();
    assert_eq!(fs::read(office.path("a.pdf")).unwrap(), whole);
    assert!(office.types(&["labels", "--batch", "A-1", "--format", "pdf", "--out", "no/such/a.pdf"]).code() > 0);
}
