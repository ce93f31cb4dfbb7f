//! How often a producer's codes were checked: by product and by kabupaten, and never so few that somebody could be meant.
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::Desk;
use super::desk::Head;
use crate::i18n::number;
use crate::registry;
use crate::statistics::{self, FEWEST};
use crate::web::error::Error;
use crate::web::shell::{Shell, show};

#[derive(Template)]
#[template(path = "producer/scans.html")]
struct Page {
    shell: Shell,
    head: Option<Head>,
    products: Vec<Counted>,
}

/// A product's table.
struct Counted {
    name: String,
    rows: Vec<(String, String)>,
}

/// GET /usaha/{id}/pindai
pub(super) async fn page(desk: Desk) -> Result<Response, Error> {
    let shell = desk.shell(|w| w.producer_desk.scans.clone());
    let cells = statistics::checks_of(desk.db(), desk.producer.id).await?;
    let products = registry::products_of(&mut desk.db(), desk.producer.id).await?;
    let counted = products.into_iter().filter_map(|product| {
        let of_it = cells.iter().filter(|cell| cell.product == product.id && cell.checks >= FEWEST);
        let rows: Vec<(String, String)> = of_it
            .map(|cell| {
                let region = cell.region.map_or(&*shell.w.producer_desk.somewhere, |region| region.name());
                (region.to_owned(), number(cell.checks, shell.lang))
            })
            .collect();
        (!rows.is_empty()).then_some(Counted { name: product.name, rows })
    });
    let products = counted.collect();
    Ok(show(StatusCode::OK, &Page { head: Some(desk.head(&shell)), products, shell }))
}
