//! Setting up the second factor, and taking it away.
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::{passkey, sign_in};
use crate::accounts::{self, Actor, PasskeyId, SecondFactor};
use crate::membership;
use crate::web::Site;
use crate::web::error::Error;
use crate::web::router::Shared;
use crate::web::share::QrCode;
use crate::web::shell::{Shell, show};
use crate::web::signed_in::{self, SignedIn};
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "account/second_factor.html")]
struct Page {
    shell: Shell,
    /// Whether passkeys are good at this address.
    here: bool,
    /// The authenticator app, for whoever has none yet.
    app: Option<App>,
    wrong: Option<String>,
}

/// What stands there instead, until whoever has a second factor has shown it.
#[derive(Template)]
#[template(path = "account/show_first.html")]
struct ShowFirst {
    shell: Shell,
    /// Whether an authenticator app shows codes.
    app: bool,
    /// Whether a passkey can be shown, at this address.
    proves: bool,
    wrong: Option<String>,
}

/// What an authenticator app is told.
struct App {
    symbol: QrCode,
    key: String,
}

/// GET /akun/pengaman
pub(super) async fn page(
    State(shared): State<Shared>,
    SignedIn(actor): SignedIn,
    headers: HeaderMap,
    visitor: Visitor,
) -> Result<Response, Error> {
    if !actor.may_add_factor(shared.state().clock.now()) {
        return Ok(show_first(&shared, visitor, &actor, StatusCode::OK, None));
    }
    let factor = proposed(&shared.state().site, &headers)?;
    ask(&shared, visitor, &actor, &factor, StatusCode::OK, None)
}

fn show_first(shared: &Shared, visitor: Visitor, actor: &Actor, status: StatusCode, wrong: Option<String>) -> Response {
    let site = &shared.state().site;
    let shell = Shell::of_desk(visitor, site, actor, |w| w.account.second_add.clone());
    let proves = actor.factors.passkeys > 0 && passkey::party(site).is_some();
    show(status, &ShowFirst { shell, app: actor.factors.app, proves, wrong })
}

/// A proof that one has what one has.
#[derive(Deserialize)]
pub(super) struct Proof {
    /// A code of six digits.
    #[serde(default)]
    kode: String,
    /// What a passkey answered.
    #[serde(default)]
    bukti: String,
}

/// POST /akun/pengaman/bukti/jawab: opens the ways to add another second factor.
pub(super) async fn prove(
    State(shared): State<Shared>,
    SignedIn(actor): SignedIn,
    visitor: Visitor,
    form: Result<Form<Proof>, FormRejection>,
) -> Result<Response, Error> {
    let Form(proof) = form.map_err(|_| Error::Refused)?;
    let (state, session) = (shared.state(), actor.session.id);
    let now = state.clock.now();
    if let Err(refusal) = passkey::prove(&shared, &actor, &proof.kode, &proof.bukti).await {
        let said = sign_in::why(refusal, visitor.lang)?(crate::i18n::words(visitor.lang));
        return Ok(show_first(&shared, visitor, &actor, StatusCode::UNPROCESSABLE_ENTITY, Some(said)));
    }
    let noted: Result<(), accounts::Error> =
        state.db.write(move |tx| Box::pin(accounts::prove_session(tx, session, now))).await;
    noted?;
    Ok(Redirect::to(&visitor.to("/akun/pengaman")).into_response())
}

/// The factor that this browser is offered: made from the secret of its session, so that it is the same when the page is opened
/// again and need not be kept anywhere until it is confirmed. Setting it ends the session.
fn proposed(site: &Site, headers: &HeaderMap) -> Result<SecondFactor, Error> {
    let secret = signed_in::carried(site, headers).ok_or(Error::Broken)?;
    Ok(SecondFactor::derived(&Zeroizing::new(format!("second factor{}", *secret.text()))))
}

