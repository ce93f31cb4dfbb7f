use std::time::Duration;

use clap::Args;

use super::failure::Failure;
use super::house::{configure, sqlite_file};
use super::program::Place;
use super::say::say;
use crate::clock::{Clock, Day, iso};
use crate::config::Config;
use crate::db::{Db, Query, params};
use crate::keyring::{self, Folder, Key};

/// A key that runs out within so many days is worth a word.
const SOON: u32 = 30;

/// Say in plain words what is wrong, if anything, and what to do.
#[derive(Args)]
pub(super) struct Doctor {}

/// What was looked at, and what was found.
struct Report {
    lines: Vec<String>,
    wrong: bool,
}

impl Report {
    fn good(&mut self, text: impl Into<String>) {
        self.lines.push(format!("  ok     {}", text.into()));
    }

    fn advice(&mut self, text: impl Into<String>) {
        self.lines.push(format!("  advice {}", text.into()));
    }

    fn wrong(&mut self, text: impl Into<String>) {
        self.wrong = true;
        self.lines.push(format!("  WRONG  {}", text.into()));
    }
}

impl Doctor {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        let mut report = Report { lines: Vec::new(), wrong: false };
        match configure(&place, Vec::new()) {
            Ok(config) => {
                report.good("the configuration is understood");
                register(&config, &place, &mut report).await;
            }
            Err(failure) => report.wrong(failure.text),
        }
        for line in &report.lines {
            say!("{line}");
        }
        if report.wrong { Err(Failure::silent(1)) } else { Ok(()) }
    }
}

fn address(config: &Config, demo: Option<&str>, report: &mut Report) {
    if let Some(address) = demo {
        report.good(format!("labels carry {address}"));
    } else if config.public_url.starts_with("https://") {
        report.good(format!("labels carry {}", config.public_url));
    } else {
        report.advice(format!(
            "labels carry {}, which is good for trying only; set public_url to https://YOUR-HOST before printing",
            config.public_url
        ));
    }
}

/// A service for the public that only this machine can reach has a reverse proxy in front, and all visitors come from there.
fn proxies(config: &Config, report: &mut Report) {
    let behind = config.public_url.starts_with("https://") && config.listen.ip().is_loopback();
    if behind && config.trusted_proxies.is_empty() {
        report.advice(
            "wrong short codes are counted for all visitors together; set trusted_proxies to your reverse proxy's \
             address, such as 127.0.0.1, and let it send X-Forwarded-For",
        );
    }
}

async fn register(config: &Config, place: &Place, report: &mut Report) {
    if let Some(file) = sqlite_file(config)
        && !file.exists()
    {
        report.wrong(format!("there is no register at {}; run 'telusur migrate'", file.display()));
        return;
    }
    let opened = tokio::time::timeout(Duration::from_secs(10), Db::open(&config.database)).await;
    let db = match opened {
        Ok(Ok(db)) => db,
        Ok(Err(error)) => return report.wrong(format!("the register cannot be opened: {error}")),
        Err(_) => {
            return report.wrong("the register does not answer within 10 seconds; is the database server running?");
        }
    };
    report.good("the register answers");
    match db.schema_gap().await {
        Ok(gap) if gap.unknown > 0 => {
            return report.wrong("the register was made by a newer Telusur; use that program");
        }
        Ok(gap) if gap.missing > 0 => return report.wrong("the register is not up to date; run 'telusur migrate'"),
        Ok(_) => report.good("the register is up to date"),
        Err(error) => return report.wrong(format!("the register cannot be read: {error}")),
    }
    match db.flaws().await {
        Ok(None) if sqlite_file(config).is_some() => report.good("the register's file is sound"),
        Ok(None) => {}
        Ok(Some(flaw)) => report.wrong(format!("the register's file is damaged ({flaw}); restore a backup")),
        Err(error) => report.wrong(format!("the register's file cannot be checked: {error}")),
    }
    let demo: Result<Option<(String,)>, _> =
        (&mut &db).first("select value from traits where name = 'demo'", params![]).await;
    let demo = demo.ok().flatten().map(|(address,)| address);
    match keyring::keys(&mut &db).await {
        Ok(keys) => signing(&keys, &Folder::new(config.keys_folder.clone()), demo.is_some(), report),
        Err(error) => report.wrong(format!("the keys cannot be read: {error}")),
    }
    address(config, demo.as_deref(), report);
    proxies(config, report);
    if demo.is_some() {
        report.advice(format!("{} is a demonstration; its labels prove nothing", place.data.display()));
    }
    db.close().await;
}

fn signing(keys: &[Key], folder: &Folder, demo: bool, report: &mut Report) {
    let today = Clock::System.today();
    if !demo && keys.iter().any(|key| keyring::is_example(&key.thumbprint())) {
        report.wrong("the published example key is in the register: anyone can sign with it; revoke it");
    }
    let signer = match keyring::signer(keys, today) {
        Ok(signer) => signer,
        Err(error) => return report.wrong(error.to_string()),
    };
    let name = signer.card().kid();
    match folder.unlock(&signer.public, None) {
        Ok(_) if demo => report.good(format!("key {name} can sign")),
        Ok(_) => report.advice(format!("key {name} can sign, and its file is not encrypted")),
        Err(keyring::Error::Locked(_)) => report.good(format!("key {name} is there, encrypted")),
        Err(error) => report.wrong(error.to_string()),
    }
    if signer.not_after <= Day(today.0 + SOON) {
        report.advice(format!(
            "key {name} signs until {} only; make the next one with 'telusur keys new --next'",
            iso(signer.not_after)
        ));
    }
}
