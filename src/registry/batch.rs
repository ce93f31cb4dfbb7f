use super::{BatchId, ProductId, words};
use crate::clock::{Day, Moment};

words! {
    /// How finely a batch's codes tell packs apart.
    pub enum Level {
        /// One code for every pack of the product, whatever the batch.
        Product = "product",
        /// One code for all packs of the batch.
        Batch = "batch",
        /// Each pack its own code.
        Item = "item",
    }
}

words! {
    /// How much a code says without the register.
    pub enum Profile {
        /// The names too: reads completely offline.
        Full = "full",
        /// Numbers only: a smaller symbol.
        Compact = "compact",
    }
}

/// A batch as it was issued. Nothing in it ever changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Its number, as signed into its codes.
    pub id: BatchId,
    /// What was made.
    pub product: ProductId,
    /// Kode produksi, as printed on the pack.
    pub code: String,
    /// What its codes tell apart.
    pub level: Level,
    /// What its codes say.
    pub profile: Profile,
    /// The GTIN in its addresses, 14 digits, when they have the GS1 Digital Link form. The product's may change later; this one not.
    pub gtin: Option<String>,
    /// How many packs.
    pub items: u64,
    /// Day of production.
    pub produced: Option<Day>,
    /// Last good day.
    pub best_before: Option<Day>,
    /// What every code of the batch says but for the item number: the CBOR of spec section 4.
    pub claims: Vec<u8>,
    /// Hex thumbprint of the key that signs it.
    pub key: String,
    /// When it was issued.
    pub issued_at: Moment,
}
