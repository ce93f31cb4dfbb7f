use telusur_code::{Claims, Scope, Thumbprint, VerifiedCode};

use super::evidence::{Missing, Record, Spelt};
use crate::clock::Moment;
use crate::db::{self, Query};
use crate::keyring::Key;
use crate::recalls;
use crate::registry::{self, Batch, BatchId, Certification, ProductId};

/// What a code asks the register for: all codes of one batch ask the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Question {
    /// A batch or item code.
    Batch(BatchId),
    /// A product code: it names no batch, so the issue is the one with the same key, claims and GTIN.
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
    let batch = match question {
        Question::Batch(id) => registry::find_batch(q, *id).await?,
        Question::Product(product, key, claims, gtin) => {
            registry::find_product_issue(q, *product, &key.to_string(), claims, gtin.as_deref()).await?
        }
    };
    match batch {
        Some(batch) => around(q, batch).await.map(Some),
        None => Ok(None),
    }
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
        recalls: recalls::recalls_of(q, batch.id).await?,
        revocations: recalls::revocations_of(q, batch.id, product.id, &batch.key).await?,
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
    let Ok(mut issued) = Claims::decode(&batch.claims) else { return Some(Missing::Claims) };
    let scope = std::mem::replace(&mut issued.scope, claims.scope);
    let same = issued == *claims;
    let scope_fits = match (scope, claims.scope) {
        (Scope::Product, Scope::Product) => true,
        (Scope::Batch { batch: a }, Scope::Batch { batch: b }) => a == b && batch.level == registry::Level::Batch,
        (Scope::Batch { batch: a }, Scope::Item { batch: b, .. }) => a == b && batch.level == registry::Level::Item,
        _ => false,
    };
    if !same || !scope_fits {
        return Some(Missing::Claims);
    }
    let item = claims.scope.item()?;
    (item > batch.items).then_some(Missing::Item { of: batch.items })
}
