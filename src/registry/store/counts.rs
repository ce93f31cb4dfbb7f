use super::row;
use crate::db::{Error, Query, params, record};
use crate::registry::RegionCode;

record! {
    struct Row {
        region: String,
        producers: i64,
        products: i64,
    }
}

/// How many producers and products each region has, for regions that have any. Drafts are not counted.
pub async fn region_counts(q: &mut impl Query) -> Result<Vec<(RegionCode, u64, u64)>, Error> {
    let sql = "
        select region, cast(sum(producers) as bigint) as producers, cast(sum(products) as bigint) as products
          from (select region, count(*) as producers, 0 as products from producers group by region
                union all
                select origin, 0, count(*) from products where status <> 'draf' group by origin) as counted
         group by region
         order by region";
    let rows: Vec<Row> = q.all(sql, params![]).await?;
    rows.into_iter()
        .map(|row| {
            let region = row::region("region", &row.region)?;
            Ok((region, row.producers.unsigned_abs(), row.products.unsigned_abs()))
        })
        .collect()
}
