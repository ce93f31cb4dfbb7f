//! One's own account: tasks, browsers that are signed in, password.
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{invitation, passkey, role_name, sign_in};
use crate::accounts::{self, Actor, Attempt, Reach, Refused, SessionId};
use crate::i18n::{Words, fill, moment};
use crate::membership;
use crate::web::client::Asking;
use crate::web::error::Error;
use crate::web::router::Shared;
use crate::web::shell::{Shell, show};
use crate::web::signed_in::SignedIn;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "account/own.html")]
struct Page {
    shell: Shell,
    signed_in_as: String,
    tasks: Vec<String>,
    sessions: Vec<Listed>,
    factors: Vec<Held>,
    /// Whether an authenticator app shows codes.
    app: bool,
    /// Whether a passkey can be shown, at this address.
    proves: bool,
    strong: bool,
    /// What was done, or why not.
    said: Option<String>,
    wrong: bool,
}

/// A browser that is signed in.
struct Listed {
    id: i64,
    about: String,
    used: String,
    here: bool,
}

/// A second factor of one's own: a passkey by its number, or the authenticator app.
struct Held {
    passkey: Option<i64>,
    name: String,
    about: String,
}

/// GET /akun
pub(super) async fn page(
    State(shared): State<Shared>,
    SignedIn(actor): SignedIn,
    visitor: Visitor,
) -> Result<Response, Error> {
    tell(&shared, visitor, actor, StatusCode::OK, None).await
}

/// The page, with a sentence of what was done or why not.
pub(super) async fn tell(
    shared: &Shared,
    visitor: Visitor,
    actor: Actor,
    status: StatusCode,
    said: Option<String>,
) -> Result<Response, Error> {
    let state = shared.state();
    let shell = Shell::of_desk(visitor, &state.site, &actor, |w| w.account.own.clone());
    let sessions = accounts::sessions_of(&mut &state.db, actor.person, state.clock.now()).await?;
    let sessions = sessions.into_iter().map(|session| Listed {
        id: session.id.0,
        used: fill(&shell.w.account.last_used, &[("time", &moment(session.seen_at, shell.lang))]),
        about: if session.about.is_empty() { shell.w.account.unknown_browser.clone() } else { session.about },
        here: session.id == actor.session.id,
    });
    let sessions = sessions.collect();
    let signed_in_as = fill(&shell.w.account.signed_in_as, &[("login", &actor.login.to_string())]);
    let tasks = actor.seats().iter().map(|seat| task(shell.w, seat.role(), seat.reach())).collect();
    let (app, strong, wrong) = (actor.factors.app, actor.factors.any(), !status.is_success());
    let factors = factors(shared, &actor, &shell).await?;
    let proves = actor.factors.passkeys > 0 && passkey::party(&state.site).is_some();
    let page = Page { shell, signed_in_as, tasks, sessions, factors, app, proves, strong, said, wrong };
    Ok(show(status, &page))
}

async fn factors(shared: &Shared, actor: &Actor, shell: &Shell) -> Result<Vec<Held>, Error> {
    let w = &shell.w.account;
    let passkeys = accounts::passkeys_of(&mut &shared.state().db, actor.person).await?.into_iter().map(|passkey| {
        let since = fill(&w.passkey_since, &[("time", &moment(passkey.added_at, shell.lang))]);
        let used = match passkey.used_at {
            Some(used) => fill(&w.last_used, &[("time", &moment(used, shell.lang))]),
            None => w.passkey_unused.clone(),
        };
        Held { passkey: Some(passkey.id.0), name: passkey.name, about: format!("{}, {since}, {used}", w.passkey) }
    });
    let app = Held { passkey: None, name: w.app_title.clone(), about: w.code.clone() };
    Ok(passkeys.chain(actor.factors.app.then_some(app)).collect())
}

fn task(w: &Words, role: accounts::Role, reach: Reach) -> String {
    let role = role_name(w, role);
    match reach {
        Reach::Region(code) => format!("{role} – {}", code.name()),
        Reach::Everything => format!("{role} – {}", w.roles.everywhere),
        Reach::Caseload | Reach::Producer(_) => role.to_owned(),
    }
}

/// What the form for another password brings.
#[derive(Deserialize)]
pub(super) struct Change {
    lama: String,
    baru: String,
}

/// POST /akun/sandi: every session ends; this browser gets a new one.
pub(super) async fn change_password(
    State(shared): State<Shared>,
    SignedIn(actor): SignedIn,
    asking: Asking,
    headers: HeaderMap,
    visitor: Visitor,
    form: Result<Form<Change>, FormRejection>,
) -> Result<Response, Error> {
    let Form(change) = form.map_err(|_| Error::Refused)?;
    let (state, client) = (shared.state(), asking.asker().client);
    let now = state.clock.now();
    shared.sign_ins().spend(client, now)?;
    let attempt = Attempt { login: actor.login.as_str(), password: &change.lama, at: now };
    match accounts::sign_in(&state.db, attempt).await {
        Ok(_) => shared.sign_ins().give_back(client),
        Err(Refused::Broken(error)) => return Err(error.into()),
        Err(_) => {
            let said = crate::i18n::words(visitor.lang).account.old_wrong.clone();
            return tell(&shared, visitor, actor, StatusCode::UNPROCESSABLE_ENTITY, Some(said)).await;
        }
    }
    let known = vec![actor.login.to_string(), actor.name.clone()];
    let password = match invitation::hashed(change.baru, known).await {
        Ok(password) => password,
        Err(error) => {
            let said = Some(invitation::refusal(crate::i18n::words(visitor.lang), &error));
            return tell(&shared, visitor, actor, StatusCode::UNPROCESSABLE_ENTITY, said).await;
        }
    };
    let (person, strong) = (actor.person, actor.session.strong);
    let set = state.db.write(move |tx| {
        let password = password.clone();
        Box::pin(async move { membership::change_password(tx, person, &password, now).await })
    });
    set.await?;
    sign_in::begin(&shared, person, None, strong, &headers, &visitor.to("/akun")).await
}

/// Which session to end; none means all others.
#[derive(Deserialize)]
pub(super) struct End {
    sesi: Option<i64>,
}

/// POST /akun/sesi
pub(super) async fn end_session(
    State(shared): State<Shared>,
    SignedIn(actor): SignedIn,
    visitor: Visitor,
    form: Result<Form<End>, FormRejection>,
) -> Result<Response, Error> {
    let Form(end) = form.map_err(|_| Error::Refused)?;
    let own = actor.session;
    let now = shared.state().clock.now();
    let ended = shared.state().db.write(move |tx| {
        let (end, own) = (end.sesi.map(SessionId), own.clone());
        Box::pin(async move {
            match end {
                Some(session) => membership::sign_out(tx, own.person, session, false, now).await,
                None => membership::end_sessions_but(tx, &own, now).await,
            }
        })
    });
    ended.await?;
    Ok(Redirect::to(&visitor.to("/akun")).into_response())
}
