//! A label too small for a signed code, and a customer who types what stands below a damaged symbol.
use telusur::db::Db;
use telusur::issuance::{Order, Span};
use telusur::recalls::Subject;
use telusur::registry::{Level, Product, Profile};
use telusur::short_code::store;

use crate::databases::for_each_database;
use crate::program::Office;
use crate::world::{KOPI, World, batch, without_dates};

#[tokio::test]
async fn a_short_code_tells_what_the_register_knows() {
    for_each_database(types_short_codes).await;
}

async fn types_short_codes(db: Db) {
    let world = World::new(db).await;
    let items = world.issues(batch("A")).await;
    let whole = world.issues(Order { level: Level::Batch, ..batch("B") }).await;
    let design = world.issues(without_dates(Order { level: Level::Product, ..batch("C") })).await;
    for (batch, item, told) in
        [(&items, 7, "\"item\":7"), (&whole, 1, "\"batch\":2"), (&design, 3, "\"level\":\"product\"")]
    {
        let code = world.short(batch, item).await;
        for typed in
            [code.clone(), code.to_lowercase().replace('-', " "), format!("https://cek.contoh.example/s/{code}")]
        {
            let seen = world.scans(&typed).await;
            seen.is("valid").tells("\"signature\":{\"state\":\"not_checked\"}").tells(told);
        }
    }
    assert_eq!(world.short(&whole, 1).await, world.short(&whole, 9).await);

    // What happens to the batch shows, as it does for signed codes.
    let code = world.short(&items, 7).await;
    world.on("2028-01-01").await.scans(&code).await.is("expired");
    world.recalls(&items, Some((1, 5)), "kaca").await;
    world.scans(&code).await.is("valid");
    world.scans(&world.short(&items, 5).await).await.is("recalled").tells("kaca");
    world.revokes(Subject::Batch(items.id), "stiker hilang").await;
    world.scans(&code).await.is("revoked").tells("not_checked");
    world.ends_certification(1, "ID18119999000010623", "2026-11-23").await;
    world.scans(&world.short(&whole, 1).await).await.is("certificate_lapsed");
}

#[tokio::test]
async fn nobody_has_a_short_code_that_the_register_did_not_make() {
    for_each_database(guesses).await;
}

async fn guesses(db: Db) {
    let world = World::new(db).await;
    let issued = world.issues(batch("A")).await;
    let good = world.short(&issued, 7).await;
    // Another register's secret makes another code for the same batch and item.
    let strange = telusur::short_code::Secret::new([6; 32].into());
    for code in [
        strange.code(1, 7, &issued.claims),
        world.secret().await.code(1, 11, &issued.claims),
        world.secret().await.code(2, 1, &issued.claims),
        // The same number in a register where it belonged to another batch.
        world.secret().await.code(1, 7, b"another batch"),
    ] {
        world.scans(&code.unwrap().to_string()).await.is("not_recorded").tells("\"missing\":\"short_code\"");
    }
    let slip = good.replacen(good.chars().last().unwrap(), "U", 1);
    world.scans(&slip).await.is("unreadable");
}

#[tokio::test]
async fn the_secret_is_made_once_and_stays() {
    for_each_database(makes_the_secret).await;
}

async fn makes_the_secret(db: Db) {
    let world = World::new(db.clone()).await;
    let at = telusur::clock::Moment(1);
    // Two processes print for the first time at the same moment.
    let (one, two) = tokio::join!(store::newest(&db, at, [1; 32].into()), store::newest(&db, at, [2; 32].into()));
    let elder = one.unwrap();
    let first = elder.code(1, 1, &[]).unwrap();
    assert_eq!(two.unwrap().code(1, 1, &[]), Some(first));
    assert_eq!(store::newest(&db, at, [3; 32].into()).await.unwrap().code(1, 1, &[]), Some(first));
    for sql in [
        "update short_code_secrets set created_at = 2",
        "delete from short_code_secrets",
        "insert into short_code_secrets (id, secret, created_at) select 2, substr(secret, 1, 31), 1 from short_code_secrets",
    ] {
        assert!(world.types_sql(sql).await.is_err(), "{sql}");
    }
    // A newer one makes from now on; what the older one made is still known.
    let sql = "insert into short_code_secrets (id, secret, created_at) values (2, $1, 2)";
    world.types_sql_with(sql, vec![vec![8u8; 32].into()]).await.unwrap();
    let issued = world.issues(batch("A")).await;
    let newer = world.short(&issued, 1).await;
    let older = elder.code(1, 1, &issued.claims).unwrap().to_string();
    assert_ne!(newer, older);
    world.scans(&newer).await.is("valid");
    world.scans(&older).await.is("valid");
}

#[tokio::test]
async fn a_small_label_carries_the_compact_form_of_a_full_batch() {
    for_each_database(prints_small_labels).await;
}

async fn prints_small_labels(db: Db) {
    let world = World::new(db).await;
    for (at, gs1) in [false, true].into_iter().enumerate() {
        for level in [Level::Item, Level::Batch, Level::Product] {
            let order = Order { level, gs1, ..batch(&format!("{}-{at}", level.word())) };
            let order = if level == Level::Product { without_dates(order) } else { order };
            let issued = world.issues(order).await;
            let (full, small) = (world.label(&issued, 4).await, world.small_label(&issued, 4).await);
            assert!(small.len() + 60 < full.len(), "{level:?}: {} of {}", small.len(), full.len());
            world.scans(&full).await.is("valid").tells("\"product_name\":\"Kopi Robusta 200 g\"");
            let seen = world.scans(&small).await;
            seen.is("valid").tells("\"product\":\"Kopi Robusta 200 g\"");
            assert!(
                !serde_json::to_string(&telusur::verification::Report::of(&seen.answer))
                    .unwrap()
                    .contains("product_name")
            );
            // A batch in the compact profile has one form only.
            assert!(!world.codes(&issued).await.unwrap().compact().is_full());
        }
    }
    let compact = world.issues(Order { profile: Profile::Compact, ..batch("K") }).await;
    assert_eq!(world.label(&compact, 1).await, world.small_label(&compact, 1).await);
    world.scans(&world.label(&compact, 1).await).await.is("valid");
}

