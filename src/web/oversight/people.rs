//! The people who may sign in, and invitations to become one.
use askama::Template;
use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::overseer;
use crate::accounts::{self, Act, Invitation, Login, Person, PersonId, Reach, Role, Seat, Secret};
use crate::db::Db;
use crate::i18n::fill;
use crate::membership::{self, By, may_give};
use crate::registry::{self, Producer, RegionCode};
use crate::web::Site;
use crate::web::account::role_name;
use crate::web::agency::{Entry, Place, menu};
use crate::web::error::Error;
use crate::web::links;
use crate::web::router::Shared;
use crate::web::share::{QrCode, whatsapp};
use crate::web::shell::{Shell, show};
use crate::web::signed_in::SignedIn;
use crate::web::visitor::Visitor;

/// People on one page.
const A_PAGE: u32 = 50;

#[derive(Template)]
#[template(path = "oversight/people.html")]
struct Page {
    shell: Shell,
    menu: Vec<Entry>,
    sought: String,
    people: Vec<Listed>,
    next: Option<String>,
    may_invite: bool,
}

struct Listed {
    href: String,
    name: String,
    login: String,
    roles: String,
    disabled: bool,
}

/// What is asked for.
#[derive(Deserialize, Default)]
pub(super) struct Asked {
    cari: Option<String>,
    sesudah: Option<i64>,
}

/// GET /dinas/pengguna
pub(super) async fn page(
    State(db): State<Db>,
    State(site): State<Site>,
    signed_in: SignedIn,
    asked: Result<Query<Asked>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    overseer(&signed_in, Act::See)?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let sought: String = asked.cari.unwrap_or_default().trim().chars().take(100).collect();
    let found: Vec<Person> = match (sought.is_empty(), Login::parse(&sought)) {
        (true, _) => accounts::people_after(&mut &db, asked.sesudah.map(PersonId), A_PAGE).await?,
        (false, Ok(login)) => accounts::find_person_by_login(&mut &db, &login).await?.into_iter().collect(),
        (false, Err(_)) => Vec::new(),
    };
    let shell = Shell::of_desk(visitor, &site, &signed_in.0, |w| w.oversight.people.clone());
    let next = found.last().filter(|_| found.len() == A_PAGE as usize);
    let next = next.map(|last| shell.to(&format!("/dinas/pengguna?sesudah={}", last.id.0)));
    let mut people = Vec::with_capacity(found.len());
    for person in found {
        let seats = accounts::seats_of(&mut &db, person.id).await?;
        let roles: Vec<&str> = seats.iter().map(|(_, seat)| role_name(shell.w, seat.role())).collect();
        people.push(Listed {
            href: shell.to(&format!("/dinas/pengguna/{}", person.id.0)),
            name: person.name,
            login: person.login.to_string(),
            roles: roles.join(", "),
            disabled: person.disabled,
        });
    }
    let may_invite = overseer(&signed_in, Act::Govern).is_ok();
    Ok(show(
        StatusCode::OK,
        &Page { menu: menu(&shell, &signed_in.0, Place::Users), shell, sought, people, next, may_invite },
    ))
}

