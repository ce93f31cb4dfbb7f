//! The register goes away, or changes while a desk remembers it. No outage turns a code green.
use telusur::db::{Db, Error, Query};
use telusur::issuance::Order;
use telusur::recalls::Subject;
use telusur::registry::{Basis, BasisKind, Product, set_basis};

use crate::databases::for_each_database;
use crate::world::{KOPI, World, batch, certification, day};

#[tokio::test]
async fn without_its_register_a_desk_still_checks_signatures_and_says_unavailable() {
    for_each_database(loses_the_register).await;
}

async fn loses_the_register(db: Db) {
    let world = World::new(db.clone()).await;
    let good = world.issues(batch("A")).await;
    let label = world.label(&good, 1).await;
    let short = world.issues(Order { best_before: Some(day("2026-11-23")), ..batch("B") }).await;
    let expired = world.label(&short, 1).await;
    let tomorrow = world.on("2026-11-24").await;
    // Remembered, and all the same not believed once the register cannot be asked.
    tomorrow.scans(&label).await.is("valid");
    tomorrow.scans(&expired).await.is("expired");

    db.close().await;
    tomorrow.scans(&label).await.is("unavailable");
    tomorrow.scans(&expired).await.is("expired");
    tomorrow.scans(&label[..label.len() - 3]).await.is("unreadable");
    let digits = label.rsplit('/').next().unwrap();
    let last = digits.len() - 1;
    let forged = format!("{}{}", &digits[..last], if digits.ends_with('1') { '2' } else { '1' });
    assert!(["forged", "unreadable"].contains(&tomorrow.scans(&forged).await.word()));
}

#[tokio::test]
async fn a_key_known_to_be_revoked_stays_revoked_in_an_outage() {
    for_each_database(loses_the_register_of_a_revoked_key).await;
}

async fn loses_the_register_of_a_revoked_key(db: Db) {
    let world = World::new(db.clone()).await;
    let a = world.issues(batch("A")).await;
    let label = world.label(&a, 1).await;
    world.revokes(Subject::Key(a.key.clone()), "kunci dicuri").await;
    world.scans(&label).await.is("revoked");
    db.close().await;
    world.scans(&label).await.is("revoked");
}

#[tokio::test]
async fn a_register_that_answers_with_errors_counts_as_away() {
    for_each_database(loses_a_table).await;
}

async fn loses_a_table(db: Db) {
    let world = World::new(db).await;
    let a = world.issues(batch("A")).await;
    let label = world.label(&a, 1).await;
    world.types_sql("alter table recalls rename to recalls_elsewhere").await.unwrap();
    world.scans(&label).await.is("unavailable");
    world.types_sql("alter table recalls_elsewhere rename to recalls").await.unwrap();
    world.scans(&label).await.is("valid");

    // The row that says how fresh everything is.
    world.types_sql("alter table revision rename to revision_elsewhere").await.unwrap();
    world.scans(&label).await.is("unavailable");
    world.types_sql("alter table revision_elsewhere rename to revision").await.unwrap();
    world.scans(&label).await.is("valid");
}

#[tokio::test]
async fn a_broken_row_is_never_called_valid() {
    for_each_database(breaks_rows).await;
}

async fn breaks_rows(db: Db) {
    let world = World::new(db).await;
    let a = world.issues(batch("A")).await;
    let label = world.label(&a, 1).await;
    for (sql, repair) in [
        ("update batches set level = 'crate'", "update batches set level = 'item'"),
        ("update products set origin = '99.99'", "update products set origin = '18.04'"),
        ("update producers set status = '?'", "update producers set status = 'aktif'"),
        ("update keys set state = '?'", "update keys set state = 'active'"),
    ] {
        world.types_sql(sql).await.unwrap();
        world.types_sql("update revision set number = number + 1").await.unwrap();
        world.scans(&label).await.is("unavailable");
        world.types_sql(repair).await.unwrap();
        world.types_sql("update revision set number = number + 1").await.unwrap();
        world.scans(&label).await.is("valid");
    }
}

#[tokio::test]
async fn a_desk_forgets_what_has_changed() {
    for_each_database(changes_what_is_remembered).await;
}

async fn changes_what_is_remembered(db: Db) {
    let office = World::new(db).await;
    let shop = office.on("2026-11-23").await;
    let a = office.issues(batch("A")).await;
    let label = office.label(&a, 1).await;
    shop.scans(&label).await.is("valid").tells("\"basis\":\"declared\"");

    let kopi = office.product(KOPI).await;
    let id = kopi.id;
    let set: Result<bool, telusur::db::Error> = office
        .db
        .write(move |tx| {
            let basis = Basis { kind: BasisKind::Confirmed, day: Some(day("2026-11-22")), by: Some("Dinas".into()) };
            Box::pin(async move { set_basis(tx, id, 1, "ID18119999000010623", &basis).await })
        })
        .await;
    assert!(set.unwrap());
    shop.scans(&label).await.is("valid").tells("\"basis\":\"confirmed\"");

    office.enters_product(Product { net_content: Some("250 g".into()), ..kopi }).await;
    shop.scans(&label).await.is("valid").tells("250 g");

    office.ends_certification(2, "P-IRT 5101804019901-28", "2026-11-23").await;
    shop.scans(&label).await.is("certificate_lapsed");
    office.certifies(certification(id, 2, "P-IRT 5101804019901-28", Some("2028-02-15"))).await;
    shop.scans(&label).await.is("valid");

    // A batch that was asked for before it existed.
    let fresh = office.issues(batch("B")).await;
    shop.scans(&office.label(&fresh, 1).await).await.is("valid");
}

#[tokio::test]
async fn a_write_that_breaks_costs_its_neighbours_nothing() {
    for_each_database(breaks_a_write).await;
}

async fn breaks_a_write(db: Db) {
    let enters = |name: &'static str, breaks: bool| {
        let db = db.clone();
        tokio::spawn(async move {
            db.write(move |tx| {
                Box::pin(async move {
                    let done = tx.run("insert into traits (name, value) values ($1, 'x')", vec![name.into()]).await;
                    assert!(!breaks, "a defect in the middle of a write");
                    done.map_err(|error: Error| error)
                })
            })
            .await
        })
    };
    let writes = [enters("before", false), enters("broken", true), enters("after", false)];
    for (write, good) in writes.into_iter().zip([true, false, true]) {
        assert_eq!(matches!(write.await, Ok(Ok(1))), good);
    }
    assert_eq!(names(&db).await, ["after", "before"], "nothing of the broken one is stored");
    assert_eq!(enters("later", false).await.unwrap().unwrap(), 1, "the writer lives on");

    db.close().await;
    assert!(enters("too late", false).await.unwrap().is_err());
}

async fn names(db: &Db) -> Vec<String> {
    let rows: Vec<(String,)> = (&mut &*db).all("select name from traits order by name", vec![]).await.unwrap();
    rows.into_iter().map(|(name,)| name).collect()
}
