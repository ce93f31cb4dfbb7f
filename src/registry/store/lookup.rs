//! Many codes looked up at once, for files of thousands of rows.
use std::collections::HashMap;

use crate::db::{Error, Param, Query, record};
use crate::registry::ProducerId;

/// Codes that one statement asks for. Shorter lists are filled up with the empty text, which is no code.
const AT_ONCE: usize = 50;

macro_rules! select {
    ($head:literal) => {
        concat!(
            $head,
            " where code in (
             $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
             $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50)"
        )
    };
}

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
    look_up(q, select!("select code, id as producer from producers"), codes).await
}

/// Who makes those products that the register has.
pub(in crate::registry) async fn makers_of_products(
    q: &mut impl Query,
    codes: &[&str],
) -> Result<HashMap<String, ProducerId>, Error> {
    look_up(q, select!("select code, producer_id as producer from products"), codes).await
}

async fn look_up(q: &mut impl Query, sql: &'static str, codes: &[&str]) -> Result<HashMap<String, ProducerId>, Error> {
    let mut found = HashMap::new();
    for some in codes.chunks(AT_ONCE) {
        let values = some.iter().copied().chain(std::iter::repeat("")).take(AT_ONCE).map(Param::from).collect();
        let rows: Vec<Row> = q.all(sql, values).await?;
        found.extend(rows.into_iter().map(|row| (row.code, ProducerId(row.producer))));
    }
    Ok(found)
}
