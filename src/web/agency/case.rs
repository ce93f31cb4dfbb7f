//! One case: what is asked, by whom, what is known of it, and what may be decided.
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::deciding::{Choices, Typed};
use super::menu::{self, Entry, Place};
use super::notice::Notice;
use super::officer::Officer;
use super::queue::{case_name, stage_name};
use crate::accounts;
use crate::cases::{self, Case, CaseId, Claim, Goods, GroundKind, Matter, Step, What};
use crate::db::Db;
use crate::i18n::{Words, date, fill, moment};
use crate::registry::certifications::{self, CertificationDraft, Field, Warning};
use crate::registry::{self, ProducerId};
use crate::uploads::{self, DocumentId, StoredDocument};
use crate::web::account::role_name;
use crate::web::error::Error;
use crate::web::links;
use crate::web::public::number_in_path;
use crate::web::public::verdict::kind_name;
use crate::web::router::Shared;
use crate::web::shell::{Shell, show};
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "agency/case.html")]
struct Page {
    shell: Shell,
    menu: Vec<Entry>,
    said: Option<String>,
    wrong: Option<String>,
    kind: String,
    stands: String,
    facts: Vec<Fact>,
    authority: Option<(String, &'static str)>,
    warnings: Vec<(String, String)>,
    document: Option<Paper>,
    steps: Vec<Past>,
    choices: Choices,
}

/// The paper that a claim rests on.
enum Paper {
    Picture(String),
    Pdf(String),
}

/// A line of what is known.
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) value: String,
    pub(super) href: Option<String>,
}

impl Fact {
    pub(super) fn new(label: &str, value: impl Into<String>) -> Fact {
        Fact { label: label.to_owned(), value: value.into(), href: None }
    }

    pub(super) fn leading(self, href: String) -> Fact {
        Fact { href: Some(href), ..self }
    }
}

/// What was done, and by whom.
struct Past {
    at: String,
    done: String,
    words: Option<String>,
}

#[derive(Deserialize, Default)]
pub(super) struct Told {
    pub(super) kabar: Option<String>,
}

/// GET /dinas/perkara/{id}
pub(super) async fn page(
    State(shared): State<Shared>,
    officer: Officer,
    Path(id): Path<String>,
    told: Result<Query<Told>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let case = find(&shared.state().db, &officer, &id).await?;
    let told = told.map(|Query(told)| told).unwrap_or_default();
    let said = Notice::said(crate::i18n::words(visitor.lang), told.kabar.as_deref());
    tell(&shared, &officer, visitor, &case, Telling { said, wrong: None, typed: Typed::default() }).await
}

/// The case of an address, if it is of a region that the officer's seats reach. Acts on keys are of no region; who may see them is
/// asked on their own page.
pub(super) async fn find(db: &Db, officer: &Officer, id: &str) -> Result<Case, Error> {
    let case = cases::find(&mut &*db, CaseId(number_in_path(id)?)).await?;
    match case.region {
        Some(region) => officer.who(accounts::Act::See, region).map(|_| case),
        None if matches!(case.matter, Matter::Key(_)) => Ok(case),
        None => Err(Error::NotFound),
    }
}

/// What is to be said on the page of a case besides the case.
pub(super) struct Telling {
    pub(super) said: Option<String>,
    pub(super) wrong: Option<String>,
    pub(super) typed: Typed,
}

/// The page of a case.
pub(super) async fn tell(
    shared: &Shared,
    officer: &Officer,
    visitor: Visitor,
    case: &Case,
    telling: Telling,
) -> Result<Response, Error> {
    if matches!(case.matter, Matter::Key(_)) {
        return Ok(Redirect::to(&visitor.to("/dinas/kunci")).into_response());
    }
    let state = shared.state();
    let mut shell = Shell::of_desk(visitor, &state.site, &officer.0, |_| String::new());
    let mut facts = Vec::new();
    shell.title = subject(&state.db, &shell, case, &mut facts).await?;
    facts.extend(opened(&state.db, shell.w, case).await?);
    let (authority, warnings) = match &case.matter {
        Matter::Certification(_, claim) => {
            (authority(shell.w, claim), warnings(&state.db, &shell, claim, state.clock.today()).await?)
        }
        Matter::Producer(_) => (oss(shell.w), Vec::new()),
        Matter::Recall(..) | Matter::Key(_) => (None, Vec::new()),
    };
    let status = if telling.wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let choices = Choices::of(state, officer, case, shell.lang, telling.typed).await?;
    let mut steps = Vec::new();
    for step in case.steps.iter().rev() {
        steps.push(past(&state.db, &shell, step).await?);
    }
    let page = Page {
        document: paper(&state.db, &shell, case).await?,
        menu: menu::menu(&shell, &officer.0, Place::Queue),
        said: telling.said,
        wrong: telling.wrong,
        kind: case_name(shell.w, case.kind()).to_owned(),
        stands: stage_name(shell.w, case.state.stage()).to_owned(),
        facts,
        authority,
        warnings,
        steps,
        choices,
        shell,
    };
    Ok(show(status, &page))
}

