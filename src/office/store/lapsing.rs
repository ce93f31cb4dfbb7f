use super::of_place;
use crate::clock::Day;
use crate::db::{Error, Query, params, record};
use crate::registry::store::row::{odd, region};
use crate::registry::{ProducerId, ProductId, RegionCode, words};

/// Days for which a lapsed certification is still shown.
const SHOWN: u32 = 180;

words! {
    /// How near the end is.
    pub enum Span {
        /// Over, within the last half year.
        Lapsed = "lewat",
        /// Within 7 days.
        Week = "7",
        /// Within 30 days.
        Month = "30",
        /// Within 90 days.
        Quarter = "90",
    }
}

impl Span {
    /// First and last of the days on which a certification of this span ends.
    pub fn bounds(self, today: Day) -> Bounds {
        let ahead = |days| Bounds { first: today, last: Day(today.0 + days) };
        match self {
            Span::Lapsed => Bounds { first: Day(today.0.saturating_sub(SHOWN)), last: Day(today.0.saturating_sub(1)) },
            Span::Week => ahead(7),
            Span::Month => ahead(30),
            Span::Quarter => ahead(90),
        }
    }
}

/// Two days, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// First.
    pub first: Day,
    /// Last.
    pub last: Day,
}

/// A certification that ends soon or has ended, of a product on the market, and not renewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lapsing {
    /// Its number in the register, with which the list goes on.
    pub id: i64,
    /// Its kind (spec section 4).
    pub kind: u64,
    /// Its number as printed.
    pub number: String,
    /// Last good day.
    pub valid_until: Day,
    /// Of which product.
    pub product: ProductId,
    /// The product's name.
    pub product_name: String,
    /// Whose.
    pub producer: ProducerId,
    /// The producer's name.
    pub maker: String,
    /// Where the producer is.
    pub region: RegionCode,
    /// The producer's telephone, for the office.
    pub phone: Option<String>,
}

record! {
    struct Row {
        id: i64,
        kind: i64,
        number: String,
        valid_until: i64,
        product_id: i64,
        product: String,
        producer_id: i64,
        maker: String,
        region: String,
        phone: Option<String>,
    }
}

/// Certifications that end between the days $1 and $2 and were not renewed, of products on the market.
macro_rules! ending {
    () => {
        " from certifications c
          join products p on p.id = c.product_id
          join producers m on m.id = p.producer_id
         where c.valid_until >= $1 and c.valid_until <= $2 and c.ended_day is null
           and p.status = 'aktif' and m.status = 'aktif'
           and not exists (select 1 from certifications n
                            where n.product_id = c.product_id and n.kind = c.kind and n.ended_day is null
                              and (n.valid_until is null or n.valid_until > c.valid_until)) "
    };
}

macro_rules! listed {
    ($place:literal) => {
        concat!(
            "select c.id, c.kind, c.number, c.valid_until, p.id as product_id, p.name as product, m.id as producer_id,
                    m.name as maker, m.region, m.phone",
            ending!(),
            " and (c.valid_until > $3 or (c.valid_until = $3 and c.id > $4)) ",
            $place,
            " order by c.valid_until, c.id limit $5"
        )
    };
}

/// Certifications that end within these days, the nearest first, after one of them (its last good day and number).
///
/// # Errors
/// [`Error::Away`].
pub async fn lapsing(
    q: &mut impl Query,
    place: Option<RegionCode>,
    bounds: Bounds,
    after: Option<(Day, i64)>,
    most: u32,
) -> Result<Vec<Lapsing>, Error> {
    let statements = [listed!(""), listed!("and substr(m.region, 1, 2) = $6"), listed!("and m.region = $6")];
    let (day, id) = after.unwrap_or((Day(0), 0));
    let mut values = params![bounds.first.0, bounds.last.0, day.0, id, most];
    values.extend(place.iter().flat_map(|region| params![region.to_string()]));
    let rows: Vec<Row> = q.all(of_place(place, statements), values).await?;
    let read = |row: Row| {
        Ok(Lapsing {
            id: row.id,
            kind: u64::try_from(row.kind).map_err(|_| odd("kind", row.kind))?,
            number: row.number,
            valid_until: Day(u32::try_from(row.valid_until).map_err(|_| odd("valid_until", row.valid_until))?),
            product: ProductId(row.product_id),
            product_name: row.product,
            producer: ProducerId(row.producer_id),
            maker: row.maker,
            region: region("region", &row.region)?,
            phone: row.phone,
        })
    };
    rows.into_iter().map(read).collect()
}

macro_rules! counted {
    ($place:literal) => {
        concat!("select m.region, count(*)", ending!(), $place, " group by m.region order by m.region limit 600")
    };
}

/// How many certifications end within these days, by kabupaten and kota; those without any are left out.
///
/// # Errors
/// [`Error::Away`].
pub async fn lapsing_counts(
    q: &mut impl Query,
    place: Option<RegionCode>,
    bounds: Bounds,
) -> Result<Vec<(RegionCode, u64)>, Error> {
    let statements = [counted!(""), counted!("and substr(m.region, 1, 2) = $3"), counted!("and m.region = $3")];
    let mut values = params![bounds.first.0, bounds.last.0];
    values.extend(place.iter().flat_map(|region| params![region.to_string()]));
    let rows: Vec<(String, i64)> = q.all(of_place(place, statements), values).await?;
    rows.into_iter().map(|(code, count)| Ok((region("region", &code)?, count.unsigned_abs()))).collect()
}
