use clap::Args;

use super::failure::Failure;
use super::house::House;
use super::program::Place;
use super::say::say;
use super::trail::concerning;
use crate::audit::{self, Act, Entry, Subject, SubjectKind};
use crate::clock::{Day, parse_day};
use crate::issuance::{self, Order, Refusal};
use crate::recalls;
use crate::registry::{Batch, Level, Profile};

/// Issue the codes of a batch.
#[derive(Args)]
#[command(after_help = "Example:
  telusur issue --product IKM-1804-001-01 --batch 261122-A --count 10000 \\
                --produced 2026-11-22 --best-before 2027-11-22")]
pub(super) struct Issue {
    /// The product's code in the register
    #[arg(long, value_name = "CODE")]
    product: String,
    /// Kode produksi as printed on the pack: 1 to 20 of A-Z a-z 0-9 - . _
    #[arg(long, value_name = "KODE")]
    batch: String,
    /// How many packs
    #[arg(long, value_name = "N")]
    count: u64,
    /// Day of production, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    produced: Option<Day>,
    /// Last good day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    best_before: Option<Day>,
    /// What the codes tell apart: products, batches, or every item
    #[arg(long, default_value = "item", value_parser = level)]
    level: Level,
    /// full carries the names and reads offline; compact makes a smaller symbol
    #[arg(long, default_value = "full", value_parser = profile)]
    profile: Profile,
    /// Print GS1 Digital Link addresses (the product needs a GTIN)
    #[arg(long)]
    gs1: bool,
}

fn level(word: &str) -> Result<Level, String> {
    Level::from_word(word).ok_or_else(|| "write product, batch or item".into())
}

fn profile(word: &str) -> Result<Profile, String> {
    Profile::from_word(word).ok_or_else(|| "write full or compact".into())
}

impl Issue {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        let house = House::open(place).await?;
        house.refuse_example_key().await?;
        let order = Order {
            batch: self.batch,
            items: self.count,
            produced: self.produced,
            best_before: self.best_before,
            level: self.level,
            profile: self.profile,
            gs1: self.gs1,
        };
        let (now, product) = (house.clock.now(), self.product.clone());
        let batch = house
            .db
            .write(move |tx| {
                let (product, order) = (product.clone(), order.clone());
                Box::pin(async move {
                    let batch = issuance::issue_within(tx, now, &product, order).await?;
                    let act = Entry::new(now, Act::BatchIssued, Subject::new(SubjectKind::Batch, &batch.code));
                    let act = act.saying(&format!("{} x {product}", batch.items));
                    let act = concerning(tx, act, &recalls::Subject::Batch(batch.id)).await?;
                    audit::record(tx, &act).await?;
                    Ok::<Batch, Refusal>(batch)
                })
            })
            .await?;
        say!(
            "batch {} of {}: {} items, number {}, key {}",
            batch.code,
            self.product,
            batch.items,
            batch.id,
            &batch.key[..8]
        );
        Ok(())
    }
}
