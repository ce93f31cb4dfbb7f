//! A maker orders codes. What may not be issued is refused with a sentence that says what to do, and leaves nothing.
use std::time::{Duration, Instant};

use telusur::db::{Db, Query};
use telusur::issuance::{Order, Span};
use telusur::keyring::KeyState;
use telusur::recalls::Subject;
use telusur::registry::{Level, Producer, ProducerStatus, Product, ProductStatus, Profile};

use crate::databases::for_each_database;
use crate::world::{KOPI, World, batch, certification, day, producer};

#[tokio::test]
async fn a_maker_without_business_number_is_belum_terdata() {
    for_each_database(asks_without_papers).await;
}

async fn asks_without_papers(db: Db) {
    let world = World::new(db).await;
    let full = producer();
    for (nib, kbli, said) in [
        (None, full.kbli.clone(), "'belum terdata': NIB is not on record"),
        (full.nib.clone(), None, "'belum terdata': KBLI is not on record"),
        (None, None, "'belum terdata': NIB and KBLI are not on record"),
    ] {
        world.enters_producer(Producer { nib, kbli, ..full.clone() }).await;
        let told = world.refusal_of(batch("A")).await;
        assert!(told.contains(said) && told.contains("oss.go.id"), "{told}");
    }
    nothing_was_issued(&world).await;
    world.enters_producer(full).await;
    world.issues(batch("A")).await;
}

#[tokio::test]
async fn only_active_makers_get_codes() {
    for_each_database(asks_while_suspended).await;
}

async fn asks_while_suspended(db: Db) {
    let world = World::new(db).await;
    let maker = world.maker().await.id;
    for status in [ProducerStatus::Awaiting, ProducerStatus::Suspended, ProducerStatus::Closed] {
        let set: Result<bool, telusur::db::Error> =
            world.db.write(move |tx| Box::pin(telusur::registry::set_producer_status(tx, maker, status))).await;
        assert!(set.unwrap());
        let told = world.refusal_of(batch("A")).await;
        assert!(told.contains(&format!("has the status '{}'", status.word())), "{told}");
        assert!(told.contains("telusur set producer IKM-1 --status aktif"), "{told}");
    }
    nothing_was_issued(&world).await;
}

#[tokio::test]
async fn only_active_products_get_codes() {
    for_each_database(asks_for_a_draft).await;
}

async fn asks_for_a_draft(db: Db) {
    let world = World::new(db).await;
    let kopi = world.product(KOPI).await;
    for status in [ProductStatus::Draft, ProductStatus::Withdrawn, ProductStatus::Revoked] {
        world.enters_product(Product { status, ..kopi.clone() }).await;
        let id = kopi.id;
        let set: Result<bool, telusur::db::Error> =
            world.db.write(move |tx| Box::pin(telusur::registry::set_product_status(tx, id, status))).await;
        assert!(set.unwrap());
        let told = world.refusal_of(batch("A")).await;
        assert!(told.contains(&format!("product KOPI-1 has the status '{}'", status.word())), "{told}");
    }
    nothing_was_issued(&world).await;
}

#[tokio::test]
async fn a_lapsed_certificate_stops_the_order_until_it_is_renewed_or_ended() {
    for_each_database(asks_after_the_permit_lapsed).await;
}

async fn asks_after_the_permit_lapsed(db: Db) {
    let world = World::new(db).await;
    let kopi = world.product(KOPI).await.id;
    world.certifies(certification(kopi, 2, "P-IRT 5101804019901-28", Some("2026-11-22"))).await;
    let told = world.refusal_of(batch("A")).await;
    assert!(told.contains("pirt P-IRT 5101804019901-28 of product KOPI-1 is not valid since it ended on 2026-11-22"));
    assert!(told.contains("renew it"), "{told}");
    nothing_was_issued(&world).await;

    // Renewed: the code states the number that holds.
    world.certifies(certification(kopi, 2, "P-IRT 5101804019901-31", Some("2031-11-22"))).await;
    let renewed = world.issues(batch("A")).await;
    world.scans(&world.label(&renewed, 1).await).await.is("valid").tells("510180401990131");

    // Ended by an officer: the code goes without.
    world.ends_certification(2, "P-IRT 5101804019901-28", "2026-11-20").await;
    world.ends_certification(2, "P-IRT 5101804019901-31", "2026-11-20").await;
    let without = world.issues(batch("B")).await;
    world.scans(&world.label(&without, 1).await).await.is("valid");
    world.scans(&world.label(&renewed, 1).await).await.is("certificate_lapsed");
}

#[tokio::test]
async fn impossible_dates_are_refused() {
    for_each_database(asks_with_odd_dates).await;
}

