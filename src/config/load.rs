use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use super::keys::{Config, LogFormat, Partial};

/// Variables that name where things are, not what they are set to; the command line reads them.
const ELSEWHERE: [&str; 4] = ["TELUSUR_DATA", "TELUSUR_CONFIG", "TELUSUR_PASSPHRASE", "TELUSUR_NO_INPUT"];

/// Where configuration comes from.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// The data folder.
    pub data: PathBuf,
    /// A file to read; without one, `telusur.toml` in the data folder if it is there.
    pub file: Option<PathBuf>,
    /// Environment variables, all of them.
    pub variables: Vec<(String, String)>,
    /// Keys set on the command line.
    pub flags: Vec<(&'static str, String)>,
}

/// What is wrong with the configuration, and where.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Error {
    /// The file cannot be read.
    #[error("the configuration {} cannot be read: {problem}", .file.display())]
    File {
        /// Which file.
        file: PathBuf,
        /// Why.
        problem: String,
    },
    /// A variable of ours that we do not know.
    #[error("{0} is no setting of Telusur; telusur.example.toml lists them all")]
    UnknownVariable(String),
    /// A value that its key cannot have.
    #[error("{key} = '{value}': {problem}")]
    Value {
        /// Which key.
        key: &'static str,
        /// Its value.
        value: String,
        /// What is wrong, and what to write.
        problem: String,
    },
}

/// Reads the configuration.
///
/// # Errors
/// [`Error`] names the key and what to write.
pub fn load(source: &Source) -> Result<Config, Error> {
    let mut partial = from_file(source)?.under(from_variables(&source.variables)?);
    for (key, value) in &source.flags {
        if let Some(slot) = partial.slot(key) {
            *slot = Some(value.clone());
        }
    }
    settle(partial, &source.data)
}

fn from_file(source: &Source) -> Result<Partial, Error> {
    let usual = source.data.join("telusur.toml");
    let file = match &source.file {
        Some(file) => file.clone(),
        None if usual.exists() => usual,
        None => return Ok(Partial::default()),
    };
    let broken = |problem: String| Error::File { file: file.clone(), problem };
    let text = std::fs::read_to_string(&file).map_err(|error| broken(error.to_string()))?;
    toml::from_str(&text).map_err(|error| broken(error.to_string().trim().to_owned()))
}

fn from_variables(variables: &[(String, String)]) -> Result<Partial, Error> {
    let mut partial = Partial::default();
    for (name, value) in variables {
        let Some(key) = name.strip_prefix("TELUSUR_") else { continue };
        if ELSEWHERE.contains(&name.as_str()) || key.starts_with("TEST_") {
            continue;
        }
        match partial.slot(&key.to_ascii_lowercase()) {
            Some(slot) => *slot = Some(value.clone()),
            None => return Err(Error::UnknownVariable(name.clone())),
        }
    }
    Ok(partial)
}

fn settle(partial: Partial, data: &Path) -> Result<Config, Error> {
    let filled = |value: Option<String>| value.filter(|value| !value.trim().is_empty());
    let usual = || format!("sqlite://{}", data.join("telusur.db").display());
    Ok(Config {
        database: filled(partial.database).unwrap_or_else(usual),
        public_url: public_url(filled(partial.public_url).unwrap_or_else(|| "http://127.0.0.1:8080".into()))?,
        listen: address("listen", &filled(partial.listen).unwrap_or_else(|| "127.0.0.1:8080".into()))?,
        trusted_proxies: networks(&filled(partial.trusted_proxies).unwrap_or_default())?,
        metrics_listen: filled(partial.metrics_listen).map(|text| address("metrics_listen", &text)).transpose()?,
        issuer: filled(partial.issuer).unwrap_or_else(|| "Dinas Perindustrian Provinsi Lampung".into()),
        contact: filled(partial.contact),
        keys_folder: filled(partial.keys_folder).map_or_else(|| data.join("keys"), PathBuf::from),
        passphrase_file: filled(partial.passphrase_file).map(PathBuf::from),
        labels_online: yes_or_no(&filled(partial.labels_online).unwrap_or_else(|| "no".into()))?,
        log: level(filled(partial.log).unwrap_or_else(|| "info".into()))?,
        log_format: format(&filled(partial.log_format).unwrap_or_else(|| "json".into()))?,
    })
}

fn public_url(text: String) -> Result<String, Error> {
    let wrong = |problem: &str| Error::Value { key: "public_url", value: text.clone(), problem: problem.into() };
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = host.ok_or_else(|| wrong("write https://HOST, in lower case (some phone cameras refuse HTTPS://)"))?;
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-:[]".contains(&byte);
    if host.is_empty() || !host.bytes().all(plain) {
        return Err(wrong(
            "write only scheme and host, in lower case and without a path, such as https://cek.contoh.id",
        ));
    }
    Ok(text)
}

fn address(key: &'static str, text: &str) -> Result<SocketAddr, Error> {
    text.parse().map_err(|_| Error::Value {
        key,
        value: text.to_owned(),
        problem: "write an address and a port, such as 127.0.0.1:8080 or [::]:8080".into(),
    })
}

