//! Deciding a case: which steps may be taken by this person now, and taking one.
use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::case::{Telling, find, tell};
use super::notice::Notice;
use super::officer::Officer;
use super::reason::reason;
use super::refusals;
use crate::accounts::{Act, Role};
use crate::cases::{self, Actor, Case, Ground, GroundKind, Kind, State as Standing, What};
use crate::casework::{self, Decision, Who};
use crate::clock::{Moment, iso, parse_day};
use crate::i18n::{Lang, Words, words};
use crate::web::State as Door;
use crate::web::error::Error;
use crate::web::router::Shared;
use crate::web::visitor::Visitor;

/// What a form of a case brings.
#[derive(Deserialize, Default)]
pub(super) struct Typed {
    langkah: Option<String>,
    dilihat: Option<usize>,
    /// A ready-made reason, as a button sends it.
    alasan: Option<String>,
    /// One's own words.
    kata: Option<String>,
    dasar: Option<String>,
    hari: Option<String>,
    kantor: Option<String>,
}

/// The steps that may be taken now, as forms; where none may, why.
pub(super) struct Choices {
    /// How many steps the case had when this was shown.
    pub(super) seen: usize,
    pub(super) take: bool,
    pub(super) propose: bool,
    /// Ready-made reasons for it; `None`: it may not be approved by this person now.
    pub(super) approve: Option<&'static [String]>,
    pub(super) ask: Option<&'static [String]>,
    pub(super) refuse: Option<&'static [String]>,
    /// What to say where nothing may be done.
    pub(super) note: Option<String>,
    /// Whether words of one's own are asked for with an approval.
    pub(super) alone: bool,
    pub(super) today: String,
    pub(super) day: String,
    pub(super) office: String,
    pub(super) words: String,
    /// The step whose form was refused, with its words to be kept.
    pub(super) last: String,
}

impl Choices {
    /// What this person may do in a case now.
    pub(super) async fn of(
        door: &Door,
        officer: &Officer,
        case: &Case,
        lang: Lang,
        typed: Typed,
    ) -> Result<Choices, Error> {
        let now = door.clock.now();
        let actors = actors(door, officer, case).await?;
        let may = |what: What| allowed(&actors, case, &what, now);
        let today = iso(now.day());
        let ground = Ground { kind: GroundKind::DocumentSeen, day: now.day(), office: None };
        let alone = matches!(case.kind(), Kind::Producer | Kind::Recall);
        let c = &words(lang).agency.case;
        let [approve, ask, refuse]: [&'static [String]; 3] = match case.kind() {
            Kind::Producer => [&c.approve_producer, &c.ask_producer, &c.refuse_producer],
            Kind::Certification | Kind::Key => [&[], &c.ask_certification, &c.refuse_certification],
            Kind::Recall => [&c.approve_recall, &c.ask_recall, &c.refuse_recall],
        };
        let sample = || "-".to_owned();
        let is_taken_by_me = case.state.taken_by() == Some(officer.0.person);
        let mut choices = Choices {
            seen: case.steps.len(),
            take: !is_taken_by_me && may(What::Taken).is_ok(),
            propose: may(What::Proposed(ground)).is_ok(),
            approve: may(What::Approved(alone.then(sample))).is_ok().then_some(approve),
            ask: may(What::Returned(sample())).is_ok().then_some(ask),
            refuse: may(What::Refused(sample())).is_ok().then_some(refuse),
            note: None,
            alone,
            day: typed.hari.unwrap_or_else(|| today.clone()),
            today,
            office: typed.kantor.unwrap_or_else(|| door.site.issuer().to_owned()),
            words: typed.kata.unwrap_or_default(),
            last: typed.langkah.unwrap_or_default(),
        };
        choices.note = note(lang, officer, case, &choices, may(What::Approved(alone.then(sample))).err());
        Ok(choices)
    }

    /// The words to keep in the form of a step.
    pub(super) fn kept(&self, step: &str) -> &str {
        if self.last == step { &self.words } else { "" }
    }

    /// Whether the form of a step was refused, and stands open.
    pub(super) fn is_open(&self, step: &str) -> bool {
        self.last == step
    }
}

/// Why this person cannot decide, where the case still waits.
fn note(
    lang: Lang,
    officer: &Officer,
    case: &Case,
    choices: &Choices,
    refusal: Option<cases::Error>,
) -> Option<String> {
    let c = &words(lang).agency.case;
    if case.state.stage().is_decided() || choices.approve.is_some() || choices.propose {
        return None;
    }
    match &case.state {
        Standing::Proposed { by, .. } if *by == officer.0.person => Some(c.needs_second.clone()),
        Standing::Asked => Some(c.waits_for_answer.clone()),
        Standing::Proposed { .. } => Some(match refusal {
            Some(error @ cases::Error::Own(_)) => refusals::case(lang, &error),
            _ => c.needs_approver.clone(),
        }),
        _ if !officer.may_somewhere(Act::Check) && !officer.may_somewhere(Act::Approve) => Some(c.only_reading.clone()),
        _ => Some(match refusal {
            Some(error @ (cases::Error::Own(_) | cases::Error::Elsewhere)) => refusals::case(lang, &error),
            _ => c.needs_officer.clone(),
        }),
    }
}

