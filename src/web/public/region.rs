use std::collections::BTreeMap;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::listed::Link;
use crate::db::Db;
use crate::i18n::{fill, number};
use crate::registry::{self, ProducerId, ProductId, RegionCode};
use crate::statistics::{Cut, Measure, Statistics};
use crate::web::error::Error;
use crate::web::shell::{Shell, show};
use crate::web::visitor::Visitor;
use crate::web::{Site, links, map};

/// Producers, and products, on one page.
const A_PAGE: u32 = 50;

#[derive(Template)]
#[template(path = "public/regions.html")]
struct List {
    shell: Shell,
    regions: Vec<Link>,
}

#[derive(Template)]
#[template(path = "public/region.html")]
struct Page {
    shell: Shell,
    province: String,
    map: Option<String>,
    producers: Vec<Link>,
    products: Vec<Link>,
    next: Option<String>,
}

/// Where a list goes on: after which producer and which product.
#[derive(Deserialize, Default)]
pub(crate) struct From {
    produsen: Option<i64>,
    produk: Option<i64>,
}

/// GET /wilayah: every region that has producers or products.
pub(crate) async fn list(
    State(statistics): State<Statistics>,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let counts = counts(&statistics).await?;
    let shell = Shell::new(visitor, &site, |w| w.region.title.clone());
    let regions = counts.into_iter().map(|(region, (producers, products))| {
        let count = |sentence: &str, count| fill(sentence, &[("count", &number(count, shell.lang))]);
        let w = &shell.w.region;
        let aside = format!("{}, {}", count(&w.count_producers, producers), count(&w.count_products, products));
        Link::new(&shell, &links::region(region), region.name()).aside(aside)
    });
    let regions = regions.collect();
    Ok(show(StatusCode::OK, &List { shell, regions }))
}

/// How many active producers, and products on the market, each region has; in the order of their codes.
async fn counts(statistics: &Statistics) -> Result<BTreeMap<RegionCode, (u64, u64)>, Error> {
    let mut counts = BTreeMap::<RegionCode, (u64, u64)>::new();
    for measure in [Measure::Producers, Measure::Products] {
        let Some(table) = statistics.table(measure, Cut::Region).await? else { continue };
        for group in &table.groups {
            let Some(region) = RegionCode::parse(&group.key) else { continue };
            let (producers, products) = counts.entry(region).or_default();
            *(if measure == Measure::Producers { producers } else { products }) = group.count;
        }
    }
    Ok(counts)
}

/// GET /wilayah/{code}: the producers and products of a kabupaten or kota.
pub(crate) async fn page(
    State(db): State<Db>,
    State(site): State<Site>,
    Path(code): Path<String>,
    from: Result<Query<From>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let region = RegionCode::parse(&code).ok_or(Error::NotFound)?;
    let from = from.map(|Query(from)| from).unwrap_or_default();
    let producers = registry::producers_in(&mut &db, region, from.produsen.map(ProducerId), A_PAGE).await?;
    let products = registry::products_in(&mut &db, region, from.produk.map(ProductId), A_PAGE).await?;
    let mut shell = Shell::new(visitor, &site, |_| region.name().to_owned());
    shell.indexed = from.produsen.is_none();
    let full = |len: usize| len == A_PAGE as usize;
    let next = (full(producers.len()) || full(products.len())).then(|| {
        let producer = producers.last().map_or(i64::MAX, |producer| producer.id.0);
        let product = products.last().map_or(i64::MAX, |product| product.id.0);
        shell.to(&format!("{}?produsen={producer}&produk={product}", links::region(region)))
    });
    let page = Page {
        province: fill(&shell.w.origin.province, &[("province", &region.region().province)]),
        map: map::highlighting(region, &fill(&shell.w.origin.map_alt, &[("region", region.name())])),
        producers: producers.iter().map(|producer| Link::producer(&shell, producer)).collect(),
        products: products.iter().map(|product| Link::product(&shell, product)).collect(),
        next,
        shell,
    };
    Ok(show(StatusCode::OK, &page))
}
