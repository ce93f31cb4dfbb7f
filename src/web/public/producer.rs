use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::listed::{self, Link, number_in_path};
use crate::db::Db;
use crate::i18n::{ProducerWords, fill, number};
use crate::registry::{self, Producer, ProducerId, ProducerStatus, Product, Scale, Sentra};
use crate::web::error::Error;
use crate::web::shell::{Shell, show};
use crate::web::visitor::Visitor;
use crate::web::{Site, links};

/// What is public of a producer. Contact only by its own choice.
#[derive(Template)]
#[template(path = "public/producer.html")]
struct Page {
    shell: Shell,
    name: String,
    note: Option<String>,
    region: Link,
    rows: Vec<(String, String)>,
    story: Option<String>,
    products: Vec<Link>,
    contact: Vec<(String, String)>,
    contact_public: bool,
    whatsapp: Option<String>,
}

/// GET /produsen/{id}
pub(crate) async fn page(
    State(db): State<Db>,
    State(site): State<Site>,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let id = ProducerId(number_in_path(&id)?);
    let producer = registry::find_producer(&mut &db, id).await?.ok_or(Error::NotFound)?;
    let products = registry::products_of(&mut &db, id).await?;
    let sentra = match producer.sentra {
        Some(sentra) => registry::find_sentra(&mut &db, sentra).await?,
        None => None,
    };
    Ok(show(StatusCode::OK, &tell(visitor, &site, producer, &products, sentra)))
}

fn tell(visitor: Visitor, site: &Site, producer: Producer, products: &[Product], sentra: Option<Sentra>) -> Page {
    let mut shell = Shell::new(visitor, site, |_| producer.name.clone());
    // Whoever signed up a moment ago wrote it, and nobody has looked at it yet.
    let unchecked = producer.status == ProducerStatus::Awaiting;
    shell.indexed = !unchecked;
    let w = &shell.w.producer;
    let contact = [(&w.phone, &producer.phone), (&w.email, &producer.email), (&w.address, &producer.address)];
    let contact = contact.into_iter().filter(|_| producer.contact_public && !unchecked);
    let capacity = producer.capacity.as_ref().map(|capacity| {
        let amount = number(capacity.amount.into(), shell.lang);
        fill(&w.capacity_said, &[("amount", &amount), ("unit", &capacity.unit)])
    });
    let rows = [
        (&w.brand, producer.brand.clone()),
        (&w.scale, Some(scale(w, producer.scale).clone())),
        (&w.founded, producer.founded.map(|year| year.to_string())),
        (&w.sentra, sentra.map(|sentra| sentra.name)),
        (&w.capacity, capacity),
    ];
    Page {
        region: Link::new(&shell, &links::region(producer.region), producer.region.name()),
        note: note(w, producer.status).cloned(),
        rows: rows.into_iter().filter_map(|(label, value)| Some((label.clone(), value?))).collect(),
        products: products
            .iter()
            .filter(|product| listed::is_public(product))
            .map(|it| Link::product(&shell, it))
            .collect(),
        contact: contact.filter_map(|(label, value)| Some((label.clone(), value.clone()?))).collect(),
        contact_public: producer.contact_public,
        whatsapp: links::whatsapp(&producer).filter(|_| !unchecked),
        story: producer.story.filter(|_| !unchecked),
        name: producer.name,
        shell,
    }
}

fn scale(w: &ProducerWords, scale: Scale) -> &String {
    match scale {
        Scale::Micro => &w.scale_micro,
        Scale::Small => &w.scale_small,
        Scale::Medium => &w.scale_medium,
    }
}

fn note(w: &ProducerWords, status: ProducerStatus) -> Option<&String> {
    match status {
        ProducerStatus::Active => None,
        ProducerStatus::Awaiting => Some(&w.status_awaiting),
        ProducerStatus::Suspended => Some(&w.status_suspended),
        ProducerStatus::Closed => Some(&w.status_closed),
    }
}
