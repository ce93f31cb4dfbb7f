use super::fifty::{self, fifty};
use super::row::{self, Put};
use super::search::index_product;
use crate::clock::Moment;
use crate::db::{Error, Param, Query, Tx, params, record};
use crate::registry::{ProducerId, Product, ProductId, ProductStatus, RegionCode};

/// More products than any small maker has.
const OF_ONE_PRODUCER: u32 = 500;

macro_rules! select {
    ($tail:expr) => {
        concat!(
            "select id, code, producer_id, name, brand, category, description_id, description_en, net_content,
                    ingredients, origin, kbli, hs_code, gtin, packaging, export_ready, status
               from products ",
            $tail
        )
    };
}

record! {
    struct Row {
        id: i64,
        code: String,
        producer_id: i64,
        name: String,
        brand: Option<String>,
        category: String,
        description_id: Option<String>,
        description_en: Option<String>,
        net_content: Option<String>,
        ingredients: Option<String>,
        origin: String,
        kbli: Option<String>,
        hs_code: Option<String>,
        gtin: Option<String>,
        packaging: Option<String>,
        export_ready: bool,
        status: String,
    }
}

impl TryFrom<Row> for Product {
    type Error = Error;

    fn try_from(row: Row) -> Result<Product, Error> {
        Ok(Product {
            id: ProductId(row.id),
            code: row.code,
            producer: ProducerId(row.producer_id),
            name: row.name,
            brand: row.brand,
            category: row.category,
            description_id: row.description_id,
            description_en: row.description_en,
            net_content: row.net_content,
            ingredients: row.ingredients,
            origin: row::region("origin", &row.origin)?,
            kbli: row.kbli,
            hs_code: row.hs_code,
            gtin: row.gtin,
            packaging: row.packaging,
            export_ready: row.export_ready,
            status: row::word("status", &row.status, ProductStatus::from_word)?,
        })
    }
}

/// A product by its number.
pub async fn find_product(q: &mut impl Query, id: ProductId) -> Result<Option<Product>, Error> {
    let row: Option<Row> = q.first(select!("where id = $1"), params![id.0]).await?;
    row.map(Product::try_from).transpose()
}

/// A product by the office's code.
pub async fn find_product_by_code(q: &mut impl Query, code: &str) -> Result<Option<Product>, Error> {
    let row: Option<Row> = q.first(select!("where code = $1"), params![code]).await?;
    row.map(Product::try_from).transpose()
}

/// A producer's products, by number; drafts too.
pub async fn products_of(q: &mut impl Query, producer: ProducerId) -> Result<Vec<Product>, Error> {
    let rows: Vec<Row> =
        q.all(select!("where producer_id = $1 order by id limit $2"), params![producer.0, OF_ONE_PRODUCER]).await?;
    row::each(rows)
}

/// A producer's product of the next number; drafts too.
pub async fn next_product_of(
    q: &mut impl Query,
    producer: ProducerId,
    after: Option<ProductId>,
) -> Result<Option<Product>, Error> {
    let values = params![producer.0, after.map_or(0, |id| id.0)];
    let row: Option<Row> = q.first(select!("where producer_id = $1 and id > $2 order by id limit 1"), values).await?;
    row.map(Product::try_from).transpose()
}

/// Products made in a kabupaten or kota, by number, after one of them. Drafts are left out: they are nobody's business
/// yet.
pub async fn products_in(
    q: &mut impl Query,
    region: RegionCode,
    after: Option<ProductId>,
    limit: u32,
) -> Result<Vec<Product>, Error> {
    let after = after.map_or(0, |id| id.0);
    let rows: Vec<Row> = q
        .all(
            select!("where origin = $1 and id > $2 and status <> 'draf' order by id limit $3"),
            params![region.to_string(), after, limit],
        )
        .await?;
    row::each(rows)
}

/// All products, by number, after one of them; drafts too.
pub async fn products_after(q: &mut impl Query, after: Option<ProductId>, limit: u32) -> Result<Vec<Product>, Error> {
    let after = after.map_or(0, |id| id.0);
    row::each(q.all::<Row>(select!("where id > $1 order by id limit $2"), params![after, limit]).await?)
}