async fn asks_with_odd_dates(db: Db) {
    let world = World::new(db).await;
    let dated = |produced: Option<&str>, best_before: Option<&str>| Order {
        produced: produced.map(day),
        best_before: best_before.map(day),
        ..batch("A")
    };
    for (order, said) in [
        (dated(None, Some("2027-11-20")), "a batch needs its day of production: --produced"),
        (dated(Some("2026-11-20"), Some("2026-11-19")), "best before 2026-11-19 lies before production 2026-11-20"),
        (dated(Some("2025-11-20"), Some("2026-11-22")), "best before 2026-11-22 is over"),
        (dated(Some("2027-02-22"), Some("2028-02-22")), "production 2027-02-22 lies more than 90 days ahead"),
    ] {
        let told = world.refusal_of(order).await;
        assert!(told.contains(said), "{told}");
    }
    nothing_was_issued(&world).await;
    for (code, order) in [
        ("lasts-today", dated(Some("2025-11-23"), Some("2026-11-23"))),
        ("in-90-days", dated(Some("2027-02-21"), None)),
        ("one-day", dated(Some("2026-11-23"), Some("2026-11-23"))),
    ] {
        world.issues(Order { batch: code.into(), ..order }).await;
    }
}

#[tokio::test]
async fn a_kode_produksi_is_used_once_and_can_be_printed() {
    for_each_database(asks_with_odd_codes).await;
}

async fn asks_with_odd_codes(db: Db) {
    let world = World::new(db).await;
    world.issues(batch("A")).await;
    let told = world.refusal_of(batch("A")).await;
    assert!(told.contains("product KOPI-1 has a batch 'A' already; choose another kode produksi"), "{told}");
    for odd in ["", "a b", "a/b", "kopi\n1", "é", "123456789012345678901", "=1+1", "'; drop table batches; --"] {
        let told = world.refusal_of(batch(odd)).await;
        assert!(told.contains("cannot be printed; use 1 to 20 letters"), "{told}");
        assert!(!told.contains('\n'));
    }
    for (items, said) in [(0, "has 1 to 100000000000 items, not 0"), (u64::MAX, "items, not 18446744073709551615")] {
        let told = world.refusal_of(Order { items, ..batch("B") }).await;
        assert!(told.contains(said), "{told}");
    }
    world.issues(batch("a-Z.0_9")).await;
}

#[tokio::test]
async fn a_gs1_address_needs_a_gtin() {
    for_each_database(asks_for_gs1_without_gtin).await;
}

async fn asks_for_gs1_without_gtin(db: Db) {
    let world = World::new(db).await;
    let kopi = world.product(KOPI).await;
    world.enters_product(Product { gtin: None, ..kopi }).await;
    let told = world.refusal_of(Order { gs1: true, ..batch("A") }).await;
    assert!(told.contains("product KOPI-1 has no GTIN; import it, or leave out --gs1"), "{told}");
    nothing_was_issued(&world).await;
}

#[tokio::test]
async fn a_name_too_long_for_a_full_code_fits_a_compact_one() {
    for_each_database(asks_with_a_long_name).await;
}

async fn asks_with_a_long_name(db: Db) {
    let world = World::new(db).await;
    let kopi = world.product(KOPI).await;
    world.enters_product(Product { name: "x".repeat(65), ..kopi }).await;
    let told = world.refusal_of(batch("A")).await;
    assert!(told.contains("the product's name takes 65 bytes and a full code carries 64; use --profile compact"));
    let compact = world.issues(Order { profile: Profile::Compact, ..batch("A") }).await;
    world.scans(&world.label(&compact, 10).await).await.is("valid");
}

#[tokio::test]
async fn nothing_is_issued_without_a_product_or_a_key() {
    for_each_database(asks_for_nothing).await;
}

async fn asks_for_nothing(db: Db) {
    let world = World::new(db.clone()).await;
    let clock = telusur::clock::Clock::System;
    let told = telusur::issuance::issue(&db, clock, "TEH-9", batch("A")).await.unwrap_err().to_string();
    assert!(told.contains("there is no product 'TEH-9'; 'telusur list products' shows them"), "{told}");
    let late = world.on("2028-01-01").await;
    let order = Order { produced: Some(day("2027-12-31")), best_before: None, ..batch("A") };
    let told = late.refusal_of(order).await;
    assert!(told.contains("no key may sign today"), "{told}");
    world.types_sql("update keys set state = 'retired'").await.unwrap();
    assert!(world.refusal_of(batch("A")).await.contains("no key may sign today"));
    nothing_was_issued(&world).await;
}

#[tokio::test]
async fn what_the_batch_does_not_have_is_not_printed() {
    for_each_database(prints_beyond_the_batch).await;
}

async fn prints_beyond_the_batch(db: Db) {
    let world = World::new(db).await;
    let a = world.issues(batch("A")).await;
    for (from, to) in [(0, 5), (6, 5), (1, 11), (11, 11)] {
        let told = Span::of(&a, Some(from), Some(to)).unwrap_err().to_string();
        assert_eq!(told, format!("items {from} to {to} are not in this batch, which has items 1 to 10"));
    }
    assert_eq!(Span::of(&a, None, None).unwrap().len(), 10);

    world.revokes(Subject::Batch(a.id), "dicetak tanpa izin").await;
    let told = world.codes(&a).await.err().unwrap().to_string();
    assert_eq!(told, "batch A was revoked (dicetak tanpa izin); these codes are not printed any more");
}