/// What the case is about: its title, and the facts of it.
async fn subject(db: &Db, shell: &Shell, case: &Case, facts: &mut Vec<Fact>) -> Result<String, Error> {
    let w = &shell.w.agency.case;
    if let Some(producer) = case.matter.producer() {
        facts.extend(of_producer(db, shell, producer, matches!(case.matter, Matter::Producer(_))).await?);
    }
    match &case.matter {
        Matter::Producer(id) => {
            let producer = registry::find_producer(&mut &*db, *id).await?.ok_or(Error::NotFound)?;
            Ok(producer.name)
        }
        Matter::Certification(_, claim) => {
            let product = registry::find_product(&mut &*db, claim.product).await?.ok_or(Error::NotFound)?;
            facts.push(Fact::new(&w.product, &product.name).leading(shell.to(&links::product(product.id))));
            facts.extend(of_claim(shell, claim));
            Ok(format!("{} – {}", kind_name(shell.w, claim.kind), product.name))
        }
        Matter::Recall(_, goods) => {
            let batch = registry::find_batch(&mut &*db, goods.batch).await?.ok_or(Error::NotFound)?;
            let product = registry::find_product(&mut &*db, batch.product).await?.ok_or(Error::NotFound)?;
            facts.push(Fact::new(&w.product, &product.name).leading(shell.to(&links::product(product.id))));
            facts.push(Fact::new(&w.batch, &batch.code));
            facts.extend(of_goods(shell, goods, batch.items));
            Ok(format!("{} – {}", product.name, batch.code))
        }
        Matter::Key(_) => Err(Error::NotFound),
    }
}

/// The producer; of one that shall be checked, everything that an officer compares.
async fn of_producer(db: &Db, shell: &Shell, id: ProducerId, whole: bool) -> Result<Vec<Fact>, Error> {
    let producer = registry::find_producer(&mut &*db, id).await?.ok_or(Error::NotFound)?;
    let w = &shell.w.agency.case;
    let own = shell.to(&format!("/dinas/produsen/{id}"));
    let mut facts = vec![
        Fact::new(&w.producer, format!("{} ({})", producer.name, producer.code)).leading(own),
        Fact::new(&w.region, producer.region.name()),
    ];
    if whole {
        let missing = || w.missing.clone();
        let kbli = producer.kbli.as_ref().map(|(class, year)| format!("{class} ({year})"));
        facts.extend([
            Fact::new("NIB", producer.nib.clone().unwrap_or_else(missing)),
            Fact::new("KBLI", kbli.unwrap_or_else(missing)),
            Fact::new(&w.address, producer.address.clone().unwrap_or_else(missing)),
            Fact::new(&w.phone, producer.phone.clone().unwrap_or_else(missing)),
        ]);
        let products = registry::products_of(&mut &*db, id).await?;
        let names: Vec<&str> = products.iter().take(10).map(|product| &*product.name).collect();
        facts.push(Fact::new(&w.products, if names.is_empty() { missing() } else { names.join(", ") }));
    }
    Ok(facts)
}

fn of_claim(shell: &Shell, claim: &Claim) -> Vec<Fact> {
    let w = &shell.w.agency.case;
    let day = |day| date(day, shell.lang);
    let mut facts = vec![Fact::new(&w.number, &claim.number)];
    facts.extend(claim.holder.as_ref().map(|holder| Fact::new(&w.holder, holder)));
    facts.extend(claim.issued.map(|issued| Fact::new(&w.issued, day(issued))));
    facts.push(Fact::new(&w.valid_until, claim.valid_until.map_or_else(|| w.no_end.clone(), day)));
    if claim.document.is_none() {
        facts.push(Fact::new(&w.document, &w.no_document));
    }
    facts
}

fn of_goods(shell: &Shell, goods: &Goods, all: u64) -> Vec<Fact> {
    let w = &shell.w.agency.case;
    let items = match goods.items {
        Some((first, last)) => fill(&w.items_some, &[("first", &first.to_string()), ("last", &last.to_string())]),
        None => fill(&w.items_all, &[("count", &crate::i18n::number(all, shell.lang))]),
    };
    let r = &shell.w.agency.recall;
    vec![
        Fact::new(&w.items, items),
        Fact::new(&r.reason, &goods.reason),
        Fact::new(&r.instruction, &goods.instruction),
        Fact::new(&r.contact, &goods.contact),
    ]
}

/// Who opened it, and as what: a companion or an officer acts for the producer, and that is said.
async fn opened(db: &Db, w: &Words, case: &Case) -> Result<Option<Fact>, Error> {
    let Some(first) = case.steps.first() else { return Ok(None) };
    let value = format!("{} ({})", person(db, w, first).await?, role_name(w, first.role));
    Ok(Some(Fact::new(&w.agency.case.opened_by, value)))
}

