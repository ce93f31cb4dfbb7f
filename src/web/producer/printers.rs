//! A producer's printers: how far each one misses the paper, entered as it was measured on a page made for that.
use askama::Template;
use axum::Form as Sent;
use axum::extract::Query;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::desk::Head;
use super::form::{Choice, Form, Input, Kind, plain, status};
use super::said::{Said, marked, said};
use super::{Desk, labels};
use crate::accounts::Act;
use crate::i18n::{Lang, Words, date, fill, words};
use crate::labels::press::pdf::{Entered, calibration_page};
use crate::labels::stock::{Calibration, Stock};
use crate::printers::Printer;
use crate::printing;
use crate::web::error::Error;
use crate::web::shell::{Shell, show};
use crate::workshop::{self, Field, Machine, PrinterForm};

#[derive(Template)]
#[template(path = "producer/printers.html")]
struct Page {
    shell: Shell,
    head: Option<Head>,
    kept: Vec<Kept>,
    /// Where the page to measure on is, and what is asked for it.
    measure: String,
    measuring: Vec<Input>,
    /// What the form is for.
    title: String,
    form: Form,
}

/// A printer that is known.
struct Kept {
    name: String,
    aside: String,
    /// Where its measures are changed; none for the office's.
    change: Option<String>,
}

/// Which printer's measures the form shows.
#[derive(Deserialize, Default)]
pub(super) struct Named {
    #[serde(default)]
    nama: String,
}

/// GET /usaha/{id}/printer
pub(super) async fn page(desk: Desk, named: Result<Query<Named>, QueryRejection>) -> Result<Response, Error> {
    desk.acting(Act::Order)?;
    let name = named.map(|Query(named)| named.nama).unwrap_or_default();
    let printers = labels::printers(&desk).await?;
    let own = printers.iter().find(|printer| printer.producer.is_some() && printer.name == name);
    let form = own.map(|printer| PrinterForm { dulu: printer.name.clone(), ..PrinterForm::of(printer) });
    tell(&desk, &printers, &form.unwrap_or_default(), None)
}

/// What the page sends: a printer, or the name of one to forget.
#[derive(Deserialize)]
pub(super) struct Wish {
    hapus: Option<String>,
    #[serde(flatten)]
    form: PrinterForm,
}

/// POST /usaha/{id}/printer
pub(super) async fn change(desk: Desk, sent: Result<Sent<Wish>, FormRejection>) -> Result<Response, Error> {
    let acting = desk.acting(Act::Order)?;
    let Sent(Wish { hapus, form }) = sent.map_err(|_| Error::Refused)?;
    if let Some(name) = hapus {
        let gone = desk.db().write(move |tx| {
            let name = name.clone();
            Box::pin(async move { workshop::forget_printer(tx, acting, &name).await })
        });
        gone.await?;
        return Ok(Redirect::to(&desk.at("/printer?ok=lupa")).into_response());
    }
    let kept = match form.printer(desk.producer.id, desk.now) {
        Ok(printer) => {
            let before = form.dulu.clone();
            let kept = desk.db().write(move |tx| {
                let (printer, before) = (printer.clone(), before.clone());
                Box::pin(async move { workshop::keep_printer(tx, acting, &printer, &before).await })
            });
            kept.await
        }
        Err(error) => Err(error),
    };
    match kept {
        Ok(()) => Ok(Redirect::to(&desk.at("/printer?ok=printer")).into_response()),
        Err(error) => {
            let said = said(&desk, words(desk.visitor.lang), error)?;
            tell(&desk, &labels::printers(&desk).await?, &form, Some(said))
        }
    }
}

fn tell(desk: &Desk, printers: &[Printer], typed: &PrinterForm, refused: Option<Said>) -> Result<Response, Error> {
    let shell = desk.shell(|w| w.producer_desk.printers.clone());
    let (w, d) = (shell.w, &shell.w.producer_desk);
    let title = match &*typed.dulu {
        "" => d.new_printer.clone(),
        name => fill(&d.set_printer, &[("name", name)]),
    };
    let mut form = marked(Form::new(Vec::new(), inputs(w, typed), &d.save), refused);
    form.hidden.push(("dulu", typed.dulu.clone()));
    let page = Page {
        head: Some(desk.head(&shell)),
        kept: printers.iter().map(|printer| kept(desk, w, shell.lang, printer)).collect(),
        measure: desk.at("/printer/ukur"),
        measuring: measuring(w, printers),
        title,
        form,
        shell,
    };
    Ok(show(status(&page.form), &page))
}

