//! One person: their seats, and whether they may sign in.
use askama::Template;
use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::overseer;
use crate::accounts::{self, Act, Factors, Person, PersonId, Reach, Seat, Secret};
use crate::db::Db;
use crate::i18n::{Words, fill};
use crate::membership::{self, By, may_give};
use crate::registry::{self, Producer};
use crate::web::Site;
use crate::web::account::role_name;
use crate::web::agency::{Entry, Place, menu};
use crate::web::error::Error;
use crate::web::links;
use crate::web::public::number_in_path;
use crate::web::router::Shared;
use crate::web::share::QrCode;
use crate::web::shell::{Shell, show};
use crate::web::signed_in::SignedIn;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "oversight/person.html")]
struct Page {
    shell: Shell,
    menu: Vec<Entry>,
    login: String,
    disabled: bool,
    /// What the person shows besides the password.
    factors: String,
    seats: Vec<Held>,
    may_change: bool,
    /// A link to set another password, shown once.
    given: Option<Given>,
}

/// The link, and how to hand it over.
struct Given {
    link: String,
    symbol: QrCode,
}

/// A seat that the person holds.
struct Held {
    number: i64,
    role: String,
    place: String,
}

/// GET /dinas/pengguna/{id}
pub(super) async fn page(
    State(db): State<Db>,
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Result<Response, Error> {
    overseer(&signed_in, Act::See)?;
    let person = find(&db, &id).await?;
    tell(&db, &site, &signed_in, visitor, person, None).await
}

async fn tell(
    db: &Db,
    site: &Site,
    signed_in: &SignedIn,
    visitor: Visitor,
    person: Person,
    given: Option<Given>,
) -> Result<Response, Error> {
    let shell = Shell::of_desk(visitor, site, &signed_in.0, |_| person.name.clone());
    let mut seats = Vec::new();
    for (number, seat) in accounts::seats_of(&mut &*db, person.id).await? {
        let place = match seat.reach() {
            Reach::Producer(_) => of(db, seat).await?.map(|producer| producer.name).unwrap_or_default(),
            Reach::Region(code) => code.name().to_owned(),
            Reach::Caseload => shell.w.roles.caseload.clone(),
            Reach::Everything => shell.w.roles.everywhere.clone(),
        };
        seats.push(Held { number, role: role_name(shell.w, seat.role()).to_owned(), place });
    }
    let may_change = overseer(signed_in, Act::Govern).is_ok() && signed_in.0.person != person.id;
    let (factors, disabled) = (named(shell.w, person.factors()), person.disabled);
    let login = person.login.to_string();
    Ok(show(
        StatusCode::OK,
        &Page {
            menu: menu(&shell, &signed_in.0, Place::Users),
            shell,
            login,
            disabled,
            factors,
            seats,
            may_change,
            given,
        },
    ))
}

/// Which second factors there are, in words.
fn named(w: &Words, factors: Factors) -> String {
    let mut named = Vec::new();
    if factors.app {
        named.push(w.account.app.clone());
    }
    if factors.passkeys > 0 {
        named.push(fill(&w.account.passkeys_count, &[("count", &factors.passkeys.to_string())]));
    }
    if named.is_empty() { w.account.second_off.clone() } else { named.join(", ") }
}

async fn find(db: &Db, id: &str) -> Result<Person, Error> {
    accounts::find_person(&mut &*db, PersonId(number_in_path(id)?)).await?.ok_or(Error::NotFound)
}

async fn of(db: &Db, seat: Seat) -> Result<Option<Producer>, Error> {
    Ok(match seat.reach() {
        Reach::Producer(id) => registry::find_producer(&mut &*db, id).await?,
        Reach::Region(_) | Reach::Caseload | Reach::Everything => None,
    })
}

/// What to change.
#[derive(Deserialize)]
pub(super) struct Change {
    /// The number of a seat to end.
    tugas: Option<i64>,
    /// Whether the account is to be disabled (`ya`) or enabled (`tidak`).
    nonaktif: Option<String>,
    /// Whether a link to set another password is wanted.
    sandi: Option<String>,
}

/// POST /dinas/pengguna/{id}
pub(super) async fn set(
    State(shared): State<Shared>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    visitor: Visitor,
    form: Result<Form<Change>, FormRejection>,
) -> Result<Response, Error> {
    let own = overseer(&signed_in, Act::Govern)?;
    let Form(change) = form.map_err(|_| Error::Refused)?;
    let state = shared.state();
    let (known, now) = (find(&state.db, &id).await?, state.clock.now());
    let person = known.id;
    let mut by = By(Some((signed_in.0.person, own.role())));
    if let Some(number) = change.tugas {
        // Of this person, not merely of somebody.
        let seats = accounts::seats_of(&mut &state.db, person).await?;
        let seat = seats.into_iter().find(|(held, _)| *held == number).ok_or(Error::NotFound)?.1;
        let giver = may_give(&signed_in.0, seat, of(&state.db, seat).await?.as_ref())?;
        by = By(Some((signed_in.0.person, giver.role())));
        let ended: Result<(), membership::Error> =
            state.db.write(move |tx| Box::pin(membership::end_seat(tx, by, number, seat, now))).await;
        ended?;
    }
    if let Some(disabled) = change.nonaktif.map(|word| word == "ya") {
        let done: Result<(), membership::Error> =
            state.db.write(move |tx| Box::pin(membership::disable(tx, by, person, disabled, now))).await;
        done?;
    }
    if change.sandi.is_some() && signed_in.0.person != person {
        let secret = Secret::fresh()?;
        let print = secret.fingerprint();
        let offered: Result<(), membership::Error> =
            state.db.write(move |tx| Box::pin(membership::offer_reset(tx, by, person, print, now))).await;
        offered?;
        let link = links::reset(&state.site, &secret);
        let given = Some(Given { symbol: QrCode::of(&link)?, link });
        return tell(&state.db, &state.site, &signed_in, visitor, known, given).await;
    }
    Ok(Redirect::to(&visitor.to(&format!("/dinas/pengguna/{}", person.0))).into_response())
}
