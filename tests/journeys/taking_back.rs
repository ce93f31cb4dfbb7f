//! An officer takes goods, codes and keys back, and lifts it again. A second desk on the same register shows it at once.
use telusur::db::Db;
use telusur::issuance::Order;
use telusur::recalls::{self, ItemRange, NewRecall, Subject};
use telusur::registry::Level;

use crate::databases::for_each_database;
use crate::world::{KOPI, World, batch};

#[tokio::test]
async fn a_recalled_batch_warns_the_consumer() {
    for_each_database(recalls_a_batch).await;
}

async fn recalls_a_batch(db: Db) {
    let office = World::new(db).await;
    let shop = office.on("2026-11-23").await;
    let (a, b) = (office.issues(batch("A")).await, office.issues(batch("B")).await);
    let (label, other) = (office.label(&a, 3).await, office.label(&b, 3).await);
    shop.scans(&label).await.is("valid");

    let number = office.recalls(&a, None, "pecahan kaca").await;
    shop.scans(&label).await.is("recalled").tells("pecahan kaca").tells("Jangan dikonsumsi.").tells("0721 000 000");
    shop.scans(&other).await.is("valid");

    office.lifts_recall(number, "salah batch").await.unwrap();
    shop.scans(&label).await.is("valid").tells("pecahan kaca").tells("salah batch");

    // The same goods can be recalled again, and both stories stay.
    office.recalls(&a, None, "jamur").await;
    shop.scans(&label).await.is("recalled").tells("jamur").tells("salah batch");
}

#[tokio::test]
async fn a_recalled_range_warns_for_its_items_only() {
    for_each_database(recalls_some_items).await;
}

async fn recalls_some_items(db: Db) {
    let office = World::new(db).await;
    let shop = office.on("2026-11-23").await;
    let a = office.issues(batch("A")).await;
    office.recalls(&a, Some((4, 6)), "segel rusak").await;
    for (item, word) in [(1, "valid"), (3, "valid"), (4, "recalled"), (6, "recalled"), (7, "valid"), (10, "valid")] {
        shop.scans(&office.label(&a, item).await).await.is(word);
    }
    // A code that names no item cannot say that it is not among them.
    let b = office.issues(Order { level: Level::Batch, ..batch("B") }).await;
    office.recalls(&b, Some((4, 6)), "segel rusak").await;
    shop.scans(&office.label(&b, 1).await).await.is("recalled");
}

#[tokio::test]
async fn every_subject_can_be_revoked_and_lifted() {
    for_each_database(revokes_every_subject).await;
}

async fn revokes_every_subject(db: Db) {
    let office = World::new(db).await;
    let shop = office.on("2026-11-23").await;
    let a = office.issues(batch("A")).await;
    let (second, ninth) = (office.label(&a, 2).await, office.label(&a, 9).await);
    let product = office.product(KOPI).await.id;
    let items = Subject::Items(a.id, ItemRange { first: 1, last: 5 });
    for (subject, ninth_too) in [
        (items, false),
        (Subject::Batch(a.id), true),
        (Subject::Product(product), true),
        (Subject::Key(a.key.clone()), true),
    ] {
        let number = office.revokes(subject.clone(), "label bocor").await;
        shop.scans(&second).await.is("revoked").tells("label bocor");
        shop.scans(&ninth).await.is(if ninth_too { "revoked" } else { "valid" });
        office.lifts_revocation(number, "sudah diperiksa").await.unwrap();
        shop.scans(&second).await.is("valid").tells("sudah diperiksa");
        let told = office.lifts_revocation(number, "lagi").await.unwrap_err().to_string();
        assert_eq!(told, format!("revocation {number} was lifted already"), "{subject}");
    }
}

#[tokio::test]
async fn revoked_is_said_before_recalled_and_recalled_before_expired() {
    for_each_database(takes_back_twice).await;
}

async fn takes_back_twice(db: Db) {
    let office = World::new(db).await;
    let a = office.issues(batch("A")).await;
    let label = office.label(&a, 1).await;
    let next_year = office.on("2027-11-21").await;
    next_year.scans(&label).await.is("expired");
    office.on("2027-11-20").await.scans(&label).await.is("valid");
    office.recalls(&a, None, "jamur").await;
    next_year.scans(&label).await.is("recalled");
    office.revokes(Subject::Batch(a.id), "label bocor").await;
    next_year.scans(&label).await.is("revoked");
}

#[tokio::test]
async fn what_cannot_be_taken_back_is_refused_in_words() {
    for_each_database(takes_back_oddly).await;
}

async fn takes_back_oddly(db: Db) {
    let office = World::new(db).await;
    let a = office.issues(batch("A")).await;
    let recall = |items: Option<(u64, u64)>, reason: &str| {
        let items = items.map(|(first, last)| ItemRange { first, last });
        NewRecall::new(&a, items, reason, "Jangan dikonsumsi.", "0721").unwrap_err().to_string()
    };
    for (first, last) in [(0, 3), (5, 4), (1, 11), (u64::MAX, u64::MAX)] {
        let told = recall(Some((first, last)), "jamur");
        assert_eq!(told, format!("items {first} to {last} are no range of this batch, which has items 1 to 10"));
    }
    assert!(recall(None, "").contains("reason: it is empty"));
    assert!(recall(None, "dua\nbaris").contains("it has more than one line; write all of it in one line"));
    assert!(recall(None, &"x".repeat(201)).contains("201 characters; shorten it to at most 200"));
    let told = office.lifts_recall(77, "tidak ada").await.unwrap_err().to_string();
    assert_eq!(told, "there is no recall 77; 'telusur list recalls' shows them with their numbers");
}

#[tokio::test]
async fn history_is_neither_changed_nor_deleted() {
    for_each_database(rewrites_history).await;
}

async fn rewrites_history(db: Db) {
    let office = World::new(db).await;
    let a = office.issues(batch("A")).await;
    let recall = office.recalls(&a, None, "jamur").await;
    let revocation = office.revokes(Subject::Batch(a.id), "label bocor").await;
    office.lifts_recall(recall, "bersih").await.unwrap();
    office.lifts_revocation(revocation, "bersih").await.unwrap();
    for sql in [
        "update recalls set reason = 'x'",
        "delete from recalls",
        "update revocations set reason = 'x'",
        "delete from revocations",
        "update lifts set reason = 'x'",
        "delete from lifts",
    ] {
        let told = office.types_sql(sql).await.expect_err(sql).to_string();
        assert!(told.contains("history is never"), "{sql}: {told}");
    }
    let q = &mut &office.db;
    assert_eq!(recalls::all_recalls(q).await.unwrap()[0].reason, "jamur");
    assert_eq!(recalls::all_revocations(q).await.unwrap()[0].lift.as_ref().unwrap().reason, "bersih");
}

#[tokio::test]
async fn postgresql_truncates_no_history_either() {
    for_each_database(truncates_history).await;
}

async fn truncates_history(db: Db) {
    if matches!(db, Db::Sqlite(_)) {
        return;
    }
    let office = World::new(db).await;
    let a = office.issues(batch("A")).await;
    office.recalls(&a, None, "jamur").await;
    assert!(office.types_sql("truncate recalls cascade").await.is_err(), "history could be emptied");
}
