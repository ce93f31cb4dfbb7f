//! Login and password, then for some a second factor.
use askama::Template;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{FromRequestParts, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Form, RequestPartsExt};
use serde::Deserialize;

use super::passkey;
use crate::accounts::{self, Attempt, Factors, PersonId, Refused, Secret, SessionId, Visit};
use crate::i18n::{Words, fill, moment};
use crate::membership;
use crate::web::client::Asking;
use crate::web::error::Error;
use crate::web::links;
use crate::web::router::Shared;
use crate::web::shell::{Shell, show};
use crate::web::signed_in::{self, SignedIn, browser};
use crate::web::visitor::Visitor;

/// Letters of a field that are read.
const LONGEST: usize = 300;

/// Where somebody wanted to go.
#[derive(Deserialize, Default)]
pub(super) struct Way {
    ke: Option<String>,
}

impl Way {
    /// The way that a page was told.
    pub(super) fn of(ke: Option<String>) -> Way {
        Way { ke }
    }

    /// The way back, if it leads to a page of ours. `//host` and `/\host` lead elsewhere.
    pub(super) fn back(&self) -> String {
        let own = |way: &&String| {
            way.starts_with('/')
                && !way[1..].starts_with(['/', '\\'])
                && way.len() <= 500
                && !way.contains(char::is_control)
        };
        self.ke.as_ref().filter(own).cloned().unwrap_or_else(|| "/meja".to_owned())
    }
}

#[derive(Template)]
#[template(path = "account/sign_in.html")]
struct Page {
    shell: Shell,
    back: String,
    login: String,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "account/code.html")]
struct CodePage {
    shell: Shell,
    back: String,
    /// Whether an authenticator app shows codes.
    app: bool,
    /// Whether there are passkeys, and whether they are good at this address.
    passkeys: bool,
    here: bool,
    wrong: Option<String>,
}

/// What the form brings.
#[derive(Deserialize)]
pub(super) struct Typed {
    login: String,
    sandi: String,
    #[serde(flatten)]
    way: Way,
}

/// GET /masuk
pub(super) async fn page(
    State(shared): State<Shared>,
    signed_in: Option<SignedIn>,
    way: Result<Query<Way>, QueryRejection>,
    visitor: Visitor,
) -> Response {
    let way = way.map(|Query(way)| way).unwrap_or_default();
    if signed_in.is_some() {
        return Redirect::to(&visitor.to(&way.back())).into_response();
    }
    ask(&shared, visitor, &way, String::new(), StatusCode::OK, None)
}

fn ask(
    shared: &Shared,
    visitor: Visitor,
    way: &Way,
    login: String,
    status: StatusCode,
    wrong: Option<String>,
) -> Response {
    let mut shell = Shell::new(visitor, &shared.state().site, |w| w.account.sign_in.clone());
    (shell.desk, shell.indexed) = (true, false);
    show(status, &Page { shell, back: way.back(), login, wrong })
}

