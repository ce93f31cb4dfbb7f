//! A shopper looks for something and does not spell it as the maker does.
use telusur::db::Db;
use telusur::registry::search::fold;
use telusur::registry::{self, Product, RegionCode, Wanted};

use crate::databases::for_each_database;
use crate::world::{KOPI, World, day};

async fn finds(db: &Db, text: &str, narrow: Wanted) -> Vec<String> {
    let q = &mut &*db;
    let vocabulary = registry::vocabulary(q).await.unwrap();
    let words: Vec<Vec<String>> = fold(text).iter().map(|word| vocabulary.near(word)).collect();
    if words.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    let found = registry::search_products(q, &Wanted { words, ..narrow }, None, 50, day("2026-11-23")).await.unwrap();
    found.into_iter().map(|found| found.name).collect()
}

#[tokio::test]
async fn spelling_is_forgiven() {
    for_each_database(forgives).await;
}

async fn forgives(db: Db) {
    crate::registry::imports_all(&db).await;
    let all = || Wanted::default();
    let pisang = finds(&db, "keripik pisang", all()).await;
    assert!(pisang.iter().filter(|name| name.contains("Pisang")).count() >= 4, "{pisang:?}");
    for slip in ["kripik pisang", "KERIPIK  PISSANG!", "keripk pisng", "pisang kerip"] {
        assert_eq!(finds(&db, slip, all()).await, pisang, "{slip}");
    }
    assert_eq!(finds(&db, "rendang paus", all()).await, Vec::<String>::new());
    assert_eq!(finds(&db, "'; drop table products; --", all()).await, Vec::<String>::new());

    let kopi = finds(&db, "kopi", all()).await;
    let there = Wanted { region: RegionCode::parse("18.04"), ..Wanted::default() };
    let barat = finds(&db, "kopi", there).await;
    assert!(!barat.is_empty() && barat.len() < kopi.len(), "{barat:?} of {kopi:?}");
    let lampung = Wanted { region: RegionCode::parse("18"), ..Wanted::default() };
    assert_eq!(finds(&db, "kopi", lampung).await, kopi);
    let category = Wanted { category: Some("Keripik".into()), ..Wanted::default() };
    assert!(finds(&db, "kopi", category.clone()).await.len() < kopi.len());
    let page = async |before, limit| {
        registry::search_products(&mut &db, &category, before, limit, day("2026-11-23")).await.unwrap()
    };
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
    assert_eq!(finds(&db, "robusta", Wanted::default()).await.len(), 1);
    let kopi = world.product(KOPI).await;
    world.enters_product(Product { name: "Wedang Uwuh".into(), ..kopi.clone() }).await;
    assert!(finds(&db, "robusta", Wanted::default()).await.is_empty());
    assert_eq!(finds(&db, "wedang uwoeh", Wanted::default()).await, ["Wedang Uwuh"]);

    let mut maker = registry::find_producer(&mut &db, kopi.producer).await.unwrap().unwrap();
    maker.name = "KUB Melati Sejahtera".into();
    world.enters_producer(maker).await;
    assert_eq!(finds(&db, "melatti", Wanted::default()).await, ["Wedang Uwuh"], "by its maker's new name");

    let status = telusur::registry::ProductStatus::Draft;
    world.enters_product(Product { name: "Wedang Uwuh".into(), status, ..kopi }).await;
    assert!(finds(&db, "wedang", Wanted::default()).await.is_empty());
}
