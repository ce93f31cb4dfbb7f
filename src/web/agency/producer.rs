//! One producer of the register, for its office: what is known, its products and cases, and its standing.
use askama::Template;
use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::case::{Fact, Told};
use super::lists::{producer_standing, product_standing};
use super::menu::{self, Entry, Place};
use super::notice::Notice;
use super::officer::Officer;
use super::queue::{case_name, stage_name};
use super::reason::reason;
use super::refusals;
use crate::accounts::Act;
use crate::cases;
use crate::db::Db;
use crate::i18n::{date, words};
use crate::office;
use crate::registry::{self, Producer, ProducerId, ProducerStatus, ProductStatus};
use crate::web::error::Error;
use crate::web::links;
use crate::web::public::number_in_path;
use crate::web::router::Shared;
use crate::web::shell::{Shell, show};
use crate::web::visitor::Visitor;

/// Cases that the page shows.
const CASES: u32 = 10;

#[derive(Template)]
#[template(path = "agency/producer.html")]
struct Page {
    shell: Shell,
    menu: Vec<Entry>,
    said: Option<String>,
    wrong: Option<String>,
    stands: String,
    alarming: bool,
    facts: Vec<Fact>,
    products: Vec<Line>,
    cases: Vec<Line>,
    moves: Vec<Move>,
    words: String,
    last: String,
    on_behalf: Option<String>,
    invite: Option<String>,
    public: String,
}

/// A line of a list.
struct Line {
    href: Option<String>,
    name: String,
    aside: String,
}

/// A standing that it may get, with ready-made reasons.
struct Move {
    to: &'static str,
    name: String,
    lead: String,
    reasons: &'static [String],
}

/// What the form brings.
#[derive(Deserialize, Default)]
pub(super) struct Typed {
    menjadi: Option<String>,
    alasan: Option<String>,
    kata: Option<String>,
}

/// The producer of an address, if this person sees its region.
pub(super) async fn find(db: &Db, officer: &Officer, id: &str) -> Result<Producer, Error> {
    let id = ProducerId(number_in_path(id)?);
    let producer = registry::find_producer(&mut &*db, id).await?.ok_or(Error::NotFound)?;
    officer.who(Act::See, producer.region)?;
    Ok(producer)
}

/// GET /dinas/produsen/{id}
pub(super) async fn page(
    State(shared): State<Shared>,
    officer: Officer,
    Path(id): Path<String>,
    told: Result<Query<Told>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let producer = find(&shared.state().db, &officer, &id).await?;
    let told = told.map(|Query(told)| told).unwrap_or_default();
    let said = Notice::said(words(visitor.lang), told.kabar.as_deref());
    tell(&shared, &officer, visitor, producer, said, None).await
}

async fn tell(
    shared: &Shared,
    officer: &Officer,
    visitor: Visitor,
    producer: Producer,
    said: Option<String>,
    refused: Option<(String, Typed)>,
) -> Result<Response, Error> {
    let db = &shared.state().db;
    let shell = Shell::of_desk(visitor, &shared.state().site, &officer.0, |_| producer.name.clone());
    let (id, status) = (producer.id, if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK });
    let (wrong, typed) = refused.map_or((None, Typed::default()), |(wrong, typed)| (Some(wrong), typed));
    let page = Page {
        menu: menu::menu(&shell, &officer.0, Place::Producers),
        said,
        wrong,
        stands: producer_standing(shell.w, producer.status).to_owned(),
        alarming: producer.status != ProducerStatus::Active,
        facts: facts(db, &shell, &producer).await?,
        products: products(db, &shell, id).await?,
        cases: cases(db, &shell, id).await?,
        moves: if officer.may(Act::Check, producer.region) { moves(&shell, producer.status) } else { Vec::new() },
        words: typed.kata.unwrap_or_default(),
        last: typed.menjadi.unwrap_or_default(),
        on_behalf: officer.may(Act::Edit, producer.region).then(|| shell.to(&format!("/usaha/{id}"))),
        invite: officer.may(Act::Team, producer.region).then(|| shell.to(&format!("/dinas/produsen/{id}/undang"))),
        public: shell.to(&links::producer(id)),
        shell,
    };
    Ok(show(status, &page))
}