#[derive(Template)]
#[template(path = "oversight/invite.html")]
struct InvitePage {
    shell: Shell,
    menu: Vec<Entry>,
    roles: Vec<(&'static str, String, bool)>,
    region: String,
    producer: String,
    wrong: Option<String>,
    given: Option<Given>,
}

/// An invitation that was made: shown once.
struct Given {
    link: String,
    symbol: QrCode,
    message: String,
    until: String,
}

/// Whom to invite.
#[derive(Deserialize, Default)]
pub(super) struct Typed {
    peran: Option<String>,
    wilayah: Option<String>,
    produsen: Option<String>,
}

/// GET /dinas/undang
pub(super) async fn invitation(
    State(site): State<Site>,
    signed_in: SignedIn,
    visitor: Visitor,
) -> Result<Response, Error> {
    overseer(&signed_in, Act::Govern)?;
    Ok(ask(&site, visitor, &signed_in, Typed::default(), None, None))
}

fn ask(
    site: &Site,
    visitor: Visitor,
    signed_in: &SignedIn,
    typed: Typed,
    wrong: Option<String>,
    given: Option<Given>,
) -> Response {
    let shell = Shell::of_desk(visitor, site, &signed_in.0, |w| w.oversight.invite.clone());
    let chosen = typed.peran.as_deref().and_then(Role::from_word).unwrap_or(Role::Officer);
    let roles =
        Role::ALL.iter().map(|role| (role.word(), role_name(shell.w, *role).to_owned(), *role == chosen)).collect();
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let (region, producer) = (typed.wilayah.unwrap_or_default(), typed.produsen.unwrap_or_default());
    show(
        status,
        &InvitePage { menu: menu(&shell, &signed_in.0, Place::Users), shell, roles, region, producer, wrong, given },
    )
}

/// POST /dinas/undang
pub(super) async fn invite(
    State(shared): State<Shared>,
    signed_in: SignedIn,
    visitor: Visitor,
    form: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Error> {
    overseer(&signed_in, Act::Govern)?;
    let Form(typed) = form.map_err(|_| Error::Refused)?;
    let state = shared.state();
    let (seat, of) = match seat(&state.db, &typed, &visitor).await? {
        Ok(chosen) => chosen,
        Err(wrong) => return Ok(ask(&state.site, visitor, &signed_in, typed, Some(wrong), None)),
    };
    let own = may_give(&signed_in.0, seat, of.as_ref())?;
    let given = give(&shared, &signed_in, own, seat, &visitor).await?;
    Ok(ask(&state.site, visitor, &signed_in, typed, None, Some(given)))
}

/// The seat that was chosen, or why there is none.
async fn seat(db: &Db, typed: &Typed, visitor: &Visitor) -> Result<Result<(Seat, Option<Producer>), String>, Error> {
    let w = &crate::i18n::words(visitor.lang).oversight;
    let Some(role) = typed.peran.as_deref().and_then(Role::from_word) else { return Ok(Err(w.no_role.clone())) };
    let text =
        |field: &Option<String>| field.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let mut of = None;
    let reach = match role {
        Role::Owner | Role::Staff => {
            let code = text(&typed.produsen).unwrap_or_default();
            of = registry::find_producer_by_code(&mut &*db, &code).await?;
            match &of {
                Some(producer) => Reach::Producer(producer.id),
                None => return Ok(Err(w.no_producer.clone())),
            }
        }
        Role::Officer | Role::Approver => match text(&typed.wilayah).and_then(|code| RegionCode::parse(&code)) {
            Some(region) => Reach::Region(region),
            None => return Ok(Err(w.no_region.clone())),
        },
        Role::Companion => Reach::Caseload,
        Role::Administrator | Role::Auditor => Reach::Everything,
    };
    Ok(Seat::new(role, reach).map(|seat| (seat, of)).map_err(|_| w.no_region.clone()))
}

async fn give(shared: &Shared, signed_in: &SignedIn, own: Seat, seat: Seat, visitor: &Visitor) -> Result<Given, Error> {
    let (state, secret) = (shared.state(), Secret::fresh()?);
    let now = state.clock.now();
    let (by, print) = (By(Some((signed_in.0.person, own.role()))), secret.fingerprint());
    let invitation = Invitation::given(seat, Some(signed_in.0.person), now);
    let given: Result<(), membership::Error> =
        state.db.write(move |tx| Box::pin(membership::invite(tx, by, print, invitation, now))).await;
    given?;
    let link = links::invitation(&state.site, &secret);
    let w = crate::i18n::words(visitor.lang);
    let message = fill(&w.oversight.message, &[("role", role_name(w, seat.role())), ("link", &link)]);
    let until = crate::i18n::date(invitation.ends_at.day(), visitor.lang);
    Ok(Given { symbol: QrCode::of(&link)?, message: whatsapp(&message), link, until })
}
