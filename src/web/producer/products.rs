//! The products of a producer, and one of them with all that belongs to it.
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::Desk;
use super::claims::{self, Line};
use super::desk::Head;
use crate::accounts::Act;
use crate::cases::Matter;
use crate::i18n::{Words, date, fill, number};
use crate::registry::{self, Batch, ProducerStatus, Product, ProductId, ProductStatus};
use crate::web::error::Error;
use crate::web::links;
use crate::web::public::verdict::{Card, card};
use crate::web::shell::{Shell, show};
use crate::workshop;

/// Batches that a product's page shows; older ones are reached through their labels.
const BATCHES: u32 = 50;

#[derive(Template)]
#[template(path = "producer/products.html")]
struct List {
    shell: Shell,
    head: Option<Head>,
    products: Vec<Line>,
    add: Option<String>,
}

/// GET /usaha/{id}/produk
pub(super) async fn page(desk: Desk) -> Result<Response, Error> {
    let shell = desk.shell(|w| w.producer_desk.products.clone());
    let products = registry::products_of(&mut desk.db(), desk.producer.id).await?;
    let products = products.iter().map(|product| line(&desk, shell.w, product)).collect();
    let add = desk.may(Act::Edit).then(|| desk.at("/produk/baru"));
    Ok(show(StatusCode::OK, &List { head: Some(desk.head(&shell)), products, add, shell }))
}

/// A product in a list.
pub(super) fn line(desk: &Desk, w: &Words, product: &Product) -> Line {
    // Many a name ends with the content already.
    let content = product.net_content.as_deref().filter(|content| !product.name.contains(content)).unwrap_or_default();
    Line {
        href: desk.at(&format!("/produk/{}", product.id)),
        name: format!("{} {content}", product.name).trim_end().to_owned(),
        aside: status(w, product.status).to_owned(),
    }
}

/// What a product's standing is called.
fn status(w: &Words, status: ProductStatus) -> &str {
    let d = &w.producer_desk;
    match status {
        ProductStatus::Draft => &d.product_draft,
        ProductStatus::Active => &d.product_active,
        ProductStatus::Withdrawn => &d.product_withdrawn,
        ProductStatus::Revoked => &d.product_revoked,
    }
}

#[derive(Template)]
#[template(path = "producer/product.html")]
struct One {
    shell: Shell,
    head: Option<Head>,
    status: String,
    /// What is to be done before a label can be made.
    missing: Option<String>,
    rows: Vec<(String, String)>,
    cards: Vec<Card>,
    claims: Vec<Line>,
    batches: Vec<Line>,
    /// Addresses for those who may change things.
    edit: Option<Ways>,
    issue: Option<String>,
    public: Option<String>,
}

/// Where a product is changed.
struct Ways {
    change: String,
    photos: String,
    claim: String,
}

/// GET /usaha/{id}/produk/{product}
pub(super) async fn one(desk: Desk) -> Result<Response, Error> {
    let product = own(&desk, desk.number()).await?;
    let shell = desk.shell(|_| product.name.clone());
    let (w, lang, d) = (shell.w, shell.lang, &shell.w.producer_desk);
    let q = &mut desk.db();
    let certifications = registry::certifications_of(q, product.id).await?;
    let batches = registry::batches_of(q, product.id, BATCHES).await?;
    let here = |matter: &Matter| matches!(matter, Matter::Certification(_, claim) if claim.product == product.id);
    let claims = claims::lines(&desk, w, here).await?;
    let missing = match product.status {
        ProductStatus::Draft if !workshop::is_complete(&product) => Some(d.product_incomplete.clone()),
        ProductStatus::Draft if desk.producer.status != ProducerStatus::Active => Some(d.product_waits.clone()),
        ProductStatus::Draft => None,
        ProductStatus::Active | ProductStatus::Withdrawn | ProductStatus::Revoked => None,
    };
    let at = |rest: &str| desk.at(&format!("/produk/{}{rest}", product.id));
    let on_sale = product.status == ProductStatus::Active
        || product.status == ProductStatus::Draft && workshop::is_complete(&product);
    let may_issue = on_sale && desk.producer.status == ProducerStatus::Active && desk.may(Act::Order);
    let page = One {
        head: Some(desk.head(&shell)),
        status: status(w, product.status).to_owned(),
        missing,
        rows: rows(w, &product),
        cards: certifications.iter().map(|entry| card(w, lang, entry, desk.now.day())).collect(),
        claims,
        batches: batches.iter().map(|batch| batch_line(&desk, w, batch)).collect(),
        edit: desk.may(Act::Edit).then(|| Ways { change: at("/ubah"), photos: at("/foto"), claim: at("/sertifikat") }),
        issue: may_issue.then(|| at("/bets")),
        public: (product.status != ProductStatus::Draft).then(|| shell.to(&links::product(product.id))),
        shell,
    };
    Ok(show(StatusCode::OK, &page))
}

/// A product of the address, if it is this producer's.
pub(super) async fn own(desk: &Desk, number: i64) -> Result<Product, Error> {
    let product = registry::find_product(&mut desk.db(), ProductId(number)).await?;
    product.filter(|product| product.producer == desk.producer.id).ok_or(Error::NotFound)
}

fn rows(w: &Words, product: &Product) -> Vec<(String, String)> {
    let f = &w.producer_fields;
    let rows = [
        (&f.isi_bersih, product.net_content.clone()),
        (&f.jenis, Some(product.category.clone())),
        (&f.daerah_asal, Some(product.origin.name().to_owned())),
        (&f.merek, product.brand.clone()),
        (&f.bahan, product.ingredients.clone()),
        (&f.gtin, product.gtin.clone()),
        (&f.hs, product.hs_code.clone()),
    ];
    rows.into_iter().filter_map(|(field, value)| Some((field.label.clone(), value?))).collect()
}

/// A batch in a list.
pub(super) fn batch_line(desk: &Desk, w: &Words, batch: &Batch) -> Line {
    let lang = desk.visitor.lang;
    let made = batch.produced.map_or_else(String::new, |day| format!(", {}", date(day, lang)));
    let count = fill(&w.producer_desk.packs, &[("count", &number(batch.items, lang))]);
    Line { href: desk.at(&format!("/bets/{}", batch.id)), name: batch.code.clone(), aside: format!("{count}{made}") }
}
