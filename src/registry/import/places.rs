//! Where the rows of a file belong, for those who may import into a part of the register only.
use std::collections::HashMap;

use super::{Parsed, Rows};
use crate::db::{Error, Query};
use crate::registry::{RegionCode, store};

/// A row of a file and a region that it touches: the one that the file names, and the one where the register has it now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Touched {
    /// Line of the file.
    pub row: u64,
    /// The region.
    pub region: RegionCode,
}

/// Every region that the rows of a file touch. A product belongs to the region of its producer. Reads, and writes nothing.
///
/// # Errors
/// [`Error::Away`].
pub async fn touched(q: &mut impl Query, parsed: &Parsed) -> Result<Vec<Touched>, Error> {
    Ok(match &parsed.rows {
        Rows::Sentra(rows) => {
            let codes: Vec<&str> = rows.iter().map(|row| &*row.sentra.code).collect();
            let stored = store::sentra_by_code(q, &codes).await?;
            let stored = stored.into_iter().map(|sentra| (sentra.code, sentra.region)).collect();
            both(rows.iter().map(|row| (row.row, &*row.sentra.code, Some(row.sentra.region))), &stored)
        }
        Rows::Producers(rows) => {
            let codes: Vec<&str> = rows.iter().map(|row| &*row.producer.code).collect();
            let stored = regions_of(q, &codes).await?;
            both(rows.iter().map(|row| (row.row, &*row.producer.code, Some(row.producer.region))), &stored)
        }
        Rows::Products(rows) => {
            let codes: Vec<&str> = rows.iter().map(|row| &*row.producer_code).collect();
            let stored = regions_of(q, &codes).await?;
            both(rows.iter().map(|row| (row.row, &*row.producer_code, None)), &stored)
        }
    })
}

async fn regions_of(q: &mut impl Query, producers: &[&str]) -> Result<HashMap<String, RegionCode>, Error> {
    let found = store::producers_by_code(q, producers).await?;
    Ok(found.into_iter().map(|producer| (producer.code, producer.region)).collect())
}

fn both<'a>(
    rows: impl Iterator<Item = (u64, &'a str, Option<RegionCode>)>,
    stored: &HashMap<String, RegionCode>,
) -> Vec<Touched> {
    let touches = |(row, code, named): (u64, &str, Option<RegionCode>)| {
        let regions = [named, stored.get(code).copied()];
        regions.into_iter().flatten().map(move |region| Touched { row, region }).collect::<Vec<_>>()
    };
    rows.flat_map(touches).collect()
}
