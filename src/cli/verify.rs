use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use telusur_code::KeySet;

use super::failure::Failure;
use super::house::House;
use super::program::Place;
use super::say::say;
use crate::clock::Clock;
use crate::keyring;
use crate::verification::photo::{self, Reading};
use crate::verification::{Answer, Report, Verifier, examine_offline};

/// Verify an address, digits, a short code, or a picture of a code.
#[derive(Args)]
#[command(after_help = "Examples:
  telusur verify https://cek.contoh.id/3723…
  telusur verify photo.jpg --keys jwks.json
  cat codes.txt | telusur verify - --keys jwks.json

With --keys nothing but the key list is asked: a good signature answers 'unavailable',
because recalls and revocations are not known; so does a short code, which only the
register knows. Exit status:
   0 valid          13 not_recorded   17 certificate_lapsed
  10 unreadable     14 revoked        18 suspect
  11 unknown_key    15 recalled       19 unavailable
  12 forged         16 expired        20 valid, but a short code: no signature
   1, 2 no answer
Several codes (in a picture, or one a line on standard input): the worst one counts.")]
pub(super) struct Verify {
    /// An address, its digits, a short code, a PNG or JPEG file, or - for standard input (one code a line)
    #[arg(value_name = "CODE")]
    code: String,
    /// A key list (JWK Set); without it the local register is asked
    #[arg(long, value_name = "FILE")]
    keys: Option<PathBuf>,
    /// One JSON object a code
    #[arg(long)]
    json: bool,
}

/// Who answers.
enum Oracle {
    Offline(KeySet),
    Register(Verifier),
}

impl Oracle {
    async fn examine(&self, text: &str) -> Answer {
        match self {
            Oracle::Offline(keys) => examine_offline(text, keys, Clock::System),
            Oracle::Register(verifier) => verifier.examine(text).await,
        }
    }
}

impl Verify {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        let Handed { codes, unread } = codes(&self.code)?;
        let oracle = self.oracle(place).await?;
        let mut worst = 0;
        for code in &codes {
            let answer = oracle.examine(code).await;
            let report = Report::of(&answer);
            if self.json {
                say!("{}", serde_json::to_string(&report).map_err(Failure::broken)?);
            } else {
                say!("{}", report.plain());
            }
            worst = worst.max(status_of(&report));
        }
        if unread > 0 {
            eprintln!(
                "{unread} more {} seen but could not be read",
                if unread == 1 { "symbol was" } else { "symbols were" }
            );
            worst = worst.max(status("unreadable"));
        }
        if worst == 0 { Ok(()) } else { Err(Failure::silent(worst)) }
    }

    async fn oracle(&self, place: Place) -> Result<Oracle, Failure> {
        match &self.keys {
            Some(file) => {
                let json = std::fs::read_to_string(file)
                    .map_err(|error| Failure::refused(format!("{}: {error}", file.display())))?;
                let cards = keyring::parse_jwks(&json)?;
                Ok(Oracle::Offline(KeySet::new(cards.into_iter().map(|card| card.public))))
            }
            None => {
                let house = House::open(place).await?;
                Ok(Oracle::Register(Verifier::new(house.db, house.clock).await?.remembering()))
            }
        }
    }
}

/// What was handed in.
struct Handed {
    codes: Vec<String>,
    /// Symbols of a picture that were seen, not read.
    unread: usize,
}

impl From<Vec<String>> for Handed {
    fn from(codes: Vec<String>) -> Handed {
        Handed { codes, unread: 0 }
    }
}

/// The codes that were handed in.
fn codes(text: &str) -> Result<Handed, Failure> {
    if text == "-" {
        let mut all = Vec::new();
        std::io::stdin().lock().take(64 * 1024 * 1024).read_to_end(&mut all)?;
        if image_like(&all) {
            return in_picture(&all, "standard input");
        }
        let text = String::from_utf8_lossy(&all);
        let lines: Vec<String> =
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        return if lines.is_empty() { Err(Failure::refused("standard input is empty")) } else { Ok(lines.into()) };
    }
    let path = Path::new(text);
    if !text.contains("://") && path.is_file() {
        let bytes = std::fs::read(path).map_err(|error| Failure::broken(format!("{text}: {error}")))?;
        return in_picture(&bytes, text);
    }
    let picture = path.extension().and_then(|end| end.to_str()).map(str::to_ascii_lowercase);
    if !text.contains("://") && picture.is_some_and(|end| matches!(end.as_str(), "png" | "jpg" | "jpeg")) {
        return Err(Failure::refused(format!("there is no file {text}")));
    }
    Ok(vec![text.to_owned()].into())
}

fn image_like(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x89PNG") || bytes.starts_with(b"\xff\xd8\xff")
}

fn in_picture(bytes: &[u8], name: &str) -> Result<Handed, Failure> {
    let Reading { texts, unread } = photo::read(bytes).map_err(|error| Failure::refused(format!("{name}: {error}")))?;
    if texts.is_empty() {
        let problem = if unread == 0 { "no QR code was found" } else { "a QR code was seen but could not be read" };
        return Err(Failure::refused(format!(
            "{name}: {problem}; take the picture closer, flat and in good light, or type the digits"
        )));
    }
    Ok(Handed { codes: texts, unread })
}

fn status_of(report: &Report) -> u8 {
    match report.verdict {
        // On record, and not what a good signature says: a script that asks for 0 asks for the signature.
        "valid" if report.is_looked_up() => 20,
        verdict => status(verdict),
    }
}

fn status(verdict: &str) -> u8 {
    match verdict {
        "valid" => 0,
        "unreadable" => 10,
        "unknown_key" => 11,
        "forged" => 12,
        "not_recorded" => 13,
        "revoked" => 14,
        "recalled" => 15,
        "expired" => 16,
        "certificate_lapsed" => 17,
        "suspect" => 18,
        _ => 19,
    }
}