async fn facts(db: &Db, shell: &Shell, producer: &Producer) -> Result<Vec<Fact>, Error> {
    let c = &shell.w.agency.case;
    let missing = || c.missing.clone();
    let said = |text: &Option<String>| text.clone().unwrap_or_else(missing);
    let kbli = producer.kbli.as_ref().map(|(class, year)| format!("{class} ({year})"));
    let mut facts = vec![
        Fact::new(&c.code, &producer.code),
        Fact::new(&c.region, producer.region.name()),
        Fact::new("NIB", said(&producer.nib)),
        Fact::new("KBLI", kbli.unwrap_or_else(missing)),
        Fact::new(&c.address, said(&producer.address)),
        Fact::new(&c.phone, said(&producer.phone)),
    ];
    if let Some(id) = producer.sentra
        && let Some(sentra) = registry::find_sentra(&mut &*db, id).await?
    {
        facts.push(Fact::new(&c.sentra, sentra.name).leading(shell.to(&format!("/dinas/sentra/{id}"))));
    }
    Ok(facts)
}

async fn products(db: &Db, shell: &Shell, id: ProducerId) -> Result<Vec<Line>, Error> {
    let products = registry::products_of(&mut &*db, id).await?;
    let line = |product: registry::Product| Line {
        // A draft has no page for everybody.
        href: (product.status != ProductStatus::Draft).then(|| shell.to(&links::product(product.id))),
        aside: product_standing(shell.w, product.status).to_owned(),
        name: product.name,
    };
    Ok(products.into_iter().map(line).collect())
}

async fn cases(db: &Db, shell: &Shell, id: ProducerId) -> Result<Vec<Line>, Error> {
    let cases = cases::cases_of(&mut &*db, id, None, CASES).await?;
    let line = |case: cases::Listed| Line {
        href: Some(shell.to(&format!("/dinas/perkara/{}", case.id))),
        name: format!("{}, {}", case_name(shell.w, case.matter.kind()), date(case.opened_at.day(), shell.lang)),
        aside: stage_name(shell.w, case.stage).to_owned(),
    };
    Ok(cases.into_iter().map(line).collect())
}

fn moves(shell: &Shell, from: ProducerStatus) -> Vec<Move> {
    let c = &shell.w.agency.standing;
    let all: [(ProducerStatus, &String, &String, &'static [String]); 3] = [
        (ProducerStatus::Active, &c.activate, &c.activate_lead, &c.activate_reasons),
        (ProducerStatus::Suspended, &c.suspend, &c.suspend_lead, &c.suspend_reasons),
        (ProducerStatus::Closed, &c.close, &c.close_lead, &c.close_reasons),
    ];
    let may = all.into_iter().filter(|(to, ..)| office::may_become(from, *to));
    may.map(|(to, name, lead, reasons)| Move { to: to.word(), name: name.clone(), lead: lead.clone(), reasons })
        .collect()
}

/// POST /dinas/produsen/{id}: another standing.
pub(super) async fn set_standing(
    State(shared): State<Shared>,
    officer: Officer,
    Path(id): Path<String>,
    visitor: Visitor,
    form: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Error> {
    let Form(typed) = form.map_err(|_| Error::Refused)?;
    let state = shared.state();
    let producer = find(&state.db, &officer, &id).await?;
    let who = officer.who(Act::Check, producer.region)?;
    let to = typed.menjadi.as_deref().and_then(ProducerStatus::from_word).ok_or(Error::Refused)?;
    let reason = reason(&typed.alasan, &typed.kata).to_owned();
    let (number, now) = (producer.id, state.clock.now());
    let done = state.db.write(move |tx| {
        let reason = reason.clone();
        Box::pin(async move { office::set_standing(tx, who, number, to, &reason, now).await })
    });
    match refusals::refused(done.await)? {
        Ok(()) => {
            let next = Notice::Saved.at(&format!("/dinas/produsen/{number}"));
            Ok(Redirect::to(&visitor.to(&next)).into_response())
        }
        Err(error) => {
            let wrong = refusals::of_office(visitor.lang, &error);
            let producer = find(&state.db, &officer, &id).await?;
            tell(&shared, &officer, visitor, producer, None, Some((wrong, typed))).await
        }
    }
}
