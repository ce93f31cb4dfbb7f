//! A label order: what it is, and the file, as often as it is wanted.
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::desk::Head;
use super::said::said;
use super::{Desk, labels, stream};
use crate::accounts::{self, Act};
use crate::i18n::{fill, moment, words};
use crate::printing::Format;
use crate::web::account::role_name;
use crate::web::error::Error;
use crate::web::shell::{Shell, show};
use crate::workshop::{self, OrderId};

#[derive(Template)]
#[template(path = "producer/order.html")]
struct Page {
    shell: Shell,
    head: Option<Head>,
    told: Vec<String>,
    /// Why it cannot be printed now.
    refused: Option<String>,
    file: Option<(String, String)>,
    advice: Vec<String>,
    batch: (String, String),
}

/// GET /usaha/{id}/pesanan/{order}
pub(super) async fn page(desk: Desk) -> Result<Response, Error> {
    let acting = desk.acting(Act::See)?;
    let (order, batch, product) = workshop::order(&mut desk.db(), acting, OrderId(desk.number())).await?;
    let shell = desk.shell(|w| fill(&w.producer_desk.order_named, &[("number", &order.id.to_string())]));
    let (w, d, lang) = (shell.w, &shell.w.producer_desk, shell.lang);
    let by = accounts::find_person(&mut desk.db(), order.by).await?;
    let by = by.map_or_else(|| w.common.unknown.clone(), |person| person.name);
    let at = moment(order.at, lang);
    let made = fill(&d.ordered_by, &[("name", &by), ("role", role_name(w, order.role)), ("time", &at)]);
    let (mut told, refused, file) = match labels::planned(&desk, acting, &batch, &order.wanted, false).await {
        Ok(plan) => {
            let href = desk.at(&format!("/pesanan/{}/berkas", order.id));
            let file = desk.may(Act::Order).then(|| (href, plan.file_name()));
            (labels::lines(w, lang, &plan, &order.wanted), None, file)
        }
        Err(error) => (Vec::new(), Some(said(&desk, w, error)?.text), None),
    };
    told.splice(0..0, labels::recalled(&desk, w, &batch).await?);
    told.push(made);
    let advice = match order.wanted.format() {
        Format::Pdf => d.advice_pdf.clone(),
        Format::Zpl | Format::Tspl | Format::EscPos => d.advice_roll.clone(),
        Format::Svg | Format::Png | Format::SvgZip | Format::PngZip | Format::Bundle => d.advice_files.clone(),
    };
    let batch = (format!("{} {}", product.name, batch.code), desk.at(&format!("/bets/{}", batch.id)));
    Ok(show(StatusCode::OK, &Page { head: Some(desk.head(&shell)), told, refused, file, advice, batch, shell }))
}

/// GET /usaha/{id}/pesanan/{order}/berkas
pub(super) async fn file(desk: Desk) -> Result<Response, Error> {
    let acting = desk.acting(Act::Order)?;
    let (order, batch, _) = workshop::order(&mut desk.db(), acting, OrderId(desk.number())).await?;
    match labels::planned(&desk, acting, &batch, &order.wanted, false).await {
        Ok(plan) => stream::file(&desk.shared, plan).await,
        // The page says why.
        Err(error) => said(&desk, words(desk.visitor.lang), error).and(Err(Error::NotFound)),
    }
}
