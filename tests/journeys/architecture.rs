//! The plan of the house, held: imports point downward only, and each tool is spoken in its own room.
use std::fs;
use std::path::{Path, PathBuf};

/// What each room may use of the others (docs/ARCHITECTURE.md). Bedrock, `telusur_code`, is open to all.
const ROOMS: [(&str, &[&str]); 37] = [
    ("lib", &[]),
    ("main", &["cli"]),
    // The program starts the other two doors; no other door knows one.
    (
        "cli",
        &[
            "web",
            "api",
            "membership",
            "accounts",
            "workshop",
            "audit",
            "cases",
            "casework",
            "issuance",
            "verification",
            "gallery",
            "statistics",
            "scans",
            "registry",
            "keyring",
            "recalls",
            "printers",
            "printing",
            "short_code",
            "uploads",
            "reports",
            "labels",
            "spreadsheet",
            "db",
            "config",
            "clock",
            "i18n",
            "telemetry",
            "office",
        ],
    ),
    (
        "web",
        &[
            "verification",
            "gallery",
            "statistics",
            "scans",
            "accounts",
            "registry",
            "keyring",
            "recalls",
            "short_code",
            "uploads",
            "reports",
            "db",
            "clock",
            "i18n",
            "problem",
            "telemetry",
            "throttle",
            "audit",
            "cases",
            "casework",
            "office",
            "membership",
            // Producers make their labels in the browser; a second factor is shown as a QR symbol.
            "workshop",
            "belongings",
            "issuance",
            "printing",
            "printers",
            "labels",
            "spreadsheet",
            "said",
        ],
    ),
    (
        "workshop",
        &[
            "casework",
            "membership",
            "issuance",
            "printing",
            "cases",
            "audit",
            "accounts",
            "registry",
            "printers",
            "uploads",
            "labels",
            "db",
            "clock",
        ],
    ),
    ("api", &["verification", "registry", "keyring", "recalls", "db", "clock", "problem", "throttle"]),
    ("issuance", &["registry", "keyring", "recalls", "short_code", "db", "clock"]),
    ("belongings", &["registry", "recalls", "scans", "db", "clock", "spreadsheet"]),
    // Labels carry the codes that issuance seals.
    ("printing", &["issuance", "registry", "recalls", "printers", "labels", "db", "clock", "i18n"]),
    ("verification", &["registry", "keyring", "recalls", "scans", "short_code", "uploads", "db", "clock", "throttle"]),
    // The one ledger that uses another: a revoked key is a revocation, and stands among the recalls.
    ("keyring", &["recalls", "registry", "db", "clock"]),
    ("recalls", &["registry", "db", "clock", "said"]),
    ("printers", &["registry", "db", "clock", "said"]),
    ("registry", &["db", "clock", "spreadsheet", "said"]),
    ("accounts", &["registry", "db", "clock", "said"]),
    ("membership", &["audit", "accounts", "registry", "db", "clock"]),
    ("audit", &["accounts", "registry", "db", "clock"]),
    ("cases", &["accounts", "registry", "db", "clock", "said"]),
    ("casework", &["cases", "audit", "accounts", "registry", "recalls", "keyring", "db", "clock", "said"]),
    ("office", &["casework", "reports", "audit", "accounts", "registry", "recalls", "db", "clock", "said"]),
    ("uploads", &["registry", "db", "clock"]),
    // Officers take reports, and reports have photos.
    ("reports", &["registry", "accounts", "uploads", "db", "clock", "said"]),
    ("gallery", &["registry", "uploads", "db", "clock"]),
    ("statistics", &["registry", "scans", "recalls", "db", "clock", "spreadsheet"]),
    ("scans", &["registry", "db", "clock"]),
    ("short_code", &["db", "clock"]),
    ("labels", &["spreadsheet", "zip"]),
    ("spreadsheet", &["clock", "zip", "said"]),
    ("zip", &[]),
    ("db", &[]),
    ("config", &[]),
    ("clock", &["said"]),
    ("throttle", &["clock"]),
    ("i18n", &["clock"]),
    ("problem", &[]),
    ("said", &[]),
    ("telemetry", &["config"]),
];

/// Whether a file may.
type Welcome = fn(&str) -> bool;

/// A tool, and which files speak it.
const TOOLS: [(&str, Welcome); 5] = [
    ("sqlx", |file| file.starts_with("db/")),
    ("rusqlite", |file| file.starts_with("db/")),
    ("axum", |file| file.starts_with("web/") || file.starts_with("api/")),
    ("clap", |file| file.starts_with("cli/")),
    ("webauthn_rp", |file| file.starts_with("accounts/passkeys/")),
];

