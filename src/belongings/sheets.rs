//! The sheets, one function each.
use std::io::Write;

use super::Error;
use crate::clock::{Day, Moment};
use crate::db::Query;
use crate::recalls::{self, ItemRange, Recall};
use crate::registry::import::Sheet;
use crate::registry::{self, Batch, BatchId, Producer, Product, ProductId, Sentra, certifications, export};
use crate::scans;
use crate::spreadsheet::{Column, Value, Workbook};

/// How many rows are asked for at once.
const PAGE: u32 = 500;
/// Width of a column, in characters.
const WIDTH: u8 = 20;

/// Begins a sheet with these columns.
fn begin<W: Write>(book: &mut Workbook<W>, name: &str, columns: &[&str]) -> Result<(), Error> {
    let columns: Vec<Column<'_>> = columns.iter().map(|name| Column { name, width: WIDTH }).collect();
    Ok(book.begin(name, &columns)?)
}

pub(super) fn producer<W: Write>(
    book: &mut Workbook<W>,
    producer: &Producer,
    sentra: Option<&Sentra>,
) -> Result<(), Error> {
    begin(book, Sheet::Producers.word(), &export::columns(Sheet::Producers))?;
    Ok(book.push(&export::producer_row(producer, sentra))?)
}

pub(super) async fn products<W: Write>(
    q: &mut impl Query,
    book: &mut Workbook<W>,
    producer: &Producer,
) -> Result<(), Error> {
    begin(book, Sheet::Products.word(), &export::columns(Sheet::Products))?;
    let mut after = None;
    while let Some(product) = next_product(q, producer, &mut after).await? {
        let certifications = registry::certifications_of(q, product.id).await?;
        book.push(&export::product_row(&product, &producer.code, &certifications))?;
    }
    Ok(())
}

pub(super) async fn certifications<W: Write>(
    q: &mut impl Query,
    book: &mut Workbook<W>,
    producer: &Producer,
) -> Result<(), Error> {
    let columns = [
        "product_code",
        "kind",
        "number",
        "holder",
        "issued",
        "valid_until",
        "basis",
        "basis_day",
        "basis_by",
        "ended",
    ];
    begin(book, "certifications", &columns)?;
    let mut after = None;
    while let Some(product) = next_product(q, producer, &mut after).await? {
        for held in registry::certifications_of(q, product.id).await? {
            let kind = certifications::kind(held.kind).map_or("", |kind| kind.word);
            book.push(&[
                Value::Text(&product.code),
                Value::Text(kind),
                Value::Text(&held.number),
                Value::text(held.holder.as_deref()),
                Value::day(held.issued),
                Value::day(held.valid_until),
                Value::Text(held.basis.kind.word()),
                Value::day(held.basis.day),
                Value::text(held.basis.by.as_deref()),
                Value::day(held.ended),
            ])?;
        }
    }
    Ok(())
}

pub(super) async fn batches<W: Write>(
    q: &mut impl Query,
    book: &mut Workbook<W>,
    producer: &Producer,
) -> Result<(), Error> {
    begin(
        book,
        "batches",
        &["product_code", "batch_code", "codes_for", "count", "production_date", "expiry_date", "issued"],
    )?;
    let mut walk = Walk::default();
    while let Some((product, batch)) = walk.next(q, producer).await? {
        book.push(&[
            Value::Text(&product.code),
            Value::Text(&batch.code),
            Value::Text(batch.level.word()),
            Value::Count(batch.items),
            Value::day(batch.produced),
            Value::day(batch.best_before),
            Value::Day(batch.issued_at.day()),
        ])?;
    }
    Ok(())
}

pub(super) async fn recalls<W: Write>(
    q: &mut impl Query,
    book: &mut Workbook<W>,
    producer: &Producer,
) -> Result<(), Error> {
    let columns = [
        "product_code",
        "batch_code",
        "first",
        "last",
        "reason",
        "instruction",
        "contact",
        "since",
        "lifted",
        "lifted_because",
    ];
    begin(book, "recalls", &columns)?;
    let mut walk = Walk::default();
    while let Some((product, batch)) = walk.next(q, producer).await? {
        for Recall { items, reason, instruction, contact, at, lift, .. } in recalls::recalls_of(q, batch.id).await? {
            let ItemRange { first, last } = items.unwrap_or(ItemRange { first: 1, last: batch.items });
            book.push(&[
                Value::Text(&product.code),
                Value::Text(&batch.code),
                Value::Count(first),
                Value::Count(last),
                Value::Text(&reason),
                Value::Text(&instruction),
                Value::Text(&contact),
                Value::Day(at.day()),
                Value::day(lift.as_ref().map(|lift| Moment::day(lift.at))),
                Value::text(lift.as_ref().map(|lift| &*lift.reason)),
            ])?;
        }
    }
    Ok(())
}

pub(super) async fn checks<W: Write>(
    q: &mut impl Query,
    book: &mut Workbook<W>,
    producer: &Producer,
) -> Result<(), Error> {
    begin(book, "checks", &["product_code", "batch_code", "day", "region_code", "checks"])?;
    let mut walk = Walk::default();
    while let Some((product, batch)) = walk.next(q, producer).await? {
        let mut after: Option<(Day, String)> = None;
        loop {
            let page = scans::totals_of(q, batch.id, after.as_ref(), PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some((last.day, last.region.clone()));
            for total in &page {
                book.push(&[
                    Value::Text(&product.code),
                    Value::Text(&batch.code),
                    Value::Day(total.day),
                    Value::Text(&total.region),
                    Value::Count(total.checks),
                ])?;
            }
        }
    }
    Ok(())
}

/// The producer's next product, and remembers it.
async fn next_product(
    q: &mut impl Query,
    producer: &Producer,
    after: &mut Option<ProductId>,
) -> Result<Option<Product>, Error> {
    let next = registry::next_product_of(q, producer.id, *after).await?;
    *after = next.as_ref().map(|product| product.id).or(*after);
    Ok(next)
}

/// Goes through the batches of all products, page by page.
#[derive(Default)]
struct Walk {
    product: Option<Product>,
    batch: Option<BatchId>,
    page: std::vec::IntoIter<Batch>,
}

impl Walk {
    async fn next(&mut self, q: &mut impl Query, producer: &Producer) -> Result<Option<(&Product, Batch)>, Error> {
        loop {
            if let Some(batch) = self.page.next() {
                self.batch = Some(batch.id);
                // A batch only comes after its product.
                return Ok(self.product.as_ref().map(|product| (product, batch)));
            }
            if let Some(product) = &self.product {
                self.page = registry::batches_of_after(q, product.id, self.batch, PAGE).await?.into_iter();
                if self.page.len() > 0 {
                    continue;
                }
            }
            let mut after = self.product.as_ref().map(|product| product.id);
            let Some(product) = next_product(q, producer, &mut after).await? else { return Ok(None) };
            (self.product, self.batch) = (Some(product), None);
        }
    }
}
