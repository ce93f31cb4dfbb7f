//! What a producer has asked for: where it stands, the office's question, the answer.
use askama::Template;
use axum::Form as Sent;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::Desk;
use super::desk::Head;
use super::said::{Said, said, unread};
use crate::accounts::{self, Act};
use crate::cases::{self, Case, CaseId, Matter, Stage, What};
use crate::casework::{self, Decision};
use crate::i18n::{Words, moment, words};
use crate::registry;
use crate::web::account::role_name;
use crate::web::error::Error;
use crate::web::public::verdict::kind_name;
use crate::web::shell::{Shell, show};
use crate::workshop;

/// Cases that a list shows.
const SHOWN: u32 = 60;

/// A line of a list: where it leads, and a quiet remark.
pub(super) struct Line {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) aside: String,
}

/// A producer's cases of some matter, newest first; what was taken back is passed over.
pub(super) async fn lines(desk: &Desk, w: &Words, wanted: impl Fn(&Matter) -> bool) -> Result<Vec<Line>, Error> {
    let found = cases::cases_of(&mut desk.db(), desk.producer.id, None, SHOWN).await.map_err(unread)?;
    let shown = found.into_iter().filter(|case| case.stage != Stage::Withdrawn && wanted(&case.matter));
    let line = |case: cases::Listed| Line {
        href: desk.at(&format!("/ajuan/{}", case.id)),
        name: named(w, &case.matter),
        aside: stage(w, case.stage).to_owned(),
    };
    Ok(shown.map(line).collect())
}

/// The oldest case in which the office waits for an answer.
pub(super) async fn asked(desk: &Desk) -> Result<Option<CaseId>, Error> {
    let found = cases::cases_of(&mut desk.db(), desk.producer.id, None, SHOWN).await.map_err(unread)?;
    Ok(found.into_iter().filter(|case| case.stage == Stage::Asked).map(|case| case.id).next_back())
}

/// Whether the office is about to say whether it takes the business on.
pub(super) async fn is_being_checked(desk: &Desk) -> Result<bool, Error> {
    let found = cases::cases_of(&mut desk.db(), desk.producer.id, None, SHOWN).await.map_err(unread)?;
    Ok(found.iter().any(|case| !case.stage.is_decided() && matches!(case.matter, Matter::Producer(_))))
}

/// What was asked for.
fn named(w: &Words, matter: &Matter) -> String {
    let d = &w.producer_desk;
    match matter {
        Matter::Producer(_) => d.ask_check.clone(),
        Matter::Certification(_, claim) => format!("{} {}", kind_name(w, claim.kind), claim.number),
        Matter::Recall(..) => d.ask_recall.clone(),
        Matter::Key(_) => String::new(),
    }
}

fn stage(w: &Words, stage: Stage) -> &str {
    let d = &w.producer_desk;
    match stage {
        Stage::Waiting => &d.stage_waiting,
        Stage::Asked => &d.stage_asked,
        Stage::Proposed => &d.stage_proposed,
        Stage::Approved => &d.stage_approved,
        Stage::Refused => &d.stage_refused,
        Stage::Withdrawn => &d.stage_withdrawn,
    }
}

#[derive(Template)]
#[template(path = "producer/claim.html")]
struct Page {
    shell: Shell,
    head: Option<Head>,
    stage: String,
    about: Option<String>,
    steps: Vec<Told>,
    /// How many steps there were when this page was shown; none when there is nothing to do.
    seen: Option<usize>,
    is_asked: bool,
    answer: String,
    alert: Option<String>,
}

/// A step, told.
struct Told {
    at: String,
    what: String,
    words: Option<String>,
}

/// GET /usaha/{id}/ajuan/{case}
pub(super) async fn page(desk: Desk) -> Result<Response, Error> {
    let case = own(&desk).await?;
    tell(&desk, case, String::new(), None).await
}

/// The case of the address, if it is this producer's.
async fn own(desk: &Desk) -> Result<Case, Error> {
    let case = cases::find(&mut desk.db(), CaseId(desk.number())).await.map_err(unread)?;
    if case.matter.producer() == Some(desk.producer.id) { Ok(case) } else { Err(Error::NotFound) }
}

async fn tell(desk: &Desk, case: Case, answer: String, refused: Option<Said>) -> Result<Response, Error> {
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let shell = desk.shell(|w| named(w, &case.matter));
    let (w, lang) = (shell.w, shell.lang);
    let mut steps = Vec::with_capacity(case.steps.len());
    for step in &case.steps {
        let by = accounts::find_person(&mut desk.db(), step.by).await?;
        let by = by.map_or_else(|| w.common.unknown.clone(), |person| person.name);
        let what = format!("{} – {by}, {}", verb(w, &step.what), role_name(w, step.role));
        steps.push(Told { at: moment(step.at, lang), what, words: step.what.words().map(str::to_owned) });
    }
    let about = match &case.matter {
        Matter::Certification(_, claim) => {
            registry::find_product(&mut desk.db(), claim.product).await?.map(|it| it.name)
        }
        Matter::Recall(_, goods) => Some(goods.reason.clone()),
        Matter::Producer(_) | Matter::Key(_) => None,
    };
    let open = !case.state.stage().is_decided() && desk.may(Act::Edit);
    let page = Page {
        head: Some(desk.head(&shell)),
        stage: stage(w, case.state.stage()).to_owned(),
        about,
        steps,
        seen: open.then_some(case.steps.len()),
        is_asked: case.state.stage() == Stage::Asked,
        answer,
        alert: refused.map(|said| said.text),
        shell,
    };
    Ok(show(status, &page))
}

fn verb<'w>(w: &'w Words, what: &What) -> &'w str {
    let d = &w.producer_desk;
    match what {
        What::Opened => &d.step_opened,
        What::Taken => &d.step_taken,
        What::Proposed(_) => &d.step_proposed,
        What::Approved(_) => &d.step_approved,
        What::Refused(_) => &d.step_refused,
        What::Returned(_) => &d.step_returned,
        What::Answered(_) => &d.step_answered,
        What::Withdrawn => &d.step_withdrawn,
    }
}

/// An answer, or nothing with the button that takes the case back.
#[derive(Deserialize)]
pub(super) struct Step {
    dilihat: usize,
    jawaban: Option<String>,
    cabut: Option<String>,
}

/// POST /usaha/{id}/ajuan/{case}
pub(super) async fn step(desk: Desk, sent: Result<Sent<Step>, FormRejection>) -> Result<Response, Error> {
    let acting = desk.acting(Act::Edit)?;
    let Sent(sent) = sent.map_err(|_| Error::Refused)?;
    let case = own(&desk).await?;
    let answer = sent.jawaban.unwrap_or_default();
    let (what, done) = match sent.cabut {
        Some(_) => (What::Withdrawn, "batal"),
        None => (What::Answered(answer.clone()), "jawab"),
    };
    let decision = Decision { case: case.id, seen: sent.dilihat, what };
    let decided = desk.db().write(move |tx| {
        let decision = decision.clone();
        Box::pin(async move {
            let decided = casework::decide(tx, acting.who, &decision, acting.now).await;
            decided.map(drop).map_err(workshop::Error::from)
        })
    });
    match decided.await {
        Ok(()) => Ok(Redirect::to(&desk.at(&format!("/ajuan/{}?ok={done}", case.id))).into_response()),
        Err(error) => {
            let said = said(&desk, words(desk.visitor.lang), error)?;
            tell(&desk, own(&desk).await?, answer, Some(said)).await
        }
    }
}
