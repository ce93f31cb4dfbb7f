use std::num::NonZeroU64;

use ed25519_dalek::SigningKey;
use telusur_code::{Claims, Gs1Path, Gtin, Scope, SealedCode, Sealer};

use super::Refusal;
use crate::recalls::{Revocation, Subject};
use crate::registry::{Batch, Level};
use crate::short_code::{Secret, ShortCode};

/// A run of items to print, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First item.
    pub from: u64,
    /// Last item.
    pub to: u64,
}

impl Span {
    /// The run from `from` (or the first) to `to` (or the last) of a batch.
    ///
    /// # Errors
    /// [`Refusal::Span`] when the batch does not have it.
    pub fn of(batch: &Batch, from: Option<u64>, to: Option<u64>) -> Result<Span, Refusal> {
        let (from, to) = (from.unwrap_or(1), to.unwrap_or(batch.items));
        let sound = 1 <= from && from <= to && to <= batch.items;
        if sound { Ok(Span { from, to }) } else { Err(Refusal::Span { from, to, items: batch.items }) }
    }

    /// How many items.
    pub fn len(self) -> u64 {
        self.to - self.from + 1
    }

    /// Never: a span has at least one item.
    pub fn is_empty(self) -> bool {
        false
    }

    /// The items.
    pub fn items(self) -> std::ops::RangeInclusive<u64> {
        self.from..=self.to
    }
}

/// What the GS1 addresses of a batch share.
pub(super) struct Gs1 {
    gtin: Gtin,
    lot: Option<String>,
}

impl Gs1 {
    pub(super) fn new(gtin: &str, lot: Option<&str>) -> Result<Gs1, Refusal> {
        let gtin = Gtin::parse(gtin).map_err(|error| Refusal::Order(format!("GTIN {gtin}: {error}")))?;
        Ok(Gs1 { gtin, lot: lot.map(str::to_owned) })
    }

    /// A product's GTIN as addresses have it: 14 digits.
    pub(super) fn wide(gtin: &str) -> Result<String, Refusal> {
        Gs1::new(gtin, None).map(|gs1| gs1.gtin.to_14())
    }

    pub(super) fn path(&self, serial: Option<&str>) -> Result<Gs1Path, Refusal> {
        Gs1Path::new(self.gtin, self.lot.as_deref(), serial)
            .map_err(|error| Refusal::Order(format!("the GS1 address: {error}")))
    }
}

/// Seals the codes of one batch, one at a time; nothing of an item is ever stored.
pub struct Codes {
    sealer: Sealer,
    claims: Claims,
    level: Level,
    /// Revocations of some of the items.
    revoked: Vec<Revocation>,
    gs1: Option<Gs1>,
    /// The batch's number, which short codes name at every level.
    batch: u64,
    /// The claims as issued, which short codes stand for in either profile.
    issued: Vec<u8>,
    secret: Secret,
}

impl Codes {
    /// Ready to seal a batch with the key that it was issued under, and to make its short codes with the register's secret.
    ///
    /// # Errors
    /// [`Refusal::Revoked`] when it was taken back; [`Refusal::Claims`] when its row is broken.
    pub fn new(batch: &Batch, revocations: &[Revocation], key: &SigningKey, secret: &Secret) -> Result<Codes, Refusal> {
        if let Some(entry) = revocations.iter().find(|entry| entry.concerns(None)) {
            let what = match &entry.subject {
                Subject::Key(key) => format!("key {}", key.get(..8).unwrap_or(key)),
                Subject::Product(_) => format!("the product of batch {}", batch.code),
                Subject::Batch(_) | Subject::Items(..) => format!("batch {}", batch.code),
            };
            return Err(Refusal::Revoked { what, reason: entry.reason.clone() });
        }
        let claims = Claims::decode(&batch.claims).map_err(|error| Refusal::Claims(error.to_string()))?;
        let revoked = revocations.iter().filter(|entry| entry.lift.is_none()).cloned().collect();
        let lot = (batch.level != Level::Product).then_some(batch.code.as_str());
        let gs1 = batch.gtin.as_deref().map(|gtin| Gs1::new(gtin, lot)).transpose()?;
        Ok(Codes {
            sealer: Sealer::new(key),
            claims,
            level: batch.level,
            revoked,
            gs1,
            batch: batch.id.claim(),
            issued: batch.claims.clone(),
            secret: secret.clone(),
        })
    }

    /// The same codes in the compact profile, for labels on which the full ones do not fit. A verifier takes either form for
    /// codes of this batch.
    pub fn compact(self) -> Codes {
        Codes { claims: self.claims.to_compact(), ..self }
    }

    /// Whether the codes carry the names.
    pub fn is_full(&self) -> bool {
        self.claims.is_full()
    }

    /// Refuses a run that holds revoked items, before any of it is printed.
    ///
    /// # Errors
    /// [`Refusal::RevokedItems`] names them.
    pub fn allow(&self, span: Span) -> Result<(), Refusal> {
        for entry in &self.revoked {
            if let Subject::Items(_, items) = &entry.subject
                && items.first <= span.to
                && span.from <= items.last
            {
                return Err(Refusal::RevokedItems {
                    first: items.first,
                    last: items.last,
                    reason: entry.reason.clone(),
                });
            }
        }
        Ok(())
    }

    /// The code of an item; for batches without items, the one code of them all.
    ///
    /// # Errors
    /// [`Refusal::Claims`], which issuing the batch has ruled out.
    pub fn seal(&self, item: u64) -> Result<SealedCode, Refusal> {
        let item = NonZeroU64::new(item).ok_or_else(|| Refusal::Order("items are counted from 1".into()))?;
        let (scope, serial) = match (self.level, self.claims.scope.batch()) {
            (Level::Item, Some(batch)) => (Scope::Item { batch, item }, Some(item.to_string())),
            _ => (self.claims.scope, None),
        };
        let path = self.gs1.as_ref().map(|gs1| gs1.path(serial.as_deref())).transpose()?;
        Ok(self.sealer.seal(&Claims { scope, ..self.claims.clone() }, path.as_ref())?)
    }

    /// The code of a span whose symbol is the widest, so that a layout can be planned for all of them. It is the last one's:
    /// the more digits an item's number has, the longer are its claims and its path; everything else is the same.
    ///
    /// # Errors
    /// As [`seal`](Codes::seal).
    pub fn widest(&self, span: Span) -> Result<SealedCode, Refusal> {
        self.seal(span.to)
    }

    /// The short code of an item; for batches without items, the one short code of them all. The last item of a span has the
    /// longest.
    ///
    /// # Errors
    /// [`Refusal::Order`] for an item 0, or numbers that no short code can name.
    pub fn short(&self, item: u64) -> Result<ShortCode, Refusal> {
        let item = NonZeroU64::new(item).ok_or_else(|| Refusal::Order("items are counted from 1".into()))?;
        let item = if self.tells_items_apart() { item.get() } else { 0 };
        let too_large = || Refusal::Order(format!("no short code can name item {item} of batch number {}", self.batch));
        self.secret.code(self.batch, item, &self.issued).ok_or_else(too_large)
    }

    /// Whether every item has its own code.
    pub fn tells_items_apart(&self) -> bool {
        self.level == Level::Item
    }
}
