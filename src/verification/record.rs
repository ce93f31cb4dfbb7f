use std::num::NonZeroU64;

use telusur_code::{Claims, Scope, Thumbprint, VerifiedCode};

use super::evidence::{Issued, Missing, Record, Spelt};
use crate::clock::Moment;
use crate::db::{self, Query};
use crate::keyring::Key;
use crate::recalls::{self, Revocation};
use crate::registry::{self, Batch, BatchId, Certification, Level, ProductId};
use crate::uploads;

/// What a code asks the register for: all codes of one batch ask the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Question {
    /// A batch or item code.
    Batch(BatchId),
    /// A product code: it names no batch, so the issue is the one with the same key, claims (full or compact) and GTIN.
    Product(ProductId, Thumbprint, Vec<u8>, Option<String>),
}

impl Question {
    /// The question of a code; `None` when no register could have given out such numbers.
    pub(super) fn of(code: &VerifiedCode) -> Option<Question> {
        let claims = code.claims();
        match claims.scope {
            Scope::Product => {
                let product = ProductId::from_claim(claims.product)?;
                let gtin = code.signed().gs1_path().map(|path| path.gtin().to_14());
                Some(Question::Product(product, *code.key(), claims.encode().ok()?, gtin))
            }
            Scope::Batch { batch } | Scope::Item { batch, .. } => BatchId::from_claim(batch).map(Question::Batch),
        }
    }
}

impl Record {
    /// The product's certification with this kind and number.
    pub fn certification(&self, kind: u64, number: &telusur_code::Number) -> Option<&Certification> {
        let spelt = self.spelt.of(&self.certifications);
        let mut entries = self.certifications.iter().zip(spelt);
        entries.find(|(entry, spelt)| entry.kind == kind && spelt.as_ref() == Some(number)).map(|(entry, _)| entry)
    }
}

/// Reads all that the register holds about a batch; `None` when it has none.
pub(super) async fn load(db: &db::Db, question: &Question) -> Result<Option<Record>, db::Error> {
    let q = &mut &*db;
    let (product, key, claims, gtin) = match question {
        Question::Batch(id) => {
            return match registry::find_batch(q, *id).await? {
                Some(batch) => around(q, batch).await.map(Some),
                None => Ok(None),
            };
        }
        Question::Product(product, key, claims, gtin) => (*product, key.to_string(), claims, gtin.as_deref()),
    };
    match registry::find_product_issue(q, product, &key, claims, gtin).await? {
        Some(issue) if !is_compact(claims) => around(q, issue).await.map(Some),
        None if !is_compact(claims) => Ok(None),
        exact => {
            let mut issues: Vec<Batch> = registry::product_code_issues(q, product).await?;
            issues.retain(|issue| issue.key == key && issue.gtin.as_deref() == gtin && says(issue, claims));
            compact_issue(q, exact, issues).await
        }
    }
}

fn is_compact(claims: &[u8]) -> bool {
    Claims::decode(claims).is_ok_and(|claims| claims == claims.to_compact())
}

/// Whether the codes of a batch say these claims when they are sealed in the compact profile.
fn says(batch: &Batch, compact: &[u8]) -> bool {
    let issued = Claims::decode(&batch.claims).map(|claims| claims.to_compact());
    issued.is_ok_and(|issued| issued.encode().is_ok_and(|issued| issued == compact))
}

/// The record of a compact product code. Issues that differ in their names alone have the same one: what was taken back of one
/// of them is taken back of all, because nobody can tell which of them is printed.
async fn compact_issue(
    q: &mut impl Query,
    exact: Option<Batch>,
    issues: Vec<Batch>,
) -> Result<Option<Record>, db::Error> {
    // Newest first: the last is the first of them.
    let Some(issue) = exact.or_else(|| issues.last().cloned()) else { return Ok(None) };
    let mut record = around(q, issue).await?;
    for other in issues.iter().filter(|other| other.id != record.batch.id) {
        record.recalls.extend(recalls::recalls_of(q, other.id).await?);
        let revocations = recalls::revocations_of(q, other.id, other.product, &other.key).await?;
        let new = |entry: &Revocation| record.revocations.iter().all(|known| known.id != entry.id);
        let new: Vec<Revocation> = revocations.into_iter().filter(new).collect();
        record.revocations.extend(new);
    }
    Ok(Some(record))
}

async fn around(q: &mut impl Query, batch: Batch) -> Result<Record, db::Error> {
    let broken = || db::Error::Away(format!("batch {} has no product or producer", batch.id));
    let product = registry::find_product(q, batch.product).await?.ok_or_else(broken)?;
    let producer = registry::find_producer(q, product.producer).await?.ok_or_else(broken)?;
    let sentra = match producer.sentra {
        Some(id) => registry::find_sentra(q, id).await?,
        None => None,
    };
    Ok(Record {
        certifications: registry::certifications_of(q, product.id).await?,
        spelt: Spelt::default(),
        issued: Issued::default(),
        recalls: recalls::recalls_of(q, batch.id).await?,
        revocations: recalls::revocations_of(q, batch.id, product.id, &batch.key).await?,
        photo: uploads::first_photo(q, product.id).await?,
        batch,
        product,
        producer,
        sentra,
    })
}

/// What the register lacks of a good signature: the record must be the one that this code was issued for.
pub(super) fn missing(record: &Record, claims: &Claims, key: &Key) -> Option<Missing> {
    let batch = &record.batch;
    if batch.key != key.thumbprint().to_string() || !key.signs_on(Moment::day(batch.issued_at)) {
        return Some(Missing::KeyPeriod);
    }
    // A label too small for the full code carries the compact one.
    let issued = record.issued.of(&batch.claims);
    let Some(issued) = issued.and_then(|both| both.iter().find(|issued| issued.is_alike(claims))) else {
        return Some(Missing::Claims);
    };
    let scope_fits = match (issued.scope, claims.scope) {
        (Scope::Product, Scope::Product) => true,
        (Scope::Batch { batch: a }, Scope::Batch { batch: b }) => a == b && batch.level == Level::Batch,
        (Scope::Batch { batch: a }, Scope::Item { batch: b, .. }) => a == b && batch.level == Level::Item,
        _ => false,
    };
    if !scope_fits {
        return Some(Missing::Claims);
    }
    let item = claims.scope.item()?;
    (item > batch.items).then_some(Missing::Item { of: batch.items })
}

/// What the code of an item says; of the whole batch or product when the item is 0. `None` when there is no such code.
pub(super) fn issued(record: &Record, item: u64) -> Option<Claims> {
    let batch = &record.batch;
    let claims = Claims::decode(&batch.claims).ok()?;
    let scope = match (batch.level, NonZeroU64::new(item), claims.scope) {
        (Level::Product | Level::Batch, None, scope) => scope,
        (Level::Item, Some(item), Scope::Batch { batch: number }) if item.get() <= batch.items => {
            Scope::Item { batch: number, item }
        }
        _ => return None,
    };
    Some(Claims { scope, ..claims })
}
