use super::fifty::{self, fifty};
use super::row::{self, Put};
use crate::clock::Moment;
use crate::db::{Error, Query, Tx, params, record};
use crate::registry::{Decree, Sentra, SentraId};

macro_rules! select {
    ($tail:expr) => {
        concat!("select id, code, name, region, sk_number, sk_day, sk_by, members from sentra ", $tail)
    };
}

record! {
    /// A sentra as it is stored, for lists of other rooms, too.
    pub(crate) struct SentraRow {
        id: i64,
        code: String,
        name: String,
        region: String,
        sk_number: Option<String>,
        sk_day: Option<i64>,
        sk_by: Option<String>,
        members: Option<i64>,
    }
}

impl TryFrom<SentraRow> for Sentra {
    type Error = Error;

    fn try_from(row: SentraRow) -> Result<Sentra, Error> {
        let day = row::day("sk_day", row.sk_day)?;
        Ok(Sentra {
            id: SentraId(row.id),
            code: row.code,
            name: row.name,
            region: row::region("region", &row.region)?,
            decree: row.sk_number.map(|number| Decree { number, day, by: row.sk_by }),
            members: row::number("members", row.members)?,
        })
    }
}

/// A sentra by its number.
pub async fn find_sentra(q: &mut impl Query, id: SentraId) -> Result<Option<Sentra>, Error> {
    let row: Option<SentraRow> = q.first(select!("where id = $1"), params![id.0]).await?;
    row.map(Sentra::try_from).transpose()
}

/// A sentra by the office's code.
pub async fn find_sentra_by_code(q: &mut impl Query, code: &str) -> Result<Option<Sentra>, Error> {
    let row: Option<SentraRow> = q.first(select!("where code = $1"), params![code]).await?;
    row.map(Sentra::try_from).transpose()
}

/// All sentra, by number, after one of them.
pub async fn sentra_after(q: &mut impl Query, after: Option<SentraId>, limit: u32) -> Result<Vec<Sentra>, Error> {
    let after = after.map_or(0, |id| id.0);
    row::each(q.all::<SentraRow>(select!("where id > $1 order by id limit $2"), params![after, limit]).await?)
}

/// Those sentra of these codes that the register has, in no order.
pub(in crate::registry) async fn sentra_by_code(q: &mut impl Query, codes: &[&str]) -> Result<Vec<Sentra>, Error> {
    row::each(
        fifty::all::<SentraRow>(q, select!(concat!("where code in ", fifty!())), codes.iter().copied(), "").await?,
    )
}

/// The same by their numbers.
pub(in crate::registry) async fn sentra_by_id(q: &mut impl Query, ids: &[SentraId]) -> Result<Vec<Sentra>, Error> {
    row::each(
        fifty::all::<SentraRow>(q, select!(concat!("where id in ", fifty!())), ids.iter().map(|id| id.0), 0_i64)
            .await?,
    )
}

/// Writes a sentra; its code says which one. `sentra.id` is not read.
///
/// # Errors
/// [`Error::Duplicate`] when another process adds the same code at the same moment.
pub async fn put_sentra(tx: &mut Tx, sentra: &Sentra, at: Moment) -> Result<(SentraId, Put), Error> {
    let found = find_sentra_by_code(tx, &sentra.code).await?;
    let Some(found) = found else { return Ok((insert(tx, sentra, at).await?, Put::Added)) };
    if found == (Sentra { id: found.id, ..sentra.clone() }) {
        return Ok((found.id, Put::Unchanged));
    }
    let decree = sentra.decree.as_ref();
    let sql = "
        update sentra
           set name = $2, region = $3, sk_number = $4, sk_day = $5, sk_by = $6, members = $7
         where id = $1";
    let values = params![
        found.id.0,
        &*sentra.name,
        sentra.region.to_string(),
        decree.map(|decree| &*decree.number),
        row::stored(decree.and_then(|decree| decree.day)),
        decree.and_then(|decree| decree.by.as_deref()),
        sentra.members,
    ];
    tx.run(sql, values).await?;
    tx.touch().await?;
    Ok((found.id, Put::Changed))
}

async fn insert(tx: &mut Tx, sentra: &Sentra, at: Moment) -> Result<SentraId, Error> {
    let decree = sentra.decree.as_ref();
    let sql = "
        insert into sentra (code, name, region, sk_number, sk_day, sk_by, members, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        returning id";
    let values = params![
        &*sentra.code,
        &*sentra.name,
        sentra.region.to_string(),
        decree.map(|decree| &*decree.number),
        row::stored(decree.and_then(|decree| decree.day)),
        decree.and_then(|decree| decree.by.as_deref()),
        sentra.members,
        at.0,
    ];
    let id = tx.insert(sql, values).await?;
    tx.touch().await?;
    Ok(SentraId(id))
}