/// This person in each of their roles of the office that reach the case, as its rules ask.
async fn actors(door: &Door, officer: &Officer, case: &Case) -> Result<Vec<Actor>, Error> {
    let reaches = |region| officer.seats().filter(move |seat| seat.covers(region));
    let mut roles: Vec<Role> = case.region.into_iter().flat_map(reaches).map(|seat| seat.role()).collect();
    roles.dedup();
    let mut actors = Vec::new();
    for role in roles {
        let who = Who { person: officer.0.person, role };
        match casework::actor(&mut &door.db, who, case.matter.producer(), case.region).await {
            Ok(actor) => actors.push(actor),
            Err(error) => drop(refusals::storage(error)?),
        }
    }
    Ok(actors)
}

/// The first of these in which the step may be taken; else why the last may not.
fn allowed(actors: &[Actor], case: &Case, what: &What, now: Moment) -> Result<Actor, cases::Error> {
    let mut refusal = cases::Error::Elsewhere;
    for actor in actors {
        match cases::may(case, actor, what, now) {
            Ok(_) => return Ok(*actor),
            Err(error) => refusal = error,
        }
    }
    Err(refusal)
}

/// POST /dinas/perkara/{id}
pub(super) async fn decide(
    State(shared): State<Shared>,
    officer: Officer,
    Path(id): Path<String>,
    visitor: Visitor,
    form: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Error> {
    let Form(typed) = form.map_err(|_| Error::Refused)?;
    let state = shared.state();
    let case = find(&state.db, &officer, &id).await?;
    let region = case.region.ok_or(Error::NotFound)?;
    if !officer.may(Act::Check, region) && !officer.may(Act::Approve, region) {
        return Err(Error::Forbidden);
    }
    let w = words(visitor.lang);
    let refused = match what(&typed, case.kind(), w) {
        Ok((what, notice)) => match take(state, &officer, &case, typed.dilihat, what).await? {
            Ok(()) => {
                let path = format!("/dinas/perkara/{}", case.id);
                return Ok(Redirect::to(&visitor.to(&notice.at(&path))).into_response());
            }
            Err(error) => refusals::of_case(visitor.lang, &error),
        },
        Err(sentence) => sentence,
    };
    // Somebody may have moved it meanwhile: what is shown is as it stands now.
    let case = find(&state.db, &officer, &id).await?;
    tell(&shared, &officer, visitor, &case, Telling { said: None, wrong: Some(refused), typed }).await
}

/// The step that a form asks for.
fn what(typed: &Typed, kind: Kind, w: &Words) -> Result<(What, Notice), String> {
    let reason = reason(&typed.alasan, &typed.kata);
    let needed = || match reason {
        "" => Err(w.agency.refused.no_reason.clone()),
        reason => Ok(reason.to_owned()),
    };
    Ok(match typed.langkah.as_deref() {
        Some("ambil") => (What::Taken, Notice::Taken),
        Some("usul") => (What::Proposed(ground(typed, w)?), Notice::Proposed),
        Some("setuju") if kind == Kind::Certification => (What::Approved(None), Notice::Approved),
        Some("setuju") => (What::Approved(Some(needed()?)), Notice::Approved),
        Some("tolak") => (What::Refused(needed()?), Notice::Refused),
        Some("tanya") => (What::Returned(needed()?), Notice::Asked),
        _ => return Err(w.agency.refused.order.clone()),
    })
}

/// What a proposal rests on.
fn ground(typed: &Typed, w: &Words) -> Result<Ground, String> {
    let c = &w.agency.refused;
    let kind = typed.dasar.as_deref().and_then(GroundKind::from_word).ok_or_else(|| c.ground.clone())?;
    let day = parse_day(typed.hari.as_deref().unwrap_or_default().trim()).map_err(|_| c.day.clone())?;
    let office = typed.kantor.as_deref().map(str::trim).filter(|office| !office.is_empty()).map(str::to_owned);
    Ok(Ground { kind, day, office })
}

/// Takes the step in the seat that may; an error is a sentence for the page.
async fn take(
    door: &Door,
    officer: &Officer,
    case: &Case,
    seen: Option<usize>,
    what: What,
) -> Result<Result<(), casework::Error>, Error> {
    let now = door.clock.now();
    let seen = seen.unwrap_or_default();
    if seen != case.steps.len() && !case.state.stage().is_decided() {
        return Ok(Err(cases::Error::Meanwhile(case.id).into()));
    }
    let actor = match allowed(&actors(door, officer, case).await?, case, &what, now) {
        Ok(actor) => actor,
        Err(error) => return Ok(Err(error.into())),
    };
    let who = Who { person: actor.person, role: actor.role };
    let id = case.id;
    let done = door.db.write(move |tx| {
        let decision = Decision { case: id, seen, what: what.clone() };
        Box::pin(async move { casework::decide(tx, who, &decision, now).await })
    });
    match done.await {
        Ok(_) => Ok(Ok(())),
        Err(error) => Ok(Err(refusals::storage(error)?)),
    }
}