async fn person(db: &Db, w: &Words, step: &Step) -> Result<String, Error> {
    let person = accounts::find_person(&mut &*db, step.by).await?;
    Ok(person.map_or_else(|| w.common.unknown.clone(), |person| person.name))
}

async fn past(db: &Db, shell: &Shell, step: &Step) -> Result<Past, Error> {
    let w = &shell.w.agency.case;
    let sentence = match &step.what {
        What::Opened => &w.did_open,
        What::Taken => &w.did_take,
        What::Proposed(_) => &w.did_propose,
        What::Approved(_) => &w.did_approve,
        What::Refused(_) => &w.did_refuse,
        What::Returned(_) => &w.did_ask,
        What::Answered(_) => &w.did_answer,
        What::Withdrawn => &w.did_withdraw,
    };
    let name = person(db, shell.w, step).await?;
    let words = match &step.what {
        What::Proposed(ground) => {
            let sentence = match ground.kind {
                GroundKind::DocumentSeen => &w.ground_seen,
                GroundKind::Confirmed => &w.ground_confirmed,
            };
            let said = fill(sentence, &[("day", &date(ground.day, shell.lang))]);
            Some([Some(said), ground.office.clone()].into_iter().flatten().collect::<Vec<_>>().join(" – "))
        }
        other => other.words().map(str::to_owned),
    };
    let done = fill(sentence, &[("name", &name), ("role", role_name(shell.w, step.role))]);
    Ok(Past { at: moment(step.at, shell.lang), done, words })
}

/// What was uploaded with a claim, if its producer still keeps it.
async fn uploaded(db: &Db, case: &Case) -> Result<Option<StoredDocument>, Error> {
    let Matter::Certification(producer, Claim { document: Some(document), .. }) = case.matter else { return Ok(None) };
    Ok(uploads::document_of(&mut &*db, producer, DocumentId(document)).await?)
}

async fn paper(db: &Db, shell: &Shell, case: &Case) -> Result<Option<Paper>, Error> {
    let href = shell.to(&format!("/dinas/perkara/{}/dokumen", case.id));
    Ok(uploaded(db, case).await?.map(|document| match document {
        StoredDocument::Jpeg(_) => Paper::Picture(href),
        StoredDocument::Pdf(_) => Paper::Pdf(href),
    }))
}

/// GET /dinas/perkara/{id}/dokumen: for those who may see the case, and kept by no cache. A PDF is saved, never run here.
pub(super) async fn document(
    State(shared): State<Shared>,
    officer: Officer,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let case = find(&shared.state().db, &officer, &id).await?;
    Ok(match uploaded(&shared.state().db, &case).await?.ok_or(Error::NotFound)? {
        StoredDocument::Jpeg(bytes) => ([(header::CONTENT_TYPE, "image/jpeg")], bytes).into_response(),
        StoredDocument::Pdf(bytes) => {
            let name = format!("attachment; filename=\"perkara-{}.pdf\"", case.id);
            let headers = [
                (header::CONTENT_TYPE, "application/pdf".to_owned()),
                (header::CONTENT_DISPOSITION, name),
                (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
            ];
            (headers, bytes).into_response()
        }
    })
}

/// Where the authority itself can be asked.
fn authority(w: &Words, claim: &Claim) -> Option<(String, &'static str)> {
    let authority = certifications::authority(claim.kind)?;
    Some((fill(&w.certificates.check_at, &[("authority", authority.name)]), authority.url))
}

/// A business number is asked of OSS, whose register also has the permits of home-made food.
fn oss(w: &Words) -> Option<(String, &'static str)> {
    let authority = certifications::authority(telusur_code::kind::PIRT)?;
    Some((fill(&w.certificates.check_at, &[("authority", authority.name)]), authority.url))
}

/// What is odd about the number or its days: which of them, and what.
async fn warnings(
    db: &Db,
    shell: &Shell,
    claim: &Claim,
    today: crate::clock::Day,
) -> Result<Vec<(String, String)>, Error> {
    let Some(product) = registry::find_product(&mut &*db, claim.product).await? else { return Ok(Vec::new()) };
    let checked = certifications::check(&CertificationDraft {
        kind: claim.kind,
        number: &claim.number,
        issued: claim.issued,
        valid_until: claim.valid_until,
        today,
        origin: product.origin,
    });
    let label = |field: Field| {
        let c = &shell.w.agency.case;
        match field {
            Field::Number => &c.look_number,
            Field::Issued => &c.look_issued,
            Field::ValidUntil => &c.look_valid_until,
        }
        .clone()
    };
    Ok(match checked {
        Ok(checked) => {
            let told = |warning: &Warning| (label(warning.field), shell.says(&warning.text).to_owned());
            checked.warnings.iter().map(told).collect()
        }
        Err(refusal) => vec![(label(refusal.field), shell.says(&refusal.text).to_owned())],
    })
}
