//! Strangers send anything. They get a clear answer, never a 5xx; nothing hangs, and the server lives on.
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::program::{Office, Server};

/// Whoever is slow is let go by then.
const SLOWEST: Duration = Duration::from_secs(20);

/// A server and the path of a good code.
fn open_house() -> (Office, Server, String) {
    let office = Office::at_work();
    let code = office.codes("A-1").remove(0);
    let server = office.serves();
    let path = format!("/{}", code.rsplit('/').next().unwrap());
    (office, server, path)
}

impl Server {
    fn still_well(&self, good: &str) {
        assert_eq!(self.gets(good).verdicts(), ["valid"]);
    }

    /// Sends bytes and reads until the server closes. `over` says at once that nothing more will come.
    fn raw(&self, bytes: &[u8], over: bool) -> Vec<u8> {
        let mut stream = TcpStream::connect(self.host()).unwrap();
        stream.set_read_timeout(Some(SLOWEST)).unwrap();
        stream.set_write_timeout(Some(SLOWEST)).unwrap();
        // The server may have answered and closed before it has read all.
        let _ = stream.write_all(bytes);
        if over {
            // It may be closed by now.
            let _ = stream.shutdown(std::net::Shutdown::Write);
        }
        let mut answer = Vec::new();
        if let Err(error) = stream.read_to_end(&mut answer) {
            assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset, "no answer to {:?}", start_of(bytes));
        }
        answer
    }

    /// The status of the answer to raw bytes; `None` when the connection was just closed.
    fn status(&self, bytes: &[u8], over: bool) -> Option<u16> {
        let answer = self.raw(bytes, over);
        let status = (!answer.is_empty()).then(|| {
            let line = start_of(&answer);
            let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
            status.unwrap_or_else(|| panic!("no status in {line:?}"))
        });
        assert!(status.is_none_or(|status| status < 500), "{status:?} for {:?}", start_of(bytes));
        status
    }

    fn head(&self, line: &str, headers: &str) -> Option<u16> {
        self.status(format!("{line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{headers}\r\n").as_bytes(), false)
    }

    fn post(&self, path: &str, kind: &str, body: &[u8]) -> Option<u16> {
        let mut request = format!(
            "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n",
            body.len()
        )
        .into_bytes();
        request.extend_from_slice(body);
        self.status(&request, false)
    }

    fn uploads(&self, photo: &[u8]) -> Option<u16> {
        let mut body = b"--b\r\ncontent-disposition: form-data; name=\"foto\"; filename=\"a\"\r\n\r\n".to_vec();
        body.extend_from_slice(photo);
        body.extend_from_slice(b"\r\n--b--\r\n");
        self.post("/periksa-foto", "multipart/form-data; boundary=b", &body)
    }
}

fn start_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(160)]).into_owned()
}

fn chance(length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    getrandom::fill(&mut bytes).unwrap();
    bytes
}

#[test]
fn random_bytes_and_broken_requests_are_let_go() {
    let (_office, server, good) = open_house();
    for length in [1, 10, 100, 1_000, 100_000] {
        for _ in 0..10 {
            server.status(&chance(length), true);
        }
    }
    for text in [
        "\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nhost: x\r\nhost: y\r\nconnection: close\r\n\r\n",
        "GET / HTTP/1.1\nhost: x\n\n",
        "GET  / HTTP/1.1\r\nhost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\nhost: \u{1}\r\n\r\n",
        "GET / HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
        "GET / HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999999999999999\r\n\r\n",
        "POST /periksa HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\nkode=1",
        "POST /periksa HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
        "POST /periksa HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n4\r\nko",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}",
    ] {
        server.status(text.as_bytes(), true);
    }
    server.still_well(&good);
}

