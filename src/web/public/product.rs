use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use std::collections::BTreeSet;

use super::listed::{self, Link, number_in_path};
use super::verdict::{Card, card, notes};
use crate::clock::{Clock, Day};
use crate::db::Db;
use crate::i18n::{Lang, fill};
use crate::registry::{self, Certification, Producer, Product, ProductId, ProductStatus};
use crate::uploads::{self, Photo};
use crate::web::error::Error;
use crate::web::shell::{Shell, show};
use crate::web::visitor::Visitor;
use crate::web::{Site, links, map};

/// What the register holds about a product. No proof for a pack: only a code is.
#[derive(Template)]
#[template(path = "public/product.html")]
struct Page {
    shell: Shell,
    name: String,
    /// What a messenger shows below the name.
    preview: String,
    url: String,
    note: Option<String>,
    description: Option<String>,
    rows: Vec<(String, String)>,
    region: Link,
    producer: Link,
    map: Option<String>,
    cards: Vec<Card>,
    notes: Vec<String>,
    photos: Vec<Shown>,
    whatsapp: Option<String>,
}

/// A photo on the page. The first is shown large, the others beside each other.
struct Shown {
    href: String,
    small: String,
    alt: String,
    width: u32,
    height: u32,
}

/// GET /produk/{id}
pub(crate) async fn page(
    State(db): State<Db>,
    State(site): State<Site>,
    State(clock): State<Clock>,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let id = ProductId(number_in_path(&id)?);
    let product = registry::find_product(&mut &db, id).await?.filter(listed::is_public).ok_or(Error::NotFound)?;
    let producer = registry::find_producer(&mut &db, product.producer).await?.ok_or(Error::NotFound)?;
    let certifications = registry::certifications_of(&mut &db, id).await?;
    let photos = uploads::photos_of(&mut &db, id).await?;
    let page = tell(visitor, &site, product, &producer, &certifications, clock.today());
    Ok(show(StatusCode::OK, &Page { photos: shown(&page, &photos), ..page }))
}

fn tell(
    visitor: Visitor,
    site: &Site,
    product: Product,
    producer: &Producer,
    certifications: &[Certification],
    today: Day,
) -> Page {
    let mut shell = Shell::new(visitor, site, |_| product.name.clone());
    shell.desk = true;
    let w = &shell.w.product;
    let export_said = product.export_ready.then(|| w.export_said.clone());
    let rows = [
        (&w.brand, &product.brand),
        (&w.net_content, &product.net_content),
        (&w.ingredients, &product.ingredients),
        (&w.packaging, &product.packaging),
        (&w.gtin, &product.gtin),
        (&w.hs_code, &product.hs_code),
        (&w.export, &export_said),
    ];
    let category = (w.category.clone(), product.category.clone());
    let rows = rows.into_iter().filter_map(|(label, value)| Some((label.clone(), value.clone()?)));
    let kinds: BTreeSet<u64> = certifications.iter().map(|entry| entry.kind).collect();
    let region = product.origin.name();
    let made_by = fill(&w.made_by, &[("producer", &producer.name)]);
    let address = links::product(product.id);
    Page {
        preview: format!("{made_by} – {region}"),
        url: format!("{}{address}", site.public_url()),
        note: match product.status {
            ProductStatus::Active | ProductStatus::Draft => None,
            ProductStatus::Withdrawn => Some(w.status_withdrawn.clone()),
            ProductStatus::Revoked => Some(w.status_revoked.clone()),
        },
        description: match shell.lang {
            Lang::Id => product.description_id,
            Lang::En => product.description_en.or(product.description_id),
        },
        rows: std::iter::once(category).chain(rows).collect(),
        region: Link::new(&shell, &links::region(product.origin), region),
        producer: Link::new(&shell, &links::producer(producer.id), &made_by),
        map: map::highlighting(product.origin, &fill(&shell.w.origin.map_alt, &[("region", region)])),
        cards: certifications.iter().map(|entry| card(shell.w, shell.lang, entry, today)).collect(),
        notes: notes(shell.w, &kinds, certifications.is_empty()),
        whatsapp: links::whatsapp(producer),
        name: product.name,
        photos: Vec::new(),
        shell,
    }
}

fn shown(page: &Page, photos: &[Photo]) -> Vec<Shown> {
    let count = photos.len().to_string();
    let photo = |(photo, number): (&Photo, usize)| {
        let gaps = [("product", page.name.as_str()), ("number", &number.to_string()), ("count", &count)];
        let sentence = if photos.len() == 1 { &page.shell.w.product.photo } else { &page.shell.w.product.photo_of };
        Shown {
            href: links::photo(photo.id),
            small: links::small_photo(photo.id),
            alt: fill(sentence, &gaps),
            width: photo.width,
            height: photo.height,
        }
    };
    photos.iter().zip(1..).map(photo).collect()
}
