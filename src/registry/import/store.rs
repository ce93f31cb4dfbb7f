use std::collections::HashMap;
use std::sync::Arc;

use super::check::producer_codes;
use super::{Fault, LISTED, Parsed, ParsedProducer, ParsedProduct, Rows, check, merge};
use crate::clock::Moment;
use crate::db::{Db, Error, Tx};
use crate::registry::store::{self, Put};
use crate::registry::{ProducerId, SentraId};
use crate::said::said;

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Rows that are new.
    pub added: u64,
    /// Rows that were there and differ now.
    pub changed: u64,
    /// Rows that were there already, word for word.
    pub unchanged: u64,
    /// Cells that were passed over, because the register's standing is kept; at most [`LISTED`](super::LISTED).
    pub kept: Vec<Fault>,
}

/// Why nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The file has faults, these and `more`.
    #[error("nothing was imported: the file has {} faults", .listed.len() as u64 + .more)]
    Faults {
        /// The first of them, in the order of the file.
        listed: Vec<Fault>,
        /// How many more there are.
        more: u64,
    },
    /// Storage could not do it.
    #[error(transparent)]
    Storage(#[from] Error),
}

/// Writes a file, all or nothing, in one transaction. Other writers wait meanwhile.
///
/// # Errors
/// As [`check`]; nothing is stored then.
pub async fn store(db: &Db, parsed: Parsed, at: Moment) -> Result<Report, Refused> {
    check(&mut &*db, &parsed).await?;
    let parsed = Arc::new(parsed);
    db.write(move |tx| {
        let parsed = Arc::clone(&parsed);
        Box::pin(async move { store_within(tx, &parsed, at).await })
    })
    .await
}

/// The same within a transaction that does more, such as recording who asked for it. Its faults are found while other writers
/// wait: [`check`] the file before.
///
/// # Errors
/// As [`check`]; nothing is to be stored then.
pub async fn store_within(tx: &mut Tx, parsed: &Parsed, at: Moment) -> Result<Report, Refused> {
    // Asked again: between the first answer and this transaction somebody else may have written.
    check(tx, parsed).await?;
    write(tx, &parsed.rows, at).await
}

async fn write(tx: &mut Tx, rows: &Rows, at: Moment) -> Result<Report, Refused> {
    let mut report = Report::default();
    match rows {
        Rows::Sentra(rows) => {
            for row in rows {
                report.count(store::put_sentra(tx, &row.sentra, at).await?.1);
            }
        }
        Rows::Producers(rows) => {
            for row in rows {
                let put = put_producer(tx, row, &mut report, at).await?;
                report.count(put);
            }
        }
        Rows::Products(rows) => {
            let producers = store::producer_numbers(tx, &producer_codes(rows)).await?;
            for row in rows {
                let put = put_product(tx, row, &producers, &mut report, at).await?;
                report.count(put);
            }
        }
    }
    if report.added + report.changed > 0 {
        tx.touch().await?;
    }
    Ok(report)
}

impl Report {
    fn count(&mut self, put: Put) {
        match put {
            Put::Added => self.added += 1,
            Put::Changed => self.changed += 1,
            Put::Unchanged => self.unchanged += 1,
        }
    }

    /// Notes that a file wants another standing than the register has.
    fn keep(&mut self, row: u64, wanted: &str, stored: &str) {
        if wanted != stored && self.kept.len() < LISTED {
            let problem = said!(
                "register menyebut {stored}, dan impor tidak mengubahnya; petugas yang dapat mengubahnya",
                "the register says {stored}, which an import does not change; an officer can"
            );
            self.kept.push(Fault::new(row, "status", wanted, problem));
        }
    }
}

async fn put_producer(tx: &mut Tx, row: &ParsedProducer, report: &mut Report, at: Moment) -> Result<Put, Error> {
    let sentra = link_sentra(tx, row, at).await?;
    let stored = store::find_producer_by_code(tx, &row.producer.code).await?;
    if let Some(stored) = &stored {
        report.keep(row.row, row.producer.status.word(), stored.status.word());
    }
    let producer = merge::producer(row, sentra, stored.as_ref());
    Ok(store::save_producer(tx, stored.as_ref(), &producer, at).await?.1)
}

/// The producer's sentra, made when the register lacks it. One that is there is linked and not rewritten: the sheet
/// `sentra` describes it better.
async fn link_sentra(tx: &mut Tx, row: &ParsedProducer, at: Moment) -> Result<Option<SentraId>, Error> {
    let Some(code) = row.sentra_code.as_deref() else { return Ok(None) };
    if let Some(stored) = store::find_sentra_by_code(tx, code).await? {
        return Ok(Some(stored.id));
    }
    let described = row.sentra.as_ref().ok_or(Error::Dangling)?;
    store::put_sentra(tx, described, at).await.map(|(id, _)| Some(id))
}

async fn put_product(
    tx: &mut Tx,
    row: &ParsedProduct,
    producers: &HashMap<String, ProducerId>,
    report: &mut Report,
    at: Moment,
) -> Result<Put, Error> {
    let producer = *producers.get(&row.producer_code).ok_or(Error::Dangling)?;
    let stored = store::find_product_by_code(tx, &row.product.code).await?;
    if let Some(stored) = &stored {
        report.keep(row.row, row.product.status.word(), stored.status.word());
    }
    let product = merge::product(row, producer, stored.as_ref());
    let (id, mut put) = store::save_product(tx, stored.as_ref(), &product, at).await?;
    let stored = if put == Put::Added { Vec::new() } else { store::certifications_of(tx, id).await? };
    for certification in &row.certifications {
        let kept = merge::kept(certification, &stored);
        let certification = merge::certification(certification, id, kept);
        let saved = store::save_certification(tx, kept, &certification, at).await?;
        if saved != Put::Unchanged && put == Put::Unchanged {
            put = Put::Changed;
        }
    }
    Ok(put)
}
