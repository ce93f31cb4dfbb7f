//! The keys: one administrator proposes an act on a key, another person approves it.
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::overseer;
use crate::accounts::Act;
use crate::cases::{self, KeyAct, KeyDeed, Kind, Matter, Queue, Stage};
use crate::casework::{self, Who};
use crate::db::Db;
use crate::i18n::fill;
use crate::keyring::{self, Key, KeyState};
use crate::recalls;
use crate::web::agency::{Entry, Place, menu};
use crate::web::error::Error;
use crate::web::router::Shared;
use crate::web::shell::{Shell, says, show};
use crate::web::signed_in::SignedIn;
use crate::web::visitor::Visitor;
use crate::web::{Site, public};

#[derive(Template)]
#[template(path = "oversight/keys.html")]
struct Page {
    shell: Shell,
    menu: Vec<Entry>,
    keys: Vec<Shown>,
    waiting: Vec<Waiting>,
    may_propose: bool,
    reason: String,
    wrong: Option<String>,
}

struct Shown {
    thumbprint: String,
    issuer: String,
    state: String,
    period: String,
    /// What may be proposed.
    retire: bool,
    revoke: bool,
}

/// A proposal that waits for the second person.
struct Waiting {
    href: String,
    said: String,
}

/// GET /dinas/kunci
pub(super) async fn page(
    State(db): State<Db>,
    State(site): State<Site>,
    signed_in: SignedIn,
    visitor: Visitor,
) -> Result<Response, Error> {
    overseer(&signed_in, Act::See)?;
    tell(&db, &site, &signed_in, visitor, String::new(), None).await
}

async fn tell(
    db: &Db,
    site: &Site,
    signed_in: &SignedIn,
    visitor: Visitor,
    reason: String,
    wrong: Option<String>,
) -> Result<Response, Error> {
    let shell = Shell::of_desk(visitor, site, &signed_in.0, |w| w.oversight.keys.clone());
    let may_propose = overseer(signed_in, Act::Govern).is_ok();
    let keys = keyring::keys(&mut &*db).await?;
    let keys = keys.iter().map(|key| shown(&shell, key)).collect();
    let mut waiting = Vec::new();
    for stage in [Stage::Waiting, Stage::Proposed] {
        let wanted = Queue { kind: Some(Kind::Key), stage, region: None };
        for case in cases::queue(&mut &*db, wanted, None, 50).await.map_err(casework::Error::from)? {
            if let Matter::Key(act) = &case.matter {
                let said = match act.deed {
                    KeyDeed::Retire => &shell.w.oversight.waits_retire,
                    KeyDeed::Revoke => &shell.w.oversight.waits_revoke,
                };
                let said = fill(said, &[("key", &act.key[..act.key.len().min(8)]), ("reason", &act.reason)]);
                waiting.push(Waiting { href: shell.to(&format!("/dinas/perkara/{}", case.id)), said });
            }
        }
    }
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(show(
        status,
        &Page { menu: menu(&shell, &signed_in.0, Place::Keys), shell, keys, waiting, may_propose, reason, wrong },
    ))
}

fn shown(shell: &Shell, key: &Key) -> Shown {
    Shown {
        thumbprint: key.thumbprint().to_string(),
        issuer: key.issuer.clone(),
        period: public::keys::period(shell.w, shell.lang, key),
        state: public::keys::state(shell.w, shell.lang, key),
        retire: key.revoked.is_none() && key.state == KeyState::Active,
        revoke: key.revoked.is_none(),
    }
}

/// What is proposed.
#[derive(Deserialize)]
pub(super) struct Proposal {
    kunci: String,
    tindakan: String,
    alasan: String,
}

/// POST /dinas/kunci
pub(super) async fn propose(
    State(shared): State<Shared>,
    signed_in: SignedIn,
    visitor: Visitor,
    form: Result<Form<Proposal>, FormRejection>,
) -> Result<Response, Error> {
    let own = overseer(&signed_in, Act::Govern)?;
    let Form(proposal) = form.map_err(|_| Error::Refused)?;
    let deed = KeyDeed::from_word(&proposal.tindakan).ok_or(Error::Refused)?;
    let (state, who) = (shared.state(), Who { person: signed_in.0.person, role: own.role() });
    let (act, now) = (KeyAct { key: proposal.kunci, deed, reason: proposal.alasan.clone() }, state.clock.now());
    let opened: Result<_, casework::Error> = state
        .db
        .write(move |tx| {
            let act = act.clone();
            Box::pin(async move { casework::open_key(tx, who, &act, None, now).await })
        })
        .await;
    match opened {
        Ok(case) => Ok(Redirect::to(&visitor.to(&format!("/dinas/perkara/{case}"))).into_response()),
        Err(error) => {
            let lang = visitor.lang;
            let w = &crate::i18n::words(lang).oversight;
            let wrong = match error {
                casework::Error::Open(_) => w.key_waits.clone(),
                casework::Error::Recall(recalls::Error::Text { problem, .. }) => {
                    fill(&w.key_reason, &[("why", says(lang, &problem))])
                }
                other => return Err(other.into()),
            };
            tell(&state.db, &state.site, &signed_in, visitor, proposal.alasan, Some(wrong)).await
        }
    }
}