fn ask(
    shared: &Shared,
    visitor: Visitor,
    actor: &Actor,
    factor: &SecondFactor,
    status: StatusCode,
    wrong: Option<String>,
) -> Result<Response, Error> {
    let site = &shared.state().site;
    let shell = Shell::of_desk(visitor, site, actor, |w| match actor.factors.any() {
        true => w.account.second_add.clone(),
        false => w.account.second_set.clone(),
    });
    let app = match actor.factors.app {
        true => None,
        false => {
            let uri = factor.uri(&format!("Telusur {}", site.host()), actor.login.as_str());
            Some(App { symbol: QrCode::of(&uri)?, key: in_fours(&factor.typed()) })
        }
    };
    let here = passkey::party(site).is_some();
    Ok(show(status, &Page { shell, here, app, wrong }))
}

fn in_fours(key: &str) -> String {
    let letters: Vec<char> = key.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// A code of six digits.
#[derive(Deserialize)]
pub(super) struct Typed {
    kode: String,
}

/// POST /akun/pengaman: every session ends; this browser gets a new one, which counts for seats that decide.
pub(super) async fn set(
    State(shared): State<Shared>,
    SignedIn(actor): SignedIn,
    headers: HeaderMap,
    visitor: Visitor,
    form: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Error> {
    let Form(typed) = form.map_err(|_| Error::Refused)?;
    if actor.factors.app {
        return Ok(Redirect::to(&visitor.to("/akun")).into_response());
    }
    let (state, person) = (shared.state(), actor.person);
    let now = state.clock.now();
    if !actor.may_add_factor(now) {
        return Ok(Redirect::to(&visitor.to("/akun/pengaman")).into_response());
    }
    let factor = proposed(&state.site, &headers)?;
    if factor.accepts(&typed.kode, now, None).is_none() {
        let wrong = crate::i18n::words(visitor.lang).account.second_wrong.clone();
        return ask(&shared, visitor, &actor, &factor, StatusCode::UNPROCESSABLE_ENTITY, Some(wrong));
    }
    let set = state.db.write(move |tx| {
        let factor = factor.clone();
        Box::pin(async move { membership::set_second_factor(tx, person, &factor, now).await })
    });
    set.await?;
    sign_in::begin(&shared, person, None, true, &headers, &visitor.to("/meja")).await
}

/// What is to be taken away, and a proof.
#[derive(Deserialize)]
pub(super) struct TakeAway {
    /// A passkey's number; none means the authenticator app.
    kunci: Option<i64>,
    /// A code of six digits.
    #[serde(default)]
    kode: String,
    /// What a passkey answered.
    #[serde(default)]
    bukti: String,
}

/// POST /akun/pengaman/lepas: with a fresh code or a passkey shown, so that a phone left lying open is not enough. Without any second
/// factor, seats that decide fall asleep.
pub(super) async fn take_away(
    State(shared): State<Shared>,
    SignedIn(actor): SignedIn,
    headers: HeaderMap,
    visitor: Visitor,
    form: Result<Form<TakeAway>, FormRejection>,
) -> Result<Response, Error> {
    let Form(asked) = form.map_err(|_| Error::Refused)?;
    if asked.kunci.is_none() && !actor.factors.app {
        return Err(Error::NotFound);
    }
    let (state, person) = (shared.state(), actor.person);
    let now = state.clock.now();
    if let Err(refusal) = passkey::prove(&shared, &actor, &asked.kode, &asked.bukti).await {
        let said = sign_in::why(refusal, visitor.lang)?(crate::i18n::words(visitor.lang));
        return super::own::tell(&shared, visitor, actor, StatusCode::UNPROCESSABLE_ENTITY, Some(said)).await;
    }
    let removed: Result<(), membership::Error> = state
        .db
        .write(move |tx| {
            Box::pin(async move {
                match asked.kunci.map(PasskeyId) {
                    Some(passkey) => membership::remove_passkey(tx, person, passkey, now).await,
                    None => membership::remove_second_factor(tx, person, now).await,
                }
            })
        })
        .await;
    removed?;
    let left = accounts::find_person(&mut &state.db, person).await?.is_some_and(|person| person.factors().any());
    sign_in::begin(&shared, person, None, left, &headers, &visitor.to("/akun")).await
}
