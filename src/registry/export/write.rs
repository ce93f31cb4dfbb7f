use std::collections::HashMap;
use std::io::Write;

use super::rows::{producer_row, product_row, sentra_row};
use crate::db::{self, Query};
use crate::registry::import::Sheet;
use crate::registry::{Certification, ProducerId, ProductId, Sentra, SentraId, store};
use crate::spreadsheet::{Column, Format, Table};

/// How many rows are asked for at once.
const PAGE: u32 = 500;
/// Width of a column in a workbook, in characters.
const WIDTH: u8 = 20;
/// A column that an import may lack and whose content nobody keeps.
const NOT_KEPT: &str = "test_note";

/// Why an export broke off.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The register could not be asked.
    #[error(transparent)]
    Storage(#[from] db::Error),
    /// The output could not be written.
    #[error("the output could not be written: {0}")]
    Output(#[from] std::io::Error),
}

/// The columns of an exported sheet.
pub fn columns(sheet: Sheet) -> Vec<&'static str> {
    sheet.columns().iter().chain(sheet.optional()).copied().filter(|column| *column != NOT_KEPT).collect()
}

/// Writes a sheet of the whole register; gives the output back, and how many rows it has.
///
/// # Errors
/// [`Error`]; what was written until then is of no use.
pub async fn write<W: Write>(q: &mut impl Query, sheet: Sheet, format: Format, out: W) -> Result<(W, u64), Error> {
    let columns: Vec<Column<'_>> = columns(sheet).into_iter().map(|name| Column { name, width: WIDTH }).collect();
    let mut table = Table::begin(format, out, sheet.word(), &columns)?;
    let rows = match sheet {
        Sheet::Producers => producers(q, &mut table).await?,
        Sheet::Products => products(q, &mut table).await?,
        Sheet::Sentra => sentra(q, &mut table).await?,
    };
    Ok((table.finish()?, rows))
}

async fn sentra<W: Write>(q: &mut impl Query, table: &mut Table<W>) -> Result<u64, Error> {
    let (mut after, mut rows) = (None, 0);
    loop {
        let page = store::sentra_after(q, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(rows) };
        (after, rows) = (Some(last.id), rows + page.len() as u64);
        page.iter().try_for_each(|sentra| table.push(&sentra_row(sentra)))?;
    }
}

async fn producers<W: Write>(q: &mut impl Query, table: &mut Table<W>) -> Result<u64, Error> {
    let (mut after, mut rows) = (None, 0);
    loop {
        let page = store::producers_after(q, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(rows) };
        (after, rows) = (Some(last.id), rows + page.len() as u64);
        let ids: Vec<SentraId> = distinct(page.iter().filter_map(|producer| producer.sentra));
        let sentra: HashMap<SentraId, Sentra> =
            store::sentra_by_id(q, &ids).await?.into_iter().map(|sentra| (sentra.id, sentra)).collect();
        for producer in &page {
            table.push(&producer_row(producer, producer.sentra.and_then(|id| sentra.get(&id))))?;
        }
    }
}

async fn products<W: Write>(q: &mut impl Query, table: &mut Table<W>) -> Result<u64, Error> {
    let (mut after, mut rows) = (None, 0);
    loop {
        let page = store::products_after(q, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(rows) };
        (after, rows) = (Some(last.id), rows + page.len() as u64);
        let makers: Vec<ProducerId> = distinct(page.iter().map(|product| product.producer));
        let makers: HashMap<ProducerId, String> =
            store::producers_by_id(q, &makers).await?.into_iter().map(|maker| (maker.id, maker.code)).collect();
        let ids: Vec<ProductId> = page.iter().map(|product| product.id).collect();
        let mut certifications: HashMap<ProductId, Vec<Certification>> = HashMap::new();
        for held in store::certifications_of_all(q, &ids).await? {
            certifications.entry(held.product).or_default().push(held);
        }
        for product in &page {
            let maker = makers.get(&product.producer).map_or("", String::as_str);
            let held = certifications.get(&product.id).map_or(&[][..], Vec::as_slice);
            table.push(&product_row(product, maker, held))?;
        }
    }
}

fn distinct<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let all: std::collections::BTreeSet<T> = all.collect();
    all.into_iter().collect()
}
