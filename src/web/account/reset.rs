//! A link by which somebody who lost the password sets another.
use askama::Template;
use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::invitation::{self, hashed};
use super::sign_in;
use crate::accounts::{self, Fingerprint, Person, Secret};
use crate::i18n::{fill, words};
use crate::membership;
use crate::web::client::Asking;
use crate::web::error::Error;
use crate::web::router::Shared;
use crate::web::shell::{Shell, show};
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "account/reset.html")]
struct Page {
    shell: Shell,
    lead: String,
    login: String,
    wrong: Option<String>,
}

/// GET /sandi-baru/{secret}
pub(super) async fn page(
    State(shared): State<Shared>,
    Path(secret): Path<String>,
    visitor: Visitor,
) -> Result<Response, Error> {
    match find(&shared, &secret).await? {
        Some((_, person)) => Ok(ask(&shared, visitor, &person, None)),
        None => Ok(invitation::spent(visitor, &shared.state().site)),
    }
}

async fn find(shared: &Shared, secret: &str) -> Result<Option<(Fingerprint, Person)>, Error> {
    let (state, Some(secret)) = (shared.state(), Secret::parse(secret)) else { return Ok(None) };
    let print = secret.fingerprint();
    match accounts::find_reset(&mut &state.db, print, state.clock.now()).await {
        Ok(id) => Ok(accounts::find_person(&mut &state.db, id).await?.map(|person| (print, person))),
        Err(accounts::Error::Spent) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn ask(shared: &Shared, visitor: Visitor, person: &Person, wrong: Option<String>) -> Response {
    let mut shell = Shell::new(visitor, &shared.state().site, |w| w.account.new_password.clone());
    (shell.desk, shell.indexed) = (true, false);
    let login = person.login.to_string();
    let lead = fill(&shell.w.account.reset_lead, &[("name", &person.name), ("login", &login)]);
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    show(status, &Page { shell, lead, login, wrong })
}

/// What the form brings.
#[derive(Deserialize)]
pub(super) struct Typed {
    sandi: String,
}

/// POST /sandi-baru/{secret}: the password is set, every session ends, and this browser is let in as after the password: the
/// second factor, if there is one, is still asked for.
pub(super) async fn set(
    State(shared): State<Shared>,
    Path(secret): Path<String>,
    asking: Asking,
    headers: HeaderMap,
    visitor: Visitor,
    form: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Error> {
    let Form(typed) = form.map_err(|_| Error::Refused)?;
    let Some((print, person)) = find(&shared, &secret).await? else {
        return Ok(invitation::spent(visitor, &shared.state().site));
    };
    let (state, client) = (shared.state(), asking.asker().client);
    let now = state.clock.now();
    shared.sign_ins().spend(client, now)?;
    let password = match hashed(typed.sandi, vec![person.login.to_string(), person.name.clone()]).await {
        Ok(password) => password,
        Err(error) => {
            let wrong = Some(invitation::refusal(words(visitor.lang), &error));
            return Ok(ask(&shared, visitor, &person, wrong));
        }
    };
    shared.sign_ins().give_back(client);
    let set: Result<(), membership::Error> = state
        .db
        .write(move |tx| {
            let password = password.clone();
            Box::pin(async move { membership::take_reset(tx, print, &password, now).await })
        })
        .await;
    match set {
        Ok(()) if person.disabled => Ok(Redirect::to(&visitor.to("/masuk")).into_response()),
        Ok(()) => {
            let way = if person.factors().any() { "/masuk/kode" } else { "/meja" };
            sign_in::begin(&shared, person.id, None, false, &headers, &visitor.to(way)).await
        }
        Err(membership::Error::Account(accounts::Error::Spent)) => Ok(Redirect::to(&visitor.here).into_response()),
        Err(error) => Err(error.into()),
    }
}
