//! Keys come into use, retire, and are revoked.
use ed25519_dalek::SigningKey;
use telusur::db::Db;
use telusur::keyring::KeyState;
use telusur::recalls::Subject;
use telusur_code::{Claims, Sealer};

use crate::databases::for_each_database;
use crate::world::{HOST, World, batch};

#[tokio::test]
async fn a_retired_key_still_verifies_and_signs_nothing_new() {
    for_each_database(retires).await;
}

async fn retires(db: Db) {
    let mut world = World::new(db).await;
    let old = world.issues(batch("A")).await;
    let label = world.label(&old, 1).await;
    let next = world.adds_key(2, KeyState::Next, "2026-06-01", "2028-12-31").await;
    world.moves_key(&old.key, KeyState::Retired).await;
    world.scans(&label).await.is("valid");
    assert!(world.refusal_of(batch("B")).await.contains("bring in the next one with 'telusur keys retire'"));
    world.moves_key(&next, KeyState::Active).await;
    let new = world.issues(batch("B")).await;
    assert_eq!(new.key, next);
    world.scans(&world.label(&new, 1).await).await.is("valid");
    world.scans(&label).await.is("valid");
}

#[tokio::test]
async fn a_revoked_key_takes_all_its_codes_along() {
    for_each_database(revokes).await;
}

async fn revokes(db: Db) {
    let mut world = World::new(db).await;
    let a = world.issues(batch("A")).await;
    let label = world.label(&a, 1).await;
    let number = world.revokes(Subject::Key(a.key.clone()), "kunci dicuri").await;
    world.scans(&label).await.is("revoked").tells("kunci dicuri");
    assert!(world.refusal_of(batch("B")).await.contains("no key may sign today"));
    world.adds_key(2, KeyState::Active, "2026-06-01", "2028-12-31").await;
    let b = world.issues(batch("B")).await;
    world.scans(&world.label(&b, 1).await).await.is("valid");
    world.scans(&label).await.is("revoked");
    world.lifts_revocation(number, "ternyata tidak").await.unwrap();
    world.scans(&label).await.is("valid");
}

#[tokio::test]
async fn a_batch_outside_its_keys_period_is_not_recorded() {
    for_each_database(issues_outside_the_period).await;
}

async fn issues_outside_the_period(db: Db) {
    let world = World::new(db).await;
    let a = world.issues(batch("A")).await;
    let label = world.label(&a, 1).await;
    world.types_sql("update keys set not_after = not_before").await.unwrap();
    world.types_sql("update revision set number = number + 1").await.unwrap();
    world.scans(&label).await.is("not_recorded").tells("key_period");
}

#[tokio::test]
async fn a_thief_with_an_old_key_makes_no_recorded_batch() {
    for_each_database(signs_with_a_stolen_key).await;
}

async fn signs_with_a_stolen_key(db: Db) {
    let mut world = World::new(db).await;
    world.adds_key(2, KeyState::Retired, "2026-01-01", "2026-12-31").await;
    let a = world.issues(batch("A")).await;
    let claims = Claims::decode(&a.claims).unwrap();
    // The retired key is listed, so its signature is good; but this batch was not issued under it.
    let stolen = Sealer::new(&SigningKey::from_bytes(&[2; 32])).seal(&claims, None).unwrap();
    world.scans(&stolen.address(HOST)).await.is("not_recorded");
    let stranger = Sealer::new(&SigningKey::from_bytes(&[3; 32])).seal(&claims, None).unwrap();
    world.scans(&stranger.address(HOST)).await.is("unknown_key");
}
