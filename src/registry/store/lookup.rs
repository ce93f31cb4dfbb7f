//! Numbers that belong to codes, many at once.
use std::collections::HashMap;

use super::fifty::{self, fifty};
use crate::db::{Error, Query, record};
use crate::registry::ProducerId;

record! {
    struct Row {
        code: String,
        producer: i64,
    }
}

/// The numbers of those producers that the register has.
pub(in crate::registry) async fn producer_numbers(
    q: &mut impl Query,
    codes: &[&str],
) -> Result<HashMap<String, ProducerId>, Error> {
    look_up(q, concat!("select code, id as producer from producers where code in ", fifty!()), codes).await
}

/// Who makes those products that the register has.
pub(in crate::registry) async fn makers_of_products(
    q: &mut impl Query,
    codes: &[&str],
) -> Result<HashMap<String, ProducerId>, Error> {
    look_up(q, concat!("select code, producer_id as producer from products where code in ", fifty!()), codes).await
}

async fn look_up(q: &mut impl Query, sql: &'static str, codes: &[&str]) -> Result<HashMap<String, ProducerId>, Error> {
    let rows: Vec<Row> = fifty::all(q, sql, codes.iter().copied(), "").await?;
    Ok(rows.into_iter().map(|row| (row.code, ProducerId(row.producer))).collect())
}
