//! Issuing a batch, and what there is of one.
use askama::Template;
use axum::Form as Sent;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::claims::Line;
use super::desk::Head;
use super::form::{Choice, Form, Input, Kind, plain, show_form};
use super::said::{Said, marked, said};
use super::{Desk, labels, products};
use crate::accounts::{self, Act, Attempt, Refused};
use crate::clock::{Day, iso};
use crate::i18n::{Words, date, fill, moment, number, words};
use crate::registry::{self, Batch, BatchId, Level, Product, Profile};
use crate::web::client::Asking;
use crate::web::error::Error;
use crate::web::shell::{Shell, show};
use crate::workshop::{self, BatchForm, Field};

/// What is sent: the form, and where many are wanted the password.
#[derive(Deserialize)]
pub(super) struct Issue {
    #[serde(flatten)]
    form: BatchForm,
    #[serde(default)]
    sandi: String,
}

/// GET /usaha/{id}/produk/{product}/bets
pub(super) async fn new(desk: Desk) -> Result<Response, Error> {
    desk.acting(Act::Order)?;
    let product = products::own(&desk, desk.number()).await?;
    let today = desk.now.day();
    let form =
        BatchForm { kode: usual_code(today), dibuat: iso(today), jumlah: "24".to_owned(), ..BatchForm::default() };
    Ok(ask(&desk, &product, &form, None))
}

/// The day as people write it on packs, `231126-A`.
fn usual_code(today: Day) -> String {
    let text = iso(today);
    let part = |range| text.get(range).unwrap_or_default();
    format!("{}{}{}-A", part(8..10), part(5..7), part(2..4))
}

/// POST /usaha/{id}/produk/{product}/bets
pub(super) async fn issue(
    desk: Desk,
    asking: Asking,
    sent: Result<Sent<Issue>, FormRejection>,
) -> Result<Response, Error> {
    let acting = desk.acting(Act::Order)?;
    let Sent(Issue { form, sandi }) = sent.map_err(|_| Error::Refused)?;
    let product = products::own(&desk, desk.number()).await?;
    let is_fresh = !sandi.is_empty() && knows_password(&desk, &asking, &sandi).await?;
    let (id, typed) = (product.id, form.clone());
    let issued = desk.db().write(move |tx| {
        let form = typed.clone();
        Box::pin(async move { workshop::issue(tx, acting, id, &form, is_fresh).await })
    });
    match issued.await {
        Ok(batch) => Ok(Redirect::to(&desk.at(&format!("/bets/{batch}?ok=bets"))).into_response()),
        Err(error) => {
            let said = said(&desk, words(desk.visitor.lang), error)?;
            Ok(ask(&desk, &product, &form, Some(said)))
        }
    }
}

/// Whether whoever sits there knows the password: a phone that was left lying signs no thousands.
async fn knows_password(desk: &Desk, asking: &Asking, password: &str) -> Result<bool, Error> {
    let (client, now) = (asking.asker().client, desk.now);
    desk.shared.sign_ins().spend(client, now)?;
    match accounts::sign_in(desk.db(), Attempt { login: desk.login(), password, at: now }).await {
        Ok(_) => {
            desk.shared.sign_ins().give_back(client);
            Ok(true)
        }
        Err(Refused::Broken(error)) => Err(error.into()),
        Err(_) => Ok(false),
    }
}

fn ask(desk: &Desk, product: &Product, typed: &BatchForm, refused: Option<Said>) -> Response {
    let shell = desk.shell(|w| w.producer_desk.new_batch.clone());
    let (d, f) = (&shell.w.producer_desk, &shell.w.producer_fields);
    let mut inputs = vec![
        Input::new(Field::Code, &f.kode, Kind::Line, &typed.kode).required(),
        Input::new(Field::Items, &f.jumlah, Kind::Digits, &typed.jumlah).required(),
        Input::new(Field::Produced, &f.dibuat, Kind::Day, &typed.dibuat),
        Input::new(Field::BestBefore, &f.baik, Kind::Day, &typed.baik),
        Input::new(Field::Level, &f.tingkat, levels(shell.w), &typed.tingkat).extra(),
        Input::new(Field::Profile, &f.isi_kode, profiles(shell.w), &typed.isi_kode).extra(),
    ];
    if product.gtin.is_some() {
        inputs.push(Input::new(Field::Gs1, &f.gs1, Kind::Tick, &typed.gs1).extra());
    }
    if refused.as_ref().is_some_and(|said| said.fields.contains(&Field::Password)) {
        inputs.push(Input::new(Field::Password, &f.sandi, Kind::Secret, "").required());
    }
    let lead = vec![product.name.clone(), d.batch_lead.clone()];
    show_form(desk, shell, marked(Form::new(lead, inputs, &d.issue), refused))
}

