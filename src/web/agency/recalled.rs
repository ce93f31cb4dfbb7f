//! One recall, and lifting it.
use askama::Template;
use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::case::{Fact, Told};
use super::menu::{self, Entry, Place};
use super::notice::Notice;
use super::officer::Officer;
use super::reason::reason;
use super::refusals;
use crate::accounts::Act;
use crate::i18n::{fill, moment, number, words};
use crate::office::{self, Goods};
use crate::recalls::{self, Recall};
use crate::web::error::Error;
use crate::web::links;
use crate::web::public::number_in_path;
use crate::web::router::Shared;
use crate::web::shell::{Shell, show};
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "agency/recalled.html")]
struct Page {
    shell: Shell,
    menu: Vec<Entry>,
    said: Option<String>,
    wrong: Option<String>,
    stands: String,
    facts: Vec<Fact>,
    /// Ready-made reasons for lifting it; `None` when it cannot be lifted by this person, or was.
    reasons: Option<&'static [String]>,
    words: String,
}

/// What the form brings.
#[derive(Deserialize, Default)]
pub(super) struct Typed {
    alasan: Option<String>,
    kata: Option<String>,
}

/// The recall of an address, if its goods come from a region that this person sees.
async fn recall(shared: &Shared, officer: &Officer, id: &str) -> Result<(Recall, Goods), Error> {
    let mut db = &shared.state().db;
    let recall = recalls::find_recall(&mut db, number_in_path(id)?).await?.ok_or(Error::NotFound)?;
    let goods = refusals::refused(office::goods(&mut db, recall.batch).await)?.map_err(|_| Error::NotFound)?;
    officer.who(Act::See, goods.producer.region)?;
    Ok((recall, goods))
}

/// GET /dinas/penarikan/{id}
pub(super) async fn page(
    State(shared): State<Shared>,
    officer: Officer,
    Path(id): Path<String>,
    told: Result<Query<Told>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let found = recall(&shared, &officer, &id).await?;
    let told = told.map(|Query(told)| told).unwrap_or_default();
    let said = Notice::said(words(visitor.lang), told.kabar.as_deref());
    Ok(tell(&shared, &officer, visitor, &found, said, None))
}

fn tell(
    shared: &Shared,
    officer: &Officer,
    visitor: Visitor,
    (recall, goods): &(Recall, Goods),
    said: Option<String>,
    refused: Option<(String, String)>,
) -> Response {
    let title = format!("{} – {}", goods.product.name, goods.batch.code);
    let shell = Shell::of_desk(visitor, &shared.state().site, &officer.0, |_| title);
    let w = &shell.w.agency;
    let may = recall.lift.is_none() && officer.may(Act::Recall, goods.producer.region);
    let stands = match &recall.lift {
        None => fill(&w.recall.stands, &[("time", &moment(recall.at, shell.lang))]),
        Some(lift) => fill(&w.recall.was_lifted, &[("time", &moment(lift.at, shell.lang))]),
    };
    let (wrong, words) = refused.map_or((None, String::new()), |(wrong, words)| (Some(wrong), words));
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Page {
        menu: menu::menu(&shell, &officer.0, Place::Recall),
        facts: facts(&shell, recall, goods),
        reasons: may.then_some(&*w.recall.lift_reasons),
        said,
        wrong,
        stands,
        words,
        shell,
    };
    show(status, &page)
}

fn facts(shell: &Shell, recall: &Recall, goods: &Goods) -> Vec<Fact> {
    let (w, c) = (&shell.w.agency.recall, &shell.w.agency.case);
    let count = |count| number(count, shell.lang);
    let items = match recall.items {
        Some(items) => fill(&c.items_some, &[("first", &count(items.first)), ("last", &count(items.last))]),
        None => fill(&c.items_all, &[("count", &count(goods.batch.items))]),
    };
    let mut facts = vec![
        Fact::new(&c.producer, &goods.producer.name)
            .leading(shell.to(&format!("/dinas/produsen/{}", goods.producer.id))),
        Fact::new(&c.product, &goods.product.name).leading(shell.to(&links::product(goods.product.id))),
        Fact::new(&c.items, items),
        Fact::new(&w.reason, &recall.reason),
        Fact::new(&w.instruction, &recall.instruction),
        Fact::new(&w.contact, &recall.contact),
    ];
    facts.extend(recall.lift.as_ref().map(|lift| Fact::new(&w.lift_reason, &lift.reason)));
    facts
}

/// POST /dinas/penarikan/{id}
pub(super) async fn lift(
    State(shared): State<Shared>,
    officer: Officer,
    Path(id): Path<String>,
    visitor: Visitor,
    form: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Error> {
    let Form(typed) = form.map_err(|_| Error::Refused)?;
    let found = recall(&shared, &officer, &id).await?;
    let who = officer.who(Act::Recall, found.1.producer.region)?;
    let state = shared.state();
    let (number, now) = (found.0.id, state.clock.now());
    let reason = reason(&typed.alasan, &typed.kata).to_owned();
    let done = state.db.write(move |tx| {
        let reason = reason.clone();
        Box::pin(async move { office::lift(tx, who, number, &reason, now).await })
    });
    match refusals::refused(done.await)? {
        Ok(()) => {
            let next = Notice::Lifted.at(&format!("/dinas/penarikan/{number}"));
            Ok(Redirect::to(&visitor.to(&next)).into_response())
        }
        Err(error) => {
            let wrong = refusals::of_office(visitor.lang, &error);
            let found = recall(&shared, &officer, &id).await?;
            let typed = typed.kata.unwrap_or_default();
            Ok(tell(&shared, &officer, visitor, &found, None, Some((wrong, typed))))
        }
    }
}
