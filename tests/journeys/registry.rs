//! An office fills its register.
use std::time::{Duration, Instant};

use telusur::clock::{Day, Moment, iso, parse_day};
use telusur::db::{Db, Error, Param};
use telusur::registry::import::{self, Fault, Parsed, Refused, Report, Sheet};
use telusur::registry::store::{self, NewBatch, Put};
use telusur::registry::{
    Basis, BasisKind, BatchId, Level, Producer, ProducerId, ProducerStatus, Product, ProductId, ProductStatus, Profile,
    RegionCode, SentraId,
};

use crate::databases::for_each_database;

const PRODUCERS: &str = include_str!("../../data/samples/producers.csv");
const PRODUCTS: &str = include_str!("../../data/samples/products.csv");
const SENTRA: &str = include_str!("../../data/samples/sentra.csv");

#[tokio::test]
async fn the_samples_are_imported_once() {
    for_each_database(imports_the_samples_twice).await;
}

#[tokio::test]
async fn a_faulty_import_leaves_nothing() {
    for_each_database(imports_in_the_wrong_order).await;
}

#[tokio::test]
async fn what_officers_decided_survives_a_second_import() {
    for_each_database(decides_and_imports_again).await;
}

#[tokio::test]
async fn a_batch_knows_its_number_before_its_claims_are_written() {
    for_each_database(issues_batches).await;
}

#[tokio::test]
async fn readers_hear_of_every_change() {
    for_each_database(watches_the_revision).await;
}

#[tokio::test]
async fn a_row_nobody_wrote_is_an_error() {
    for_each_database(reads_odd_rows).await;
}

#[tokio::test]
async fn five_thousand_rows_are_rehearsed_in_time() {
    for_each_database(rehearses_a_large_file).await;
}

fn today() -> Day {
    parse_day("2026-11-23").unwrap()
}

fn now() -> Moment {
    Moment::noon(today())
}

fn region(code: &str) -> RegionCode {
    RegionCode::parse(code).unwrap()
}

fn parsed(sheet: Sheet, file: &str) -> Parsed {
    import::parse(sheet, file.as_bytes(), today())
}

async fn imports(db: &Db, sheet: Sheet, file: &str) -> Report {
    import::store(db, parsed(sheet, file), now()).await.unwrap()
}

pub(crate) async fn imports_all(db: &Db) {
    imports(db, Sheet::Sentra, SENTRA).await;
    imports(db, Sheet::Producers, PRODUCERS).await;
    imports(db, Sheet::Products, PRODUCTS).await;
}

async fn product(db: &Db, code: &str) -> Product {
    store::find_product_by_code(&mut &*db, code).await.unwrap().unwrap()
}

async fn producer(db: &Db, code: &str) -> Producer {
    store::find_producer_by_code(&mut &*db, code).await.unwrap().unwrap()
}

fn faults(refused: Refused) -> Vec<Fault> {
    match refused {
        Refused::Faults { listed, more: 0 } => listed,
        other => panic!("{other}"),
    }
}

