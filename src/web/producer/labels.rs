//! Ordering labels: what they are printed on and as what, and how the first of them will look.
use askama::Template;
use axum::Form as Sent;
use axum::extract::Query;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::desk::Head;
use super::form::{Choice, Form, Group, Input, Kind, plain};
use super::said::{Said, marked, said};
use super::{Desk, batches, stream};
use crate::accounts::Act;
use crate::i18n::{Lang, Words, fill, number, words};
use crate::labels::design::Design;
use crate::labels::stock::{Form as Paper, Stock};
use crate::printers::{self, Printer};
use crate::printing::{Carried, Format, Plan};
use crate::recalls;
use crate::registry::{Batch, Product, Profile};
use crate::uploads;
use crate::web::error::Error;
use crate::web::shell::{Shell, show};
use crate::workshop::{self, Acting, Field, LabelForm, Wanted};

#[derive(Template)]
#[template(path = "producer/label.html")]
struct Page {
    shell: Shell,
    head: Option<Head>,
    form: Form,
    /// The address of the preview; none where none can be drawn.
    preview: Option<String>,
    /// What will come out.
    told: Vec<String>,
    has_signer: bool,
    /// Where printers are set up.
    printers: String,
    /// Where the logo is set.
    logo: Option<String>,
}

/// GET /usaha/{id}/bets/{batch}/label
pub(super) async fn page(desk: Desk, chosen: Result<Query<LabelForm>, QueryRejection>) -> Result<Response, Error> {
    let Query(form) = chosen.unwrap_or_default();
    let acting = desk.acting(Act::Order)?;
    let (batch, product) = batches::own(&desk, desk.number()).await?;
    let told = match told(&desk, acting, &batch, &form).await {
        Ok(told) => Ok(told),
        Err(error) => Err(said(&desk, words(desk.visitor.lang), error)?),
    };
    tell(&desk, &batch, &product, &form, told).await
}

/// POST /usaha/{id}/bets/{batch}/label
pub(super) async fn order(desk: Desk, sent: Result<Sent<LabelForm>, FormRejection>) -> Result<Response, Error> {
    let acting = desk.acting(Act::Order)?;
    let Sent(form) = sent.map_err(|_| Error::Refused)?;
    let (batch, product) = batches::own(&desk, desk.number()).await?;
    match ordered(&desk, acting, &batch, &form).await {
        Ok(order) => Ok(Redirect::to(&desk.at(&format!("/pesanan/{order}?ok=label"))).into_response()),
        Err(error) => {
            let said = said(&desk, words(desk.visitor.lang), error)?;
            tell(&desk, &batch, &product, &form, Err(said)).await
        }
    }
}

/// Keeps an order that can be printed.
async fn ordered(
    desk: &Desk,
    acting: Acting,
    batch: &Batch,
    form: &LabelForm,
) -> Result<workshop::OrderId, workshop::Error> {
    let wanted = wanted(desk, batch, form).await?;
    planned(desk, acting, batch, &wanted, false).await?;
    let id = batch.id;
    let order = desk.db().write(move |tx| {
        let wanted = wanted.clone();
        Box::pin(async move { workshop::order_labels(tx, acting, id, &wanted).await })
    });
    order.await
}

/// The printers of the producer, and the office's.
pub(super) async fn printers(desk: &Desk) -> Result<Vec<Printer>, workshop::Error> {
    Ok(printers::printers_of(&mut desk.db(), desk.producer.id).await?)
}

/// What is wanted, by a printer of the producer or the office, with the producer's logo.
async fn wanted(desk: &Desk, batch: &Batch, form: &LabelForm) -> Result<Wanted, workshop::Error> {
    let logo = uploads::logo_of(&mut desk.db(), desk.producer.id).await?;
    form.wanted(batch, &printers(desk).await?, logo)
}

/// A plan, made on a thread that answers nobody.
pub(super) async fn planned(
    desk: &Desk,
    acting: Acting,
    batch: &Batch,
    wanted: &Wanted,
    preview: bool,
) -> Result<Plan, workshop::Error> {
    let signer = desk.state().signer.as_deref();
    let printing = workshop::printed(&mut desk.db(), acting, signer, batch.id, wanted, preview).await?;
    let base = desk.state().site.public_url().to_owned();
    let plan = tokio::task::spawn_blocking(move || printing.plan(&base)).await;
    plan.unwrap_or_else(|stopped| Err(crate::db::Error::Away(stopped.to_string()).into()))
}

