//! Oversight: who may do what (people), what signs (keys), and who did what (the trail). For administrators and auditors, and the
//! trail of their region for officers and approvers.
mod keys;
mod people;
mod person;
mod trail;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use super::error::Error;
use super::router::Shared;
use super::signed_in::SignedIn;
use super::{Site, origin};
use crate::accounts::{Act, Actor, Seat};

/// Its addresses.
pub(super) fn routes(site: &Site) -> Router<Shared> {
    Router::new()
        .route("/dinas/pengguna", get(people::page))
        .route("/dinas/undang", get(people::invitation).post(people::invite))
        .route("/dinas/pengguna/{id}", get(person::page).post(person::set))
        .route("/dinas/kunci", get(keys::page).post(keys::propose))
        .route("/dinas/jejak", get(trail::page))
        .route("/dinas/jejak.csv", get(trail::csv))
        .route("/dinas/jejak/periksa", post(trail::check).get(trail::page))
        .layer(from_fn_with_state(site.clone(), origin::guard))
}

/// The seat in which somebody oversees the whole service: an administrator to change it, an auditor to read.
fn overseer(SignedIn(actor): &SignedIn, act: Act) -> Result<Seat, Error> {
    let seat = |act| whole(actor).find(|seat| seat.role().may(act));
    match (seat(act), seat(Act::See)) {
        (Some(seat), _) => Ok(seat),
        (None, Some(_)) => Err(Error::Forbidden),
        (None, None) => Err(Error::NotFound),
    }
}

fn whole(actor: &Actor) -> impl Iterator<Item = Seat> {
    actor.office().filter(|seat| seat.reach() == crate::accounts::Reach::Everything)
}
