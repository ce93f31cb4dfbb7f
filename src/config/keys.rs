use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use serde::Deserialize;

/// How logs are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, for collectors.
    Json,
}

/// Every key, with its value in force. `telusur.example.toml` says what each means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Where the register lies: `sqlite://…` or `postgres://…`.
    pub database: String,
    /// The address printed on labels, without a slash at the end.
    pub public_url: String,
    /// Where the public service listens.
    pub listen: SocketAddr,
    /// Reverse proxies that are believed when they say for whom they ask: networks, as an address and a number of bits.
    pub trusted_proxies: Vec<(IpAddr, u8)>,
    /// Where metrics are read; `None` for nowhere.
    pub metrics_listen: Option<SocketAddr>,
    /// Whose signatures new keys make.
    pub issuer: String,
    /// Whom consumers may turn to.
    pub contact: Option<String>,
    /// The folder of signing keys.
    pub keys_folder: PathBuf,
    /// A file that holds the passphrase of the signing keys.
    pub passphrase_file: Option<PathBuf>,
    /// Whether the running service unlocks the keys, so that producers make labels in the browser.
    pub labels_online: bool,
    /// How much is logged.
    pub log: String,
    /// How.
    pub log_format: LogFormat,
}

/// What one source says; absent keys are left to the others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Partial {
    pub database: Option<String>,
    pub public_url: Option<String>,
    pub listen: Option<String>,
    pub trusted_proxies: Option<String>,
    pub metrics_listen: Option<String>,
    pub issuer: Option<String>,
    pub contact: Option<String>,
    pub keys_folder: Option<String>,
    pub passphrase_file: Option<String>,
    pub labels_online: Option<String>,
    pub log: Option<String>,
    pub log_format: Option<String>,
}

impl Partial {
    /// The slot of a key, `None` for an unknown name.
    pub(super) fn slot(&mut self, key: &str) -> Option<&mut Option<String>> {
        Some(match key {
            "database" => &mut self.database,
            "public_url" => &mut self.public_url,
            "listen" => &mut self.listen,
            "trusted_proxies" => &mut self.trusted_proxies,
            "metrics_listen" => &mut self.metrics_listen,
            "issuer" => &mut self.issuer,
            "contact" => &mut self.contact,
            "keys_folder" => &mut self.keys_folder,
            "passphrase_file" => &mut self.passphrase_file,
            "labels_online" => &mut self.labels_online,
            "log" => &mut self.log,
            "log_format" => &mut self.log_format,
            _ => return None,
        })
    }

    /// This, with what `stronger` says in its place.
    pub(super) fn under(self, stronger: Partial) -> Partial {
        Partial {
            database: stronger.database.or(self.database),
            public_url: stronger.public_url.or(self.public_url),
            listen: stronger.listen.or(self.listen),
            trusted_proxies: stronger.trusted_proxies.or(self.trusted_proxies),
            metrics_listen: stronger.metrics_listen.or(self.metrics_listen),
            issuer: stronger.issuer.or(self.issuer),
            contact: stronger.contact.or(self.contact),
            keys_folder: stronger.keys_folder.or(self.keys_folder),
            passphrase_file: stronger.passphrase_file.or(self.passphrase_file),
            labels_online: stronger.labels_online.or(self.labels_online),
            log: stronger.log.or(self.log),
            log_format: stronger.log_format.or(self.log_format),
        }
    }
}
