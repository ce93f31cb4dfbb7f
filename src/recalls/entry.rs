use crate::clock::Moment;
use crate::registry::{BatchId, ProductId};

/// A run of items of one batch, both ends included, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemRange {
    /// First item.
    pub first: u64,
    /// Last item.
    pub last: u64,
}

impl ItemRange {
    /// Whether an item lies in it.
    pub fn covers(self, item: u64) -> bool {
        (self.first..=self.last).contains(&item)
    }
}

/// The entry that ends a recall or a revocation and says why. The ended entry stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lift {
    /// Why it was lifted.
    pub reason: String,
    /// When.
    pub at: Moment,
}

/// Goods taken back from the market (PerBPOM 22/2025): what the consumer must know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recall {
    /// Its number.
    pub id: i64,
    /// Of which batch.
    pub batch: BatchId,
    /// Which items; `None` for the whole batch.
    pub items: Option<ItemRange>,
    /// Why.
    pub reason: String,
    /// What the consumer should do.
    pub instruction: String,
    /// Whom to call.
    pub contact: String,
    /// Since when.
    pub at: Moment,
    /// Set once it was lifted.
    pub lift: Option<Lift>,
}

/// What a revocation takes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// All codes of a batch.
    Batch(BatchId),
    /// Some codes of a batch.
    Items(BatchId, ItemRange),
    /// All codes of a product.
    Product(ProductId),
    /// Every code signed with a key, by its hex thumbprint.
    Key(String),
}

impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Subject::Batch(batch) => write!(f, "batch {batch}"),
            Subject::Items(batch, items) => write!(f, "items {} to {} of batch {batch}", items.first, items.last),
            Subject::Product(product) => write!(f, "product {product}"),
            Subject::Key(key) => write!(f, "key {key}"),
        }
    }
}

/// Trust taken back: the code, not the goods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocation {
    /// Its number.
    pub id: i64,
    /// What it takes back.
    pub subject: Subject,
    /// Why.
    pub reason: String,
    /// Since when.
    pub at: Moment,
    /// Set once it was lifted.
    pub lift: Option<Lift>,
}

impl Recall {
    /// Whether it stands for this item; for a code without an item, whether it stands for any.
    pub fn concerns(&self, item: Option<u64>) -> bool {
        self.lift.is_none()
            && match (self.items, item) {
                (Some(range), Some(item)) => range.covers(item),
                (None, _) | (Some(_), None) => true,
            }
    }
}

impl Revocation {
    /// Whether it stands for this item. A revoked range never takes back a code that names no item.
    pub fn concerns(&self, item: Option<u64>) -> bool {
        self.lift.is_none()
            && match &self.subject {
                Subject::Items(_, range) => item.is_some_and(|item| range.covers(item)),
                Subject::Batch(_) | Subject::Product(_) | Subject::Key(_) => true,
            }
    }
}
