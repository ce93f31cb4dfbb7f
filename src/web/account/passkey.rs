//! Passkeys: questions to the browser and its answers, as JSON for the one script of the desks (`static/passkey.js`). Errors are
//! problem documents (RFC 9457) whose `detail` is a sentence for whoever sits there.
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::sign_in::{self, Halfway, Way};
use crate::accounts::{self, Actor, Refused, RelyingParty};
use crate::clock::Moment;
use crate::i18n::{Lang, Words, words};
use crate::membership;
use crate::problem::{self, Problem};
use crate::web::Site;
use crate::web::error::Error;
use crate::web::router::Shared;
use crate::web::signed_in::{SignedIn, browser};
use crate::web::visitor::Visitor;

/// Where this service's passkeys are good, if it has an address for which browsers allow them.
pub(super) fn party(site: &Site) -> Option<RelyingParty> {
    RelyingParty::of(site.public_url(), site.issuer())
}

/// An answer, as the browser gave it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Answer {
    passkey: Value,
    /// Where the visitor wanted to go.
    #[serde(default)]
    ke: Option<String>,
}

/// A new passkey, and what its owner calls it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Made {
    passkey: Value,
    nama: String,
}

type Sent<T> = Result<Json<T>, JsonRejection>;

fn sent<T>(sent: Sent<T>) -> Result<T, Error> {
    match sent {
        Ok(Json(sent)) => Ok(sent),
        Err(refusal) if refusal.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(Error::TooLarge),
        Err(_) => Err(Error::Refused),
    }
}

/// POST /masuk/passkey: the question to somebody whose password was right.
pub(super) async fn ask_to_enter(
    State(shared): State<Shared>,
    Halfway(session, person): Halfway,
    visitor: Visitor,
) -> Result<Response, Error> {
    let state = shared.state();
    let Some(party) = party(&state.site) else { return Ok(nowhere(visitor.lang)) };
    let asked = accounts::ask_for_proof(&state.db, &party, session, person, state.clock.now()).await?;
    Ok(question(asked))
}

/// POST /masuk/passkey/jawab: the second step of signing in.
pub(super) async fn enter(
    State(shared): State<Shared>,
    Halfway(session, person): Halfway,
    headers: HeaderMap,
    visitor: Visitor,
    answer: Sent<Answer>,
) -> Result<Response, Error> {
    let answer = sent(answer)?;
    let state = shared.state();
    let Some(party) = party(&state.site) else { return Ok(nowhere(visitor.lang)) };
    let (json, now) = (answer.passkey.to_string(), state.clock.now());
    if let Err(refusal) = accounts::confirm_passkey(&state.db, &party, session, person, &json, now).await {
        return refused(refusal, visitor.lang, now);
    }
    let cookie = sign_in::fresh(&shared, person, Some(session), true, &headers).await?;
    let way = visitor.to(&Way::of(answer.ke).back());
    Ok(([cookie], Json(json!({ "to": way }))).into_response())
}

/// POST /akun/pengaman/passkey: the question for a new passkey.
pub(super) async fn ask_for_new(
    State(shared): State<Shared>,
    SignedIn(actor): SignedIn,
    visitor: Visitor,
) -> Result<Response, Error> {
    let (state, now) = (shared.state(), shared.state().clock.now());
    let Some(party) = party(&state.site) else { return Ok(nowhere(visitor.lang)) };
    if !actor.may_add_factor(now) {
        return Ok(unproved(visitor.lang));
    }
    let asked = accounts::ask_for_passkey(&state.db, &party, actor.session.id, actor.person, now).await;
    match asked {
        Ok(asked) => Ok(question(asked)),
        Err(accounts::Error::TooManyPasskeys) => Ok(unfit(&words(visitor.lang).account.passkey_most)),
        Err(error) => Err(error.into()),
    }
}