#[tokio::test]
async fn ten_million_items_cost_one_row_and_no_more_time_than_ten() {
    for_each_database(issues_ten_and_ten_million).await;
}

async fn issues_ten_and_ten_million(db: Db) {
    let world = World::new(db).await;
    let mut quickest = [Duration::MAX; 2];
    for round in 0..5 {
        for (at, items) in [10, 10_000_000].into_iter().enumerate() {
            let start = Instant::now();
            let order = Order { items, ..batch(&format!("{items}-{round}")) };
            let large = world.issues(order).await;
            quickest[at] = quickest[at].min(start.elapsed());
            if items > 10 {
                world.scans(&world.label(&large, items).await).await.is("valid").tells("10000000");
            }
        }
    }
    let [ten, ten_million] = quickest;
    println!("10 items: {ten:?}, 10,000,000 items: {ten_million:?}");
    assert!(ten_million < ten * 3 + Duration::from_millis(20), "{ten:?} {ten_million:?}");
    assert_eq!(rows(&world).await, 10);
}

#[tokio::test]
async fn two_offices_that_issue_the_same_batch_at_once_get_one() {
    for_each_database(issues_twice_at_once).await;
}

async fn issues_twice_at_once(db: Db) {
    let world = World::new(db).await;
    let (a, b) = tokio::join!(world.orders(batch("A")), world.orders(batch("A")));
    let told = a.err().or(b.err()).expect("one of the two is refused").to_string();
    assert!(told.contains("has a batch 'A' already"), "{told}");
    assert_eq!(rows(&world).await, 1);
}

#[tokio::test]
async fn refused_orders_cost_their_neighbours_nothing() {
    for_each_database(issues_in_a_crowd).await;
}

/// Orders that arrive together share a commit on SQLite; every fifth is refused.
async fn issues_in_a_crowd(db: Db) {
    let world = World::new(db).await;
    let office = &world;
    let mut crowd = Vec::new();
    for n in 0..50 {
        let order = if n % 5 == 0 { Order { items: 0, ..batch("bad") } } else { batch(&format!("N-{n}")) };
        crowd.push(async move { office.orders(order).await.is_ok() });
    }
    let told = together(crowd).await;
    for (n, issued) in told.into_iter().enumerate() {
        assert_eq!(issued, n % 5 != 0, "order {n}");
    }
    assert_eq!(rows(&world).await, 40);
}

/// Drives all futures at once.
async fn together<T>(futures: Vec<impl Future<Output = T>>) -> Vec<T> {
    let mut futures: Vec<_> = futures.into_iter().map(Box::pin).collect();
    let mut done: Vec<Option<T>> = futures.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, done) in futures.iter_mut().zip(&mut done) {
            if done.is_none()
                && let std::task::Poll::Ready(value) = future.as_mut().poll(context)
            {
                *done = Some(value);
            }
        }
        if done.iter().all(Option::is_some) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done.into_iter().map(Option::unwrap).collect()
}

#[tokio::test]
async fn an_act_that_breaks_off_leaves_nothing() {
    for_each_database(breaks_off).await;
}

/// The last step of every act, moving the revision, fails.
async fn breaks_off(db: Db) {
    let world = World::new(db).await;
    let a = world.issues(batch("A")).await;
    let label = world.label(&a, 1).await;
    world.types_sql("alter table revision rename to revision_elsewhere").await.unwrap();
    let told = world.refusal_of(batch("B")).await;
    assert!(told.contains("the database could not answer"), "{told}");
    let subject = Subject::Batch(a.id);
    let revoked: Result<i64, telusur::recalls::Error> = world
        .db
        .write(move |tx| {
            let subject = subject.clone();
            let at = telusur::clock::Moment::noon(day("2026-11-23"));
            Box::pin(async move { telusur::recalls::revoke(tx, &subject, "label bocor", at).await })
        })
        .await;
    assert!(revoked.is_err());
    world.types_sql("alter table revision_elsewhere rename to revision").await.unwrap();
    assert_eq!(rows(&world).await, 1);
    world.scans(&label).await.is("valid");
    world.issues(batch("B")).await;
}

#[tokio::test]
async fn the_next_key_does_not_sign_yet() {
    for_each_database(issues_beside_a_next_key).await;
}

async fn issues_beside_a_next_key(db: Db) {
    let mut world = World::new(db).await;
    let next = world.adds_key(2, KeyState::Next, "2026-01-01", "2028-12-31").await;
    assert_ne!(world.issues(batch("A")).await.key, next);
    world.moves_key(&next, KeyState::Active).await;
    assert_eq!(world.issues(Order { level: Level::Batch, ..batch("B") }).await.key.len(), next.len());
}

async fn rows(world: &World) -> i64 {
    let row: Option<(i64,)> = (&mut &world.db).first("select count(*) from batches", Vec::new()).await.unwrap();
    row.unwrap().0
}

async fn nothing_was_issued(world: &World) {
    assert_eq!(rows(world).await, 0);
}