/// Addresses and networks, with commas between them: `127.0.0.1, 10.0.0.0/8`.
fn networks(text: &str) -> Result<Vec<(IpAddr, u8)>, Error> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| network(part).ok_or_else(|| wrong_network(text))).collect()
}

fn network(text: &str) -> Option<(IpAddr, u8)> {
    let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
    let address: IpAddr = address.parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let bits = bits.map_or(Some(most), |bits| bits.parse().ok())?;
    (bits <= most).then_some((address, bits))
}

fn wrong_network(text: &str) -> Error {
    Error::Value {
        key: "trusted_proxies",
        value: text.to_owned(),
        problem: "write the addresses of your reverse proxies, such as 127.0.0.1, 10.0.0.0/8".into(),
    }
}

fn yes_or_no(text: &str) -> Result<bool, Error> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(Error::Value { key: "labels_online", value: text.to_owned(), problem: "write yes or no".into() }),
    }
}

fn level(text: String) -> Result<String, Error> {
    if ["error", "warn", "info", "debug"].contains(&text.as_str()) {
        return Ok(text);
    }
    Err(Error::Value { key: "log", value: text, problem: "write error, warn, info or debug".into() })
}

fn format(text: &str) -> Result<LogFormat, Error> {
    match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err(Error::Value { key: "log_format", value: text.to_owned(), problem: "write text or json".into() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(variables: &[(&str, &str)]) -> Source {
        let variables = variables.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        Source { data: "somewhere".into(), variables, ..Source::default() }
    }

    #[test]
    fn without_any_setting_everything_lies_in_the_data_folder() {
        let config = load(&source(&[("HOME", "/x")])).unwrap();
        assert_eq!(config.database, "sqlite://somewhere/telusur.db");
        assert_eq!(config.keys_folder, PathBuf::from("somewhere/keys"));
        assert_eq!(config.metrics_listen, None);
    }

    #[test]
    fn a_flag_is_stronger_than_a_variable() {
        let mut source = source(&[("TELUSUR_LISTEN", "0.0.0.0:80"), ("TELUSUR_ISSUER", "Dinas")]);
        source.flags.push(("listen", "127.0.0.1:99".into()));
        let config = load(&source).unwrap();
        assert_eq!((config.listen.port(), config.issuer.as_str()), (99, "Dinas"));
    }

    #[test]
    fn proxies_are_addresses_and_networks() {
        let config = load(&source(&[("TELUSUR_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8,fd00::/8")])).unwrap();
        let networks: Vec<String> =
            config.trusted_proxies.iter().map(|(address, bits)| format!("{address}/{bits}")).collect();
        assert_eq!(networks, ["127.0.0.1/32", "10.0.0.0/8", "fd00::/8"]);
        assert_eq!(load(&source(&[])).unwrap().trusted_proxies, []);
    }

    #[test]
    fn a_typo_stops_the_start() {
        assert_eq!(load(&source(&[("TELUSUR_LISTENN", "x")])), Err(Error::UnknownVariable("TELUSUR_LISTENN".into())));
        for (key, value) in [
            ("TELUSUR_LISTEN", "8080"),
            ("TELUSUR_PUBLIC_URL", "HTTPS://CEK.ID"),
            ("TELUSUR_PUBLIC_URL", "https://cek.id/"),
            ("TELUSUR_PUBLIC_URL", "https://"),
            ("TELUSUR_TRUSTED_PROXIES", "10.0.0.0/33"),
            ("TELUSUR_TRUSTED_PROXIES", "127.0.0.1 10.0.0.1"),
            ("TELUSUR_LABELS_ONLINE", "true"),
            ("TELUSUR_LOG", "loud"),
            ("TELUSUR_LOG_FORMAT", "xml"),
        ] {
            assert!(matches!(load(&source(&[(key, value)])), Err(Error::Value { .. })), "{key}={value}");
        }
    }

    #[test]
    fn the_example_file_names_every_key_and_is_all_defaults() {
        let uncommented: String = super::super::EXAMPLE
            .lines()
            .map(|line| line.strip_prefix("# ").filter(|rest| rest.contains(" = \"")).unwrap_or(line))
            .map(|line| format!("{line}\n"))
            .collect();
        let partial: Partial = toml::from_str(&uncommented).unwrap();
        let all = [
            &partial.database,
            &partial.public_url,
            &partial.listen,
            &partial.trusted_proxies,
            &partial.metrics_listen,
            &partial.issuer,
            &partial.contact,
            &partial.keys_folder,
            &partial.passphrase_file,
            &partial.labels_online,
            &partial.log,
            &partial.log_format,
        ];
        assert!(all.iter().all(|value| value.is_some()));
        let plain: Partial = toml::from_str(super::super::EXAMPLE).unwrap();
        assert_eq!(settle(plain, Path::new("d")), settle(Partial::default(), Path::new("d")));
    }
}