#[test]
fn odd_addresses_get_a_verdict_or_a_4xx() {
    let (_office, server, good) = open_house();
    let long = "9".repeat(60_000);
    let paths = [
        "/%",
        "/%0",
        "/%00",
        "/%zz",
        "/%ff%fe",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/../../etc/passwd",
        "//",
        "//evil.example/",
        "/\\..\\",
        "/;",
        "/?",
        "/?t",
        "/?t=",
        "/01/",
        "/01/?t=",
        "/01/%00?t=1",
        "/01/09521804000016?t=%31",
        "/01/09521804000016/21/a%2Fb?t=1",
        "/produsen/0",
        "/produsen/-1",
        "/produsen/99999999999999999999",
        "/produsen/%00",
        "/produk/1%27%20or%201=1",
        "/wilayah/18.04%00",
        "/wilayah/%F0%9F%8D%8C",
        "/contoh/valid%00",
        "/periksa?kode=%00%ff",
        "/periksa?kode[]=1",
        "/?lang=%3Cscript%3E",
        "/.well-known/../kunci",
        "/%31%32%33",
        "/00000000000000000%30",
        "/1e9",
        "/+1",
        "/0x10",
        "/\u{7f}",
        "*",
        "http://x/",
        "x:1",
    ];
    for path in paths.into_iter().chain([&*format!("/{long}"), &*format!("/01/{long}?t={long}")]) {
        let status = server.head(&format!("GET {path}"), "");
        assert!(status.is_none_or(|status| (200..500).contains(&status)), "{status:?} {path}");
    }
    // Raw bytes that no encoder would send.
    server.status(b"GET /\xff\xfe\x80 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", false);
    for tail in ["0", "%30", "?", "?t=1", "?lang=xx", "#x", "/", "/../x", "%00", " "] {
        server.head(&format!("GET {good}{tail}"), "");
    }
    server.still_well(&good);
}

#[test]
fn odd_methods_and_headers_get_a_4xx() {
    let (_office, server, good) = open_house();
    for path in ["/", &good, "/periksa", "/periksa-foto", "/kunci", "/.well-known/jwks.json", "/api/v1/verify"] {
        for method in ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "BREW", "get", "OPTIONS"] {
            server.head(&format!("{method} {path}"), "content-length: 0\r\n");
        }
        server.head(&format!("HEAD {path}"), "");
    }
    let many: String = (0..3_000).map(|n| format!("x-{n}: 1\r\n")).collect();
    assert!(server.head("GET /", &many).is_none_or(|status| status >= 400));
    let large = format!("x: {}\r\n", "a".repeat(1 << 20));
    assert!(server.head("GET /", &large).is_none_or(|status| status >= 400));
    for headers in [
        "accept-language: \u{ff}\r\n",
        "accept-language: ;;;q=,,\r\n",
        "accept: \0\r\n",
        "accept: ,;=*/*\r\n",
        "accept-encoding: gzip;q=nan, \u{1}\r\n",
        "cookie: a\r\n",
        "range: bytes=0-\r\n",
        "expect: 100-continue\r\n",
        "upgrade: websocket\r\nconnection: upgrade\r\n",
        "if-none-match: *\r\n",
        "x-forwarded-for: 1'\"<>\r\n",
    ] {
        server.head(&format!("GET {good}"), headers);
    }
    let languages = format!("accept-language: {}\r\n", "en,".repeat(5_000));
    server.head(&format!("GET {good}"), &languages);
    server.still_well(&good);
}

#[test]
fn odd_bodies_get_a_4xx() {
    let (_office, server, good) = open_house();
    let deep = "[".repeat(10_000);
    let api = "/api/v1/verify";
    let bodies = [
        "",
        "{",
        "null",
        "[]",
        "{\"code\":1}",
        "{\"code\":null}",
        "{\"kode\":\"1\"}",
        "{\"code\":\"\\ud800\"}",
        &deep,
        "{\"code\":\"1\",\"code\":\"2\"}",
        "\u{feff}{}",
    ];
    for body in bodies {
        let status = server.post(api, "application/json", body.as_bytes());
        assert!(status.is_some_and(|status| status < 500), "{body:?}");
    }
    for kind in ["", "text/plain", "application/xml", "application/json; charset=utf-7", "multipart/form-data", "\u{1}"]
    {
        for path in [api, "/periksa", "/periksa-foto"] {
            server.post(path, kind, b"kode=1");
        }
    }
    for form in [&b"kode"[..], b"kode=%", b"kode=%ff%fe", b"kode=1&kode=2", b"\0\0", b"a=b", b"", b"kode=%00&lang=%00"]
    {
        server.post("/periksa", "application/x-www-form-urlencoded", form);
    }
    for size in [17 * 1024, 6 << 20] {
        let form = [b"kode=".to_vec(), vec![b'1'; size]].concat();
        let status = server.post("/periksa", "application/x-www-form-urlencoded", &form);
        assert!(status.is_none_or(|status| status == 413), "{status:?}");
    }
    for body in ["--b", "--b\r\n", "--b\r\n\r\n--b--", "--b\r\ncontent-disposition: form-data; name=\"foto\"\r\n\r\nx"]
    {
        server.post("/periksa-foto", "multipart/form-data; boundary=b", body.as_bytes());
    }
    let parts = "--b\r\ncontent-disposition: form-data; name=\"x\"\r\n\r\n1\r\n".repeat(10_000) + "--b--\r\n";
    server.post("/periksa-foto", "multipart/form-data; boundary=b", parts.as_bytes());
    server.still_well(&good);
}

