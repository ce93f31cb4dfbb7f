use std::io::IsTerminal;

use zeroize::Zeroizing;

use crate::config::Config;
use crate::keyring::Passphrase;

/// The passphrase of the signing keys: from `TELUSUR_PASSPHRASE`, from the configured file, or from whoever sits there.
pub(super) fn ask(config: &Config, no_input: bool) -> Option<Passphrase> {
    given(config).or_else(|| {
        let somebody = !no_input && std::io::stdin().is_terminal();
        somebody
            .then(|| rpassword::prompt_password("Passphrase of the signing key: ").ok())
            .flatten()
            .map(Zeroizing::new)
    })
}

/// The passphrase for a new key: as given, or asked twice; `None` leaves the file unencrypted.
pub(super) fn choose(config: &Config, no_input: bool) -> Result<Option<Passphrase>, String> {
    if let Some(given) = given(config) {
        return Ok(Some(given));
    }
    if no_input || !std::io::stdin().is_terminal() {
        return Ok(None);
    }
    let read = |prompt: &str| rpassword::prompt_password(prompt).map(Zeroizing::new).map_err(|error| error.to_string());
    let first = read("Passphrase for the new key (empty: none): ")?;
    if first.is_empty() {
        return Ok(None);
    }
    let second = read("The same again: ")?;
    if *first == *second { Ok(Some(first)) } else { Err("the two passphrases differ; nothing was made".into()) }
}

fn given(config: &Config) -> Option<Passphrase> {
    if let Ok(text) = std::env::var("TELUSUR_PASSPHRASE") {
        return Some(Zeroizing::new(text));
    }
    let text = Zeroizing::new(std::fs::read_to_string(config.passphrase_file.as_ref()?).ok()?);
    Some(Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned()))
}
