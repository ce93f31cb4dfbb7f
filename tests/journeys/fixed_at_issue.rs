//! What was issued stays as it was: nothing that the register learns later changes what a batch's codes say.
use telusur::db::Db;
use telusur::registry::{Level, Product};

use crate::databases::for_each_database;
use crate::program::Office;
use crate::world::{KOPI, World, batch, without_dates};
use telusur::issuance::Order;

#[tokio::test]
async fn a_new_gtin_does_not_change_what_was_printed() {
    for_each_database(changes_the_gtin).await;
}

async fn changes_the_gtin(db: Db) {
    let world = World::new(db).await;
    let issued = world.issues(Order { gs1: true, ..batch("A") }).await;
    let label = world.label(&issued, 3).await;
    for gtin in [Some("9521804000023".to_owned()), None] {
        world.enters_product(Product { gtin, ..world.product(KOPI).await }).await;
        assert_eq!(world.label(&issued, 3).await, label);
        world.scans(&label).await.is("valid");
    }
}

#[tokio::test]
async fn a_product_code_is_issued_once() {
    for_each_database(issues_a_design_twice).await;
}

async fn issues_a_design_twice(db: Db) {
    let world = World::new(db).await;
    let design = |code| without_dates(Order { level: Level::Product, ..batch(code) });
    world.issues(design("D-1")).await;
    let told = world.refusal_of(design("D-2")).await;
    assert!(told.contains("issued as 'D-1'; print it with 'telusur labels --batch D-1'"), "{told}");
    // The GS1 form is signed together with its path: that is another code.
    world.issues(Order { gs1: true, ..design("D-3") }).await;
    let told = world.refusal_of(Order { level: Level::Product, ..batch("D-4") }).await;
    assert!(told.contains("has no dates"), "{told}");
}

#[tokio::test]
async fn what_could_never_be_printed_is_not_issued() {
    for_each_database(orders_the_unprintable).await;
}

async fn orders_the_unprintable(db: Db) {
    let world = World::new(db).await;
    for code in [".", ".."] {
        let told = world.refusal_of(Order { gs1: true, ..batch(code) }).await;
        assert!(told.contains("GS1 address"), "{told}");
    }
    for (kind, number) in [(8, "S".repeat(120)), (9, "I".repeat(120)), (12, "O".repeat(120))] {
        let product = world.product(KOPI).await.id;
        world.certifies(crate::world::certification(product, kind, &number, None)).await;
    }
    let told = world.refusal_of(batch("LONG")).await;
    assert!(told.contains("do not make a code"), "{told}");
}

#[test]
fn items_are_revoked_only_where_codes_tell_them_apart() {
    let office = Office::at_work();
    let order = ["issue", "--product", "IKM-1804-001-01", "--batch", "W-1", "--count", "9", "--level", "batch"];
    let dates = ["--produced", "2026-11-20"];
    office.types(&[&order[..], &dates[..]].concat()).done();
    let told = office.types(&["revoke", "items", "W-1", "--from", "2", "--to", "3", "--reason", "x"]).refused(2);
    assert!(told.contains("'telusur revoke batch W-1'"), "{told}");
}

#[test]
fn when_the_signing_key_is_taken_back_the_next_one_signs() {
    let office = Office::at_work();
    office.types(&["keys", "new", "--next"]).done();
    let list = office.types(&["keys", "list"]).done();
    let name = |state: &str| list.lines().find(|line| line.contains(state)).unwrap()[..8].to_owned();
    let told = office.types(&["keys", "revoke", &name("active"), "--reason", "dicuri"]).done();
    assert!(told.contains(&format!("key {} signs from now on", name("next"))), "{told}");
    office.issues("AFTER", 2);
}

#[test]
fn nobody_sees_a_document_tomorrow() {
    let office = Office::at_work();
    let claim = ["certify", "IKM-1804-001-01", "--kind", "organic", "--number", "ORG-1"];
    let told = office.types(&[&claim[..], &["--basis", "confirmed", "--on", "2999-01-01"][..]].concat()).refused(2);
    assert!(told.contains("lies in the future"), "{told}");
    office.types(&[&claim[..], &["--basis", "document_seen", "--on", "2026-01-05"][..]].concat()).done();
    // Entering it again does not weaken what was seen.
    assert!(office.types(&claim).done().contains("as before"));
}

#[test]
fn labels_replace_files_and_nothing_else() {
    let office = Office::at_work();
    for out in ["-", "/dev/null"] {
        let words = ["labels", "--batch", "A-1", "--format", "svg", "--from", "1", "--out", out];
        office.types(&words).refused(2);
    }
    // A folder stays; the file in it is named after what is printed.
    std::fs::create_dir(office.path("folder")).unwrap();
    office.types(&["labels", "--batch", "A-1", "--format", "svg", "--from", "7", "--out", "folder"]).done();
    assert!(office.path("folder/A-1-1-label-no-7-7.svg").is_file());
}
