use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::receive::Desk;
use crate::clock::{self, Moment};
use crate::i18n::{fill, moment};
use crate::reports::{self, Number, Standing, State as Step};
use crate::web::client::Asking;
use crate::web::error::Error;
use crate::web::shell::{Shell, show_fresh};
use crate::web::visitor::Visitor;
use crate::web::{Site, links};

/// What the addresses bring.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    nomor: Option<String>,
    baru: Option<String>,
}

#[derive(Template)]
#[template(path = "public/report_standing.html")]
struct Page {
    shell: Shell,
    number: String,
    /// Whether it was made a moment ago.
    new: bool,
    steps: Vec<Passed>,
    answer: Option<(&'static str, Vec<String>)>,
    over: bool,
}

struct Passed {
    iso: String,
    at: String,
    words: &'static str,
}

#[derive(Template)]
#[template(path = "public/report_find.html")]
struct Find {
    shell: Shell,
    typed: String,
    fault: Option<&'static str>,
}

/// GET /laporan
pub(crate) async fn find(
    State(site): State<Site>,
    asked: Result<Query<Asked>, QueryRejection>,
    visitor: Visitor,
) -> Response {
    let typed = asked.map(|Query(asked)| asked).unwrap_or_default().nomor.unwrap_or_default();
    match Number::read(&typed) {
        Some(number) => Redirect::to(&visitor.to(&links::standing(&number))).into_response(),
        None if typed.trim().is_empty() => ask(StatusCode::OK, visitor, &site, typed, |_| None),
        None => unknown(visitor, &site, typed),
    }
}

/// GET /laporan/{number}
pub(crate) async fn page(
    State(desk): State<Desk>,
    asking: Asking,
    Path(text): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let (client, now) = (asking.asker().client, desk.clock.now());
    if desk.pace.may_ask(client, now).is_err() {
        let status = StatusCode::TOO_MANY_REQUESTS;
        return Ok(ask(status, visitor, &desk.site, text, |shell| Some(&shell.w.standing.too_many)));
    }
    let Some(number) = Number::read(&text) else { return Ok(unknown(visitor, &desk.site, text)) };
    let Some(standing) = reports::standing(&mut &desk.db, &number).await? else {
        desk.pace.wrong_number(client, now);
        return Ok(unknown(visitor, &desk.site, text));
    };
    let new = asked.is_ok_and(|Query(asked)| asked.baru.is_some());
    Ok(show_fresh(StatusCode::OK, &tell(visitor, &desk.site, &number, standing, new)))
}

fn tell(visitor: Visitor, site: &Site, number: &Number, standing: Standing, new: bool) -> Page {
    let number = number.to_string();
    let mut shell = Shell::new(visitor, site, |w| fill(&w.standing.title, &[("number", &number)]));
    (shell.desk, shell.indexed) = (true, false);
    let w = &shell.w.standing;
    let (ended, heading) = match standing.state {
        Step::Closed => (&w.closed, &w.reason),
        Step::Received | Step::Taken | Step::Answered => (&w.answered, &w.answer),
    };
    let steps = [(Some(standing.at), &w.received), (standing.taken_at, &w.taken), (standing.closed_at, ended)];
    let step = |(at, words): (Option<Moment>, &'static String)| {
        let at = at?;
        Some(Passed { iso: clock::iso(at.day()), at: moment(at, shell.lang), words })
    };
    let lines = |text: String| text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
    Page {
        steps: steps.into_iter().filter_map(step).collect(),
        answer: standing.answer.map(|text| (heading.as_str(), lines(text))),
        over: standing.state.is_over(),
        number,
        new,
        shell,
    }
}

fn unknown(visitor: Visitor, site: &Site, typed: String) -> Response {
    ask(StatusCode::NOT_FOUND, visitor, site, typed, |shell| Some(&shell.w.standing.unknown))
}

fn ask(
    status: StatusCode,
    visitor: Visitor,
    site: &Site,
    typed: String,
    fault: impl Fn(&Shell) -> Option<&'static String>,
) -> Response {
    let mut shell = Shell::new(visitor, site, |w| w.standing.find_title.clone());
    (shell.desk, shell.indexed) = (true, false);
    let fault = fault(&shell).map(String::as_str);
    show_fresh(status, &Find { typed: typed.chars().take(40).collect(), fault, shell })
}
