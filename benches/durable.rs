//! Durable writes a second: what was answered is on disk. Against the floor of the disk itself: one write and fsync at a
//! time.
//!
//! `cargo bench --bench durable` lets 64 clients write through group commit, each waiting for its answer before the next.
use std::io::Write;
use std::time::{Duration, Instant};

use telusur::db::{Db, Error};

const CLIENTS: usize = 64;
const FOR: Duration = Duration::from_secs(3);

fn main() {
    let folder = std::env::current_dir().expect("a folder").join(format!("target/durable-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let alone = fsyncs(&folder);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let (together, p50, p99) = runtime.block_on(writes(&folder));
    println!("the disk: one write and fsync at a time {alone:>9.0}/s");
    println!(
        "group commit, {CLIENTS} clients              {together:>9.0}/s; {:.1} times the disk's own",
        together / alone
    );
    println!("a write waits p50 {:.2} ms, p99 {:.2} ms", p50.as_secs_f64() * 1e3, p99.as_secs_f64() * 1e3);
    std::fs::remove_dir_all(&folder).ok();
}

fn fsyncs(folder: &std::path::Path) -> f64 {
    let mut file = std::fs::File::create(folder.join("floor")).expect("a file");
    let begun = Instant::now();
    let mut count = 0;
    while begun.elapsed() < FOR {
        file.write_all(&[0; 4096]).and_then(|()| file.sync_data()).expect("a disk");
        count += 1;
    }
    f64::from(count) / begun.elapsed().as_secs_f64()
}

async fn writes(folder: &std::path::Path) -> (f64, Duration, Duration) {
    let db = Db::open(&format!("sqlite://{}/telusur.db", folder.display())).await.expect("a database");
    db.migrate().await.expect("a schema");
    let begun = Instant::now();
    let mut clients = Vec::new();
    for client in 0..CLIENTS {
        let db = db.clone();
        clients.push(tokio::spawn(async move {
            let mut waits = Vec::new();
            while begun.elapsed() < FOR {
                let asked = Instant::now();
                let name = format!("bench-{client}-{}", waits.len());
                db.write(move |tx| {
                    let name = name.clone();
                    Box::pin(async move {
                        tx.run("insert into traits (name, value) values ($1, 'x')", vec![name.into()]).await
                    })
                })
                .await
                .map_err(|error: Error| error)
                .expect("a write");
                waits.push(asked.elapsed());
            }
            waits
        }));
    }
    let mut waits = Vec::new();
    for client in clients {
        waits.extend(client.await.expect("a client"));
    }
    let rate = waits.len() as f64 / begun.elapsed().as_secs_f64();
    waits.sort();
    (rate, waits[waits.len() / 2], waits[waits.len() * 99 / 100])
}
