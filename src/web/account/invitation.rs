//! An invitation: whoever opens its link first gets a seat, with a new account or with the one that they have.
use askama::Template;
use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{role_name, sign_in};
use crate::accounts::{self, Fingerprint, Hashed, Invitation, Login, PersonId, Reach, Secret, Weak};
use crate::clock::Moment;
use crate::db::Db;
use crate::i18n::{Words, fill, words};
use crate::membership::{self, By, Newcomer};
use crate::registry;
use crate::web::client::Asking;
use crate::web::error::{Error, Message};

use crate::web::router::Shared;
use crate::web::shell::{Shell, show};
use crate::web::signed_in::SignedIn;
use crate::web::visitor::Visitor;
use crate::web::{Site, links};

#[derive(Template)]
#[template(path = "account/invitation.html")]
struct Page {
    shell: Shell,
    lead: String,
    about: String,
    /// The account that is signed in.
    own: Option<String>,
    sign_in: String,
    login: String,
    name: String,
    wrong: Option<String>,
}

/// What the form brings; from somebody who is signed in, nothing.
#[derive(Deserialize, Default)]
pub(super) struct Typed {
    login: Option<String>,
    nama: Option<String>,
    sandi: Option<String>,
}

/// GET /undangan/{secret}
pub(super) async fn page(
    State(shared): State<Shared>,
    Path(secret): Path<String>,
    signed_in: Option<SignedIn>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let Some((_, invitation)) = find(&shared, &secret).await? else { return Ok(spent(visitor, &shared.state().site)) };
    show_form(&shared, visitor, &invitation, signed_in, Typed::default(), None).await
}

