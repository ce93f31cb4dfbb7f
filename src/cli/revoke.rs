use clap::{Args, Subcommand};

use super::failure::Failure;
use super::house::House;
use super::program::Place;
use super::say::say;
use super::trail::concerning;
use crate::audit::{self, Act, Entry, SubjectKind};
use crate::keyring;
use crate::recalls::{self, ItemRange, Subject};
use crate::registry::{self, Level};

/// Revoke codes. The goods may be fine; the codes are no longer to be trusted.
#[derive(Subcommand)]
pub(super) enum Revoke {
    /// All codes of a batch
    Batch(Batch),
    /// Some codes of a batch
    Items(Items),
    /// All codes of a product
    Product(Product),
    /// Every code that a key has signed
    Key(Key),
}

#[derive(Args)]
pub(super) struct Batch {
    /// Kode produksi
    #[arg(value_name = "KODE")]
    batch: String,
    /// The product's code, when several have this kode produksi
    #[arg(long, value_name = "CODE")]
    product: Option<String>,
    /// Why: one plain line that consumers will read
    #[arg(long)]
    reason: String,
}

#[derive(Args)]
pub(super) struct Items {
    /// Kode produksi
    #[arg(value_name = "KODE")]
    batch: String,
    /// The product's code, when several have this kode produksi
    #[arg(long, value_name = "CODE")]
    product: Option<String>,
    /// First item
    #[arg(long, value_name = "A")]
    from: u64,
    /// Last item
    #[arg(long, value_name = "B")]
    to: u64,
    /// Why: one plain line that consumers will read
    #[arg(long)]
    reason: String,
}

#[derive(Args)]
pub(super) struct Product {
    /// The product's code
    #[arg(value_name = "CODE")]
    product: String,
    /// Why: one plain line that consumers will read
    #[arg(long)]
    reason: String,
}

#[derive(Args)]
pub(super) struct Key {
    /// The key's id, as 'telusur keys list' shows it
    #[arg(value_name = "KEY")]
    pub(super) key: String,
    /// Why: one plain line that consumers will read
    #[arg(long)]
    pub(super) reason: String,
}

impl Revoke {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        let house = House::open(place).await?;
        let (subject, name, reason) = self.subject(&house).await?;
        revoke(&house, subject, &name, &reason).await
    }

    async fn subject(self, house: &House) -> Result<(Subject, String, String), Failure> {
        Ok(match self {
            Revoke::Batch(asked) => {
                let (batch, product) = house.batch(&asked.batch, asked.product.as_deref()).await?;
                (Subject::Batch(batch.id), format!("batch {} of {}", batch.code, product.code), asked.reason)
            }
            Revoke::Items(asked) => {
                let (batch, product) = house.batch(&asked.batch, asked.product.as_deref()).await?;
                if batch.level != Level::Item {
                    return Err(Failure::refused(format!(
                        "the codes of batch {} do not tell items apart; use 'telusur revoke batch {}'",
                        batch.code, batch.code
                    )));
                }
                let range = ItemRange { first: asked.from, last: asked.to }.within(&batch)?;
                let name =
                    format!("items {} to {} of batch {} of {}", range.first, range.last, batch.code, product.code);
                (Subject::Items(batch.id, range), name, asked.reason)
            }
            Revoke::Product(asked) => {
                let found = registry::find_product_by_code(&mut &house.db, &asked.product).await?;
                let product =
                    found.ok_or_else(|| Failure::refused(format!("there is no product '{}'", asked.product)))?;
                (Subject::Product(product.id), format!("product {}", product.code), asked.reason)
            }
            Revoke::Key(asked) => {
                let keys = house.keys().await?;
                let key = keyring::pick(&keys, &asked.key)?;
                (Subject::Key(key.thumbprint().to_string()), format!("key {}", key.card().kid()), asked.reason)
            }
        })
    }
}

/// Enters a revocation, records it, and says so. When it takes the signing key back, the next key that waits takes over.
async fn revoke(house: &House, subject: Subject, name: &str, reason: &str) -> Result<(), Failure> {
    let reason = recalls::reason(reason)?;
    let at = house.clock.now();
    let words = format!("{name}: {reason}");
    let (id, heir) = house
        .db
        .write(move |tx| {
            let (subject, reason, words) = (subject.clone(), reason.clone(), words.clone());
            Box::pin(async move {
                let ((id, heir), act, of) = match &subject {
                    Subject::Key(key) => {
                        let of = audit::Subject::new(SubjectKind::Key, key);
                        (keyring::revoke(tx, key, &reason, at).await?, Act::KeyRevoked, of)
                    }
                    Subject::Batch(_) | Subject::Items(..) | Subject::Product(_) => {
                        let id = recalls::revoke(tx, &subject, &reason, at).await?;
                        ((id, None), Act::Revoked, audit::Subject::new(SubjectKind::Revocation, id))
                    }
                };
                let act = concerning(tx, Entry::new(at, act, of).saying(&words), &subject).await?;
                audit::record(tx, &act).await?;
                Ok::<_, Failure>((id, heir))
            })
        })
        .await?;
    say!("revocation {id}: {name}. Lift it with: telusur lift revocation {id} --reason …");
    if let Some(heir) = heir {
        say!("key {} signs from now on", heir.card().kid());
    }
    Ok(())
}
