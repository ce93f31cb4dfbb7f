use std::io::IsTerminal;
use std::os::unix::fs::PermissionsExt;

use zeroize::Zeroizing;

use super::failure::Failure;
use crate::config::Config;
use crate::keyring::Passphrase;

/// The passphrase of an encrypted key: from the named file, from `TELUSUR_PASSPHRASE`, or from whoever sits there.
/// `None` when there is nobody to ask.
pub(super) fn ask(config: &Config, no_input: bool) -> Result<Option<Passphrase>, Failure> {
    if let Some(given) = given(config)? {
        return Ok(Some(given));
    }
    if no_input || !std::io::stdin().is_terminal() {
        return Ok(None);
    }
    prompt("Passphrase of the signing key: ").map(Some)
}

/// The passphrase for a new key: as given, or asked twice; `None`, and so an empty one, leaves the file unencrypted.
pub(super) fn choose(config: &Config, no_input: bool) -> Result<Option<Passphrase>, Failure> {
    if let Some(given) = given(config)? {
        return Ok(Some(given));
    }
    if no_input || !std::io::stdin().is_terminal() {
        return Ok(None);
    }
    let first = prompt("Passphrase for the new key (empty: none): ")?;
    if first.is_empty() {
        return Ok(None);
    }
    let second = prompt("The same again: ")?;
    if *first == *second {
        Ok(Some(first))
    } else {
        Err(Failure::refused("the two passphrases differ; nothing was made"))
    }
}

fn prompt(text: &str) -> Result<Passphrase, Failure> {
    rpassword::prompt_password(text).map(Zeroizing::new).map_err(Failure::broken)
}

/// A file that was named must be there: signing without it, or with something else, is not what was asked for.
fn given(config: &Config) -> Result<Option<Passphrase>, Failure> {
    let text = match &config.passphrase_file {
        Some(file) => {
            let refuse = |error| Failure::refused(format!("the passphrase file {}: {error}", file.display()));
            let facts = std::fs::metadata(file).map_err(refuse)?;
            if facts.permissions().mode() & 0o077 != 0 {
                eprintln!("telusur: others on this machine may read {}; run: chmod 600 {0}", file.display());
            }
            std::fs::read_to_string(file).map_err(refuse)?
        }
        None => std::env::var("TELUSUR_PASSPHRASE").unwrap_or_default(),
    };
    let text = Zeroizing::new(text);
    let line = text.trim_end_matches(['\r', '\n']);
    Ok((!line.is_empty()).then(|| Zeroizing::new(line.to_owned())))
}
