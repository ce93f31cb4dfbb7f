//! What search engines may list: the pages of people, regions and products. Codes are for whoever holds the pack.
use std::fmt::Write;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::listed::number_in_path;
use crate::db::Db;
use crate::registry::{self, ProductId, RegionCode};
use crate::statistics::{Cut, Measure, Statistics};
use crate::web::error::Error;
use crate::web::{Site, links};

/// Products whose numbers one file covers; sitemaps.org allows 50,000 addresses in a file, which take long to write.
const IN_ONE: i64 = 10_000;
/// Pages that are always there.
const PAGES: [&str; 7] = ["/", "/galeri", "/wilayah", "/statistik", "/cara-kerja", "/kunci", "/tentang"];
const OPENING: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SCHEMA: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// GET /sitemap.xml: one file of pages and regions, and one for each range of products.
pub(crate) async fn index(State(db): State<Db>, State(site): State<Site>) -> Result<Response, Error> {
    let last = registry::last_product(&mut &db).await?.map_or(0, |id| id.0);
    let files = last.div_euclid(IN_ONE) + i64::from(last.rem_euclid(IN_ONE) > 0);
    let mut xml = format!("{OPENING}<sitemapindex xmlns=\"{SCHEMA}\">\n");
    for name in std::iter::once("halaman".to_owned()).chain((1..=files).map(|number| number.to_string())) {
        let _ = writeln!(xml, "<sitemap><loc>{}</loc></sitemap>", address(&site, &format!("/sitemap/{name}")));
    }
    xml.push_str("</sitemapindex>\n");
    Ok(answer(xml))
}

/// GET /sitemap/halaman: pages and regions.
pub(crate) async fn pages(State(statistics): State<Statistics>, State(site): State<Site>) -> Result<Response, Error> {
    let mut paths: Vec<String> = PAGES.map(str::to_owned).into();
    if let Some(table) = statistics.table(Measure::Products, Cut::Region).await? {
        paths.extend(table.groups.iter().filter_map(|group| RegionCode::parse(&group.key)).map(links::region));
    }
    Ok(answer(listed(&site, paths)))
}

/// GET /sitemap/{number}: products on the market, by ranges of their numbers.
pub(crate) async fn products(
    State(db): State<Db>,
    State(site): State<Site>,
    Path(number): Path<String>,
) -> Result<Response, Error> {
    let number = number_in_path(&number)?.checked_mul(IN_ONE).ok_or(Error::NotFound)?;
    let ids = registry::products_between(&mut &db, ProductId(number - IN_ONE), ProductId(number)).await?;
    Ok(answer(listed(&site, ids.into_iter().map(links::product))))
}

fn listed(site: &Site, paths: impl IntoIterator<Item = String>) -> String {
    let mut xml = format!("{OPENING}<urlset xmlns=\"{SCHEMA}\">\n");
    for path in paths {
        let _ = writeln!(xml, "<url><loc>{}</loc></url>", address(site, &path));
    }
    xml.push_str("</urlset>\n");
    xml
}

/// An address of our own, which holds nothing that XML would take for markup but perhaps an ampersand of the configuration.
fn address(site: &Site, path: &str) -> String {
    format!("{}{path}", site.public_url()).replace('&', "&amp;").replace('<', "&lt;")
}

fn answer(xml: String) -> Response {
    let headers =
        [(header::CONTENT_TYPE, "application/xml; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")];
    (headers, xml).into_response()
}