/// Longest file, in lines.
const LONGEST: usize = 400;

/// A source file: its path below `src/`, and its code without tests and comments.
struct Source {
    path: String,
    lines: usize,
    code: String,
}

impl Source {
    fn room(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap()
    }

    fn is_test(&self) -> bool {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(&self.path);
        let front = fs::read_to_string(path.with_file_name("mod.rs")).unwrap_or_default();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let declared = |shown: &str| front.contains(&format!("#[cfg(test)]\n{shown}mod {name};"));
        let only_for_tests = declared("") || declared("pub(super) ");
        only_for_tests || self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(read(&root, path));
            }
        }
    }
    assert!(found.len() > 100, "the sources were not found");
    found
}

fn read(root: &Path, path: PathBuf) -> Source {
    let text = fs::read_to_string(&path).unwrap();
    // Tests stand at the foot of a file.
    let tests = ["#[cfg(test)]\nmod tests {", "#[cfg(test)]\npub(super) mod tests {"];
    let head = tests.iter().fold(text.as_str(), |head, tests| head.split(tests).next().unwrap());
    let code = head.lines().filter(|line| !line.trim_start().starts_with("//"));
    Source {
        path: path.strip_prefix(root).unwrap().to_str().unwrap().to_owned(),
        lines: text.lines().count(),
        code: code.map(|line| format!("{line}\n")).collect(),
    }
}

/// The rooms that code names as `crate::ROOM`, also inside `use crate::{…}`.
fn named(code: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(list) => rooms.extend(top_level(list)),
            None => rooms.push(word(rest)),
        }
    }
    rooms
}

/// The first word of each part of a braced list.
fn top_level(list: &str) -> Vec<String> {
    let (mut depth, mut parts, mut part) = (0, Vec::new(), String::new());
    for sign in list.chars() {
        match sign {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => parts.push(std::mem::take(&mut part)),
            _ => {}
        }
        if sign != ',' || depth > 0 {
            part.push(sign);
        }
    }
    parts.push(part);
    parts.iter().map(|part| word(part.trim())).filter(|word| !word.is_empty()).collect()
}

fn word(text: &str) -> String {
    text.chars().take_while(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || *sign == '_').collect()
}

#[test]
fn imports_point_downward_only() {
    let rooms: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        let Some((_, open)) = ROOMS.iter().find(|(room, _)| *room == source.room()) else {
            wrong.push(format!("{}: the plan has no room '{}'", source.path, source.room()));
            continue;
        };
        for used in named(&source.code) {
            if rooms.contains(&&*used) && used != source.room() && !open.contains(&&*used) {
                wrong.push(format!("{} uses {used}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "against the plan of the house:\n{}", wrong.join("\n"));
}

#[test]
fn the_plan_itself_has_no_circle() {
    let mut settled: Vec<&str> = Vec::new();
    while settled.len() < ROOMS.len() {
        let next =
            ROOMS.iter().find(|(room, uses)| !settled.contains(room) && uses.iter().all(|used| settled.contains(used)));
        let (room, _) = next.expect("rooms that use each other in a circle");
        settled.push(room);
    }
}

#[test]
fn each_tool_is_spoken_in_its_own_room() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        for (tool, welcome) in TOOLS {
            let spoken = source.code.contains(&format!("{tool}::")) || source.code.contains(&format!("use {tool}"));
            if spoken && !welcome(&source.path) {
                wrong.push(format!("{} speaks {tool}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_unwraps_outside_tests() {
    let wrong: Vec<String> = sources()
        .iter()
        .filter(|source| !source.is_test() && source.code.contains(".unwrap()"))
        .map(|source| source.path.clone())
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn no_file_is_too_long_to_read() {
    let wrong: Vec<String> = sources()
        .iter()
        .filter(|source| source.lines > LONGEST)
        .map(|source| format!("{}: {} lines", source.path, source.lines))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn the_program_stands_on_few_crates() {
    let lock = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock")).unwrap();
    let crates = lock.matches("[[package]]").count();
    assert!(crates <= 400, "{crates} crates");
    let foreign = lock.lines().filter(|line| line.starts_with("source = ") && !line.contains("crates.io-index"));
    assert_eq!(foreign.collect::<Vec<_>>(), Vec::<&str>::new(), "not from the public registry");
}

#[test]
fn braced_imports_are_read() {
    assert_eq!(named("use crate::{db::{self, Db}, clock, i18n::Lang};"), ["db", "clock", "i18n"]);
    assert_eq!(named("use crate::web::Site;\ncrate::db::params![]"), ["web", "db"]);
}