fn levels(w: &Words) -> Kind {
    let d = &w.producer_desk;
    plain(vec![
        Choice::new(Level::Item.word(), &d.level_item),
        Choice::new(Level::Batch.word(), &d.level_batch),
        Choice::new(Level::Product.word(), &d.level_product),
    ])
}

fn profiles(w: &Words) -> Kind {
    let d = &w.producer_desk;
    plain(vec![
        Choice::new(Profile::Full.word(), &d.profile_full),
        Choice::new(Profile::Compact.word(), &d.profile_compact),
    ])
}

#[derive(Template)]
#[template(path = "producer/batch.html")]
struct Page {
    shell: Shell,
    head: Option<Head>,
    product: (String, String),
    rows: Vec<(String, String)>,
    recalled: Option<String>,
    label: Option<String>,
    orders: Vec<Line>,
    recall: Option<String>,
}

/// GET /usaha/{id}/bets/{batch}
pub(super) async fn page(desk: Desk) -> Result<Response, Error> {
    let (batch, product) = own(&desk, desk.number()).await?;
    let shell = desk.shell(|w| fill(&w.producer_desk.batch, &[("code", &batch.code)]));
    let w = shell.w;
    let recalled = labels::recalled(&desk, w, &batch).await?.pop();
    let orders = workshop::orders_of(&mut desk.db(), batch.id).await?;
    let at = |rest: &str| desk.at(&format!("/bets/{}{rest}", batch.id));
    let page = Page {
        head: Some(desk.head(&shell)),
        product: (product.name.clone(), desk.at(&format!("/produk/{}", product.id))),
        rows: rows(w, desk.visitor.lang, &batch),
        recalled,
        label: desk.may(Act::Order).then(|| at("/label")),
        orders: orders.iter().map(|order| order_line(&desk, w, order)).collect(),
        recall: desk.may(Act::Edit).then(|| at("/tarik")),
        shell,
    };
    Ok(show(StatusCode::OK, &page))
}

/// A batch of the address with its product, if it is this producer's.
pub(super) async fn own(desk: &Desk, number: i64) -> Result<(Batch, Product), Error> {
    let batch = registry::find_batch(&mut desk.db(), BatchId(number)).await?.ok_or(Error::NotFound)?;
    let product = products::own(desk, batch.product.0).await?;
    Ok((batch, product))
}

fn rows(w: &Words, lang: crate::i18n::Lang, batch: &Batch) -> Vec<(String, String)> {
    let (d, f) = (&w.producer_desk, &w.producer_fields);
    let level = match batch.level {
        Level::Item => &d.level_item,
        Level::Batch => &d.level_batch,
        Level::Product => &d.level_product,
    };
    let rows = [
        (&f.jumlah.label, Some(number(batch.items, lang))),
        (&f.dibuat.label, batch.produced.map(|day| date(day, lang))),
        (&f.baik.label, batch.best_before.map(|day| date(day, lang))),
        (&d.codes, Some(level.clone())),
        (&d.issued_at, Some(moment(batch.issued_at, lang))),
    ];
    rows.into_iter().filter_map(|(label, value)| Some((label.clone(), value?))).collect()
}

fn order_line(desk: &Desk, w: &Words, order: &workshop::LabelOrder) -> Line {
    let lang = desk.visitor.lang;
    let (from, to) = order.wanted.items();
    let span = [("from", number(from, lang)), ("to", number(to, lang)), ("format", order.wanted.format().to_string())];
    let span: Vec<(&str, &str)> = span.iter().map(|(key, value)| (*key, value.as_str())).collect();
    Line {
        href: desk.at(&format!("/pesanan/{}", order.id)),
        name: fill(&w.producer_desk.order_line, &span),
        aside: date(order.at.day(), lang),
    }
}
