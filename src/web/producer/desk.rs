//! Who asks, and for which producer: what every page of the console begins with.
use axum::RequestPartsExt;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;

use crate::accounts::{Act, Place, Role, Seat};
use crate::casework::Who;
use crate::clock::Moment;
use crate::db::Db;
use crate::i18n::{Words, fill};
use crate::registry::{self, Producer, ProducerId};
use crate::web::account::role_name;
use crate::web::error::Error;
use crate::web::public::number_in_path;
use crate::web::router::Shared;
use crate::web::shell::Shell;
use crate::web::signed_in::SignedIn;
use crate::web::visitor::Visitor;
use crate::web::{State, links};
use crate::workshop::Acting;

/// A producer's desk, with who sits at it. Made only for somebody who may at least see the producer.
pub(super) struct Desk {
    pub(super) shared: Shared,
    pub(super) producer: Producer,
    pub(super) visitor: Visitor,
    pub(super) now: Moment,
    signed_in: SignedIn,
    /// Numbers of the address after the producer's.
    rest: Vec<i64>,
    done: Option<String>,
}

impl FromRequestParts<Shared> for Desk {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Desk, Error> {
        let signed_in: SignedIn = parts.extract_with_state(shared).await?;
        let Ok(visitor) = parts.extract::<Visitor>().await;
        let names = parts.extract::<RawPathParams>().await.map_err(|_| Error::NotFound)?;
        let numbers = names.iter().map(|(_, text)| number_in_path(text)).collect::<Result<Vec<_>, _>>()?;
        let (id, rest) = numbers.split_first().ok_or(Error::NotFound)?;
        let producer =
            registry::find_producer(&mut &shared.state().db, ProducerId(*id)).await?.ok_or(Error::NotFound)?;
        signed_in.allowed(Act::See, Place::producer(producer.id, producer.region))?;
        let done = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
        let done = done.into_iter().find(|(key, _)| key == "ok").map(|(_, value)| value.into_owned());
        let (shared, now) = (shared.clone(), shared.state().clock.now());
        Ok(Desk { shared, producer, visitor, now, signed_in, rest: rest.to_vec(), done })
    }
}

impl Desk {
    pub(super) fn state(&self) -> &State {
        self.shared.state()
    }

    pub(super) fn db(&self) -> &Db {
        &self.state().db
    }

    /// The number in the address that follows the producer's.
    pub(super) fn number(&self) -> i64 {
        self.rest.first().copied().unwrap_or_default()
    }

    /// The number after that.
    pub(super) fn second_number(&self) -> i64 {
        self.rest.get(1).copied().unwrap_or_default()
    }

    fn place(&self) -> Place {
        Place::producer(self.producer.id, self.producer.region)
    }

    /// Whether they may do this here: what a page offers.
    pub(super) fn may(&self, act: Act) -> bool {
        self.signed_in.0.seat_for(act, self.place()).is_some()
    }

    /// The seat in which they do this here.
    pub(super) fn acting(&self, act: Act) -> Result<Acting, Error> {
        let seat = self.signed_in.allowed(act, self.place())?;
        Ok(self.acting_in(seat))
    }

    fn acting_in(&self, seat: Seat) -> Acting {
        let who = Who { person: self.signed_in.0.person, role: seat.role() };
        Acting::new(who, &self.producer, self.now)
    }

    /// What they type to sign in.
    pub(super) fn login(&self) -> &str {
        self.signed_in.0.login.as_str()
    }

    /// An address of this producer's console.
    pub(super) fn at(&self, rest: &str) -> String {
        self.visitor.to(&format!("{}{rest}", links::business(self.producer.id)))
    }

    /// The form of this page, by the path of its address.
    pub(super) fn form(&self) -> &str {
        self.visitor.here.split('?').next().unwrap_or_default()
    }

    /// A page with a title in the visitor's language.
    pub(super) fn shell(&self, title: impl FnOnce(&Words) -> String) -> Shell {
        Shell::of_desk(self.visitor.clone(), &self.state().site, &self.signed_in.0, title)
    }

    /// What stands above every page of the console.
    pub(super) fn head(&self, shell: &Shell) -> Head {
        let seat = self.signed_in.0.seat_for(Act::See, self.place());
        let role = seat.map_or(Role::Auditor, |seat| seat.role());
        let d = &shell.w.producer_desk;
        let acting = match role {
            Role::Owner | Role::Staff => None,
            Role::Companion | Role::Officer | Role::Approver | Role::Administrator | Role::Auditor => {
                Some(fill(&d.acting_as, &[("role", role_name(shell.w, role)), ("name", &self.producer.name)]))
            }
        };
        let done = self.done.as_deref().and_then(|word| done(shell.w, word)).map(str::to_owned);
        Head { home: self.at(""), name: self.producer.name.clone(), acting, done }
    }
}

/// What stands above every page of the console: whose it is, as whom somebody acts, and what was done just now.
pub(super) struct Head {
    pub(super) home: String,
    pub(super) name: String,
    pub(super) acting: Option<String>,
    pub(super) done: Option<String>,
}

/// The sentence for what a redirect says was done; an address can choose among these, and write none.
fn done<'w>(w: &'w Words, word: &str) -> Option<&'w str> {
    let d = &w.producer_desk;
    Some(match word {
        "masuk" => &d.done_joined,
        "simpan" => &d.done_saved,
        "produk" => &d.done_product,
        "ajuan" => &d.done_claimed,
        "ragu" => &d.done_claimed_odd,
        "jawab" => &d.done_answered,
        "batal" => &d.done_withdrawn,
        "bets" => &d.done_issued,
        "label" => &d.done_ordered,
        "tarik" => &d.done_recall,
        "printer" => &d.done_printer,
        "lupa" => &d.done_printer_gone,
        "akhir" => &d.done_seat_ended,
        _ => return None,
    })
}
