use std::os::unix::fs::DirBuilderExt;
use std::path::PathBuf;

use zeroize::Zeroizing;

use super::failure::Failure;
use super::passphrase;
use super::program::Place;
use crate::clock::Clock;
use crate::config::{self, Config, Source};
use crate::db::{Db, Query, params};
use crate::issuance::{self, Signer};
use crate::keyring::{self, Folder, Key};
use crate::recalls::{self, ItemRange};
use crate::registry::{self, Batch, Product};
use crate::short_code::{self, Secret};

/// An opened register with its keys: what every command works in.
pub(super) struct House {
    pub place: Place,
    pub config: Config,
    pub db: Db,
    pub clock: Clock,
    pub folder: Folder,
}

/// Reads the configuration for a place.
pub(super) fn configure(place: &Place, flags: Vec<(&'static str, String)>) -> Result<Config, Failure> {
    let mut flags = flags;
    flags.extend(place.database.clone().map(|address| ("database", address)));
    let variables = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect();
    Ok(config::load(&Source { data: place.data.clone(), file: place.config.clone(), variables, flags })?)
}

/// The file behind an SQLite address.
pub(super) fn sqlite_file(config: &Config) -> Option<PathBuf> {
    let path = config.database.strip_prefix("sqlite://").or_else(|| config.database.strip_prefix("sqlite:"))?;
    Some(PathBuf::from(path.split('?').next().unwrap_or(path)))
}

impl House {
    /// Opens a register that is there and up to date.
    pub(super) async fn open(place: Place) -> Result<House, Failure> {
        House::open_with(place, Vec::new()).await
    }

    /// The same, with keys of the configuration set on the command line.
    pub(super) async fn open_with(place: Place, flags: Vec<(&'static str, String)>) -> Result<House, Failure> {
        let config = configure(&place, flags)?;
        if let Some(file) = sqlite_file(&config)
            && !file.exists()
        {
            return Err(Failure::refused(format!(
                "there is no register at {}; make one with 'telusur migrate', or a demonstration with 'telusur demo'",
                file.display()
            )));
        }
        let house = House::enter(place, config).await?;
        let gap = house.db.schema_gap().await?;
        if gap.unknown > 0 {
            return Err(Failure::refused("this register was made by a newer Telusur; use that program"));
        }
        if gap.missing > 0 {
            return Err(Failure::refused("this register is not up to date; run 'telusur migrate' first"));
        }
        Ok(house.with_demo_address().await)
    }

    /// Opens a register, makes it when it is missing, and brings it up to date.
    pub(super) async fn build(place: Place, flags: Vec<(&'static str, String)>) -> Result<House, Failure> {
        let config = configure(&place, flags)?;
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&place.data)
            .map_err(|error| Failure::broken(format!("{}: {error}", place.data.display())))?;
        let house = House::enter(place, config).await?;
        house.db.migrate().await?;
        Ok(house)
    }

    async fn enter(place: Place, config: Config) -> Result<House, Failure> {
        let db = Db::open(&config.database).await?;
        let folder = Folder::new(config.keys_folder.clone());
        Ok(House { place, config, db, clock: Clock::System, folder })
    }

    /// In a demonstration the labels carry the address that it was last served at.
    async fn with_demo_address(mut self) -> House {
        if let Ok(Some(address)) = self.trait_of("demo").await
            && self.config.public_url == "http://127.0.0.1:8080"
        {
            self.config.public_url = address;
        }
        self
    }

    /// A fact about this register, such as that it is a demonstration.
    pub(super) async fn trait_of(&self, name: &str) -> Result<Option<String>, Failure> {
        let row: Option<(String,)> =
            (&mut &self.db).first("select value from traits where name = $1", params![name]).await?;
        Ok(row.map(|(value,)| value))
    }

    /// Notes a fact about this register.
    pub(super) async fn set_trait(&self, name: &'static str, value: &str) -> Result<(), Failure> {
        let value = value.to_owned();
        self.db
            .write(move |tx| {
                let value = value.clone();
                Box::pin(async move {
                    let sql = "insert into traits (name, value) values ($1, $2)
                               on conflict (name) do update set value = excluded.value";
                    tx.run(sql, params![name, value]).await.map(drop)
                })
            })
            .await
            .map_err(|error: crate::db::Error| error.into())
    }

    /// The keys of the register.
    pub(super) async fn keys(&self) -> Result<Vec<Key>, Failure> {
        Ok(keyring::keys(&mut &self.db).await?)
    }

    /// Refuses the published example key outside a demonstration.
    pub(super) async fn refuse_example_key(&self) -> Result<(), Failure> {
        let example = self.keys().await?.iter().any(|key| keyring::is_example(&key.thumbprint()));
        if example && self.trait_of("demo").await?.is_none() {
            return Err(keyring::Error::Example.into());
        }
        Ok(())
    }

    /// The private half of the key that a batch was issued under.
    pub(super) async fn unlock(&self, batch: &Batch) -> Result<ed25519_dalek::SigningKey, Failure> {
        self.refuse_example_key().await?;
        let keys = self.keys().await?;
        let key = keyring::pick(&keys, &batch.key)?;
        let secret = match self.folder.is_encrypted(&key.public)? {
            true => passphrase::ask(&self.config, self.place.no_input)?,
            false => None,
        };
        Ok(self.folder.unlock(&key.public, secret.as_ref())?)
    }

    /// The keys of the register whose private halves lie in the folder, unlocked. The one that signs today must be among them.
    pub(super) async fn signer(&self) -> Result<Signer, Failure> {
        self.refuse_example_key().await?;
        let keys = self.keys().await?;
        let today = keyring::signer(&keys, self.clock.today()).ok().map(Key::thumbprint);
        let mut passphrase = None;
        let mut unlocked = Vec::new();
        for key in &keys {
            match self.folder.is_encrypted(&key.public) {
                Ok(true) if passphrase.is_none() => passphrase = passphrase::ask(&self.config, self.place.no_input)?,
                Ok(_) => {}
                Err(keyring::Error::NoFile(_)) if today != Some(key.thumbprint()) => continue,
                Err(error) => return Err(error.into()),
            }
            unlocked.push(self.folder.unlock(&key.public, passphrase.as_ref())?);
        }
        Ok(Signer::new(unlocked, self.secret().await?))
    }

    /// The secret that makes short codes; the first time, a new one.
    pub(super) async fn secret(&self) -> Result<Secret, Failure> {
        let mut chance = Zeroizing::new([0; 32]);
        getrandom::fill(chance.as_mut()).map_err(|error| Failure::broken(format!("no chance to be had: {error}")))?;
        Ok(short_code::store::newest(&self.db, self.clock.now(), chance).await?)
    }

    /// The codes of a batch, ready to be sealed.
    pub(super) async fn codes(&self, batch: &Batch) -> Result<issuance::Codes, Failure> {
        let (key, secret) = (self.unlock(batch).await?, self.secret().await?);
        Ok(issuance::Codes::new(batch, &self.revocations(batch).await?, &key, &secret)?)
    }

    /// The batch of a kode produksi; of a product, when several have it.
    pub(super) async fn batch(&self, code: &str, product: Option<&str>) -> Result<(Batch, Product), Failure> {
        let q = &mut &self.db;
        let mut found = Vec::new();
        for batch in registry::find_batches_by_code(q, code).await? {
            if let Some(owner) = registry::find_product(q, batch.product).await?
                && product.is_none_or(|code| code == owner.code)
            {
                found.push((batch, owner));
            }
        }
        match found.len() {
            1 => Ok(found.remove(0)),
            0 => Err(Failure::refused(format!("there is no batch '{code}'; 'telusur list batches' shows them"))),
            _ => {
                let owners: Vec<&str> = found.iter().map(|(_, product)| product.code.as_str()).collect();
                Err(Failure::refused(format!(
                    "several products have a batch '{code}' ({}); add --product",
                    owners.join(", ")
                )))
            }
        }
    }

    /// Revocations that touch a batch.
    pub(super) async fn revocations(&self, batch: &Batch) -> Result<Vec<recalls::Revocation>, Failure> {
        Ok(recalls::revocations_of(&mut &self.db, batch.id, batch.product, &batch.key).await?)
    }
}

/// A range of items out of `--from` and `--to`; `None` when neither is given.
pub(super) fn items(from: Option<u64>, to: Option<u64>, batch: &Batch) -> Option<ItemRange> {
    (from.is_some() || to.is_some()).then(|| ItemRange { first: from.unwrap_or(1), last: to.unwrap_or(batch.items) })
}
