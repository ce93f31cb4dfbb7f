//! Many rows asked for at once, for files and lists of thousands: fifty keys in one statement.
use crate::db::{Error, Param, Query, Record};

/// Keys that one statement asks for.
const AT_ONCE: usize = 50;

/// The places of fifty keys.
macro_rules! fifty {
    () => {
        "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
          $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50)"
    };
}
pub(super) use fifty;

/// All rows that a statement with fifty places finds for any number of keys. What is left of fifty is filled up with a key that
/// no row has.
pub(super) async fn all<R: Record>(
    q: &mut impl Query,
    sql: &'static str,
    keys: impl Iterator<Item = impl Into<Param> + Clone>,
    none: impl Into<Param> + Clone,
) -> Result<Vec<R>, Error> {
    let keys: Vec<Param> = keys.map(Into::into).collect();
    let none: Param = none.into();
    let mut found = Vec::new();
    for some in keys.chunks(AT_ONCE) {
        let values = some.iter().chain(std::iter::repeat(&none)).take(AT_ONCE).cloned().collect();
        found.extend(q.all::<R>(sql, values).await?);
    }
    Ok(found)
}