async fn imports_the_samples_twice(db: Db) {
    for (sheet, file, rows) in
        [(Sheet::Sentra, SENTRA, 29), (Sheet::Producers, PRODUCERS, 43), (Sheet::Products, PRODUCTS, 54)]
    {
        assert_eq!(imports(&db, sheet, file).await, Report { added: rows, ..Report::default() }, "{sheet}");
        assert_eq!(imports(&db, sheet, file).await, Report { unchanged: rows, ..Report::default() }, "{sheet}");
    }
    let q = &mut &db;
    let kopi = product(&db, "IKM-1804-001-01").await;
    assert_eq!(store::find_product(q, kopi.id).await.unwrap(), Some(kopi.clone()));
    assert_eq!((&*kopi.name, kopi.origin), ("Kopi Robusta Bubuk Petik Merah 200 g", region("18.04")));

    let maker = store::find_producer(q, kopi.producer).await.unwrap().unwrap();
    assert_eq!(maker, producer(&db, "IKM-1804-001").await);
    assert_eq!(maker.place, Some((-5.0888, 104.2724)));
    assert!(maker.is_registered_business() && !maker.contact_public);

    let sentra = store::find_sentra(q, maker.sentra.unwrap()).await.unwrap().unwrap();
    assert_eq!(sentra.members, Some(5));
    assert_eq!(sentra.decree.unwrap().by.as_deref(), Some("Bupati"), "the sheet sentra wins over the producers'");

    let certifications = store::certifications_of(q, kopi.id).await.unwrap();
    let kinds: Vec<u64> = certifications.iter().map(|certification| certification.kind).collect();
    assert_eq!(kinds, [1, 2, 9, 10, 11]);
    assert_eq!(iso(certifications[1].valid_until.unwrap()), "2028-02-15");
    assert!(certifications.iter().all(|c| c.basis.kind == BasisKind::Declared && c.basis.day == Some(today())));

    let makers = store::producers_in(q, region("18.04"), None, 2).await.unwrap();
    assert_eq!(makers.iter().map(|p| &*p.code).collect::<Vec<_>>(), ["IKM-1804-001", "IKM-1804-002"]);
    let rest = store::producers_in(q, region("18.04"), Some(makers[1].id), 10).await.unwrap();
    assert_eq!(rest.len(), 1);
    let page = store::products_in(q, region("18.04"), Some(kopi.id), 100).await.unwrap();
    assert_eq!(page.len(), 3);
    assert_eq!(store::products_of(q, maker.id).await.unwrap().len(), 2);
    let drafts = store::products_in(q, region("18.10"), None, 100).await.unwrap();
    assert!(drafts.iter().all(|product| product.status != ProductStatus::Draft));

    assert_eq!(store::find_producer(q, ProducerId(9_999)).await.unwrap(), None);
    assert_eq!(store::find_sentra(q, SentraId(9_999)).await.unwrap(), None);
}

async fn imports_in_the_wrong_order(db: Db) {
    let refused = import::store(&db, parsed(Sheet::Products, PRODUCTS), now()).await.unwrap_err();
    let told = faults(refused);
    assert_eq!((told.len(), told[0].row, &*told[0].column), (54, 2, "producer_code"));
    assert!(told[0].problem.en.contains("import the producers first"));

    let one_bad = SENTRA.replacen("18.04", "1804", 1);
    let rehearsed = import::check(&mut &db, &parsed(Sheet::Sentra, &one_bad)).await.unwrap_err();
    let told = faults(rehearsed);
    assert_eq!((told.len(), told[0].row), (1, 2));
    assert!(import::store(&db, parsed(Sheet::Sentra, &one_bad), now()).await.is_err());
    assert!(store::find_sentra(&mut &db, SentraId(1)).await.unwrap().is_none(), "the sound rows are not stored either");

    // A producers' file brings its sentra along, and names them when it cannot.
    imports(&db, Sheet::Producers, PRODUCERS).await;
    let sentra = producer(&db, "IKM-1804-001").await.sentra.unwrap();
    assert_eq!(store::find_sentra(&mut &db, sentra).await.unwrap().unwrap().region, region("18.04"));
    let unknown = PRODUCERS.replacen(
        "SEN-1804-01,Sentra IKM Kopi Bubuk Bukit Contoh,B/9900/KPTS/CONTOH/2017,2017-01-03",
        "SEN-X,,,",
        1,
    );
    let told = faults(import::store(&db, parsed(Sheet::Producers, &unknown), now()).await.unwrap_err());
    assert_eq!((told.len(), told[0].row, &*told[0].column), (1, 2, "sentra_code"));

    imports(&db, Sheet::Products, PRODUCTS).await;
    let moved = PRODUCTS.replacen("IKM-1813-003-01,IKM-1813-003,", "IKM-1813-003-01,IKM-1804-002,", 1);
    let told = faults(import::store(&db, parsed(Sheet::Products, &moved), now()).await.unwrap_err());
    assert!(told[0].column == "product_code" && told[0].problem.en.contains("another producer"));
}

