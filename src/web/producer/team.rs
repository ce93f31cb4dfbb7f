//! The people of a producer: who works for it, and how to bring somebody in.
use askama::Template;
use axum::Form as Sent;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::Desk;
use super::desk::Head;
use crate::accounts::{self, Act, Role, Secret};
use crate::web::account::role_name;
use crate::web::error::Error;
use crate::web::links;
use crate::web::share::{QrCode, whatsapp};
use crate::web::shell::{Shell, show};
use crate::workshop;

#[derive(Template)]
#[template(path = "producer/team.html")]
struct Page {
    shell: Shell,
    head: Option<Head>,
    people: Vec<Member>,
    may_change: bool,
    invited: Option<Invited>,
}

struct Member {
    seat: i64,
    name: String,
    role: String,
    /// Owners' seats are ended by the office.
    may_end: bool,
}

/// A new invitation: shown once, and kept by nobody.
struct Invited {
    link: String,
    symbol: QrCode,
    whatsapp: String,
}

/// GET /usaha/{id}/tim
pub(super) async fn page(desk: Desk) -> Result<Response, Error> {
    tell(&desk, None).await
}

async fn tell(desk: &Desk, invited: Option<Invited>) -> Result<Response, Error> {
    let shell = desk.shell(|w| w.producer_desk.team.clone());
    let may_change = desk.may(Act::Team);
    let team = accounts::team_of(&mut desk.db(), desk.producer.id).await?;
    let people = team.into_iter().map(|(seat, person, role)| Member {
        seat,
        name: person.name,
        role: role_name(shell.w, role).to_owned(),
        may_end: may_change && role == Role::Staff,
    });
    let people = people.collect();
    Ok(show(StatusCode::OK, &Page { head: Some(desk.head(&shell)), people, may_change, invited, shell }))
}

/// Which seat to end; without one, somebody is invited.
#[derive(Deserialize)]
pub(super) struct Wish {
    tugas: Option<i64>,
}

/// POST /usaha/{id}/tim
pub(super) async fn act(desk: Desk, sent: Result<Sent<Wish>, FormRejection>) -> Result<Response, Error> {
    let acting = desk.acting(Act::Team)?;
    let Sent(sent) = sent.map_err(|_| Error::Refused)?;
    if let Some(seat) = sent.tugas {
        desk.db().write(move |tx| Box::pin(workshop::end_team_seat(tx, acting, seat))).await?;
        return Ok(Redirect::to(&desk.at("/tim?ok=akhir")).into_response());
    }
    let secret = Secret::fresh()?;
    let print = secret.fingerprint();
    desk.db().write(move |tx| Box::pin(workshop::invite_staff(tx, acting, print))).await?;
    let link = links::invitation(&desk.state().site, &secret);
    let invited = Invited { symbol: QrCode::of(&link)?, whatsapp: whatsapp(&link), link };
    tell(&desk, Some(invited)).await
}
