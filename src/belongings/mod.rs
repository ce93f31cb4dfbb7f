//! Everything that one producer owns in the register, as one workbook for the producer to keep (UU 27/2022, article 13).
//!
//! Sheets: `producers` and `products` as an import reads them, then `certifications`, `batches`, `recalls` and `checks`. What
//! stands in it is the producer's own: telephone and mail too, and of checks only how often, when and where, as the register keeps
//! them of nobody. Names of columns are those of the import.
//!
//! Pages of rows are asked for and written at once, so memory does not grow with what one owns. Who may ask for it is the business
//! of the door.
mod sheets;

use std::io::Write;

use crate::db::{self, Query};
use crate::registry::{self, ProducerId};
use crate::spreadsheet::Workbook;

/// Why it could not be given.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The register could not be asked.
    #[error(transparent)]
    Storage(#[from] db::Error),
    /// The output could not be written.
    #[error("the workbook could not be written: {0}")]
    Output(#[from] std::io::Error),
}

/// Writes all that a producer owns as a workbook; `None`, and nothing written, when there is no such producer.
///
/// # Errors
/// [`Error`]; what was written until then is of no use.
pub async fn write<W: Write>(q: &mut impl Query, producer: ProducerId, out: W) -> Result<Option<W>, Error> {
    let Some(producer) = registry::find_producer(q, producer).await? else { return Ok(None) };
    let sentra = match producer.sentra {
        Some(sentra) => registry::find_sentra(q, sentra).await?,
        None => None,
    };
    let mut book = Workbook::new(out);
    sheets::producer(&mut book, &producer, sentra.as_ref())?;
    sheets::products(q, &mut book, &producer).await?;
    sheets::certifications(q, &mut book, &producer).await?;
    sheets::batches(q, &mut book, &producer).await?;
    sheets::recalls(q, &mut book, &producer).await?;
    sheets::checks(q, &mut book, &producer).await?;
    Ok(Some(book.finish()?))
}