/// POST /akun/pengaman/passkey/jawab: every session ends; this browser gets a new one, which counts for seats that decide.
pub(super) async fn add(
    State(shared): State<Shared>,
    SignedIn(actor): SignedIn,
    headers: HeaderMap,
    visitor: Visitor,
    made: Sent<Made>,
) -> Result<Response, Error> {
    let made = sent(made)?;
    let (state, w) = (shared.state(), words(visitor.lang));
    let Some(party) = party(&state.site) else { return Ok(nowhere(visitor.lang)) };
    let (json, now, person) = (made.passkey.to_string(), state.clock.now(), actor.person);
    if !actor.may_add_factor(now) {
        return Ok(unproved(visitor.lang));
    }
    let passkey = match accounts::receive_passkey(&state.db, &party, actor.session.id, &json, now).await {
        Ok(passkey) => passkey,
        Err(refusal) => return refused(refusal, visitor.lang, now),
    };
    let name = called(&made.nama, &headers, w);
    let added: Result<(), membership::Error> = state
        .db
        .write(move |tx| {
            let (passkey, name) = (passkey.clone(), name.clone());
            Box::pin(async move { membership::add_passkey(tx, person, &passkey, &name, now).await })
        })
        .await;
    match added {
        Ok(()) => {}
        Err(membership::Error::Account(accounts::Error::Name(_))) => return Ok(unfit(&w.account.passkey_name_wrong)),
        Err(membership::Error::Account(accounts::Error::TooManyPasskeys)) => return Ok(unfit(&w.account.passkey_most)),
        Err(membership::Error::Account(accounts::Error::KnownPasskey)) => return Ok(unfit(&w.account.passkey_known)),
        Err(error) => return Err(error.into()),
    }
    let cookie = sign_in::fresh(&shared, person, None, true, &headers).await?;
    let way = visitor.to(if actor.factors.any() { "/akun" } else { "/meja" });
    Ok(([cookie], Json(json!({ "to": way }))).into_response())
}

/// What a new passkey is called: as its owner says, or like the browser.
fn called(name: &str, headers: &HeaderMap, w: &Words) -> String {
    let name = if name.trim().is_empty() { browser(headers) } else { name.to_owned() };
    if name.is_empty() { w.account.unknown_browser.clone() } else { name }
}

/// POST /akun/pengaman/bukti: the question for a fresh proof, before another second factor is added or one is taken away.
pub(super) async fn ask_for_proof(
    State(shared): State<Shared>,
    SignedIn(actor): SignedIn,
    visitor: Visitor,
) -> Result<Response, Error> {
    let state = shared.state();
    let Some(party) = party(&state.site) else { return Ok(nowhere(visitor.lang)) };
    let asked = accounts::ask_for_proof(&state.db, &party, actor.session.id, actor.person, state.clock.now()).await?;
    Ok(question(asked))
}

/// Whether somebody who is signed in has just shown a passkey (`proof`, the browser's answer) or typed a code.
pub(super) async fn prove(shared: &Shared, actor: &Actor, code: &str, proof: &str) -> Result<(), Refused> {
    let (state, person) = (shared.state(), actor.person);
    let now = state.clock.now();
    match party(&state.site) {
        Some(party) if !proof.is_empty() => {
            accounts::confirm_passkey(&state.db, &party, actor.session.id, person, proof, now).await
        }
        _ => accounts::confirm(&state.db, person, code, now).await,
    }
}

fn question(json: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], json).into_response()
}

/// Why an answer is not taken.
fn refused(refusal: Refused, lang: Lang, now: Moment) -> Result<Response, Error> {
    let (status, wait) = match &refusal {
        Refused::Late => (StatusCode::GONE, None),
        Refused::Wait(until) => (StatusCode::TOO_MANY_REQUESTS, Some((until.0 - now.0).max(0) / 1_000 + 1)),
        _ => (StatusCode::FORBIDDEN, None),
    };
    let said = sign_in::why(refusal, lang)?(words(lang));
    let mut response = stated(status, said);
    response.headers_mut().extend(wait.map(|wait| (header::RETRY_AFTER, HeaderValue::from(wait))));
    Ok(response)
}

/// What was sent cannot be done.
fn unfit(said: &str) -> Response {
    stated(StatusCode::UNPROCESSABLE_ENTITY, said.to_owned())
}

/// Whoever has a second factor shows it before adding another.
fn unproved(lang: Lang) -> Response {
    stated(StatusCode::FORBIDDEN, words(lang).account.second_show.clone())
}

/// Browsers allow no passkeys at this service's address.
fn nowhere(lang: Lang) -> Response {
    stated(StatusCode::NOT_FOUND, words(lang).account.passkey_not_here.clone())
}

fn stated(status: StatusCode, said: String) -> Response {
    let kind = [(header::CONTENT_TYPE, problem::CONTENT_TYPE)];
    (status, kind, Json(Problem::new(status.as_u16(), said))).into_response()
}