#[tokio::test]
async fn compact_product_codes_that_differ_in_names_alone_are_taken_back_together() {
    for_each_database(renames_a_product).await;
}

async fn renames_a_product(db: Db) {
    let world = World::new(db).await;
    let design = |code| without_dates(Order { level: Level::Product, ..batch(code) });
    let old = world.issues(design("D-1")).await;
    world.enters_product(Product { name: "Kopi Sari Robusta".into(), ..world.product(KOPI).await }).await;
    let new = world.issues(design("D-2")).await;
    assert_eq!(world.small_label(&old, 1).await, world.small_label(&new, 1).await);
    let (full, small) = (world.label(&new, 1).await, world.small_label(&new, 1).await);
    world.scans(&small).await.is("valid");
    world.recalls(&old, None, "kaca").await;
    world.scans(&small).await.is("recalled");
    world.scans(&full).await.is("valid");
    world.revokes(Subject::Batch(new.id), "salah cetak").await;
    world.scans(&small).await.is("revoked");
    world.scans(&full).await.is("revoked");
}

#[tokio::test]
async fn the_last_code_of_a_span_is_the_widest() {
    for_each_database(plans_a_layout).await;
}

async fn plans_a_layout(db: Db) {
    let world = World::new(db).await;
    for gs1 in [false, true] {
        let issued = world.issues(Order { items: 70_000, gs1, ..batch(if gs1 { "G" } else { "P" }) }).await;
        let codes = world.codes(&issued).await.unwrap();
        for (from, to) in [(1, 9), (1, 24), (20, 300), (1, 70_000)] {
            let widest = codes.widest(Span { from, to }).unwrap().address("https://x.id").len();
            let step = usize::try_from((to - from) / 50 + 1).unwrap();
            for item in (from..=to).step_by(step) {
                assert!(codes.seal(item).unwrap().address("https://x.id").len() <= widest, "{item} of {to}");
            }
        }
    }
}

#[test]
fn a_shopkeeper_types_a_short_code() {
    let office = Office::at_work();
    let csv = office.types(&["codes", "--batch", "A-1", "--format", "csv", "--to", "2"]).done();
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("item,address,short_address"));
    let address = lines.next().unwrap().split(',').nth(2).unwrap().to_owned();
    let code = address.rsplit('/').next().unwrap();
    assert_eq!(lines.count(), 1);
    for typed in [address.as_str(), code] {
        let said = office.types(&["verify", typed]);
        assert_eq!(said.code(), 20, "{said:?}");
        assert!(said.out.starts_with("valid: this short code is on record. It was looked up"), "{said:?}");
    }
    let help = office.types(&["verify", "--help"]).done();
    assert!(help.contains("20 valid, but a short code"), "{help}");
    // Without a register a short code is nothing that can be checked.
    let keys = office.types(&["keys", "export"]).done();
    let keys = office.writes("keys.json", keys);
    let said = office.types(&["verify", "--keys", &keys, code]);
    assert_eq!(said.code(), 19);
    assert!(said.out.contains("a short code cannot be checked offline"), "{said:?}");
    // The same codes another time, in another run.
    assert_eq!(office.types(&["codes", "--batch", "A-1", "--format", "csv", "--to", "2"]).done(), csv);

    let server = office.serves();
    let page = server.gets(&format!("/s/{code}"));
    assert_eq!(page.verdicts(), ["valid"]);
    let asked = format!("{{\"code\": \"{code}\"}}");
    let facts = server.posts("/api/v1/verify", "application/json", asked.as_bytes()).json();
    assert_eq!(facts["signature"]["state"], "not_checked");
    // Guesses over the API end, too; real connections have an address.
    let guesses: Vec<u16> = (0..12)
        .map(|item| {
            let guess = telusur::short_code::Secret::new([1; 32].into()).code(1, item, &[]).unwrap();
            server.posts("/api/v1/verify", "application/json", format!("{{\"code\": \"{guess}\"}}").as_bytes()).status
        })
        .collect();
    assert_eq!(guesses, [[200; 10].as_slice(), &[429; 2]].concat());
}

#[test]
fn behind_a_reverse_proxy_every_visitor_has_tries_of_their_own() {
    let office = Office::at_work().with("TELUSUR_TRUSTED_PROXIES", "127.0.0.1");
    let server = office.serves();
    let guess = telusur::short_code::Secret::new([1; 32].into()).code(1, 1, &[]).unwrap();
    let tried = |visitor| server.asks(&format!("/s/{guess}"), &[("X-Forwarded-For", visitor)]).status;
    let first: Vec<u16> = (0..11).map(|_| tried("203.0.113.9")).collect();
    assert_eq!(first, [[200; 10].as_slice(), &[429]].concat());
    // Whatever a visitor writes in front of what the proxy saw changes nothing.
    assert_eq!(tried("198.51.100.1, 203.0.113.9"), 429);
    assert_eq!(tried("203.0.113.10"), 200);
}
