//! What was answered as done survives a sudden end of the process.
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use telusur::db::Db;
use telusur::registry::{find_batch_of, find_product_by_code};

use crate::program::signal;
use crate::world::{KOPI, World, batch};

/// How often the writer is killed.
const ROUNDS: u32 = 24;
/// No more rounds are begun after this.
const LIMIT: Duration = Duration::from_secs(30);
/// Where the writer finds the register, and which round it is.
const WRITER: (&str, &str) = ("TELUSUR_TEST_WRITER", "TELUSUR_TEST_ROUND");

#[tokio::test]
async fn whatever_was_acknowledged_is_there_after_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite://{}", folder.path().join("telusur.db").display());
    let db = Db::open(&address).await.unwrap();
    db.migrate().await.unwrap();
    World::new(db.clone()).await;
    db.close().await;

    let start = Instant::now();
    let (mut acknowledged, mut rounds) = (Vec::new(), 0);
    while rounds < ROUNDS && start.elapsed() < LIMIT {
        let fresh = killed_writer(&address, rounds);
        rounds += 1;
        all_there(&address, &fresh).await;
        acknowledged.extend(fresh);
    }
    all_there(&address, &acknowledged).await;
    println!("{rounds} kills, {} acknowledged writes, {:?}", acknowledged.len(), start.elapsed());
    assert!(rounds >= 20 || start.elapsed() >= LIMIT, "{rounds}");
    assert!(acknowledged.len() > rounds as usize);
}

async fn all_there(address: &str, acknowledged: &[String]) {
    let db = Db::open(address).await.unwrap();
    assert_eq!(db.flaws().await.unwrap(), None);
    let kopi = find_product_by_code(&mut &db, KOPI).await.unwrap().unwrap().id;
    for code in acknowledged {
        let kept = find_batch_of(&mut &db, kopi, code).await.unwrap();
        assert!(kept.is_some(), "{code} was acknowledged and is gone");
    }
    db.close().await;
}

/// Starts a writer, kills it at a random moment of its work, and gives what it had acknowledged.
fn killed_writer(address: &str, round: u32) -> Vec<String> {
    let mut writer = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "durability::writes_until_killed", "--ignored", "--nocapture", "--test-threads=1"])
        .env(WRITER.0, address)
        .env(WRITER.1, round.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let output = BufReader::new(writer.stdout.take().unwrap());
    let reader = std::thread::spawn(move || {
        let lines = output.lines().map_while(Result::ok);
        lines.filter_map(|line| line.split_once("acknowledged ").map(|(_, code)| code.to_owned())).collect()
    });
    let mut chance = [0];
    getrandom::fill(&mut chance).unwrap();
    // Most of the first half second is the start of the program.
    std::thread::sleep(Duration::from_millis(150 + 2 * u64::from(chance[0])));
    signal(writer.id(), "KILL");
    writer.wait().unwrap();
    reader.join().unwrap()
}

/// The process that is killed: batch after batch, eight callers at once, so that commits are shared.
#[tokio::test]
#[ignore = "runs as a process of its own, until it is killed"]
async fn writes_until_killed() {
    let Ok(address) = std::env::var(WRITER.0) else { return };
    let round = std::env::var(WRITER.1).unwrap();
    let db = Db::open(&address).await.unwrap();
    let world = World::reopened(db, "2026-11-23").await;
    let callers = (0..8).map(|caller| {
        let (world, round) = (&world, &round);
        async move {
            for n in 0.. {
                let code = format!("{round}-{caller}-{n}");
                world.issues(batch(&code)).await;
                println!("acknowledged {code}");
            }
        }
    });
    all(callers.collect()).await;
}

/// Drives all futures at once; they never end.
async fn all(futures: Vec<impl Future<Output = ()>>) {
    let mut futures: Vec<_> = futures.into_iter().map(Box::pin).collect();
    std::future::poll_fn(|context| {
        for future in &mut futures {
            // None of them ends.
            let _ = future.as_mut().poll(context);
        }
        std::task::Poll::<()>::Pending
    })
    .await;
}