fn kept(desk: &Desk, w: &Words, lang: Lang, printer: &Printer) -> Kept {
    let d = &w.producer_desk;
    let told = if printing::calibration(printer) == Calibration::default() { &d.is_true } else { &d.missed };
    let told = fill(told, &[("day", &date(printer.changed_at.day(), lang))]);
    let own = printer.producer.is_some();
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("nama", &printer.name).finish();
    Kept {
        name: printer.name.clone(),
        aside: if own {
            format!("{} · {told}", machine(w, Machine::of(printer)))
        } else {
            d.printer_of_office.clone()
        },
        change: own.then(|| desk.at(&format!("/printer?{query}"))),
    }
}

fn machine(w: &Words, machine: Machine) -> &str {
    let d = &w.producer_desk;
    match machine {
        Machine::Office => &d.machine_office,
        Machine::Zpl => &d.machine_zpl,
        Machine::Tspl => &d.machine_tspl,
        Machine::Receipt58 => &d.machine_receipt_58,
        Machine::Receipt80 => &d.machine_receipt_80,
    }
}

fn inputs(w: &Words, typed: &PrinterForm) -> Vec<Input> {
    let f = &w.producer_fields;
    let machines = Machine::ALL.iter().map(|kind| Choice::new(kind.word(), machine(w, *kind))).collect();
    let dots = [("", &*w.producer_desk.dots_usual), ("203", "203"), ("300", "300"), ("600", "600")];
    let dots = dots.into_iter().map(|(dpi, name)| Choice::new(dpi, name)).collect();
    let length = |field, words, value: &str| Input::new(field, words, Kind::Length, value);
    vec![
        Input::new(Field::Name, &f.nama_printer, Kind::Line, &typed.nama).required(),
        Input::new(Field::Machine, &f.mesin, plain(machines), &typed.mesin).required(),
        length(Field::LevelBar, &f.datar, &typed.datar),
        length(Field::UprightBar, &f.tegak, &typed.tegak),
        length(Field::FromLeft, &f.kiri, &typed.kiri),
        length(Field::FromTop, &f.atas, &typed.atas),
        Input::new(Field::Dots, &f.titik, plain(dots), &typed.titik),
    ]
}

fn measuring(w: &Words, printers: &[Printer]) -> Vec<Input> {
    let f = &w.producer_fields;
    let right = |input: Input| Input { wrong: None, ..input };
    let mut inputs = vec![right(Input::new(Field::Stock, &f.kertas_ukur, labels::papers(w), "a4-24"))];
    if !printers.is_empty() {
        inputs.push(right(Input::new(Field::Printer, &f.pencetak_ukur, labels::choices(w, printers), "")));
    }
    inputs
}

/// Which page to measure on.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Wanted {
    kertas: String,
    pencetak: String,
}

/// GET /usaha/{id}/printer/ukur: a PDF, of the paper and with the measures that were asked for.
pub(super) async fn calibration(desk: Desk, wanted: Result<Query<Wanted>, QueryRejection>) -> Result<Response, Error> {
    desk.acting(Act::Order)?;
    let Query(wanted) = wanted.map_err(|_| Error::Refused)?;
    let paper = if wanted.kertas.is_empty() { "a4-24" } else { &wanted.kertas };
    let stock = Stock::named(paper).ok_or(Error::NotFound)?;
    let printers = labels::printers(&desk).await?;
    let measures = match &*wanted.pencetak {
        "" => Calibration::default(),
        name => {
            let printer = printers.iter().find(|printer| printer.name == name).ok_or(Error::NotFound)?;
            printing::calibration(printer)
        }
    };
    let mut pdf = Vec::new();
    calibration_page(stock, measures, Entered::InThePage, &mut pdf).map_err(|error| {
        tracing::error!(%error, "a calibration page was not made: {error}");
        Error::Broken
    })?;
    let name = format!("attachment; filename=\"ukur-{}.pdf\"", stock.name);
    Ok(([(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, name)], pdf)
        .into_response())
}