/// The invitation of a link, if it is good now.
async fn find(shared: &Shared, secret: &str) -> Result<Option<(Fingerprint, Invitation)>, Error> {
    let (state, Some(secret)) = (shared.state(), Secret::parse(secret)) else { return Ok(None) };
    match accounts::find_invitation(&mut &state.db, secret.fingerprint(), state.clock.now()).await {
        Ok(invitation) => Ok(Some((secret.fingerprint(), invitation))),
        Err(accounts::Error::Spent) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

pub(super) fn spent(visitor: Visitor, site: &Site) -> Response {
    let mut shell = Shell::new(visitor, site, |w| w.account.invited_spent_title.clone());
    shell.indexed = false;
    let (text, way_out) = (vec![shell.w.account.invited_spent.clone()], shell.w.error.to_home.clone());
    show(StatusCode::GONE, &Message { shell, text, way_out })
}

async fn show_form(
    shared: &Shared,
    visitor: Visitor,
    invitation: &Invitation,
    signed_in: Option<SignedIn>,
    typed: Typed,
    wrong: Option<String>,
) -> Result<Response, Error> {
    let state = shared.state();
    let (status, sign_in) = (
        if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK },
        links::sign_in(&visitor.here),
    );
    let mut shell = match &signed_in {
        Some(SignedIn(actor)) => Shell::of_desk(visitor, &state.site, actor, |w| w.account.invited.clone()),
        None => Shell::new(visitor, &state.site, |w| w.account.invited.clone()),
    };
    (shell.desk, shell.indexed) = (true, false);
    let role = role_name(shell.w, invitation.seat.role());
    let lead = match invitation.given_by {
        Some(by) => {
            let giver = accounts::find_person(&mut &state.db, by).await?;
            let giver = giver.map_or_else(|| shell.w.common.unknown.clone(), |person| person.name);
            fill(&shell.w.account.invited_by, &[("name", &giver), ("role", role)])
        }
        None => fill(&shell.w.account.invited_by_owner, &[("role", role)]),
    };
    let about = place(&state.db, &shell, invitation.seat.reach()).await?;
    let own = signed_in.map(|SignedIn(actor)| actor.login.to_string());
    let own = own.map(|login| fill(&shell.w.account.invited_take, &[("login", &login)]));
    let (login, name) = (typed.login.unwrap_or_default(), typed.nama.unwrap_or_default());
    let sign_in = shell.to(&sign_in);
    Ok(show(status, &Page { shell, lead, about, own, sign_in, login, name, wrong }))
}

/// Where a seat acts, in words.
async fn place(db: &Db, shell: &Shell, reach: Reach) -> Result<String, Error> {
    Ok(match reach {
        Reach::Producer(id) => {
            let producer = registry::find_producer(&mut &*db, id).await?;
            producer.map_or_else(|| shell.w.common.unknown.clone(), |producer| producer.name)
        }
        Reach::Region(code) => code.name().to_owned(),
        Reach::Caseload => shell.w.roles.caseload.clone(),
        Reach::Everything => shell.w.roles.everywhere.clone(),
    })
}

/// POST /undangan/{secret}
pub(super) async fn accept(
    State(shared): State<Shared>,
    Path(secret): Path<String>,
    signed_in: Option<SignedIn>,
    asking: Asking,
    headers: HeaderMap,
    visitor: Visitor,
    form: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Error> {
    let Form(typed) = form.map_err(|_| Error::Refused)?;
    let Some((print, invitation)) = find(&shared, &secret).await? else {
        return Ok(spent(visitor, &shared.state().site));
    };
    let state = shared.state();
    let now = state.clock.now();
    if let Some(SignedIn(actor)) = &signed_in {
        let person = actor.person;
        state.db.write(move |tx| Box::pin(membership::redeem(tx, print, person, now))).await?;
        // A new seat ends every session of the person, this one, too: it begins anew.
        return sign_in::begin(
            &shared,
            person,
            None,
            actor.session.strong,
            &headers,
            &visitor.to(&desk_of(&invitation)),
        )
        .await;
    }
    shared.sign_ins().spend(asking.asker().client, now)?;
    match make(&shared, &typed, print, now).await {
        Ok(person) => {
            shared.sign_ins().give_back(asking.asker().client);
            sign_in::begin(&shared, person, None, false, &headers, &visitor.to(&desk_of(&invitation))).await
        }
        Err(membership::Error::Account(accounts::Error::Storage(error))) => Err(error.into()),
        Err(membership::Error::Account(accounts::Error::Spent)) => Ok(Redirect::to(&visitor.here).into_response()),
        Err(error @ (membership::Error::NotYours | membership::Error::Own)) => Err(error.into()),
        Err(membership::Error::Account(error)) => {
            let wrong = Some(refusal(words(visitor.lang), &error));
            show_form(&shared, visitor, &invitation, None, typed, wrong).await
        }
    }
}

/// Where an invitation leads: to the business that it is for, or to the choice of desks.
fn desk_of(invitation: &Invitation) -> String {
    match invitation.seat.reach() {
        Reach::Producer(id) => links::business(id),
        Reach::Caseload | Reach::Region(_) | Reach::Everything => "/meja".to_owned(),
    }
}

/// A person with a password and the seat, or nothing.
async fn make(shared: &Shared, typed: &Typed, print: Fingerprint, now: Moment) -> Result<PersonId, membership::Error> {
    let login = Login::parse(typed.login.as_deref().unwrap_or_default())?;
    let name = typed.nama.clone().unwrap_or_default();
    let password = hashed(typed.sandi.clone().unwrap_or_default(), vec![login.to_string(), name.clone()]).await?;
    let newcomer = Newcomer { login, name, password };
    shared
        .state()
        .db
        .write(move |tx| {
            let newcomer = newcomer.clone();
            Box::pin(async move {
                let person = membership::make(tx, By::MACHINE, &newcomer, now).await?;
                membership::redeem(tx, print, person, now).await?;
                Ok(person)
            })
        })
        .await
}

/// Why an account is not made, in words.
pub(crate) fn refusal(w: &Words, error: &accounts::Error) -> String {
    let w = &w.account;
    match error {
        accounts::Error::Login(_) => w.login_wrong.clone(),
        accounts::Error::Taken(login) => fill(&w.login_taken, &[("login", login)]),
        accounts::Error::Name(_) => w.name_wrong.clone(),
        accounts::Error::Password(Weak::Short) => w.password_short.clone(),
        accounts::Error::Password(Weak::Long) => w.password_long.clone(),
        accounts::Error::Password(Weak::Common) => w.password_common.clone(),
        accounts::Error::Password(Weak::Guessable) => w.password_guessable.clone(),
        accounts::Error::Password(Weak::NotKept)
        | accounts::Error::Unknown(_)
        | accounts::Error::Reach(_)
        | accounts::Error::Spent
        | accounts::Error::TooManyPasskeys
        | accounts::Error::KnownPasskey
        | accounts::Error::Chance(_)
        | accounts::Error::Storage(_) => w.not_made.clone(),
    }
}

/// A password as it is kept, computed on a thread of its own.
pub(crate) async fn hashed(password: String, known: Vec<String>) -> Result<Hashed, accounts::Error> {
    let work = tokio::task::spawn_blocking(move || {
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        Hashed::fresh(&password, &known)
    });
    work.await.unwrap_or(Err(accounts::Error::Password(Weak::NotKept)))
}
