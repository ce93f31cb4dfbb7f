use clap::{Args, Subcommand};
use zeroize::Zeroizing;

use super::failure::Failure;
use super::house::House;
use super::program::Place;
use super::say::say;
use super::{passphrase, revoke};
use crate::audit::{self, Act, Entry, Subject, SubjectKind};
use crate::clock::{Day, iso, parse_day};
use crate::keyring::{self, Card, Key, KeyState};

/// Days that a new key may sign, unless said otherwise: a year. Many short-lived keys, never one.
const PERIOD: u32 = 365;

/// Make, list, retire, revoke and export signing keys.
#[derive(Subcommand)]
pub(super) enum Keys {
    /// Make a key: private half into the key folder, public half into the register
    New(New),
    /// List the keys
    List,
    /// Let a key sign nothing new; its codes still verify, and the next key takes over
    Retire(Retire),
    /// Revoke a key: none of its codes verifies any more
    Revoke(revoke::Key),
    /// Write the public keys as a JWK Set (RFC 7517)
    Export,
}

#[derive(Args)]
pub(super) struct New {
    /// Whose signatures these are [default: from the configuration]
    #[arg(long, value_name = "NAME")]
    issuer: Option<String>,
    /// First day on which it may sign [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    from: Option<Day>,
    /// Last day on which it may sign [default: a year later]
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    until: Option<Day>,
    /// Publish it ahead of its use; 'keys retire' brings it in
    #[arg(long)]
    next: bool,
    /// A file that holds its passphrase [default: TELUSUR_PASSPHRASE, or ask; empty: not encrypted]
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<String>,
}

#[derive(Args)]
pub(super) struct Retire {
    /// The key's id, as 'keys list' shows it
    #[arg(value_name = "KEY")]
    key: String,
}

impl Keys {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        match self {
            Keys::New(new) => new.run(place).await,
            Keys::List => list(&House::open(place).await?.keys().await?),
            Keys::Retire(asked) => asked.run(&House::open(place).await?).await,
            Keys::Revoke(asked) => revoke::Revoke::Key(asked).run(place).await,
            Keys::Export => {
                say!("{}", keyring::jwks(&House::open(place).await?.keys().await?).trim_end());
                Ok(())
            }
        }
    }
}

fn list(keys: &[Key]) -> Result<(), Failure> {
    if keys.is_empty() {
        eprintln!("there is no key yet; make one with 'telusur keys new'");
    }
    for key in keys {
        let (from, until) = (iso(key.not_before), iso(key.not_after));
        say!("{}  {:8}  {from} to {until}  {}", key.card().kid(), key.standing(), key.issuer);
    }
    Ok(())
}

impl New {
    async fn run(self, place: Place) -> Result<(), Failure> {
        let flags = self.passphrase_file.clone().map(|file| ("passphrase_file", file)).into_iter().collect();
        let house = House::open_with(place, flags).await?;
        let (card, private) = self.make(&house)?;
        let secret = passphrase::choose(&house.config, house.place.no_input)?;
        house.folder.put(&private, &card, secret.as_ref())?;
        let state = self.state(&house).await?;
        let at = house.clock.now();
        let entry = card.clone();
        house
            .db
            .write(move |tx| {
                let entry = entry.clone();
                Box::pin(async move {
                    keyring::put_key(tx, &entry, state, at).await?;
                    let key = Subject::new(SubjectKind::Key, entry.public.thumbprint());
                    audit::record(tx, &Entry::new(at, Act::KeyMade, key).saying(state.word())).await?;
                    Ok::<(), keyring::Error>(())
                })
            })
            .await?;
        say!("key {} ({state}) signs from {} to {}", card.kid(), iso(card.not_before), iso(card.not_after));
        eprintln!("Its private half is in {}; copy that folder to a safe place.", house.folder.path().display());
        if secret.is_none() {
            eprintln!("It is not encrypted: only the file's mode protects it.");
        }
        Ok(())
    }

    fn make(&self, house: &House) -> Result<(Card, ed25519_dalek::SigningKey), Failure> {
        let not_before = self.from.unwrap_or_else(|| house.clock.today());
        let not_after = self.until.unwrap_or(Day(not_before.0 + PERIOD));
        if not_after < not_before {
            return Err(Failure::refused("the key's last day lies before its first; exchange --from and --until?"));
        }
        let issuer = self.issuer.clone().unwrap_or_else(|| house.config.issuer.clone());
        if issuer.trim().is_empty() || issuer.chars().count() > 120 || issuer.chars().any(char::is_control) {
            return Err(Failure::refused("the issuer's name must be one line of 1 to 120 characters"));
        }
        let mut chance = Zeroizing::new([0; 32]);
        getrandom::fill(chance.as_mut()).map_err(|error| Failure::broken(format!("no chance to be had: {error}")))?;
        let private = keyring::generate(&chance);
        let public = telusur_code::PublicKey::from_bytes(&private.verifying_key().to_bytes())
            .map_err(|error| Failure::broken(error.to_string()))?;
        Ok((Card { public, issuer, not_before, not_after }, private))
    }

    async fn state(&self, house: &House) -> Result<KeyState, Failure> {
        let keys = house.keys().await?;
        let taken = keyring::signer(&keys, house.clock.today()).is_ok();
        Ok(if self.next || taken { KeyState::Next } else { KeyState::Active })
    }
}

impl Retire {
    async fn run(self, house: &House) -> Result<(), Failure> {
        let keys = house.keys().await?;
        let retiring = keyring::pick(&keys, &self.key)?;
        let (key, at) = (retiring.thumbprint().to_string(), house.clock.now());
        let successor = house
            .db
            .write(move |tx| {
                let key = key.clone();
                Box::pin(async move {
                    let successor = keyring::retire(tx, &key, at).await?;
                    audit::record(tx, &Entry::new(at, Act::KeyRetired, Subject::new(SubjectKind::Key, key))).await?;
                    Ok::<_, keyring::Error>(successor)
                })
            })
            .await?;
        say!("key {} is retired; its codes still verify", retiring.card().kid());
        match successor {
            Some(key) => say!("key {} signs from now on", key.card().kid()),
            None => eprintln!("No next key was waiting; make one with 'telusur keys new' before issuing again."),
        }
        Ok(())
    }
}
