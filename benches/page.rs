//! What a verify page costs the server, against a bare program that does only what cannot be left out: HTTP through
//! axum, reading and verifying the code, a template of the same size.
//!
//! `cargo bench --bench page` starts both in this process, asks them in turn over keep-alive connections, and prints
//! server CPU time per answer (all threads but the asking one) and the ratio to the floor: medians of many short rounds, each
//! with its own floor, so that a machine that is slow for a moment is slow for both. With `gzip` as a phone asks for it, too.
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Html;
use ed25519_dalek::SigningKey;
use telusur::clock::{Clock, Moment, parse_day};
use telusur::db::Db;
use telusur::gallery::Gallery;
use telusur::issuance::{Codes, Order, issue};
use telusur::keyring::{self, Card, KeyState};
use telusur::registry::import::{self, Sheet};
use telusur::registry::{Level, Profile};
use telusur::scans::{Recorder, Salt};
use telusur::short_code::Secret;
use telusur::statistics::Statistics;
use telusur::verification::Verifier;
use telusur::web::{self, Site};
use telusur_code::{KeySet, PublicKey, SignedCode};

const CODES: u64 = 512;
const ROUNDS: usize = 40;
const ANSWERS: usize = 800;
const CONNECTIONS: usize = 32;
/// The least ratio to the bare program.
const LEAST: f64 = 0.75;

#[derive(Template)]
#[template(
    ext = "htm",
    source = "<!doctype html><title>{{ product }}</title><style>{{ style|safe }}</style><h1>{{ product }}</h1>
<p>{{ producer }} {{ origin }}</p><dl><dt>batch<dd>{{ batch }}<dt>best before<dd>{{ best }}<dt>item<dd>{{ item }}</dl>
{% for c in certificates %}<section><h3>{{ c }}</h3><p>{{ producer }}</p></section>{% endfor %}<p>{{ key }}</p>"
)]
struct Bare {
    style: Arc<str>,
    product: String,
    producer: String,
    origin: u64,
    batch: u64,
    best: u32,
    item: u64,
    certificates: Vec<String>,
    key: String,
}

#[derive(Clone)]
struct Floor {
    keys: Arc<KeySet>,
    style: Arc<str>,
}

