//! The real program in a folder of its own: commands beside a running server, as an operator types them.
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, mpsc};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// No step of any story takes longer, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A folder that an operator works in.
pub(crate) struct Office {
    folder: TempDir,
    database: Option<String>,
    variables: Vec<(&'static str, String)>,
}

impl Office {
    /// An empty folder. The register will be SQLite.
    pub(crate) fn empty() -> Office {
        Office { folder: tempfile::tempdir().unwrap(), database: None, variables: Vec::new() }
    }

    /// The same on another database.
    pub(crate) fn on(database: &str) -> Office {
        Office { database: Some(database.to_owned()), ..Office::empty() }
    }

    /// A register with a key, the sample makers, and a batch `A-1` of 50 packs of coffee.
    pub(crate) fn at_work() -> Office {
        let office = Office::empty();
        office.starts_work();
        office
    }

    pub(crate) fn starts_work(&self) {
        self.types(&["migrate"]).done();
        self.types(&["keys", "new"]).done();
        for sheet in ["sentra", "producers", "products"] {
            self.types(&["import", sheet, &sample(sheet)]).done();
        }
        self.issues("A-1", 50);
    }

    pub(crate) fn issues(&self, batch: &str, count: u64) {
        self.types(&issue(batch, &count.to_string())).done();
    }

    /// The addresses of a batch.
    pub(crate) fn codes(&self, batch: &str) -> Vec<String> {
        self.types(&["codes", "--batch", batch]).done().lines().map(str::to_owned).collect()
    }

    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Office {
        self.variables.push((name, value.to_owned()));
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.path("telusur-data")
    }

    pub(crate) fn writes(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_telusur"));
        command.args(words).current_dir(self.folder.path()).stdin(Stdio::null());
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("TELUSUR_")) {
            command.env_remove(name);
        }
        if let Some(database) = &self.database {
            command.env("TELUSUR_DATABASE", database);
        }
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    pub(crate) fn types(&self, words: &[&str]) -> Said {
        self.types_into(words, b"")
    }

    /// The same, with something on standard input.
    pub(crate) fn types_into(&self, words: &[&str], input: &[u8]) -> Said {
        let mut command = self.command(words);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        // A command that does not read its input closes it; that is its right.
        std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        Said {
            words: words.join(" "),
            status: output.status,
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// `serve` on a free port.
    pub(crate) fn serves(&self) -> Server {
        self.serves_with(&[])
    }

    pub(crate) fn serves_with(&self, words: &[&str]) -> Server {
        let mut command = self.command(&[&["serve", "--listen", "127.0.0.1:0"], words].concat());
        let server = Server::start(command.env("TELUSUR_LOG_FORMAT", "json").env("TELUSUR_LOG", "info"));
        server.found("\"message\":\"serving\"", |line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            format!("http://{}", line["address"].as_str().unwrap())
        })
    }

    /// `demo` on a free port; what it printed comes with it.
    pub(crate) fn demonstrates(&self) -> (Server, Vec<(String, String)>) {
        let mut printed = Vec::new();
        let server = Server::start(&mut self.command(&["demo", "--port", "0"]));
        let mut server = server.found("unavailable ", |_| String::new());
        for line in server.seen.iter().filter(|line| line.starts_with("out ")) {
            let (word, rest) = line[4..].split_once(' ').unwrap();
            printed.push((word.to_owned(), rest.to_owned()));
        }
        server.home = printed[0].1.trim_end_matches('/').to_owned();
        (server, printed)
    }
}

/// The words that issue a batch of the first sample product.
pub(crate) fn issue<'w>(batch: &'w str, count: &'w str) -> [&'w str; 11] {
    let product = "IKM-1804-001-01";
    let (produced, last) = ("2026-11-20", "2099-11-20");
    ["issue", "--product", product, "--batch", batch, "--count", count, "--produced", produced, "--best-before", last]
}

/// The path of a sample file.
pub(crate) fn sample(sheet: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("data/samples/{sheet}.csv")).to_str().unwrap().to_owned()
}

/// What a command said before it ended.
#[derive(Debug)]
pub(crate) struct Said {
    words: String,
    pub(crate) status: ExitStatus,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// It did what it was told; its output.
    pub(crate) fn done(self) -> String {
        assert!(self.status.success(), "{self:?}");
        self.out
    }

    /// It ended with this status; what it told people.
    pub(crate) fn refused(self, status: i32) -> String {
        assert_eq!(self.status.code(), Some(status), "{self:?}");
        assert!(!self.err.contains("panicked"), "{self:?}");
        self.err
    }

