//! What is remembered of scans, and what is not.
use telusur::clock::{Clock, Day, Moment};
use telusur::db::{Db, Error, Query};
use telusur::registry::{BatchId, RegionCode};
use telusur::scans::{self, Device, Entry, KEPT_DAYS, Recorder, Salt, Scan, Told};

use crate::databases::for_each_database;
use crate::world::{World, batch, day};

/// An hour, in milliseconds.
const HOUR: i64 = 3_600_000;

fn entry(batch: BatchId, item: u64, at: Moment, device: u8) -> Entry {
    Entry { batch, item: Some(item), at, region: None, verdict: "valid", device: Device([device; 8]) }
}

async fn enters(db: &Db, entries: Vec<Entry>) -> u64 {
    let entered: Result<u64, Error> = db
        .write(move |tx| {
            let entries = entries.clone();
            Box::pin(async move { scans::enter(tx, &entries).await })
        })
        .await;
    entered.unwrap()
}

async fn sweeps(db: &Db, today: Day) -> u64 {
    let swept: Result<u64, Error> = db.write(move |tx| Box::pin(scans::sweep(tx, today))).await;
    swept.unwrap()
}

async fn numbers(db: &Db, sql: &'static str) -> Vec<(i64, i64)> {
    (&mut &*db).all(sql, vec![]).await.unwrap()
}

#[tokio::test]
async fn the_same_phone_on_the_same_day_counts_once() {
    for_each_database(counts_devices).await;
}

async fn counts_devices(db: Db) {
    let world = World::new(db.clone()).await;
    let a = world.issues(batch("A")).await.id;
    let (noon, later) = (Moment::noon(day("2026-11-22")), Moment::noon(day("2026-11-25")));
    assert_eq!(scans::told(&db, a, Some(1)).await.unwrap(), None);

    let again = Moment(noon.0 + 3 * HOUR);
    let first = vec![entry(a, 1, noon, 1), entry(a, 1, again, 1), entry(a, 1, again, 2), entry(a, 2, noon, 1)];
    assert_eq!(enters(&db, first).await, 3);
    assert_eq!(scans::told(&db, a, Some(1)).await.unwrap(), Some(Told { first: noon, checks: 2 }));
    assert_eq!(scans::told(&db, a, Some(2)).await.unwrap(), Some(Told { first: noon, checks: 1 }));
    assert_eq!(scans::told(&db, a, None).await.unwrap(), None, "an item is not the batch");

    let lampung_barat = RegionCode::parse("18.04").unwrap();
    let there = Entry { region: Some(lampung_barat), ..entry(a, 1, later, 1) };
    assert_eq!(enters(&db, vec![there]).await, 1);
    assert_eq!(scans::told(&db, a, Some(1)).await.unwrap(), Some(Told { first: noon, checks: 3 }));
    let totals = numbers(&db, "select day, cast(checks as bigint) from scan_totals order by day").await;
    assert_eq!(totals, [(i64::from(noon.day().0), 3), (i64::from(later.day().0), 1)]);
}

#[tokio::test]
async fn single_scans_live_thirty_days_and_their_counts_stay() {
    for_each_database(forgets).await;
}

async fn forgets(db: Db) {
    let world = World::new(db.clone()).await;
    let a = world.issues(batch("A")).await.id;
    let noon = Moment::noon(day("2026-11-22"));
    enters(&db, vec![entry(a, 1, noon, 1), entry(a, 1, noon, 2)]).await;
    assert_eq!(sweeps(&db, Day(noon.day().0 + KEPT_DAYS)).await, 0);
    assert_eq!(sweeps(&db, Day(noon.day().0 + KEPT_DAYS + 1)).await, 2);
    assert_eq!(numbers(&db, "select batch_id, item from scans").await, []);
    assert_eq!(scans::told(&db, a, Some(1)).await.unwrap(), Some(Told { first: noon, checks: 2 }));
    assert_eq!(numbers(&db, "select item, checks from scanned").await, [(1, 2)]);
}

#[tokio::test]
async fn a_day_has_one_salt_for_all_and_loses_it_at_midnight() {
    for_each_database(keeps_salts).await;
}

async fn keeps_salts(db: Db) {
    let salt = async |day: Day, offered: u8| -> Salt {
        let salt: Result<Salt, Error> =
            db.write(move |tx| Box::pin(async move { scans::salt(tx, day, &Salt([offered; 32])).await })).await;
        salt.unwrap()
    };
    let today = day("2026-11-22");
    assert_eq!(salt(today, 1).await, Salt([1; 32]));
    assert_eq!(salt(today, 2).await, Salt([1; 32]), "another process was first");
    sweeps(&db, today).await;
    assert_eq!(salt(today, 3).await, Salt([1; 32]));
    sweeps(&db, Day(today.0 + 1)).await;
    assert_eq!(salt(today, 4).await, Salt([4; 32]), "yesterday's is gone for good");
}

