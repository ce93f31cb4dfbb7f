//! A planner asks how many, where and when.
use telusur::clock::{Clock, Moment};
use telusur::db::{Db, Error};
use telusur::issuance::Order;
use telusur::registry::{Product, ProductStatus};
use telusur::scans::{self, Device, Entry};
use telusur::statistics::{Cut, Measure, Statistics};

use crate::databases::for_each_database;
use crate::world::{KOPI, World, batch, day};

#[tokio::test]
async fn every_measure_is_counted_in_every_cut_it_has() {
    for_each_database(counts).await;
}

async fn counts(db: Db) {
    let world = World::new(db.clone()).await;
    let a = world.issues(batch("A")).await;
    world.issues(Order { items: 90, ..batch("B") }).await;
    let kopi = world.product(KOPI).await;
    let draft = Product { code: "KOPI-2".into(), status: ProductStatus::Draft, ..kopi.clone() };
    world.enters_product(draft).await;
    world.recalls(&a, None, "pecahan kaca").await;
    let (noon, id) = (Moment::noon(day("2026-11-23")), a.id);
    let scanned: Result<u64, Error> = db
        .write(move |tx| {
            let entry = |device| Entry {
                batch: id,
                item: Some(1),
                at: noon,
                region: None,
                verdict: "valid",
                device: Device([device; 8]),
            };
            let entries = [entry(1), entry(2), entry(3)];
            Box::pin(async move { scans::enter(tx, &entries).await })
        })
        .await;
    scanned.unwrap();

    let statistics = Statistics::new(db.clone(), Clock::Still(noon));
    for (measure, total) in [
        (Measure::Producers, 1),
        (Measure::Products, 1),
        (Measure::Halal, 1),
        (Measure::Permits, 1),
        (Measure::Codes, 100),
        (Measure::Scans, 3),
        (Measure::Recalls, 1),
    ] {
        for cut in Cut::ALL {
            let table = statistics.table(measure, *cut).await.unwrap();
            assert_eq!(
                table.as_ref().map(|table| table.total()),
                measure.has(*cut).then_some(total),
                "{measure} {cut}"
            );
            let Some(table) = table else { continue };
            let group = &table.groups[0];
            let named = match cut {
                Cut::Region => (&*group.key, &*group.name) == ("18.04", "Kabupaten Lampung Barat"),
                Cut::Sentra => group.name.is_empty(),
                Cut::Category => group.key == kopi.category,
                Cut::Month => group.key == "2026-11",
            };
            assert!(named, "{measure} {cut}: {group:?}");
        }
    }

    // A certificate that ends is no longer counted, and the desk notices.
    world.ends_certification(1, "ID18119999000010623", "2026-11-23").await;
    assert_eq!(statistics.table(Measure::Halal, Cut::Region).await.unwrap().unwrap().total(), 0);
    let later = Statistics::new(db.clone(), Clock::Still(Moment::noon(day("2028-02-16"))));
    assert_eq!(later.table(Measure::Permits, Cut::Region).await.unwrap().unwrap().total(), 0, "the P-IRT ran out");
}

#[tokio::test]
async fn sentra_with_a_decree_are_told_from_those_without() {
    for_each_database(counts_sentra).await;
}

async fn counts_sentra(db: Db) {
    crate::registry::imports_all(&db).await;
    let sentras = Statistics::new(db.clone(), Clock::Still(Moment::noon(day("2026-11-23")))).sentras().await.unwrap();
    assert_eq!((sentras.decreed, sentras.all), (21, 29));
}

#[tokio::test]
async fn what_took_long_to_count_is_shown_at_once_after_a_start() {
    for_each_database(starts_again).await;
}

async fn starts_again(db: Db) {
    let world = World::new(db.clone()).await;
    let desk = |date: &str| {
        let clock = Clock::Still(Moment::noon(day(date)));
        // To this desk everything takes long.
        Statistics::new(db.clone(), clock).quick_within(std::time::Duration::ZERO)
    };
    let counted = desk("2026-11-23").table(Measure::Products, Cut::Region).await.unwrap().unwrap();
    let kopi = world.product(KOPI).await;
    world.enters_product(Product { code: "KOPI-2".into(), ..kopi }).await;
    let later = desk("2026-11-24");
    let shown = later.table(Measure::Products, Cut::Region).await.unwrap().unwrap();
    assert_eq!((&shown, shown.day), (&counted, day("2026-11-23")), "with the day of its count");
    for _ in 0..200 {
        let shown = later.table(Measure::Products, Cut::Region).await.unwrap().unwrap();
        if shown.total() == 2 {
            assert_eq!(shown.day, day("2026-11-24"));
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("it was never counted anew");
}
