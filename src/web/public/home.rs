//! The front page, and the field for a code on it.
use askama::Template;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::verdict;
use crate::verification::{Asker, Finding, Verifier};
use crate::web::client::Asking;
use crate::web::error::Error;
use crate::web::shell::{Shell, show};
use crate::web::visitor::Visitor;
use crate::web::{Site, links};

#[derive(Template)]
#[template(path = "public/home.html")]
struct Home {
    shell: Shell,
}

/// What the field for a code brings.
#[derive(Deserialize)]
pub(crate) struct Typed {
    kode: String,
    lang: Option<String>,
}

/// GET /
pub(crate) async fn page(State(site): State<Site>, visitor: Visitor) -> Response {
    show(StatusCode::OK, &Home { shell: Shell::new(visitor, &site, |w| w.home.title.clone()) })
}

/// POST /periksa: a code that someone typed goes to its own address; anything else gets its verdict here.
pub(crate) async fn lookup(
    State(verifier): State<Verifier>,
    State(site): State<Site>,
    asking: Asking,
    visitor: Visitor,
    form: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Error> {
    let Form(typed) = form.map_err(|refusal| match refusal.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        _ => Error::Refused,
    })?;
    look_up(&verifier, &site, asking.asker(), visitor.choosing(typed.lang.as_deref()), &typed.kode).await
}

/// GET /periksa?kode=…: the same, for links and for browsers that lost the form. Without a code: the front page.
pub(crate) async fn lookup_by_address(
    State(verifier): State<Verifier>,
    State(site): State<Site>,
    asking: Asking,
    visitor: Visitor,
    typed: Result<Query<Typed>, QueryRejection>,
) -> Result<Response, Error> {
    match typed {
        Ok(Query(typed)) => look_up(&verifier, &site, asking.asker(), visitor, &typed.kode).await,
        Err(_) => Ok(Redirect::to("/").into_response()),
    }
}

async fn look_up(
    verifier: &Verifier,
    site: &Site,
    asker: Asker<'_>,
    visitor: Visitor,
    text: &str,
) -> Result<Response, Error> {
    let answer = verifier.examine_for(asker, text.trim()).await?;
    if let Finding::Known(evidence) = &answer.finding {
        return Ok(Redirect::to(&visitor.to(&links::code(&evidence.code))).into_response());
    }
    let visitor = visitor.at_home();
    let visitor = if answer.is_looked_up() { visitor.having_typed(text) } else { visitor };
    Ok(verdict::answer(visitor, site, answer))
}
