use super::{Order, Plan, Refusal, plan};
use crate::clock::{Clock, Moment};
use crate::db::{self, Db, Tx};
use crate::keyring;
use crate::registry::{self, Batch, BatchId, Level, NewBatch, ProductId};

/// Issues a batch: checks the order against the register and writes one row, in one transaction.
///
/// # Errors
/// A [`Refusal`] that says what to do; nothing is stored then.
pub async fn issue(db: &Db, clock: Clock, product_code: &str, order: Order) -> Result<Batch, Refusal> {
    let product_code = product_code.to_owned();
    let now = clock.now();
    db.write(move |tx| {
        let (product_code, order) = (product_code.clone(), order.clone());
        Box::pin(async move { issue_within(tx, now, &product_code, order).await })
    })
    .await
}

/// The same within a transaction that does more, such as recording who asked for it.
///
/// # Errors
/// As [`issue`].
pub async fn issue_within(tx: &mut Tx, now: Moment, product_code: &str, order: Order) -> Result<Batch, Refusal> {
    let unknown = || Refusal::Unknown(format!("product '{product_code}'; 'telusur list products' shows them"));
    let product = registry::find_product_by_code(tx, product_code).await?.ok_or_else(unknown)?;
    let producer = registry::find_producer(tx, product.producer).await?.ok_or_else(unknown)?;
    let certifications = registry::certifications_of(tx, product.id).await?;
    let keys = keyring::keys(tx).await?;
    let key = keyring::signer(&keys, now.day())?.thumbprint().to_string();
    let exists = Refusal::BatchExists { product: product.code.clone(), batch: order.batch.clone() };
    if registry::find_batch_of(tx, product.id, &order.batch).await?.is_some() {
        return Err(exists);
    }
    let plan = plan(order, &product, &producer, &certifications, now.day())?;
    let order = plan.order();
    same_product_code(tx, &plan, product.id, &key).await?;
    let new = NewBatch {
        product: product.id,
        code: order.batch.clone(),
        level: order.level,
        profile: order.profile,
        gtin: plan.gtin().map(str::to_owned),
        items: order.items,
        produced: order.produced,
        best_before: order.best_before,
        key,
        issued_at: now,
    };
    let claims =
        |id| plan.claims(id).encode().expect("the plan has sealed these claims with larger numbers than these");
    let id = registry::insert_batch(tx, new, claims)
        .await
        .map_err(|error| if matches!(error, db::Error::Duplicate) { exists } else { error.into() })?;
    registry::find_batch(tx, id).await?.ok_or_else(|| Refusal::Unknown(format!("batch {id}")))
}

/// A product code names no batch, so a second issue with the same claims would be the same code under another name, and
/// taking back one would take back both.
async fn same_product_code(tx: &mut Tx, plan: &Plan, product: ProductId, key: &str) -> Result<(), Refusal> {
    if plan.order().level != Level::Product {
        return Ok(());
    }
    let claims = plan.claims(BatchId::UNNUMBERED).encode()?;
    match registry::find_product_issue(tx, product, key, &claims, plan.gtin()).await? {
        Some(issue) => Err(Refusal::Same(issue.code)),
        None => Ok(()),
    }
}
