//! A shopper looks for something and does not spell it as the maker does.
use telusur::clock::{Clock, Moment};
use telusur::db::Db;
use telusur::gallery::{Gallery, Sought};
use telusur::registry::{self, Found, Product, ProductId, RegionCode};

use crate::databases::for_each_database;
use crate::world::{KOPI, World, day};

async fn found(db: &Db, sought: Sought, before: Option<ProductId>, limit: u32) -> Vec<Found> {
    let gallery = Gallery::new(db.clone(), Clock::Still(Moment::noon(day("2026-11-23"))));
    gallery.find(&sought, before, limit).await.unwrap()
}

async fn finds(db: &Db, words: &str, narrow: Sought) -> Vec<String> {
    let sought = Sought { words: words.into(), ..narrow };
    found(db, sought, None, 50).await.into_iter().map(|found| found.name).collect()
}

#[tokio::test]
async fn spelling_is_forgiven() {
    for_each_database(forgives).await;
}

async fn forgives(db: Db) {
    crate::registry::imports_all(&db).await;
    let all = || Sought::default();
    let pisang = finds(&db, "keripik pisang", all()).await;
    assert!(pisang.iter().filter(|name| name.contains("Pisang")).count() >= 4, "{pisang:?}");
    for slip in ["kripik pisang", "KERIPIK  PISSANG!", "keripk pisng", "pisang kerip"] {
        assert_eq!(finds(&db, slip, all()).await, pisang, "{slip}");
    }
    assert_eq!(finds(&db, "rendang paus", all()).await, Vec::<String>::new());
    assert_eq!(finds(&db, "'; drop table products; --", all()).await, Vec::<String>::new());

    let kopi = finds(&db, "kopi", all()).await;
    let there = Sought { region: RegionCode::parse("18.04"), ..Sought::default() };
    let barat = finds(&db, "kopi", there).await;
    assert!(!barat.is_empty() && barat.len() < kopi.len(), "{barat:?} of {kopi:?}");
    let lampung = Sought { region: RegionCode::parse("18"), ..Sought::default() };
    assert_eq!(finds(&db, "kopi", lampung).await, kopi);
    let category = Sought { category: Some("Keripik".into()), ..Sought::default() };
    assert!(finds(&db, "kopi", category.clone()).await.len() < kopi.len());
    let page = async |before, limit| found(&db, category.clone(), before, limit).await;
    let keripik = page(None, 50).await;
    assert!(keripik.iter().any(|found| found.halal && found.permit), "{keripik:?}");
    let first = page(None, 2).await;
    let next = page(first.last().map(|found| found.id), 2).await;
    assert_eq!([first, next].concat(), keripik[..4], "a list goes on where it ended");
}

#[tokio::test]
async fn what_is_renamed_is_found_under_its_new_name_and_drafts_are_not_found() {
    for_each_database(renames).await;
}

async fn renames(db: Db) {
    let world = World::new(db.clone()).await;
    assert_eq!(finds(&db, "robusta", Sought::default()).await.len(), 1);
    let kopi = world.product(KOPI).await;
    world.enters_product(Product { name: "Wedang Uwuh".into(), ..kopi.clone() }).await;
    assert!(finds(&db, "robusta", Sought::default()).await.is_empty());
    assert_eq!(finds(&db, "wedang uwoeh", Sought::default()).await, ["Wedang Uwuh"]);

    let mut maker = registry::find_producer(&mut &db, kopi.producer).await.unwrap().unwrap();
    maker.name = "KUB Melati Sejahtera".into();
    world.enters_producer(maker).await;
    assert_eq!(finds(&db, "melatti", Sought::default()).await, ["Wedang Uwuh"], "by its maker's new name");

    let status = telusur::registry::ProductStatus::Draft;
    world.enters_product(Product { name: "Wedang Uwuh".into(), status, ..kopi }).await;
    assert!(finds(&db, "wedang", Sought::default()).await.is_empty());
}
