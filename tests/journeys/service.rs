//! Those who run the service: watching it, stopping it, running several on one register.
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use telusur::db::Db;

use crate::databases::{fresh_postgres, rename_database};
use crate::program::Office;

#[test]
fn health_readiness_and_figures_are_told() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let office = Office::at_work().with("TELUSUR_METRICS_LISTEN", &free);
    let code = office.codes("A-1").remove(0);
    let mut server = office.serves();
    assert_eq!((server.gets("/healthz").status, server.gets("/readyz").status), (200, 200));
    assert_eq!(server.verdict(&code), "valid");
    assert_eq!(server.gets("/metrics").status, 404, "figures are not for the public");
    let mut figures = String::new();
    let mut stream = TcpStream::connect(&free).unwrap();
    stream.write_all(b"GET /metrics HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    stream.read_to_string(&mut figures).unwrap();
    assert!(figures.starts_with("HTTP/1.1 200"), "{figures}");
    assert!(figures.contains("telusur_http_answers_total{route=\"code\",status=\"200\"} 1"), "{figures}");
    // Neither figures nor logs say which code was scanned.
    let digits = code.rsplit('/').next().unwrap();
    assert!(!figures.contains(digits) && !server.said().contains(digits));
    for line in server.said().lines().filter_map(|line| line.strip_prefix("err ")) {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "no JSON: {line}");
    }
}

#[test]
fn an_answer_under_way_is_finished_before_the_server_ends() {
    for name in ["TERM", "INT"] {
        let office = Office::at_work();
        let mut server = office.serves();
        let mut idle = TcpStream::connect(server.host()).unwrap();
        idle.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
        let mut some = [0; 64];
        assert!(idle.read(&mut some).unwrap() > 0);

        let mut busy = TcpStream::connect(server.host()).unwrap();
        let body = "kode=123&lang=en";
        let head = format!(
            "POST /periksa HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\n\
             content-length: {}\r\n\r\n",
            body.len()
        );
        busy.write_all(head.as_bytes()).unwrap();
        busy.write_all(&body.as_bytes()[..5]).unwrap();
        std::thread::sleep(Duration::from_millis(200));
        server.signal(name);
        std::thread::sleep(Duration::from_millis(200));
        assert!(TcpStream::connect(server.host()).is_err(), "a stopping server takes nobody new");
        busy.write_all(&body.as_bytes()[5..]).unwrap();
        let mut answer = String::new();
        busy.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("data-verdict=\"unreadable\""), "{answer}");
        assert_eq!(server.ends_within(Duration::from_secs(10)).code(), Some(0));
    }
}

#[test]
fn a_visitor_who_never_finishes_does_not_keep_the_server_from_ending() {
    let office = Office::at_work();
    let mut server = office.serves();
    let mut stuck = TcpStream::connect(server.host()).unwrap();
    stuck.write_all(b"POST /periksa HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nkode=").unwrap();
    std::thread::sleep(Duration::from_millis(200));
    server.signal("TERM");
    assert_eq!(server.ends_within(Duration::from_secs(10)).code(), Some(0));
}

#[test]
fn two_servers_on_one_postgresql_see_each_others_recalls() {
    let Some(database) = fresh_postgres() else { return };
    let (west, east) = (Office::on(&database), Office::on(&database));
    west.starts_work();
    let code = west.codes("A-1").remove(0);
    let (here, there) = (west.serves(), east.serves());
    for server in [&here, &there] {
        assert_eq!(server.verdict(&code), "valid");
    }
    let words = ["--reason", "pecahan kaca", "--instruction", "Kembalikan.", "--contact", "0721"];
    west.types(&[&["recall", "--batch", "A-1"][..], &words].concat()).done();
    let start = Instant::now();
    for server in [&there, &here] {
        assert_eq!(server.verdict(&code), "recalled");
    }
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    east.types(&["lift", "recall", "1", "--reason", "salah batch"]).done();
    assert_eq!(here.verdict(&code), "valid");
    // Both may bring the schema up to date, at once and again.
    std::thread::scope(|threads| {
        for office in [&west, &east] {
            threads.spawn(|| office.types(&["migrate"]).done());
        }
    });
}

#[test]
fn when_postgresql_is_gone_codes_are_unavailable_and_when_it_is_back_valid() {
    let Some(database) = fresh_postgres() else { return };
    let office = Office::on(&database);
    office.starts_work();
    let code = office.codes("A-1").remove(0);
    let server = office.serves();
    assert_eq!(server.verdict(&code), "valid");
    let elsewhere = rename_database(&database);
    assert_eq!(server.verdict(&code), "unavailable");
    assert_eq!((server.gets("/healthz").status, server.gets("/readyz").status), (200, 503));
    rename_database(&elsewhere);
    let start = Instant::now();
    while server.verdict(&code) != "valid" {
        assert!(start.elapsed() < Duration::from_secs(10), "it does not heal");
    }
}

#[test]
fn while_somebody_writes_others_read_and_the_next_writer_waits() {
    let office = Office::at_work();
    let code = office.codes("A-1").remove(0);
    let server = office.serves();
    let register = format!("sqlite://{}", office.data().join("telusur.db").display());
    let (locked, told) = std::sync::mpsc::channel();
    let writer = std::thread::spawn(move || {
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let db = Db::open(&register).await.unwrap();
            let done: Result<(), telusur::db::Error> = db
                .write(move |tx| {
                    let locked = locked.clone();
                    Box::pin(async move {
                        tx.touch().await?;
                        locked.send(()).unwrap();
                        tokio::time::sleep(Duration::from_secs(2)).await;
                        Ok(())
                    })
                })
                .await;
            done.unwrap();
            db.close().await;
        });
    });
    told.recv().unwrap();
    let start = Instant::now();
    for _ in 0..5 {
        assert_eq!(server.verdict(&code), "valid");
    }
    assert!(start.elapsed() < Duration::from_millis(1_500), "readers waited for a writer: {:?}", start.elapsed());
    office.issues("A-2", 5);
    writer.join().unwrap();
    assert_eq!(server.verdict(&office.codes("A-2")[4]), "valid");
}

#[test]
fn when_the_sqlite_file_breaks_no_code_is_valid_and_when_it_is_back_they_are() {
    let office = Office::at_work();
    let code = office.codes("A-1").remove(0);
    let server = office.serves();
    assert_eq!(server.verdict(&code), "valid");
    // The file is taken away under the server: old connections may answer from what they hold, new ones cannot.
    std::fs::rename(office.data(), office.path("away")).unwrap();
    for _ in 0..20 {
        let word = server.verdict(&code);
        assert!(["valid", "unavailable"].contains(&word.as_str()), "{word}");
    }
    std::fs::rename(office.path("away"), office.data()).unwrap();
    assert_eq!(server.verdict(&code), "valid");
}
