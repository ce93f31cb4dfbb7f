use std::collections::{BTreeSet, HashMap};

use super::fault::{Fault, Faults};
use super::{Parsed, ParsedProducer, ParsedProduct, Refused, Rows};
use crate::db::{Error, Query};
use crate::registry::store;
use crate::said::Said;

/// What only the register knows to be wrong with a file: a producer or sentra that it lacks, a product of another maker.
/// Reads, and writes nothing.
///
/// # Errors
/// [`Refused::Faults`] with the faults of the file and those found here, [`Refused::Storage`] when storage fails.
pub async fn check(q: &mut impl Query, parsed: &Parsed) -> Result<(), Refused> {
    let faults = all_faults(q, parsed).await?;
    if faults.listed.is_empty() {
        return Ok(());
    }
    Err(Refused::Faults { listed: faults.listed, more: faults.more })
}

/// The faults of a file and those that only the register knows, by row.
pub(super) async fn all_faults(q: &mut impl Query, parsed: &Parsed) -> Result<Faults, Error> {
    let mut faults = Faults { listed: parsed.faults.clone(), more: parsed.more_faults };
    match &parsed.rows {
        Rows::Sentra(_) => {}
        Rows::Producers(rows) => sentra_known(q, rows, &mut faults).await?,
        Rows::Products(rows) => producers_known(q, rows, &mut faults).await?,
    }
    faults.listed.sort_by_key(|fault| fault.row);
    Ok(faults)
}

async fn sentra_known(q: &mut impl Query, rows: &[ParsedProducer], faults: &mut Faults) -> Result<(), Error> {
    let mut known: HashMap<&str, bool> = HashMap::new();
    for described in rows.iter().filter_map(|row| row.sentra.as_ref()) {
        known.insert(&described.code, true);
    }
    for row in rows {
        let Some(code) = row.sentra_code.as_deref() else { continue };
        if !known.contains_key(code) {
            known.insert(code, store::find_sentra_by_code(q, code).await?.is_some());
        }
        if known.get(code) == Some(&false) {
            let problem = Said::new(
                "register belum punya sentra dengan kode ini; impor sentranya dulu, atau sebut namanya di sentra_name",
                "the register has no sentra of this code; import the sentra first, or name it in sentra_name",
            );
            faults.push(Fault::new(row.row, "sentra_code", code, problem));
        }
    }
    Ok(())
}

async fn producers_known(q: &mut impl Query, rows: &[ParsedProduct], faults: &mut Faults) -> Result<(), Error> {
    let producers = store::producer_numbers(q, &producer_codes(rows)).await?;
    let codes: Vec<&str> = rows.iter().map(|row| &*row.product.code).collect();
    let makers = store::makers_of_products(q, &codes).await?;
    for row in rows {
        let Some(producer) = producers.get(&row.producer_code) else {
            let problem = Said::new(
                "register belum punya produsen dengan kode ini; impor produsennya dulu",
                "the register has no producer of this code; import the producers first",
            );
            faults.push(Fault::new(row.row, "producer_code", &row.producer_code, problem));
            continue;
        };
        if makers.get(&row.product.code).is_some_and(|maker| maker != producer) {
            let problem = Said::new(
                "di register produk ini milik produsen lain, dan kode yang sudah terbit menyebut keduanya; beri kode baru",
                "the register has this product for another producer, and issued codes name both; give it a new code",
            );
            faults.push(Fault::new(row.row, "product_code", &row.product.code, problem));
        }
    }
    Ok(())
}

/// The codes of producers that products name, each once.
pub(super) fn producer_codes(rows: &[ParsedProduct]) -> Vec<&str> {
    let codes: BTreeSet<&str> = rows.iter().map(|row| &*row.producer_code).collect();
    codes.into_iter().collect()
}
