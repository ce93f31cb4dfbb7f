//! From an order to the verdict on a label: three levels, two profiles, two forms of address.
use std::collections::HashSet;

use ed25519_dalek::SigningKey;
use telusur::db::Db;
use telusur::issuance::Order;
use telusur::registry::{Level, Profile};
use telusur_code::{Claims, Scope, Sealer};

use crate::databases::for_each_database;
use crate::world::{HOST, World, batch, without_dates};

#[tokio::test]
async fn every_kind_of_code_is_valid_from_end_to_end() {
    for_each_database(issues_every_kind).await;
}

async fn issues_every_kind(db: Db) {
    let world = World::new(db).await;
    let mut seen = HashSet::new();
    for (at, level) in [Level::Product, Level::Batch, Level::Item].into_iter().enumerate() {
        for profile in [Profile::Full, Profile::Compact] {
            for gs1 in [false, true] {
                let code = format!("{at}-{}-{gs1}", profile.word());
                let order = Order { level, profile, gs1, ..batch(&code) };
                let issued = world.issues(if level == Level::Product { without_dates(order) } else { order }).await;
                let (first, last) = (world.label(&issued, 1).await, world.label(&issued, 10).await);
                assert_eq!(first != last, level == Level::Item, "{code}");
                assert_eq!(first.contains("/01/09521804000016"), gs1, "{first}");
                assert_eq!(first.contains("/10/"), gs1 && level != Level::Product);
                assert_eq!(first.contains("/21/1?"), gs1 && level == Level::Item);
                for label in [&first, &last] {
                    world.scans(label).await.is("valid").tells(&format!("\"level\":\"{}\"", level.word()));
                    world.scans(label.strip_prefix(HOST).unwrap()).await.is("valid");
                }
                assert!(seen.insert(first.clone()), "{first}");
                assert_eq!(world.label(&issued, 1).await, first, "the same item, the same code");
            }
        }
    }
}

#[tokio::test]
async fn digits_are_read_as_people_write_them() {
    for_each_database(types_digits).await;
}

async fn types_digits(db: Db) {
    let world = World::new(db).await;
    let a = world.issues(batch("A")).await;
    let label = world.label(&a, 1).await;
    let digits = label.rsplit('/').next().unwrap();
    let groups: Vec<String> =
        digits.as_bytes().chunks(4).map(|group| String::from_utf8(group.to_vec()).unwrap()).collect();
    for typed in [digits.to_owned(), groups.join(" "), groups.join("\n"), format!("  {label}\n")] {
        world.scans(&typed).await.is("valid");
    }
}

#[tokio::test]
async fn a_changed_label_is_never_valid() {
    for_each_database(changes_labels).await;
}

async fn changes_labels(db: Db) {
    let world = World::new(db).await;
    let plain = world.issues(batch("A")).await;
    let gs1 = world.issues(Order { gs1: true, ..batch("B") }).await;
    let label = world.label(&gs1, 1).await;
    for (from, to, word) in [
        ("/21/1?", "/21/2?", "forged"),
        ("/10/B", "/10/C", "forged"),
        ("/01/09521804000016", "/01/09521804000023", "forged"),
        ("/10/B/21/1?", "?", "forged"),
        ("/01/09521804000016", "/01/09521804000017", "unreadable"),
    ] {
        let changed = label.replacen(from, to, 1);
        assert_ne!(changed, label);
        world.scans(&changed).await.is(word);
    }
    let digits = label.rsplit('=').next().unwrap();
    world.scans(digits).await.is("forged");

    let label = world.label(&plain, 1).await;
    let digits = label.rsplit('/').next().unwrap();
    for at in (0..digits.len()).step_by(7) {
        let mut changed = digits.as_bytes().to_vec();
        changed[at] = if changed[at] == b'9' { b'0' } else { changed[at] + 1 };
        let word = world.scans(std::str::from_utf8(&changed).unwrap()).await.word();
        assert!(["unreadable", "unknown_key", "forged"].contains(&word), "digit {at}: {word}");
    }
    for cut in [1, 10, digits.len() / 2, digits.len() - 1] {
        world.scans(&digits[..cut]).await.is("unreadable");
    }
}

#[tokio::test]
async fn a_good_signature_on_what_was_never_issued_is_not_recorded() {
    for_each_database(signs_the_unissued).await;
}

/// The office's key, in wrong hands or by mistake, signs what the register does not hold.
async fn signs_the_unissued(db: Db) {
    let world = World::new(db).await;
    let items = world.issues(batch("A")).await;
    let whole = world.issues(Order { level: Level::Batch, ..batch("B") }).await;
    let design = world.issues(without_dates(Order { level: Level::Product, ..batch("C") })).await;
    let sealer = Sealer::new(&SigningKey::from_bytes(&[1; 32]));
    let item = |batch, item: u64| Scope::Item { batch, item: item.try_into().unwrap() };
    let (items_claims, whole_claims, design_claims) = (
        Claims::decode(&items.claims).unwrap(),
        Claims::decode(&whole.claims).unwrap(),
        Claims::decode(&design.claims).unwrap(),
    );
    for (claims, what) in [
        (Claims { scope: item(items.id.claim(), 11), ..items_claims.clone() }, "item"),
        (Claims { scope: item(items.id.claim(), u64::MAX), ..items_claims.clone() }, "item"),
        (Claims { scope: item(99, 1), ..items_claims.clone() }, "batch"),
        (Claims { scope: item(u64::MAX, 1), ..items_claims.clone() }, "batch"),
        (Claims { scope: Scope::Batch { batch: items.id.claim() }, ..items_claims.clone() }, "claims"),
        (Claims { scope: item(whole.id.claim(), 1), ..whole_claims.clone() }, "claims"),
        (Claims { product_name: Some("Kopi Luwak".into()), ..design_claims.clone() }, "product"),
        (Claims { product: u64::MAX, ..design_claims.clone() }, "product"),
        (Claims { best_before: None, scope: item(items.id.claim(), 1), ..items_claims.clone() }, "claims"),
    ] {
        let address = sealer.seal(&claims, None).unwrap().address(HOST);
        world.scans(&address).await.is("not_recorded").tells(&format!("\"missing\":\"{what}\""));
    }
}