#[test]
fn image_bombs_cost_nothing() {
    let (office, server, good) = open_house();
    let before = memory(&server);
    office.types(&["labels", "--batch", "A-1", "--format", "png", "--out", "code.png"]).done();
    let sound = std::fs::read(office.path("code.png")).unwrap();
    let photos = [
        png(60_000, 60_000),
        png(u32::MAX, u32::MAX),
        png(0, 0),
        png(16_384, 2_441),
        sound[..sound.len() / 2].to_vec(),
        b"\x89PNG\r\n\x1a\n".to_vec(),
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\0\x11\x08\xff\xff\xff\xff\x03\x01\x22\0"
            .to_vec(),
        b"GIF89a\xff\xff\xff\xff".to_vec(),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
        chance(5_000),
        Vec::new(),
    ];
    for photo in &photos {
        assert_eq!(server.uploads(photo), Some(200), "{:?}", start_of(photo));
    }
    assert!(matches!(server.uploads(&sound), Some(200 | 303)));
    for size in [6 << 20, 20 << 20] {
        let status = server.uploads(&vec![0; size]);
        assert!(status.is_none_or(|status| status == 413), "{status:?}");
    }
    server.still_well(&good);
    let grown = memory(&server).saturating_sub(before);
    assert!(grown < 400_000, "the server grew by {grown} kB");
}

/// A PNG that claims a size, checksummed, with next to nothing in it.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    file.extend(&header);
    file.extend(crc32(&header).to_be_bytes());
    file.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e\0\0\0\0IEND\xae\x42\x60\x82");
    file
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    })
}

/// The most memory the server has held, in kB.
fn memory(server: &Server) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn whoever_never_finishes_is_let_go_and_others_do_not_wait() {
    let (_office, server, good) = open_house();
    let starts = ["", "GET / HT", "GET / HTTP/1.1\r\nhost: x\r\nx: "];
    let start = Instant::now();
    let mut slow = Vec::new();
    for at in 0..200 {
        let mut stream = TcpStream::connect(server.host()).unwrap();
        stream.write_all(starts[at % starts.len()].as_bytes()).unwrap();
        slow.push(stream);
    }
    for _ in 0..20 {
        let asked = Instant::now();
        server.still_well(&good);
        assert!(asked.elapsed() < Duration::from_secs(2), "{:?}", asked.elapsed());
    }
    for (at, mut stream) in slow.into_iter().enumerate() {
        stream.set_read_timeout(Some(SLOWEST)).unwrap();
        let mut answer = Vec::new();
        match stream.read_to_end(&mut answer) {
            Ok(_) => {}
            Err(error) => {
                assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset, "{:?}", starts[at % starts.len()])
            }
        }
        assert!(!start_of(&answer).contains(" 5"), "{:?}: {}", starts[at % starts.len()], start_of(&answer));
    }
    assert!(start.elapsed() < SLOWEST, "{:?}", start.elapsed());
    server.still_well(&good);
}

#[test]
fn a_body_that_never_comes_is_not_called_our_fault() {
    let (_office, server, good) = open_house();
    let start = Instant::now();
    let head = "POST /periksa HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\n";
    let status = server.status(format!("{head}connection: close\r\ncontent-length: 9\r\n\r\nkode").as_bytes(), false);
    assert!(status.is_none_or(|status| status == 408), "{status:?}");
    assert!(start.elapsed() < SLOWEST, "{:?}", start.elapsed());
    server.still_well(&good);
}
