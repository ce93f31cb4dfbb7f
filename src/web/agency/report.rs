//! One consumer's report: what was told, its photos, and the answer.
use askama::Template;
use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Path, Query, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::case::{Fact, Told};
use super::menu::{self, Entry, Place};
use super::notice::Notice;
use super::officer::Officer;
use super::reason::reason;
use super::refusals;
use super::reports::standing_name;
use crate::accounts::{self, Act};
use crate::i18n::{moment, words};
use crate::office::{self, Reply};
use crate::registry::RegionCode;
use crate::reports::{self, Report, ReportId, State as Standing};
use crate::uploads::Size;
use crate::web::error::Error;
use crate::web::public::number_in_path;
use crate::web::public::report::words_of;
use crate::web::router::Shared;
use crate::web::shell::{Shell, show};
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "agency/report.html")]
struct Page {
    shell: Shell,
    menu: Vec<Entry>,
    said: Option<String>,
    wrong: Option<String>,
    number: String,
    stands: String,
    facts: Vec<Fact>,
    photos: Vec<String>,
    batch: Option<String>,
    /// Whether this person may answer, and it is not answered yet.
    open: bool,
    take: bool,
    answers: &'static [String],
    reasons: &'static [String],
    words: String,
    last: String,
}

/// What the form brings.
#[derive(Deserialize, Default)]
pub(super) struct Typed {
    langkah: Option<String>,
    alasan: Option<String>,
    kata: Option<String>,
}

/// The report of an address, if it lies in a region that this person's seats reach.
async fn find(shared: &Shared, officer: &Officer, id: &str) -> Result<Report, Error> {
    let id = ReportId(number_in_path(id)?);
    let report = reports::find_report(&mut &shared.state().db, None, id).await?.ok_or(Error::NotFound)?;
    officer.who(Act::See, report.region)?;
    Ok(report)
}

/// GET /dinas/laporan/{id}
pub(super) async fn page(
    State(shared): State<Shared>,
    officer: Officer,
    Path(id): Path<String>,
    told: Result<Query<Told>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let report = find(&shared, &officer, &id).await?;
    let told = told.map(|Query(told)| told).unwrap_or_default();
    let said = Notice::said(words(visitor.lang), told.kabar.as_deref());
    tell(&shared, &officer, visitor, &report, said, None).await
}

async fn tell(
    shared: &Shared,
    officer: &Officer,
    visitor: Visitor,
    report: &Report,
    said: Option<String>,
    refused: Option<(String, Typed)>,
) -> Result<Response, Error> {
    let mut db = &shared.state().db;
    let title = words_of(&words(visitor.lang).report, report.wrong).to_owned();
    let shell = Shell::of_desk(visitor, &shared.state().site, &officer.0, |_| title);
    let photos = reports::photos_of(&mut db, None, report.id).await?;
    let photo = |place| format!("/dinas/laporan/{}/foto/{place}", report.id.0);
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let (wrong, typed) = refused.map_or((None, Typed::default()), |(wrong, typed)| (Some(wrong), typed));
    let by = match report.officer {
        Some(person) => accounts::find_person(&mut db, person).await?.map(|person| person.name),
        None => None,
    };
    let open = !report.state.is_over() && officer.may(Act::Check, report.region);
    let w = &shell.w.agency.report;
    let page = Page {
        menu: menu::menu(&shell, &officer.0, Place::Reports),
        said,
        wrong,
        number: report.number.clone(),
        stands: standing_name(shell.w, report.state).to_owned(),
        facts: facts(&shell, report, by),
        photos: (0..photos).map(photo).collect(),
        // Whoever only looks, reads the report; recalling is not offered.
        batch: report
            .about
            .batch
            .filter(|_| officer.may(Act::Recall, report.region))
            .map(|batch| shell.to(&format!("/dinas/tarik/{batch}"))),
        open,
        take: open && report.state == Standing::Received,
        answers: &w.answers,
        reasons: &w.reasons,
        words: typed.kata.unwrap_or_default(),
        last: typed.langkah.unwrap_or_default(),
        shell,
    };
    Ok(show(status, &page))
}

fn facts(shell: &Shell, report: &Report, by: Option<String>) -> Vec<Fact> {
    let (w, r) = (&shell.w.agency.report, &shell.w.report);
    let region = report.region.map(RegionCode::name).unwrap_or(&w.no_region);
    let mut facts = vec![Fact::new(&w.at, moment(report.at, shell.lang)), Fact::new(&w.region, region)];
    let told = |label: &str, value: &Option<String>| value.as_ref().map(|value| Fact::new(label, value));
    facts.extend(told(&r.account, &report.account));
    facts.extend(told(&r.bought, &report.bought));
    facts.extend(report.bought_in.map(|region| Fact::new(&r.bought_in, region.name())));
    facts.extend(told(&r.contact, &report.contact));
    facts.extend(told(&w.verdict, &report.about.verdict));
    facts.extend(report.about.item.map(|item| Fact::new(&w.item, item.to_string())));
    facts.extend(told(&w.code, &report.about.code));
    facts.extend(by.map(|name| Fact::new(&w.officer, name)));
    facts.extend(told(&w.answer, &report.answer));
    facts
}

/// GET /dinas/laporan/{id}/foto/{place}[?kecil]: for officers of the region alone, and kept by no cache.
pub(super) async fn photo(
    State(shared): State<Shared>,
    officer: Officer,
    Path((id, place)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let report = find(&shared, &officer, &id).await?;
    let place = place.parse::<u32>().map_err(|_| Error::NotFound)?;
    let size = if query.as_deref() == Some("kecil") { Size::Small } else { Size::Large };
    let bytes = reports::photo(&mut &shared.state().db, None, report.id, place, size).await?;
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], bytes.ok_or(Error::NotFound)?).into_response())
}

/// POST /dinas/laporan/{id}
pub(super) async fn reply(
    State(shared): State<Shared>,
    officer: Officer,
    Path(id): Path<String>,
    visitor: Visitor,
    form: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Error> {
    let Form(typed) = form.map_err(|_| Error::Refused)?;
    let report = find(&shared, &officer, &id).await?;
    let who = officer.who(Act::Check, report.region)?;
    let text = reason(&typed.alasan, &typed.kata).to_owned();
    let (reply, notice) = match typed.langkah.as_deref() {
        Some("ambil") => (Reply::Take, Notice::Taken),
        Some("jawab") => (Reply::Answer(text), Notice::Answered),
        Some("tutup") => (Reply::Close(text), Notice::Saved),
        _ => return Err(Error::Refused),
    };
    let state = shared.state();
    let (number, now) = (report.id, state.clock.now());
    let done = state.db.write(move |tx| {
        let reply = reply.clone();
        Box::pin(async move { office::reply(tx, who, number, &reply, now).await })
    });
    match refusals::refused(done.await)? {
        Ok(()) => {
            let next = notice.at(&format!("/dinas/laporan/{}", number.0));
            Ok(Redirect::to(&visitor.to(&next)).into_response())
        }
        Err(error) => {
            let wrong = refusals::of_office(visitor.lang, &error);
            let report = find(&shared, &officer, &id).await?;
            tell(&shared, &officer, visitor, &report, None, Some((wrong, typed))).await
        }
    }
}
