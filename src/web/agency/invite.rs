//! Inviting the owner of a producer: a link, and its QR symbol to be handed over.
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::menu::{self, Entry, Place};
use super::officer::Officer;
use super::producer::find;
use super::refusals;
use crate::accounts::{Act, Secret};
use crate::i18n::{fill, moment};
use crate::office;
use crate::registry::Producer;
use crate::web::error::Error;
use crate::web::links;
use crate::web::router::Shared;
use crate::web::share::QrCode;
use crate::web::shell::{Shell, show};
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "agency/invite.html")]
struct Page {
    shell: Shell,
    menu: Vec<Entry>,
    producer: String,
    back: String,
    given: Option<Given>,
}

/// An invitation that was made just now: nobody can be shown it again, for only its hash is kept.
struct Given {
    link: String,
    until: String,
    symbol: QrCode,
}

/// GET /dinas/produsen/{id}/undang
pub(super) async fn page(
    State(shared): State<Shared>,
    officer: Officer,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let producer = find(&shared.state().db, &officer, &id).await?;
    officer.who(Act::Team, producer.region)?;
    Ok(tell(&shared, &officer, visitor, &producer, |_| None))
}

fn tell(
    shared: &Shared,
    officer: &Officer,
    visitor: Visitor,
    producer: &Producer,
    given: impl FnOnce(&Shell) -> Option<Given>,
) -> Response {
    let shell = Shell::of_desk(visitor, &shared.state().site, &officer.0, |w| w.agency.invite.title.clone());
    let page = Page {
        menu: menu::menu(&shell, &officer.0, Place::Producers),
        producer: format!("{} ({})", producer.name, producer.code),
        back: shell.to(&format!("/dinas/produsen/{}", producer.id)),
        given: given(&shell),
        shell,
    };
    show(StatusCode::OK, &page)
}

/// POST /dinas/produsen/{id}/undang: the answer shows the link, this once.
pub(super) async fn invite(
    State(shared): State<Shared>,
    officer: Officer,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let state = shared.state();
    let producer = find(&state.db, &officer, &id).await?;
    let who = officer.who(Act::Team, producer.region)?;
    let secret = Secret::fresh()?;
    let (number, print, now) = (producer.id, secret.fingerprint(), state.clock.now());
    let done =
        state.db.write(move |tx| Box::pin(async move { office::invite_owner(tx, who, number, print, now).await }));
    let until = refusals::refused(done.await)?.map_err(|_| Error::NotFound)?;
    let link = links::invitation(&state.site, &secret);
    let symbol = QrCode::of(&link)?;
    Ok(tell(&shared, &officer, visitor, &producer, |shell| {
        let until = fill(&shell.w.agency.invite.until, &[("time", &moment(until, shell.lang))]);
        Some(Given { link, until, symbol })
    }))
}
