//! Label orders: kept, so that labels can be printed again.
use std::sync::Arc;

use super::batch::own_batch;
use super::{Acting, Error, OrderId, Wanted, store};
use crate::accounts::{PersonId, Role};
use crate::audit::{self, Act, Subject, SubjectKind};
use crate::clock::Moment;
use crate::db::{Query, Tx};
use crate::issuance::{Codes, Refusal, Signer};
use crate::labels::layout::Picture;
use crate::printing::{self, Goods, Order, Plan};
use crate::registry::{Batch, BatchId, ProducerStatus, Product};
use crate::uploads::{self, Size};

/// An order of labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelOrder {
    /// Its number.
    pub id: OrderId,
    /// Of which batch.
    pub batch: BatchId,
    /// Who ordered it.
    pub by: PersonId,
    /// In which seat.
    pub role: Role,
    /// How many labels.
    pub labels: u64,
    /// What exactly.
    pub wanted: Wanted,
    /// When.
    pub at: Moment,
}

/// Keeps an order, and notes who made it.
///
/// # Errors
/// [`Error::Unknown`] when the batch is another producer's.
pub async fn order_labels(tx: &mut Tx, acting: Acting, batch: BatchId, wanted: &Wanted) -> Result<OrderId, Error> {
    let (batch, product) = own_batch(tx, acting, batch).await?;
    let (from, to) = wanted.items();
    let labels = to.saturating_sub(from) + 1;
    let id = store::insert_order(tx, acting, batch.id, labels, wanted).await?;
    let subject = Subject::new(SubjectKind::Batch, &batch.code);
    let said = format!("{labels} x {}: no. {from}-{to}, {}", product.code, wanted.format());
    audit::record(tx, &acting.entry(Act::LabelsOrdered, subject).saying(&said)).await?;
    Ok(id)
}

/// An order, if it is the producer's, with what it is of.
///
/// # Errors
/// [`Error::Unknown`].
pub async fn order(q: &mut impl Query, acting: Acting, id: OrderId) -> Result<(LabelOrder, Batch, Product), Error> {
    let order = store::find_order(q, id).await?.ok_or(Error::Unknown("order"))?;
    let (batch, product) = own_batch(q, acting, order.batch).await?;
    Ok((order, batch, product))
}

/// The orders of a batch, newest first.
///
/// # Errors
/// [`Error::Storage`].
pub async fn orders_of(q: &mut impl Query, batch: BatchId) -> Result<Vec<LabelOrder>, Error> {
    Ok(store::orders_of(q, batch).await?)
}

/// Labels that are about to be planned, which takes a processor for a moment: not on a thread that answers.
pub struct Printing {
    goods: Goods,
    codes: Codes,
    order: Order,
    /// The maker's logo, a JPEG file of ours.
    logo: Option<Vec<u8>>,
}

impl Printing {
    /// Plans them. `base` is what addresses begin with.
    ///
    /// # Errors
    /// [`Error::Print`].
    pub fn plan(mut self, base: &str) -> Result<Plan, Error> {
        // Only a design with a place for it is told of it.
        if let Some(file) = self.logo {
            self.order.logo = Some(Arc::new(Picture::read(&file).map_err(printing::Error::from)?));
        }
        Ok(printing::plan(self.goods, self.codes, base, &self.order)?)
    }
}

/// What an order prints, or only the preview of it.
///
/// # Errors
/// [`Error::Unknown`] when the batch is another producer's; [`Error::NoSigner`]; what issuance refuses, such as a revoked batch or a
/// maker that was suspended.
pub async fn printed(
    q: &mut impl Query,
    acting: Acting,
    signer: Option<&Signer>,
    batch: BatchId,
    wanted: &Wanted,
    preview: bool,
) -> Result<Printing, Error> {
    let (batch, product) = own_batch(q, acting, batch).await?;
    let codes = signer.ok_or(Error::NoSigner)?.codes(q, &batch).await?;
    let order = if preview { wanted.preview() } else { wanted.order() };
    let goods = Goods::of(q, batch, product).await?;
    let (status, producer) = (goods.producer.status, &goods.producer.code);
    if status != ProducerStatus::Active {
        return Err(Refusal::ProducerNotActive { producer: producer.clone(), status: status.word() }.into());
    }
    let logo = match wanted.logo() {
        Some(logo) => uploads::logo(q, acting.producer, logo, Size::Large).await?,
        None => None,
    };
    Ok(Printing { goods, codes, order, logo })
}
