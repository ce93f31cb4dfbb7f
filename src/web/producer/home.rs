//! A producer's home: what is next, and the way to everything else.
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::Desk;
use super::claims::{self, Line};
use super::desk::Head;
use super::products;
use crate::accounts::Act;
use crate::i18n::{Words, fill, number};
use crate::registry::{self, Batch, ProducerStatus, Product, ProductStatus};
use crate::statistics::{self, FEWEST};
use crate::web::error::Error;
use crate::web::links;
use crate::web::shell::{Shell, show};
use crate::workshop;

/// Products and claims that the home shows.
const SHOWN: usize = 5;

#[derive(Template)]
#[template(path = "producer/home.html")]
struct Page {
    shell: Shell,
    head: Option<Head>,
    status: String,
    next: Option<Next>,
    claims: Vec<Line>,
    products: Vec<Line>,
    batches: Vec<Line>,
    checks: String,
    links: Vec<Line>,
}

/// What is to be done next: one thing, with the button for it.
struct Next {
    title: String,
    text: Vec<String>,
    go: Option<(String, String)>,
}

/// GET /usaha/{id}
pub(super) async fn page(desk: Desk) -> Result<Response, Error> {
    let shell = desk.shell(|_| desk.producer.name.clone());
    let w = shell.w;
    let q = &mut desk.db();
    let all = registry::products_of(q, desk.producer.id).await?;
    let mut batches = Vec::new();
    for product in all.iter().rev().take(SHOWN) {
        batches.extend(registry::batches_of(q, product.id, 2).await?);
    }
    batches.sort_by_key(|batch| std::cmp::Reverse(batch.id));
    batches.truncate(SHOWN);
    let next = next(&desk, w, &all, &batches).await?;
    let mut claims = claims::lines(&desk, w, |_| true).await?;
    claims.truncate(SHOWN);
    let checks = statistics::checks_of(desk.db(), desk.producer.id).await?.iter().map(|cell| cell.checks).sum::<u64>();
    let d = &w.producer_desk;
    let page = Page {
        head: Some(desk.head(&shell)),
        status: status(w, desk.producer.status).to_owned(),
        next: desk.may(Act::Edit).then_some(next).flatten(),
        claims,
        products: all.iter().rev().take(SHOWN).map(|product| products::line(&desk, w, product)).collect(),
        batches: batches.iter().map(|batch| products::batch_line(&desk, w, batch)).collect(),
        checks: match checks {
            few if few < FEWEST => fill(&d.checked_few, &[("fewest", &number(FEWEST, shell.lang))]),
            many => fill(&d.checked_times, &[("count", &number(many, shell.lang))]),
        },
        links: ways(&desk, &shell),
        shell,
    };
    Ok(show(StatusCode::OK, &page))
}

fn status(w: &Words, status: ProducerStatus) -> &str {
    let d = &w.producer_desk;
    match status {
        ProducerStatus::Awaiting => &d.status_awaiting,
        ProducerStatus::Active => &d.status_active,
        ProducerStatus::Suspended => &d.status_suspended,
        ProducerStatus::Closed => &d.status_closed,
    }
}

fn ways(desk: &Desk, shell: &Shell) -> Vec<Line> {
    let d = &shell.w.producer_desk;
    let mut ways = vec![(&d.products, desk.at("/produk"))];
    if desk.may(Act::Edit) {
        ways.push((&d.data, desk.at("/data")));
        ways.push((&d.logo, desk.at("/logo")));
    }
    ways.push((&d.team, desk.at("/tim")));
    ways.push((&d.scans, desk.at("/pindai")));
    if desk.may(Act::Order) {
        ways.push((&d.printers, desk.at("/printer")));
    }
    if desk.may(Act::Edit) {
        ways.push((&d.export, desk.at("/ekspor")));
    }
    ways.push((&d.public_page, shell.to(&links::producer(desk.producer.id))));
    ways.into_iter().map(|(name, href)| Line { href, name: name.clone(), aside: String::new() }).collect()
}

/// The one thing that stands between this business and its next label.
async fn next(desk: &Desk, w: &Words, products: &[Product], batches: &[Batch]) -> Result<Option<Next>, Error> {
    let d = &w.producer_desk;
    let step = |title: &str, text: &str, go: Option<(&str, String)>| Next {
        title: title.to_owned(),
        text: vec![text.to_owned()],
        go: go.map(|(words, href)| (words.to_owned(), href)),
    };
    if let Some(case) = claims::asked(desk).await? {
        let there = desk.at(&format!("/ajuan/{case}"));
        return Ok(Some(step(&d.next_answer, &d.next_answer_text, Some((&d.to_answer, there)))));
    }
    if !desk.producer.is_registered_business() {
        let (title, text) = (d.next_nib.clone(), d.steps_to_nib.clone());
        return Ok(Some(Next { title, text, go: Some((d.to_data.clone(), desk.at("/data"))) }));
    }
    let is_waiting = desk.producer.status == ProducerStatus::Awaiting;
    if is_waiting && !claims::is_being_checked(desk).await? {
        return Ok(Some(step(&d.next_ask, &d.next_ask_text, Some((&d.data, desk.at("/data"))))));
    }
    let new_product = Some((&*d.new_product, desk.at("/produk/baru")));
    Ok(match (desk.producer.status, products.first()) {
        (ProducerStatus::Suspended | ProducerStatus::Closed, _) => None,
        (_, None) if is_waiting => Some(step(&d.next_wait, &d.next_wait_product, new_product)),
        (_, None) => Some(step(&d.next_product, &d.next_product_text, new_product)),
        (ProducerStatus::Awaiting, Some(_)) => Some(step(&d.next_wait, &d.next_wait_text, None)),
        (ProducerStatus::Active, Some(_)) => after_products(desk, w, products, batches, step).await?,
    })
}

async fn after_products(
    desk: &Desk,
    w: &Words,
    products: &[Product],
    batches: &[Batch],
    step: impl Fn(&str, &str, Option<(&str, String)>) -> Next,
) -> Result<Option<Next>, Error> {
    let d = &w.producer_desk;
    let incomplete = products.iter().find(|it| it.status == ProductStatus::Draft && !workshop::is_complete(it));
    if let (Some(product), true) = (incomplete, products.iter().all(|it| it.status == ProductStatus::Draft)) {
        let there = desk.at(&format!("/produk/{}/ubah", product.id));
        return Ok(Some(step(&d.next_complete, &d.product_incomplete, Some((&d.complete, there)))));
    }
    let Some(batch) = batches.first() else {
        let ready = products.iter().find(|it| it.status == ProductStatus::Active || workshop::is_complete(it));
        let there = ready.map(|it| desk.at(&format!("/produk/{}/bets", it.id)));
        return Ok(Some(step(&d.next_batch, &d.next_batch_text, there.map(|there| (&*d.new_batch, there)))));
    };
    if workshop::orders_of(&mut desk.db(), batch.id).await?.is_empty() {
        let there = desk.at(&format!("/bets/{}/label", batch.id));
        return Ok(Some(step(&d.next_label, &d.next_label_text, Some((&d.order_title, there)))));
    }
    // All is done: what is made next gets its codes.
    let last = products.iter().find(|it| it.id == batch.product && it.status == ProductStatus::Active);
    let there = last.map(|it| desk.at(&format!("/produk/{}/bets", it.id)));
    Ok(there.map(|there| step(&d.next_again, &d.next_batch_text, Some((&d.new_batch, there)))))
}
