use super::fifty::{self, fifty};
use super::row::{self, Put};
use crate::clock::{Day, Moment};
use crate::db::{Error, Query, Tx, params, record};
use crate::registry::{Basis, BasisKind, Certification, ProductId};

/// More certifications than any product has.
const OF_ONE_PRODUCT: u32 = 200;

macro_rules! select {
    ($tail:expr) => {
        concat!(
            "select product_id, kind, number, holder, issued, valid_until, basis, basis_day, basis_by, ended_day
               from certifications ",
            $tail
        )
    };
}

record! {
    struct Row {
        product_id: i64,
        kind: i64,
        number: String,
        holder: Option<String>,
        issued: Option<i64>,
        valid_until: Option<i64>,
        basis: String,
        basis_day: Option<i64>,
        basis_by: Option<String>,
        ended_day: Option<i64>,
    }
}

impl TryFrom<Row> for Certification {
    type Error = Error;

    fn try_from(row: Row) -> Result<Certification, Error> {
        Ok(Certification {
            product: ProductId(row.product_id),
            kind: u64::try_from(row.kind).map_err(|_| row::odd("kind", row.kind))?,
            number: row.number,
            holder: row.holder,
            issued: row::day("issued", row.issued)?,
            valid_until: row::day("valid_until", row.valid_until)?,
            basis: Basis {
                kind: row::word("basis", &row.basis, BasisKind::from_word)?,
                day: row::day("basis_day", row.basis_day)?,
                by: row.basis_by,
            },
            ended: row::day("ended_day", row.ended_day)?,
        })
    }
}

fn stored_kind(kind: u64) -> i64 {
    i64::try_from(kind).unwrap_or(i64::MAX)
}

/// A product's certifications by kind, lapsed and ended ones too.
pub async fn certifications_of(q: &mut impl Query, product: ProductId) -> Result<Vec<Certification>, Error> {
    let rows: Vec<Row> = q
        .all(select!("where product_id = $1 order by kind, number limit $2"), params![product.0, OF_ONE_PRODUCT])
        .await?;
    row::each(rows)
}

/// The certifications of these products, by product, kind and number.
pub(in crate::registry) async fn certifications_of_all(
    q: &mut impl Query,
    products: &[ProductId],
) -> Result<Vec<Certification>, Error> {
    let sql = select!(concat!("where product_id in ", fifty!(), " order by product_id, kind, number"));
    row::each(fifty::all::<Row>(q, sql, products.iter().map(|id| id.0), 0_i64).await?)
}

/// Writes a certification; product, kind and number say which one. Its basis and end are written as given.
///
/// # Errors
/// [`Error::Dangling`] when there is no such product.
pub async fn put_certification(tx: &mut Tx, certification: &Certification, at: Moment) -> Result<Put, Error> {
    let Certification { product, kind, number, .. } = certification;
    let key = params![product.0, stored_kind(*kind), &**number];
    let row: Option<Row> = tx.first(select!("where product_id = $1 and kind = $2 and number = $3"), key).await?;
    let found = row.map(Certification::try_from).transpose()?;
    let put = save_certification(tx, found.as_ref(), certification, at).await?;
    if put != Put::Unchanged {
        tx.touch().await?;
    }
    Ok(put)
}

/// As [`put_certification`], for a caller who has read the row and calls [`Tx::touch`] itself.
pub(in crate::registry) async fn save_certification(
    tx: &mut Tx,
    found: Option<&Certification>,
    certification: &Certification,
    at: Moment,
) -> Result<Put, Error> {
    if found == Some(certification) {
        return Ok(Put::Unchanged);
    }
    let Certification { product, kind, number, holder, issued, valid_until, basis, ended } = certification;
    let sql = "
        insert into certifications
               (product_id, kind, number, holder, issued, valid_until, basis, basis_day, basis_by, ended_day, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict (product_id, kind, number) do update
           set holder = excluded.holder, issued = excluded.issued, valid_until = excluded.valid_until,
               basis = excluded.basis, basis_day = excluded.basis_day, basis_by = excluded.basis_by,
               ended_day = excluded.ended_day";
    let values = params![
        product.0,
        stored_kind(*kind),
        &**number,
        holder.as_deref(),
        row::stored(*issued),
        row::stored(*valid_until),
        basis.kind.word(),
        row::stored(basis.day),
        basis.by.as_deref(),
        row::stored(*ended),
        at.0,
    ];
    tx.run(sql, values).await?;
    Ok(if found.is_some() { Put::Changed } else { Put::Added })
}

/// Ends a certification on a day: withdrawn, replaced, or the composition changed. `false` when there is no such one.
pub async fn end_certification(
    tx: &mut Tx,
    product: ProductId,
    kind: u64,
    number: &str,
    day: Day,
) -> Result<bool, Error> {
    let sql = "update certifications set ended_day = $4 where product_id = $1 and kind = $2 and number = $3";
    let rows = tx.run(sql, params![product.0, stored_kind(kind), number, i64::from(day.0)]).await?;
    tx.touch().await?;
    Ok(rows > 0)
}

/// Writes down what a claim rests on now. `false` when there is no such certification.
pub async fn set_basis(tx: &mut Tx, product: ProductId, kind: u64, number: &str, basis: &Basis) -> Result<bool, Error> {
    let sql = "
        update certifications
           set basis = $4, basis_day = $5, basis_by = $6
         where product_id = $1 and kind = $2 and number = $3";
    let values =
        params![product.0, stored_kind(kind), number, basis.kind.word(), row::stored(basis.day), basis.by.as_deref(),];
    let rows = tx.run(sql, values).await?;
    tx.touch().await?;
    Ok(rows > 0)
}
