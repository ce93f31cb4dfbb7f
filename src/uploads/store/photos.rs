use std::collections::HashMap;

use super::{Purpose, Size, delete, form, insert_picture};
use crate::clock::Moment;
use crate::db::{self, Query, Tx, params, record};
use crate::registry::{ProductId, find_product};
use crate::uploads::{Error, Picture};

/// The most photos of one product.
pub const MOST_PHOTOS: usize = 4;
/// Products in one statement that asks for first photos.
const AT_ONCE: usize = 24;

/// A photo of a product, by its number. The number is in its public address and is never given to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhotoId(pub i64);

impl std::fmt::Display for PhotoId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// What a page needs to know of a photo before it is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Photo {
    /// Its number.
    pub id: PhotoId,
    /// Width of the large form, in pixels.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

record! {
    struct Row {
        id: i64,
        width: i64,
        height: i64,
    }
}

/// Adds a photo of a product, as the last one. Only a producer's own people or the office may be let here.
///
/// # Errors
/// [`Error::Unknown`] when there is no such product, [`Error::Full`] when it has [`MOST_PHOTOS`].
pub async fn add_photo(tx: &mut Tx, product: ProductId, picture: &Picture, at: Moment) -> Result<PhotoId, Error> {
    find_product(tx, product).await?.ok_or(Error::Unknown("product"))?;
    let mut order = order_of(tx, product).await?;
    if order.len() >= MOST_PHOTOS {
        return Err(Error::Full(MOST_PHOTOS));
    }
    let id = PhotoId(insert_picture(tx, Purpose::ProductPhoto, picture, at).await?);
    order.push(id);
    put_order(tx, product, &order).await?;
    Ok(id)
}

/// Takes a photo away from a product. Copies that browsers and messengers hold stay where they are.
///
/// # Errors
/// [`Error::Unknown`] when the product has no such photo.
pub async fn remove_photo(tx: &mut Tx, product: ProductId, id: PhotoId) -> Result<(), Error> {
    let mut order = order_of(tx, product).await?;
    let place = order.iter().position(|known| *known == id).ok_or(Error::Unknown("photo of the product"))?;
    order.remove(place);
    put_order(tx, product, &order).await?;
    delete(tx, Purpose::ProductPhoto, id.0).await?;
    Ok(())
}

/// Puts the photos of a product into an order; the first one stands for the product in lists and previews.
///
/// # Errors
/// [`Error::Order`] when the order leaves one out, names one twice, or names another product's.
pub async fn order_photos(tx: &mut Tx, product: ProductId, order: &[PhotoId]) -> Result<(), Error> {
    let (mut known, mut named) = (order_of(tx, product).await?, order.to_vec());
    known.sort_unstable();
    named.sort_unstable();
    if known != named {
        return Err(Error::Order);
    }
    put_order(tx, product, order).await
}

async fn order_of(tx: &mut Tx, product: ProductId) -> Result<Vec<PhotoId>, Error> {
    let sql = "select upload_id from product_photos where product_id = $1 order by place";
    let rows: Vec<(i64,)> = tx.all(sql, params![product.0]).await?;
    Ok(rows.into_iter().map(|(id,)| PhotoId(id)).collect())
}

/// Writes the whole order anew, and makes verify pages read the record again.
async fn put_order(tx: &mut Tx, product: ProductId, order: &[PhotoId]) -> Result<(), Error> {
    tx.run("delete from product_photos where product_id = $1", params![product.0]).await?;
    for (place, id) in (0_i64..).zip(order) {
        let sql = "insert into product_photos (product_id, place, upload_id) values ($1, $2, $3)";
        tx.run(sql, params![product.0, place, id.0]).await?;
    }
    Ok(tx.touch().await?)
}

/// The photos of a product in their order, at most [`MOST_PHOTOS`].
///
/// # Errors
/// [`db::Error::Away`].
pub async fn photos_of(q: &mut impl Query, product: ProductId) -> Result<Vec<Photo>, db::Error> {
    let sql = "select u.id, u.width, u.height
                 from product_photos p
                 join uploads u on u.id = p.upload_id and u.purpose = 'foto_produk'
                where p.product_id = $1
                order by p.place";
    let rows: Vec<Row> = q.all(sql, params![product.0]).await?;
    let side = |side: i64| u32::try_from(side).unwrap_or(0);
    let photo = |row: Row| Photo { id: PhotoId(row.id), width: side(row.width), height: side(row.height) };
    Ok(rows.into_iter().map(photo).collect())
}

/// The photo that stands for a product.
///
/// # Errors
/// [`db::Error::Away`].
pub async fn first_photo(q: &mut impl Query, product: ProductId) -> Result<Option<PhotoId>, db::Error> {
    let sql = "select upload_id from product_photos where product_id = $1 order by place limit 1";
    let row: Option<(i64,)> = q.first(sql, params![product.0]).await?;
    Ok(row.map(|(id,)| PhotoId(id)))
}

/// The same for the products of a list, those that have one; one statement for each two dozen of them.
///
/// # Errors
/// [`db::Error::Away`].
pub async fn first_photos(
    q: &mut impl Query,
    products: &[ProductId],
) -> Result<HashMap<ProductId, PhotoId>, db::Error> {
    let sql = "select product_id, upload_id
                 from product_photos
                where place = 0
                  and product_id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
                                     $20, $21, $22, $23, $24)";
    let mut found = HashMap::new();
    for some in products.chunks(AT_ONCE) {
        let filled = some.iter().copied().chain(std::iter::repeat(ProductId::UNNUMBERED)).take(AT_ONCE);
        let rows: Vec<(i64, i64)> = q.all(sql, filled.map(|product| product.0.into()).collect()).await?;
        found.extend(rows.into_iter().map(|(product, id)| (ProductId(product), PhotoId(id))));
    }
    Ok(found)
}

/// The JPEG file of a photo, for everyone: only of products that everyone may see, and never anything but such a photo.
///
/// # Errors
/// [`db::Error::Away`].
pub async fn photo(q: &mut impl Query, id: PhotoId, size: Size) -> Result<Option<Vec<u8>>, db::Error> {
    let sql = form!(
        "join product_photos p on p.upload_id = u.id
         join products m on m.id = p.product_id and m.status <> 'draf'
        where u.id = $2 and u.purpose = 'foto_produk'"
    );
    let row: Option<(Vec<u8>,)> = q.first(sql, params![size.param(), id.0]).await?;
    Ok(row.map(|(bytes,)| bytes))
}

/// The same for those who may see the product although it is a draft: its producer's people and the office.
///
/// # Errors
/// [`db::Error::Away`].
pub async fn photo_of(
    q: &mut impl Query,
    product: ProductId,
    id: PhotoId,
    size: Size,
) -> Result<Option<Vec<u8>>, db::Error> {
    let sql = form!(
        "join product_photos p on p.upload_id = u.id and p.product_id = $3
        where u.id = $2 and u.purpose = 'foto_produk'"
    );
    let row: Option<(Vec<u8>,)> = q.first(sql, params![size.param(), id.0, product.0]).await?;
    Ok(row.map(|(bytes,)| bytes))
}