/// Those products of these codes that the register has, in no order.
pub(in crate::registry) async fn products_by_code(q: &mut impl Query, codes: &[&str]) -> Result<Vec<Product>, Error> {
    row::each(fifty::all::<Row>(q, select!(concat!("where code in ", fifty!())), codes.iter().copied(), "").await?)
}

/// The highest number that a product has.
pub async fn last_product(q: &mut impl Query) -> Result<Option<ProductId>, Error> {
    let row: Option<(Option<i64>,)> = q.first("select max(id) from products", params![]).await?;
    Ok(row.and_then(|(id,)| id).map(ProductId))
}

/// The numbers of products on the market above one number and up to another.
pub async fn products_between(q: &mut impl Query, above: ProductId, up_to: ProductId) -> Result<Vec<ProductId>, Error> {
    let sql = "select id from products where id > $1 and id <= $2 and status = 'aktif' order by id";
    let rows: Vec<(i64,)> = q.all(sql, params![above.0, up_to.0]).await?;
    Ok(rows.into_iter().map(|(id,)| ProductId(id)).collect())
}

/// Writes a product; its code says which one. `product.id` is not read. A product stays with its producer: codes name
/// both.
///
/// # Errors
/// [`Error::Dangling`] when its producer does not exist or is not the one it has, [`Error::Duplicate`] when another
/// process adds the same code at the same moment.
pub async fn put_product(tx: &mut Tx, product: &Product, at: Moment) -> Result<(ProductId, Put), Error> {
    let found = find_product_by_code(tx, &product.code).await?;
    let (id, put) = save_product(tx, found.as_ref(), product, at).await?;
    if put != Put::Unchanged {
        tx.touch().await?;
    }
    Ok((id, put))
}

/// As [`put_product`], for a caller who has read the row and calls [`Tx::touch`] itself.
pub(in crate::registry) async fn save_product(
    tx: &mut Tx,
    found: Option<&Product>,
    product: &Product,
    at: Moment,
) -> Result<(ProductId, Put), Error> {
    let Some(found) = found else {
        let id = insert(tx, product, at).await?;
        index_product(tx, id).await?;
        return Ok((id, Put::Added));
    };
    if found.producer != product.producer {
        return Err(Error::Dangling);
    }
    if *found == (Product { id: found.id, ..product.clone() }) {
        return Ok((found.id, Put::Unchanged));
    }
    update(tx, found.id, product).await?;
    index_product(tx, found.id).await?;
    Ok((found.id, Put::Changed))
}

async fn insert(tx: &mut Tx, product: &Product, at: Moment) -> Result<ProductId, Error> {
    let sql = "
        insert into products
               (name, brand, category, description_id, description_en, net_content, ingredients, origin, kbli, hs_code,
                gtin, packaging, status, export_ready, code, producer_id, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        returning id";
    let mut values = columns(product);
    values.extend(params![&*product.code, product.producer.0, at.0]);
    tx.insert(sql, values).await.map(ProductId)
}

async fn update(tx: &mut Tx, id: ProductId, product: &Product) -> Result<(), Error> {
    let sql = "
        update products
           set name = $1, brand = $2, category = $3, description_id = $4, description_en = $5, net_content = $6,
               ingredients = $7, origin = $8, kbli = $9, hs_code = $10, gtin = $11, packaging = $12, status = $13,
               export_ready = $14
         where id = $15";
    let mut values = columns(product);
    values.extend(params![id.0]);
    tx.run(sql, values).await.map(drop)
}

/// What `insert` and `update` bind first, in their common order.
fn columns(product: &Product) -> Vec<Param> {
    params![
        &*product.name,
        product.brand.as_deref(),
        &*product.category,
        product.description_id.as_deref(),
        product.description_en.as_deref(),
        product.net_content.as_deref(),
        product.ingredients.as_deref(),
        product.origin.to_string(),
        product.kbli.as_deref(),
        product.hs_code.as_deref(),
        product.gtin.as_deref(),
        product.packaging.as_deref(),
        product.status.word(),
        product.export_ready,
    ]
}

/// Moves a product's standing. `false` when there is no such product.
pub async fn set_product_status(tx: &mut Tx, id: ProductId, status: ProductStatus) -> Result<bool, Error> {
    let rows = tx.run("update products set status = $2 where id = $1", params![id.0, status.word()]).await?;
    tx.touch().await?;
    Ok(rows > 0)
}
