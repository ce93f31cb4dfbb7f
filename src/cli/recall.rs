use clap::Args;

use super::failure::Failure;
use super::house::{House, items};
use super::program::Place;
use super::say::say;
use super::trail::concerning_product;
use crate::audit::{self, Act, Entry, Subject, SubjectKind};
use crate::recalls::{self, NewRecall};

/// Recall goods: a batch, or some items of it. The verify page shows it on the next request.
#[derive(Args)]
#[command(after_help = "Example:
  telusur recall --batch 261122-A --reason 'pecahan kaca ditemukan' \\
                 --instruction 'Jangan dikonsumsi; kembalikan ke penjual.' --contact '0721 000 000'")]
pub(super) struct Recall {
    /// Kode produksi
    #[arg(long, value_name = "KODE")]
    batch: String,
    /// The product's code, when several have this kode produksi
    #[arg(long, value_name = "CODE")]
    product: Option<String>,
    /// First item, when not the whole batch
    #[arg(long, value_name = "A")]
    from: Option<u64>,
    /// Last item
    #[arg(long, value_name = "B")]
    to: Option<u64>,
    /// Why: one plain line that consumers will read
    #[arg(long)]
    reason: String,
    /// What consumers should do
    #[arg(long)]
    instruction: String,
    /// Whom they may call
    #[arg(long)]
    contact: String,
}

impl Recall {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        let house = House::open(place).await?;
        let (batch, product) = house.batch(&self.batch, self.product.as_deref()).await?;
        let items = items(self.from, self.to, &batch);
        let recall = NewRecall::new(&batch, items, &self.reason, &self.instruction, &self.contact)?;
        let at = house.clock.now();
        let act = Entry::new(at, Act::Recalled, Subject::new(SubjectKind::Batch, &batch.code)).saying(&self.reason);
        let act = concerning_product(act, &product);
        let id = house
            .db
            .write(move |tx| {
                let (recall, mut act) = (recall.clone(), act.clone());
                Box::pin(async move {
                    let id = recalls::announce(tx, &recall, at).await?;
                    act.changes.note("recall", None, Some(&id.to_string()));
                    audit::record(tx, &act).await?;
                    Ok::<i64, recalls::Error>(id)
                })
            })
            .await?;
        let what = items.map_or_else(|| "all items".into(), |range| format!("items {} to {}", range.first, range.last));
        say!(
            "recall {id}: batch {} of {}, {what}. Lift it with: telusur lift recall {id} --reason …",
            batch.code,
            product.code
        );
        Ok(())
    }
}