/// POST /masuk
pub(super) async fn password(
    State(shared): State<Shared>,
    asking: Asking,
    headers: HeaderMap,
    visitor: Visitor,
    form: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Error> {
    let Form(typed) = form.map_err(|_| Error::Refused)?;
    let (state, client) = (shared.state(), asking.asker().client);
    let now = state.clock.now();
    let refused = |visitor: Visitor, status, said: Said| {
        let text = said(crate::i18n::words(visitor.lang));
        let login = typed.login.chars().take(LONGEST).collect();
        Ok(ask(&shared, visitor, &typed.way, login, status, Some(text)))
    };
    if shared.sign_ins().spend(client, now).is_err() {
        return refused(visitor, StatusCode::TOO_MANY_REQUESTS, Box::new(|w| w.account.wait_network.clone()));
    }
    let attempt = Attempt { login: &typed.login, password: &typed.sandi, at: now };
    let person = match accounts::sign_in(&state.db, attempt).await {
        Ok(person) => person,
        Err(refusal) => {
            let said = why(refusal, visitor.lang)?;
            return refused(visitor, StatusCode::FORBIDDEN, said);
        }
    };
    shared.sign_ins().give_back(client);
    let way = if person.factors().any() { links::second_step(&typed.way.back()) } else { typed.way.back() };
    begin(&shared, person.id, None, false, &headers, &visitor.to(&way)).await
}

/// A sentence, in the language of the page.
type Said = Box<dyn FnOnce(&'static Words) -> String + Send>;

/// Why somebody is not let in, in words.
pub(super) fn why(refusal: Refused, lang: crate::i18n::Lang) -> Result<Said, Error> {
    Ok(match refusal {
        Refused::Wrong => Box::new(|w| w.account.wrong.clone()),
        Refused::WrongCode => Box::new(|w| w.account.wrong_code.clone()),
        Refused::WrongPasskey(reason) => {
            // Written as a quoted text: some of it may be what the browser sent.
            tracing::info!(?reason, "a passkey was refused");
            Box::new(|w| w.account.passkey_wrong.clone())
        }
        Refused::Late => Box::new(|w| w.account.passkey_late.clone()),
        Refused::Disabled => Box::new(|w| w.account.disabled.clone()),
        Refused::Wait(until) => Box::new(move |w| fill(&w.account.wait, &[("time", &moment(until, lang))])),
        Refused::Broken(error) => return Err(error.into()),
    })
}

/// A new session under a new secret, in place of an older one: what a browser carried before it signed in is good for nothing.
pub(crate) async fn begin(
    shared: &Shared,
    person: PersonId,
    instead_of: Option<SessionId>,
    strong: bool,
    headers: &HeaderMap,
    way: &str,
) -> Result<Response, Error> {
    let cookie = fresh(shared, person, instead_of, strong, headers).await?;
    Ok(([cookie], Redirect::to(way)).into_response())
}

/// The same, of which the browser is told with another answer: its cookie.
pub(super) async fn fresh(
    shared: &Shared,
    person: PersonId,
    instead_of: Option<SessionId>,
    strong: bool,
    headers: &HeaderMap,
) -> Result<(HeaderName, HeaderValue), Error> {
    let state = shared.state();
    let (secret, about, now) = (Secret::fresh()?, browser(headers), state.clock.now());
    let print = secret.fingerprint();
    state
        .db
        .write(move |tx| {
            let about = about.clone();
            Box::pin(async move { membership::sign_in(tx, person, instead_of, (print, &about, strong), now).await })
        })
        .await?;
    Ok(signed_in::give(&state.site, &secret))
}

/// Somebody whose password was right, and whose second factor is still to come.
pub(super) struct Halfway(pub(super) SessionId, pub(super) PersonId);

impl FromRequestParts<Shared> for Halfway {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Halfway, Error> {
        match signed_in::visit(parts, shared).await? {
            Visit::Halfway(session, person) => Ok(Halfway(session, person)),
            Visit::In(_) | Visit::Stranger => {
                let Query(way) = parts.extract::<Query<Way>>().await.unwrap_or_default();
                Err(Error::SignInFirst(way.back()))
            }
        }
    }
}

/// GET /masuk/kode
pub(super) async fn code_page(
    State(shared): State<Shared>,
    Halfway(_, person): Halfway,
    way: Result<Query<Way>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let way = way.map(|Query(way)| way).unwrap_or_default();
    ask_code(&shared, visitor, person, &way, StatusCode::OK, None).await
}

async fn ask_code(
    shared: &Shared,
    visitor: Visitor,
    person: PersonId,
    way: &Way,
    status: StatusCode,
    wrong: Option<String>,
) -> Result<Response, Error> {
    let state = shared.state();
    let person = accounts::find_person(&mut &state.db, person).await?.ok_or(Error::NotFound)?;
    let Factors { app, passkeys } = person.factors();
    let (passkeys, here) = (passkeys > 0, passkey::party(&state.site).is_some());
    let title = |w: &Words| if passkeys { w.account.second.clone() } else { w.account.code_title.clone() };
    let mut shell = Shell::new(visitor, &state.site, title);
    (shell.desk, shell.indexed) = (true, false);
    Ok(show(status, &CodePage { shell, back: way.back(), app, passkeys, here, wrong }))
}

/// What the form of the second step brings.
#[derive(Deserialize)]
pub(super) struct TypedCode {
    kode: String,
    #[serde(flatten)]
    way: Way,
}

/// POST /masuk/kode
pub(super) async fn code(
    State(shared): State<Shared>,
    Halfway(session, person): Halfway,
    headers: HeaderMap,
    visitor: Visitor,
    form: Result<Form<TypedCode>, FormRejection>,
) -> Result<Response, Error> {
    let Form(typed) = form.map_err(|_| Error::Refused)?;
    let state = shared.state();
    match accounts::confirm(&state.db, person, &typed.kode, state.clock.now()).await {
        Ok(()) => begin(&shared, person, Some(session), true, &headers, &visitor.to(&typed.way.back())).await,
        Err(refusal) => {
            let said = why(refusal, visitor.lang)?(crate::i18n::words(visitor.lang));
            ask_code(&shared, visitor, person, &typed.way, StatusCode::FORBIDDEN, Some(said)).await
        }
    }
}

/// POST /keluar: ends the session, and takes the cookie away.
pub(super) async fn out(
    State(shared): State<Shared>,
    signed_in: Option<SignedIn>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let state = shared.state();
    if let Some(SignedIn(actor)) = signed_in {
        let (person, session, now) = (actor.person, actor.session.id, state.clock.now());
        state.db.write(move |tx| Box::pin(membership::sign_out(tx, person, session, true, now))).await?;
    }
    Ok(([signed_in::take(&state.site)], Redirect::to(&visitor.to("/masuk"))).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_in_the_house() {
        for (asked, way) in [
            ("/usaha/1/produk?x=1", "/usaha/1/produk?x=1"),
            ("//jahat.example", "/meja"),
            ("/\\jahat.example", "/meja"),
            ("https://jahat.example", "/meja"),
            ("/a\r\nSet-Cookie: x", "/meja"),
            ("", "/meja"),
        ] {
            assert_eq!(Way { ke: Some(asked.to_owned()) }.back(), way, "{asked}");
        }
    }
}