async fn decides_and_imports_again(db: Db) {
    imports_all(&db).await;
    let kopi = product(&db, "IKM-1804-001-01").await;
    let (id, maker) = (kopi.id, kopi.producer);
    let seen = Basis { kind: BasisKind::Confirmed, day: Some(today()), by: Some("Dinas Contoh".into()) };
    let basis = seen.clone();
    let decided: Result<(), Error> = db
        .write(move |tx| {
            let basis = basis.clone();
            Box::pin(async move {
                assert!(store::set_producer_status(tx, maker, ProducerStatus::Suspended).await?);
                assert!(store::set_product_status(tx, id, ProductStatus::Revoked).await?);
                assert!(store::set_basis(tx, id, 1, "ID18119999000010623", &basis).await?);
                assert!(store::end_certification(tx, id, 2, "P-IRT 5101804019901-28", today()).await?);
                assert!(!store::end_certification(tx, id, 2, "P-IRT 0", today()).await?);
                assert!(!store::set_product_status(tx, ProductId(9_999), ProductStatus::Active).await?);
                let shown = store::find_producer(tx, maker).await?.map(|p| Producer { contact_public: true, ..p });
                assert_eq!(store::put_producer(tx, &shown.unwrap(), now()).await?.1, Put::Changed);
                Ok(())
            })
        })
        .await;
    decided.unwrap();

    let renamed = PRODUCTS.replacen("Petik Merah 200 g", "Petik Merah 250 g", 1);
    let report = imports(&db, Sheet::Products, &renamed).await;
    assert_eq!((report.added, report.changed, report.unchanged), (0, 1, 53));
    assert_eq!((report.kept.len(), report.kept[0].row, &*report.kept[0].value), (1, 2, "aktif"));
    assert!(report.kept[0].problem.en.contains("the register says dicabut"));
    let report = imports(&db, Sheet::Producers, PRODUCERS).await;
    assert_eq!((report.unchanged, report.kept.len()), (43, 1));

    let kopi = product(&db, "IKM-1804-001-01").await;
    assert_eq!((&*kopi.name, kopi.status), ("Kopi Robusta Bubuk Petik Merah 250 g", ProductStatus::Revoked));
    let maker = producer(&db, "IKM-1804-001").await;
    assert_eq!((maker.status, maker.contact_public), (ProducerStatus::Suspended, true));
    let certifications = store::certifications_of(&mut &db, id).await.unwrap();
    assert_eq!(certifications[0].basis, seen);
    assert_eq!(certifications[1].ended, Some(today()));
    assert!(!certifications[1].holds_on(today()));
}

fn batch(product: ProductId, code: &str) -> NewBatch {
    NewBatch {
        product,
        code: code.into(),
        level: Level::Item,
        profile: Profile::Full,
        gtin: None,
        items: 10_000_000,
        produced: Some(today()),
        best_before: None,
        key: "aa".into(),
        issued_at: now(),
    }
}

async fn issues(db: &Db, batch: NewBatch) -> Result<BatchId, Error> {
    db.write(move |tx| {
        let batch = batch.clone();
        Box::pin(store::insert_batch(tx, batch, |id| format!("batch {id}").into_bytes()))
    })
    .await
}