#[tokio::test]
async fn a_recorder_writes_what_it_was_told_and_keeps_no_address() {
    for_each_database(records).await;
}

async fn records(db: Db) {
    let world = World::new(db.clone()).await;
    let a = world.issues(batch("A")).await.id;
    let noon = Moment::noon(day("2026-11-22"));
    let recorder = Recorder::start(db.clone(), Clock::Still(noon), || Some(Salt([7; 32])));
    let scan = |item: u64, phone: &str| Scan {
        batch: a,
        item: Some(item),
        at: noon,
        region: None,
        verdict: "valid",
        trace: format!("192.0.2.{phone} Mozilla").into_bytes(),
    };
    for _ in 0..3 {
        recorder.tell(scan(1, "7"));
    }
    recorder.tell(scan(1, "8"));
    recorder.tell(scan(2, "7"));
    recorder.close().await;
    assert_eq!(scans::told(&db, a, Some(1)).await.unwrap().unwrap().checks, 2);
    assert_eq!(scans::told(&db, a, Some(2)).await.unwrap().unwrap().checks, 1);
    let devices: Vec<(Vec<u8>,)> =
        (&mut &db).all("select device from scans where item = 1 order by device", vec![]).await.unwrap();
    assert!(devices.iter().all(|(device,)| device.len() == 8));
    let known = Device::of(b"192.0.2.7 Mozilla", &Salt([7; 32]));
    assert!(devices.iter().any(|(device,)| *device == known.0));
}

#[tokio::test]
async fn what_is_too_much_is_counted_and_nobody_waits() {
    for_each_database(overflows).await;
}

async fn overflows(db: Db) {
    let world = World::new(db.clone()).await;
    let a = world.issues(batch("A")).await.id;
    let noon = Moment::noon(day("2026-11-22"));
    let recorder = Recorder::start(db.clone(), Clock::Still(noon), || Some(Salt([7; 32])));
    let begun = std::time::Instant::now();
    for item in 1..=12_000_u64 {
        let trace = item.to_be_bytes().to_vec();
        recorder.tell(Scan { batch: a, item: Some(item), at: noon, region: None, verdict: "valid", trace });
    }
    assert!(begun.elapsed().as_millis() < 1_000, "{:?}", begun.elapsed());
    recorder.close().await;
    // A busy machine may take longer than the end waits for.
    let (mut stored, mut passed_over) = (0, 0);
    while stored + passed_over < 12_000 && begun.elapsed().as_secs() < 60 {
        stored = numbers(&db, "select count(*), count(*) from scans").await[0].0;
        passed_over =
            numbers(&db, "select checks, checks from scans_passed_over").await.first().map_or(0, |(checks, _)| *checks);
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(stored + passed_over, 12_000);
    assert!(passed_over > 0 && stored >= 10_000, "{stored}");
}

/// What a phone sees, when it says who it is.
fn seen(server: &crate::program::Server, code: &str, phone: &str) -> String {
    server.asks(code, &[("user-agent", phone)]).text
}

#[test]
fn the_page_says_when_a_code_was_first_checked_and_how_often() {
    let office = crate::program::Office::at_work();
    let server = office.serves();
    let code = office.codes("A-1").remove(0);
    assert!(seen(&server, &code, "one").contains("ini pemeriksaan pertama yang tercatat"));
    for phone in ["one", "two", "two", "three"] {
        seen(&server, &code, phone);
    }
    // The recorder writes a moment later.
    let begun = std::time::Instant::now();
    while !seen(&server, &code, "one").contains("sudah 3 kali sebelum ini") {
        assert!(begun.elapsed().as_secs() < 10, "{}", seen(&server, &code, "one"));
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(server.asks(&code, &[("accept", "application/json")]).json()["scan_history"]["checks"] == 3);
    let other = office.codes("A-1").remove(1);
    assert!(seen(&server, &other, "one").contains("pertama yang tercatat"), "each item has its own history");
    assert!(server.gets("/statistik").text.contains("Pemeriksaan kode"));
}

#[test]
fn a_server_that_is_told_to_stop_writes_the_last_scans() {
    let office = crate::program::Office::at_work();
    let code = office.codes("A-1").remove(0);
    let mut server = office.serves();
    seen(&server, &code, "one");
    server.signal("TERM");
    assert!(server.ends_within(std::time::Duration::from_secs(10)).success());
    let server = office.serves();
    assert!(seen(&server, &code, "two").contains("sudah 1 kali sebelum ini"));
}
