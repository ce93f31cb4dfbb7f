//! What the audit trail says of acts at the command line: done by nobody but the owner of the machine.
use crate::audit::Entry;
use crate::db::{Error, Query};
use crate::recalls;
use crate::registry::{self, Product};

/// The entry with the producer and the place of a product.
pub(super) fn concerning_product(entry: Entry, product: &Product) -> Entry {
    entry.of(product.producer).within(product.origin)
}

/// The entry with producer and place of what a recall or a revocation takes back; a key has neither.
pub(super) async fn concerning(q: &mut impl Query, entry: Entry, subject: &recalls::Subject) -> Result<Entry, Error> {
    let product = match subject {
        recalls::Subject::Batch(batch) | recalls::Subject::Items(batch, _) => {
            registry::find_batch(q, *batch).await?.map(|batch| batch.product)
        }
        recalls::Subject::Product(product) => Some(*product),
        recalls::Subject::Key(_) => None,
    };
    let Some(product) = product else { return Ok(entry) };
    let product = registry::find_product(q, product).await?;
    Ok(product.iter().fold(entry, concerning_product))
}