/// What will come out: the query that shows it, and sentences.
struct Told {
    query: String,
    lines: Vec<String>,
}

async fn told(desk: &Desk, acting: Acting, batch: &Batch, form: &LabelForm) -> Result<Told, workshop::Error> {
    let wanted = wanted(desk, batch, form).await?;
    let plan = planned(desk, acting, batch, &wanted, false).await?;
    let w = words(desk.visitor.lang);
    let mut said = recalled(desk, w, batch).await?;
    said.extend(lines(w, desk.visitor.lang, &plan, &wanted));
    Ok(Told { query: as_query(form), lines: said })
}

/// The choices as a query, without those that were not made.
fn as_query(form: &LabelForm) -> String {
    let pairs = [
        (Field::Format, &form.format),
        (Field::Stock, &form.kertas),
        (Field::Design, &form.desain),
        (Field::Printer, &form.pencetak),
        (Field::From, &form.dari),
        (Field::Profile, &form.isi_kode),
    ];
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (field, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(field.word(), value);
    }
    if form.pendek == "ya" {
        query.append_pair("pendek", "ya");
    }
    query.finish()
}

/// That goods are taken off the market: no label of them is ordered without a word.
pub(super) async fn recalled(desk: &Desk, w: &Words, batch: &Batch) -> Result<Vec<String>, workshop::Error> {
    let recalls = recalls::recalls_of(&mut desk.db(), batch.id).await?;
    let standing = recalls.iter().filter(|recall| recall.lift.is_none());
    Ok(standing.map(|recall| fill(&w.producer_desk.is_recalled, &[("reason", &recall.reason)])).collect())
}

/// How many, on what, and which code they carry.
pub(super) fn lines(w: &Words, lang: Lang, plan: &Plan, wanted: &Wanted) -> Vec<String> {
    let d = &w.producer_desk;
    let labels = number(plan.labels(), lang);
    let pages = number(plan.pages(), lang);
    let paper = wanted.stock().map(|stock| (stock.title.as_str(), matches!(stock.form, Paper::Sheet(_))));
    let count = match paper {
        Some((title, true)) if wanted.format() == Format::Pdf => {
            fill(&d.labels_on_sheets, &[("labels", &labels), ("pages", &pages), ("paper", title)])
        }
        Some((title, _)) => fill(&d.labels_on_roll, &[("labels", &labels), ("paper", title)]),
        None => fill(&d.labels_plain, &[("labels", &labels)]),
    };
    let carried = match plan.carried {
        Carried::Full => &d.carries_full,
        Carried::Compact => &d.carries_compact,
        Carried::Short => &d.carries_short,
    };
    vec![count, carried.clone()]
}

async fn tell(
    desk: &Desk,
    batch: &Batch,
    product: &Product,
    typed: &LabelForm,
    told: Result<Told, Said>,
) -> Result<Response, Error> {
    let shell = desk.shell(|w| w.producer_desk.order_title.clone());
    let (w, d) = (shell.w, &shell.w.producer_desk);
    let printers = printers(desk).await?;
    let lead = vec![fill(&d.order_lead, &[("product", &product.name), ("code", &batch.code)])];
    let form = Form::new(lead, inputs(w, shell.lang, batch, &printers, typed), &d.order_go);
    let has_signer = desk.state().signer.is_some();
    let (form, preview, told) = match told {
        Ok(told) => {
            let preview = desk.at(&format!("/bets/{}/pratinjau?{}", batch.id, told.query));
            (marked(form, None), Some(preview), told.lines)
        }
        Err(said) => (marked(form, Some(said)), None, Vec::new()),
    };
    let refused = form.alert.is_some() && has_signer;
    let status = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let head = Some(desk.head(&shell));
    let (printers, logo) = (desk.at("/printer"), desk.may(Act::Edit).then(|| desk.at("/logo")));
    Ok(show(status, &Page { head, form, preview, told, has_signer, printers, logo, shell }))
}

