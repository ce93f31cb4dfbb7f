//! A label that is printed again, alone or in another run, is the label that was lost.
use telusur::db::Db;
use telusur::issuance::Order as Issue;
use telusur::labels::stock::Stock;
use telusur::printing::{Format, Goods, Order, Plan, plan};
use telusur::registry::Batch;
use tempfile::TempDir;

use crate::world::{KOPI, World, batch};

/// Short and long ones: with each of them, other numbers of digits need a larger symbol.
const HOSTS: [&str; 4] = [
    "https://cek.id",
    "https://cek.lampungprov.go.id",
    "https://telusur.lampungprov.go.id",
    "https://telusur.disperindag.lampungprov.go.id",
];

async fn planned(world: &World, batch: &Batch, host: &str, order: &Order) -> Plan {
    let goods = Goods::of(&mut &world.db, batch.clone(), world.product(KOPI).await).await.unwrap();
    plan(goods, world.codes(batch).await.unwrap(), host, order).unwrap()
}

async fn printed(world: &World, batch: &Batch, host: &str, order: &Order) -> Vec<u8> {
    file(&planned(world, batch, host, order).await)
}

fn file(plan: &Plan) -> Vec<u8> {
    let mut file = Vec::new();
    plan.print(&mut file, tempfile::tempfile, |_| ()).unwrap();
    file
}

/// A register in a file of its own: which database it is changes nothing that is printed.
async fn world(folder: &TempDir) -> World {
    let db = Db::open(&format!("sqlite://{}", folder.path().join("telusur.db").display())).await.unwrap();
    db.migrate().await.unwrap();
    World::new(db).await
}

fn run(format: Format, from: u64, to: u64) -> Order {
    let stock = Stock::named("roll-60x40").cloned();
    Order { from: Some(from), to: Some(to), stock, ..Order::new(format) }
}

/// The part of a file of one label that a file of many has, too: without what stands there once.
fn label(format: Format, file: &[u8]) -> &[u8] {
    let at = |mark: &[u8]| (0..file.len()).find(|&at| file[at..].starts_with(mark)).unwrap();
    match format {
        Format::SvgZip | Format::PngZip => &file[..at(b"PK\x01\x02")],
        // The page: words and symbol, each in its place.
        Format::Pdf => {
            let page = file[..at(b"/S0 Do")].windows(7).rposition(|mark| mark == b"stream\n").unwrap();
            let end = file[page..].windows(9).position(|mark| mark == b"endstream").unwrap();
            &file[page..page + end]
        }
        _ => file,
    }
}

fn holds(file: &[u8], part: &[u8]) -> bool {
    (0..file.len()).any(|at| file[at..].starts_with(part))
}

#[tokio::test]
async fn an_item_printed_alone_is_the_item_of_the_run() {
    let folder = tempfile::tempdir().unwrap();
    let world = world(&folder).await;
    // The numbers at which claims become a byte longer, and batches that end just there or far beyond.
    for (code, items, printed_again) in [("A", 24, &[1, 23][..]), ("B", 256, &[23, 255]), ("C", 65_536, &[24, 65_535])]
    {
        let batch = world.issues(Issue { items, ..batch(code) }).await;
        for host in HOSTS {
            for format in [Format::Zpl, Format::SvgZip, Format::PngZip, Format::Pdf] {
                let whole = planned(&world, &batch, host, &run(format, 1, items)).await;
                for &item in printed_again {
                    let again = planned(&world, &batch, host, &run(format, item, item)).await;
                    let decided = |plan: &Plan| (plan.carried, plan.version, plan.level);
                    assert_eq!(decided(&again), decided(&whole), "{format}, item {item} of {items}, {host}");
                    let among = printed(&world, &batch, host, &run(format, item, item + 1)).await;
                    assert!(holds(&among, label(format, &file(&again))), "{format}, item {item} of {items}, {host}");
                }
            }
        }
    }
}

#[tokio::test]
async fn two_runs_are_the_whole_run() {
    let folder = tempfile::tempdir().unwrap();
    let world = world(&folder).await;
    let plain = world.issues(Issue { items: 300, ..batch("A") }).await;
    // An address of GS1 grows with the number, too.
    let gs1 = world.issues(Issue { items: 12, gs1: true, ..batch("B") }).await;
    for (batch, stock, interrupted, last) in [(&plain, "roll-60x40", 20, 30), (&gs1, "roll-100x50", 9, 12)] {
        let run = |from, to| Order { stock: Stock::named(stock).cloned(), ..run(Format::Zpl, from, to) };
        // One of these hosts is so long that a digit more needs a larger symbol.
        for length in 1..=20 {
            let host = format!("https://{}.id", "x".repeat(length));
            let whole = printed(&world, batch, &host, &run(1, last)).await;
            let begun = printed(&world, batch, &host, &run(1, interrupted)).await;
            let continued = printed(&world, batch, &host, &run(interrupted + 1, last)).await;
            assert!(whole == [begun, continued].concat(), "{host}");
        }
    }
}