    pub(crate) fn code(&self) -> i32 {
        self.status.code().unwrap_or_else(|| panic!("{}: killed", self.words))
    }
}

/// A running server. Dropped, it is killed.
pub(crate) struct Server {
    child: Child,
    lines: Mutex<mpsc::Receiver<String>>,
    seen: Vec<String>,
    pub(crate) home: String,
}

impl Server {
    fn start(command: &mut Command) -> Server {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = mpsc::channel();
        relay("out ", child.stdout.take().unwrap(), sender.clone());
        relay("err ", child.stderr.take().unwrap(), sender);
        Server { child, lines: Mutex::new(lines), seen: Vec::new(), home: String::new() }
    }

    /// Waits for a line, and learns the home address from it.
    fn found(mut self, wanted: &str, home: impl Fn(&str) -> String) -> Server {
        loop {
            let Ok(line) = self.lines.get_mut().unwrap().recv_timeout(PATIENCE) else {
                panic!("the server never said {wanted:?}: {:#?}", self.seen);
            };
            self.seen.push(line);
            let line = &self.seen[self.seen.len() - 1][4..];
            if line.contains(wanted) {
                self.home = home(line);
                return self;
            }
        }
    }

    /// Everything logged and printed so far.
    pub(crate) fn said(&mut self) -> String {
        self.seen.extend(self.lines.get_mut().unwrap().try_iter());
        self.seen.join("\n")
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn host(&self) -> &str {
        self.home.strip_prefix("http://").unwrap()
    }

    pub(crate) fn gets(&self, path: &str) -> Page {
        self.asks(path, &[])
    }

    pub(crate) fn asks(&self, path: &str, headers: &[(&str, &str)]) -> Page {
        self.request("GET", path.strip_prefix(&self.home).unwrap_or(path), headers, b"")
    }

    /// The verdict at an address, from its page.
    pub(crate) fn verdict(&self, address: &str) -> String {
        let path = address.splitn(4, '/').nth(3).unwrap();
        let page = self.gets(&format!("/{path}"));
        assert_eq!(page.status, 200, "{}", page.text);
        page.verdicts()[0].to_owned()
    }

    pub(crate) fn posts(&self, path: &str, kind: &str, body: &[u8]) -> Page {
        self.request("POST", path, &[("content-type", kind), ("content-length", &body.len().to_string())], body)
    }

    fn request(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Page {
        let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n", self.host());
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        let mut stream = TcpStream::connect(self.host()).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(&[head.as_bytes(), b"\r\n", body].concat()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap_or_else(|error| panic!("{path}: {error}"));
        Page::read(&answer)
    }

    pub(crate) fn signal(&self, name: &str) {
        signal(self.id(), name);
    }

    /// Waits until it has ended by itself.
    pub(crate) fn ends_within(&mut self, limit: Duration) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(start.elapsed() < limit, "still running after {limit:?}: {}", self.said());
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn relay(mark: &'static str, pipe: impl Read + Send + 'static, lines: mpsc::Sender<String>) {
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            if lines.send(format!("{mark}{line}")).is_err() {
                return;
            }
        }
    });
}

/// Sends a signal to a process, as `kill` does.
pub(crate) fn signal(process: u32, name: &str) {
    let sent = Command::new("kill").args([&format!("-{name}"), &process.to_string()]).status().unwrap();
    assert!(sent.success());
}

/// An answer over HTTP.
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) text: String,
}

impl Page {
    fn read(answer: &str) -> Page {
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer but {answer:?}"));
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines.map(|line| line.split_once(": ").unwrap());
        let headers: Vec<_> = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let mut page = Page { status, headers, text: body.to_owned() };
        if page.header("transfer-encoding") == Some("chunked") {
            page.text = joined(body);
        }
        page
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// The words of all verdict elements on the page.
    pub(crate) fn verdicts(&self) -> Vec<&str> {
        let marked = self.text.split("data-verdict=\"").skip(1);
        marked.map(|rest| rest.split('"').next().unwrap()).collect()
    }
}

/// A body that came in chunks.
fn joined(mut chunks: &str) -> String {
    let mut body = String::new();
    loop {
        let (size, rest) = chunks.split_once("\r\n").unwrap();
        let size = usize::from_str_radix(size, 16).unwrap();
        if size == 0 {
            return body;
        }
        body += &rest[..size];
        chunks = &rest[size + 2..];
    }
}