async fn bare(State(floor): State<Floor>, Path(digits): Path<String>) -> Html<String> {
    let code = SignedCode::from_digits(&digits).expect("our own code");
    let code = telusur_code::verify(code, &floor.keys).expect("our own key");
    let claims = code.claims();
    let page = Bare {
        style: floor.style,
        product: claims.product_name.clone().unwrap_or_default(),
        producer: claims.producer_name.clone().unwrap_or_default(),
        origin: claims.origin,
        batch: claims.scope.batch().unwrap_or(0),
        best: claims.best_before.map_or(0, |day| day.0),
        item: claims.scope.item().unwrap_or(0),
        certificates: claims.certifications.iter().map(|(kind, number)| number.print(*kind)).collect(),
        key: code.key().to_string(),
    };
    Html(page.render().expect("a template without gaps"))
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let folder = std::env::temp_dir().join(format!("telusur-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let (ours, recording, paths, size, public) = runtime.block_on(house(&folder));
    let style: Arc<str> = "x".repeat(size.saturating_sub(600)).into();
    let floor = Floor { keys: Arc::new(KeySet::new([public])), style };
    let bare = runtime.block_on(listen(Router::new().route("/{digits}", axum::routing::get(bare)).with_state(floor)));

    std::thread::spawn(move || runtime.block_on(std::future::pending::<()>()));

    let asked = [(bare, ""), (ours, ""), (ours, "Accept-Encoding: gzip\r\n"), (recording, "")];
    let rounds: Vec<[f64; 4]> =
        (0..ROUNDS).map(|_| asked.map(|(server, headers)| cost(server, headers, &paths))).collect();
    let said = |at: usize| {
        let time = median(rounds.iter().map(|round| round[at]));
        let ratio = median(rounds.iter().map(|round| round[0] / round[at]));
        (format!("{time:>7.1} us of server CPU; ratio {ratio:.2}"), ratio)
    };
    let (page, ratio) = said(1);
    println!("the floor: axum, verify, template {}", said(0).0);
    println!("verify page, {size} bytes          {page} (at least {LEAST})");
    println!("verify page, gzip                 {}", said(2).0);
    println!("with scan history, and recorded   {}", said(3).0);
    std::fs::remove_dir_all(&folder).ok();
    if ratio < LEAST {
        std::process::exit(1);
    }
}

/// The product: a register with one issued batch, served with all its middleware.
async fn house(folder: &std::path::Path) -> (SocketAddr, SocketAddr, Vec<String>, usize, PublicKey) {
    let db = Db::open(&format!("sqlite://{}/telusur.db", folder.display())).await.expect("a database");
    db.migrate().await.expect("a schema");
    let today = parse_day("2026-11-22").expect("a day");
    let clock = Clock::Still(Moment::noon(today));
    let key = SigningKey::from_bytes(&[9; 32]);
    let public = PublicKey::from_bytes(&key.verifying_key().to_bytes()).expect("a key");
    let card = Card {
        public: public.clone(),
        issuer: "Dinas Perindustrian Provinsi Lampung".into(),
        not_before: today,
        not_after: telusur_code::Day(today.0 + 365),
    };
    db.write(move |tx| {
        let card = card.clone();
        Box::pin(async move { keyring::put_key(tx, &card, KeyState::Active, clock.now()).await })
    })
    .await
    .expect("a key in the register");
    let samples =
        [(Sheet::Sentra, "sentra.csv"), (Sheet::Producers, "producers.csv"), (Sheet::Products, "products.csv")];
    for (sheet, file) in samples {
        let bytes = std::fs::read(format!("data/samples/{file}")).expect("the samples");
        import::store(&db, import::parse(sheet, &bytes, today), clock.now()).await.expect("sound samples");
    }
    let order = Order {
        batch: "261122-A".into(),
        items: 10_000_000,
        produced: Some(today),
        best_before: parse_day("2027-11-22").ok(),
        level: Level::Item,
        profile: Profile::Full,
        gs1: false,
    };
    let batch = issue(&db, clock, "IKM-1804-001-01", order).await.expect("a batch");
    let secret = Secret::new([7; 32].into());
    let codes = Codes::new(&batch, &[], &key, &secret).expect("codes");
    let path = |n| format!("/{}", codes.seal(1 + n * 9_973).expect("a code").digits());
    let paths: Vec<String> = (0..CODES).map(path).collect();
    let verifier = Verifier::new(db.clone(), clock).await.expect("a desk");
    assert_eq!(verifier.examine(&paths[0]).await.verdict.word(), "valid");
    let site = Site::new("https://cek.contoh.id", "Dinas Perindustrian Provinsi Lampung", None, false);
    let doors = |verifier| {
        let state = web::State {
            verifier,
            statistics: Statistics::new(db.clone(), clock),
            gallery: Gallery::new(db.clone(), clock),
            db: db.clone(),
            site: site.clone(),
            clock,
            example: None,
            signer: None,
        };
        web::around(web::router(state), &site)
    };
    let address = listen(doors(verifier)).await;
    let recorder = Recorder::start(db.clone(), clock, Salt::fresh);
    let verifier = Verifier::new(db.clone(), clock).await.expect("a desk").recording(recorder);
    let recording = listen(doors(verifier)).await;
    let body = tokio::task::spawn_blocking({
        let path = paths[0].clone();
        move || Client::new(address).ask(&path, "")
    });
    (address, recording, paths, body.await.expect("an answer"), public)
}

async fn listen(app: Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// Microseconds of server CPU per answer: all threads of this process but the asking one.
fn cost(server: SocketAddr, headers: &str, paths: &[String]) -> f64 {
    let mut clients: Vec<Client> = (0..CONNECTIONS).map(|_| Client::new(server)).collect();
    for path in paths {
        clients[0].ask(path, headers);
    }
    let (all, own) = (cpu_of_all(), cpu_of_this());
    // All ask before the first is read, so that the server works instead of falling asleep between two questions.
    for round in 0..ANSWERS / CONNECTIONS {
        for (at, client) in clients.iter_mut().enumerate() {
            client.send(&paths[(round * CONNECTIONS + at) % paths.len()], headers);
        }
        for client in &mut clients {
            client.receive();
        }
    }
    let spent = (cpu_of_all() - all) - (cpu_of_this() - own);
    spent as f64 / 1_000.0 / ANSWERS as f64
}

/// Nanoseconds on a CPU, by the scheduler's own count.
fn schedstat(path: &str) -> u64 {
    std::fs::read_to_string(path).ok().and_then(|text| text.split(' ').next()?.parse().ok()).unwrap_or(0)
}

fn cpu_of_all() -> u64 {
    let tasks = std::fs::read_dir("/proc/self/task").expect("Linux");
    tasks.filter_map(Result::ok).map(|task| schedstat(&format!("{}/schedstat", task.path().display()))).sum()
}

fn cpu_of_this() -> u64 {
    schedstat("/proc/thread-self/schedstat")
}

struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Client {
    fn new(server: SocketAddr) -> Client {
        let stream = TcpStream::connect(server).expect("a connection");
        stream.set_nodelay(true).expect("no delay");
        Client { stream, buffer: vec![0; 1 << 16] }
    }

    /// Asks for a page; its length in bytes.
    fn ask(&mut self, path: &str, headers: &str) -> usize {
        self.send(path, headers);
        self.receive()
    }

    fn send(&mut self, path: &str, headers: &str) {
        let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\n{headers}\r\n");
        self.stream.write_all(request.as_bytes()).expect("sent");
    }

    fn receive(&mut self) -> usize {
        let mut have = 0;
        loop {
            have += self.stream.read(&mut self.buffer[have..]).expect("an answer");
            let text = &self.buffer[..have];
            let Some(head) = text.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
            let headers = String::from_utf8_lossy(&text[..head]).to_lowercase();
            assert!(headers.starts_with("http/1.1 200"), "{headers}");
            let length = headers.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
            match length {
                Some(length) if have >= head + 4 + length => return length,
                None if text.ends_with(b"0\r\n\r\n") => return have - head,
                Some(_) | None => {}
            }
        }
    }
}