fn inputs(w: &Words, lang: Lang, batch: &Batch, printers: &[Printer], typed: &LabelForm) -> Vec<Input> {
    let f = &w.producer_fields;
    let or = |value: &str, usual: &str| if value.is_empty() { usual.to_owned() } else { value.to_owned() };
    let last = batch.items.to_string();
    let mut inputs = vec![
        Input::new(Field::Stock, &f.kertas, papers(w), &or(&typed.kertas, "a4-24")),
        Input::new(Field::Format, &f.format, formats(w), &or(&typed.format, Format::Pdf.word())),
        Input::new(Field::From, &f.dari, Kind::Digits, &or(&typed.dari, "1")),
        Input::new(Field::To, &f.sampai, Kind::Digits, &or(&typed.sampai, &last)),
        Input::new(Field::Start, &f.mulai, Kind::Digits, &or(&typed.mulai, "1")).extra(),
        Input::new(Field::Design, &f.desain, designs(w, lang), &typed.desain).extra(),
    ];
    if !printers.is_empty() {
        inputs.push(Input::new(Field::Printer, &f.pencetak, choices(w, printers), &typed.pencetak).extra());
    }
    inputs.push(Input::new(Field::Profile, &f.isi_kode, profiles(w), &typed.isi_kode).extra());
    inputs.push(tick("pendek", &f.pendek, &typed.pendek));
    inputs.push(tick("hitam", &f.hitam, &typed.hitam));
    inputs
}

/// None, or one of these printers.
pub(super) fn choices(w: &Words, printers: &[Printer]) -> Kind {
    let none = Choice::new("", &w.producer_desk.no_printer);
    let named = printers.iter().map(|printer| Choice::new(&printer.name, &printer.name));
    plain(std::iter::once(none).chain(named).collect())
}

fn tick(name: &'static str, words: &crate::i18n::FieldWords, value: &str) -> Input {
    Input { name, ..Input::new(Field::Format, words, Kind::Tick, value).extra() }
}

/// Label papers, sheets and rolls.
pub(super) fn papers(w: &Words) -> Kind {
    let d = &w.producer_desk;
    let of = |name: &String, sheets: bool| {
        let stocks = Stock::all().iter().filter(|stock| matches!(stock.form, Paper::Sheet(_)) == sheets);
        Group { name: name.clone(), choices: stocks.map(|it| Choice::new(&it.name, &it.title)).collect() }
    };
    Kind::Choice(vec![of(&d.paper_sheets, true), of(&d.paper_rolls, false)])
}

fn formats(w: &Words) -> Kind {
    let d = &w.producer_desk;
    let named = |format: &Format| match format {
        Format::Pdf => &d.format_pdf,
        Format::Svg => &d.format_svg,
        Format::Png => &d.format_png,
        Format::SvgZip => &d.format_svg_zip,
        Format::PngZip => &d.format_png_zip,
        Format::Zpl => &d.format_zpl,
        Format::Tspl => &d.format_tspl,
        Format::EscPos => &d.format_escpos,
        Format::Bundle => &d.format_bundle,
    };
    plain(Format::ALL.iter().map(|format| Choice::new(format.word(), named(format))).collect())
}

fn designs(w: &Words, lang: Lang) -> Kind {
    let about = |design: &Design| match lang {
        Lang::Id => design.about.id.clone(),
        Lang::En => design.about.en.clone(),
    };
    let best = Choice::new("", &w.producer_desk.design_best);
    let named = Design::all().iter().map(|it| Choice::new(&it.name, format!("{}: {}", it.name, about(it))));
    plain(std::iter::once(best).chain(named).collect())
}

fn profiles(w: &Words) -> Kind {
    let d = &w.producer_desk;
    plain(vec![
        Choice::new("", &d.profile_best),
        Choice::new(Profile::Full.word(), &d.profile_full),
        Choice::new(Profile::Compact.word(), &d.profile_compact),
    ])
}

/// GET /usaha/{id}/bets/{batch}/pratinjau: the first label, drawn by the press that prints them all.
pub(super) async fn preview(desk: Desk, chosen: Result<Query<LabelForm>, QueryRejection>) -> Result<Response, Error> {
    let acting = desk.acting(Act::Order)?;
    let Query(form) = chosen.map_err(|_| Error::Refused)?;
    let (batch, _) = batches::own(&desk, desk.number()).await?;
    let drawn = async {
        let wanted = wanted(&desk, &batch, &form).await?;
        planned(&desk, acting, &batch, &wanted, true).await
    };
    let plan = match drawn.await {
        Ok(plan) => plan,
        Err(error) => {
            said(&desk, words(desk.visitor.lang), error)?;
            return Err(Error::NotFound);
        }
    };
    let (kind, bytes) = stream::one(&desk.shared, plan).await?;
    Ok(([(header::CONTENT_TYPE, kind)], bytes).into_response())
}
