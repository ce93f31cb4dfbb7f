use clap::Args;

use super::failure::Failure;
use super::house::House;
use super::program::Place;
use super::say::say;
use crate::clock::iso;
use crate::db::Query;
use crate::labels::design::Design;
use crate::labels::stock::{Form, Stock};
use crate::recalls::{self, Subject};
use crate::registry::{self, RegionCode, regions};

/// How many rows are asked for at once.
const PAGE: u32 = 200;

/// List what the register holds, one a line, fields divided by tabs.
#[derive(Args)]
#[command(after_help = "Example:
  telusur list batches | grep 2611")]
pub(super) struct List {
    /// producers, products, batches, recalls, regions, stocks (label papers) or designs (of labels)
    #[arg(value_parser = ["producers", "products", "batches", "recalls", "regions", "stocks", "designs"])]
    what: String,
    /// Only this kabupaten or kota (Kemendagri code, such as 18.04)
    #[arg(long, value_name = "CODE", value_parser = region)]
    region: Option<RegionCode>,
}

fn region(code: &str) -> Result<RegionCode, String> {
    RegionCode::parse(code)
        .ok_or_else(|| "write a Kemendagri code with its dot, such as 18.04 for Lampung Barat".into())
}

/// One line: fields without tabs or line breaks, whatever the register holds.
pub(super) fn row(fields: &[&str]) -> Result<(), Failure> {
    let inert = |field: &&str| field.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect::<String>();
    say!("{}", fields.iter().map(inert).collect::<Vec<_>>().join("\t"));
    Ok(())
}

impl List {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        match self.what.as_str() {
            "regions" => return all_regions(),
            "stocks" => return stocks(),
            "designs" => return designs(),
            _ => {}
        }
        let house = House::open(place).await?;
        let q = &mut &house.db;
        match self.what.as_str() {
            "producers" => self.each_region(async |region| producers(&mut &house.db, region).await).await,
            "products" => self.each_region(async |region| products(&mut &house.db, region).await).await,
            "batches" => batches(q).await,
            _ => entries(q).await,
        }
    }

    async fn each_region(&self, list: impl AsyncFn(RegionCode) -> Result<(), Failure>) -> Result<(), Failure> {
        if let Some(region) = self.region {
            return list(region).await;
        }
        for region in regions() {
            list(region.code).await?;
        }
        Ok(())
    }
}

fn all_regions() -> Result<(), Failure> {
    regions().iter().try_for_each(|region| row(&[&region.code.to_string(), &region.name, &region.province]))
}

/// Label papers: name, label, how many on what, title.
fn stocks() -> Result<(), Failure> {
    Stock::all().iter().try_for_each(|stock| {
        let label = format!("{} x {} mm", stock.label_width, stock.label_height);
        let form = match stock.form {
            Form::Sheet(sheet) => format!("{} on {} x {} mm", stock.per_page(), sheet.width, sheet.height),
            Form::Roll(roll) => format!("roll, gap {} mm, {} dpi", roll.gap, roll.dpi),
        };
        row(&[&stock.name, &label, &form, &stock.title])
    })
}

/// Designs: name, what they are good for.
fn designs() -> Result<(), Failure> {
    Design::all().iter().try_for_each(|design| row(&[&design.name, &design.about.id, &design.about.en]))
}

async fn producers(q: &mut impl Query, region: RegionCode) -> Result<(), Failure> {
    let mut after = None;
    loop {
        let page = registry::producers_in(q, region, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.id);
        for producer in page {
            row(&[&producer.code, producer.status.word(), &producer.region.to_string(), &producer.name])?;
        }
    }
}

async fn products(q: &mut impl Query, region: RegionCode) -> Result<(), Failure> {
    let mut after = None;
    loop {
        let page = registry::products_in(q, region, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.id);
        for product in page {
            row(&[&product.code, product.status.word(), &product.origin.to_string(), &product.name])?;
        }
    }
}

async fn batches(q: &mut impl Query) -> Result<(), Failure> {
    let mut after = None;
    loop {
        let page = registry::batches_after(q, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.id);
        for batch in page {
            let product = registry::find_product(q, batch.product).await?;
            let (code, name) = product.map(|product| (product.code, product.name)).unwrap_or_default();
            let issued = iso(batch.issued_at.day());
            row(&[&batch.code, &code, batch.level.word(), &batch.items.to_string(), &issued, &name])?;
        }
    }
}

/// Recalls and revocations with their numbers, for lifting them.
async fn entries(q: &mut impl Query) -> Result<(), Failure> {
    for recall in recalls::all_recalls(q).await? {
        let state = if recall.lift.is_some() { "lifted" } else { "stands" };
        let what = match recall.items {
            Some(items) => Subject::Items(recall.batch, items),
            None => Subject::Batch(recall.batch),
        };
        row(&["recall", &recall.id.to_string(), state, &named(q, &what).await?, &recall.reason])?;
    }
    for entry in recalls::all_revocations(q).await? {
        let state = if entry.lift.is_some() { "lifted" } else { "stands" };
        row(&["revocation", &entry.id.to_string(), state, &named(q, &entry.subject).await?, &entry.reason])?;
    }
    Ok(())
}

/// What an entry concerns, in the words that people use for it.
async fn named(q: &mut impl Query, subject: &Subject) -> Result<String, Failure> {
    let batch = match subject {
        Subject::Batch(batch) | Subject::Items(batch, _) => registry::find_batch(q, *batch).await?,
        Subject::Product(_) | Subject::Key(_) => None,
    };
    let product = match (subject, &batch) {
        (Subject::Product(product), _) => registry::find_product(q, *product).await?,
        (_, Some(batch)) => registry::find_product(q, batch.product).await?,
        _ => None,
    };
    Ok(match (subject, batch, product) {
        (Subject::Items(_, items), Some(batch), Some(product)) => {
            format!("items {} to {} of batch {} of {}", items.first, items.last, batch.code, product.code)
        }
        (_, Some(batch), Some(product)) => format!("batch {} of {}", batch.code, product.code),
        (_, _, Some(product)) => format!("product {}", product.code),
        (subject, ..) => subject.to_string(),
    })
}