async fn issues_batches(db: Db) {
    imports_all(&db).await;
    let kopi = product(&db, "IKM-1804-001-01").await.id;
    let pisang = product(&db, "IKM-1806-002-01").await.id;
    assert!(matches!(issues(&db, batch(kopi, "B-1")).await, Err(Error::Dangling)), "the key is not in the ring");
    add_key(&db).await;

    let first = issues(&db, batch(kopi, "B-1")).await.unwrap();
    assert!(matches!(issues(&db, batch(kopi, "B-1")).await, Err(Error::Duplicate)));
    let other = issues(&db, batch(pisang, "B-1")).await.unwrap();
    let second = issues(&db, batch(kopi, "B-2")).await.unwrap();
    let whole = issues(&db, NewBatch { level: Level::Product, ..batch(kopi, "P") }).await.unwrap();

    let q = &mut &db;
    let stored = store::find_batch(q, first).await.unwrap().unwrap();
    assert_eq!(stored.claims, format!("batch {first}").into_bytes());
    assert_eq!((stored.items, stored.level, stored.issued_at), (10_000_000, Level::Item, now()));
    assert_eq!(store::find_batch_of(q, kopi, "B-1").await.unwrap(), Some(stored));
    assert_eq!(store::find_batch_of(q, kopi, "B-9").await.unwrap(), None);
    let shared: Vec<BatchId> = store::find_batches_by_code(q, "B-1").await.unwrap().iter().map(|b| b.id).collect();
    assert_eq!(shared, [first, other]);
    let newest: Vec<BatchId> = store::batches_of(q, kopi, 2).await.unwrap().iter().map(|b| b.id).collect();
    assert_eq!(newest, [whole, second]);
    let issues: Vec<BatchId> = store::product_code_issues(q, kopi).await.unwrap().iter().map(|b| b.id).collect();
    assert_eq!(issues, [whole]);
}

async fn add_key(db: &Db) {
    let sql = "insert into keys (thumbprint, public, issuer, state, not_before, not_after, created_at)
               values ('aa', $1, 'Dinas Contoh', 'active', 0, 1, 0)";
    changes(db, sql, vec![Param::Bytes(Some(vec![0; 32]))]).await;
}

async fn changes(db: &Db, sql: &'static str, params: Vec<Param>) {
    let done: Result<u64, Error> = db
        .write(move |tx| {
            let params = params.clone();
            Box::pin(async move { tx.run(sql, params).await })
        })
        .await;
    done.unwrap();
}

async fn watches_the_revision(db: Db) {
    imports(&db, Sheet::Sentra, SENTRA).await;
    let before = db.revision().await.unwrap();
    imports(&db, Sheet::Sentra, SENTRA).await;
    assert_eq!(db.revision().await.unwrap(), before, "nothing changed");
    imports(&db, Sheet::Sentra, &SENTRA.replacen("Bukit Contoh", "Bukit Baru", 1)).await;
    assert!(db.revision().await.unwrap() > before);
}

async fn reads_odd_rows(db: Db) {
    imports_all(&db).await;
    let id = product(&db, "IKM-1804-001-01").await.id;
    changes(&db, "update products set origin = '99.99'", vec![]).await;
    changes(&db, "update producers set scale = 'raksasa', workers = -1", vec![]).await;
    changes(&db, "update certifications set issued = 3000000 where issued is not null", vec![]).await;
    let told = store::find_product(&mut &db, id).await.unwrap_err().to_string();
    assert!(told.contains("'99.99' as origin"), "{told}");
    assert!(store::find_producer_by_code(&mut &db, "IKM-1804-001").await.is_err());
    assert!(store::certifications_of(&mut &db, id).await.is_err());
}

async fn rehearses_a_large_file(db: Db) {
    imports(&db, Sheet::Producers, PRODUCERS).await;
    let (header, rows) = PRODUCTS.split_once('\n').unwrap();
    let rows: Vec<&str> = rows.lines().collect();
    let mut file = format!("{header}\n");
    for n in 0..5_000 {
        file.push_str(&format!("P{n}-{}\n", rows[n % rows.len()]));
    }
    let start = Instant::now();
    let products = parsed(Sheet::Products, &file);
    import::check(&mut &db, &products).await.unwrap();
    let rehearsed = start.elapsed();
    let report = import::store(&db, products, now()).await.unwrap();
    println!("5,000 products rehearsed in {rehearsed:?}, stored in {:?}", start.elapsed().saturating_sub(rehearsed));
    assert_eq!(report.added, 5_000);
    assert!(rehearsed < Duration::from_secs(3), "{rehearsed:?}");
}
