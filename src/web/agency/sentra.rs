//! Entering and changing a sentra, with the decree (SK) that it rests on.
use askama::Template;
use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::case::Told;
use super::menu::{self, Choice, Entry, Place};
use super::notice::Notice;
use super::officer::Officer;
use super::refusals;
use crate::accounts::Act;
use crate::clock::iso;
use crate::i18n::words;
use crate::office::{self, SentraDraft};
use crate::registry::{self, RegionCode, Sentra, SentraId};
use crate::web::error::Error;
use crate::web::public::number_in_path;
use crate::web::router::Shared;
use crate::web::shell::{Shell, show};
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "agency/sentra.html")]
struct Page {
    shell: Shell,
    menu: Vec<Entry>,
    said: Option<String>,
    wrong: Option<String>,
    field: &'static str,
    draft: SentraDraft,
    regions: Vec<Choice>,
    today: String,
    is_new: bool,
    may: bool,
}

impl Page {
    /// Whether the refusal speaks of this field.
    fn is_wrong(&self, field: &str) -> bool {
        self.field == field
    }
}

/// What the form brings.
#[derive(Deserialize, Default)]
pub(super) struct Typed {
    kode: Option<String>,
    nama: Option<String>,
    wilayah: Option<String>,
    sk_nomor: Option<String>,
    sk_tanggal: Option<String>,
    sk_oleh: Option<String>,
    anggota: Option<String>,
}

impl Typed {
    fn draft(self) -> SentraDraft {
        SentraDraft {
            code: self.kode.unwrap_or_default(),
            name: self.nama.unwrap_or_default(),
            region: self.wilayah.unwrap_or_default(),
            sk_number: self.sk_nomor.unwrap_or_default(),
            sk_day: self.sk_tanggal.unwrap_or_default(),
            sk_by: self.sk_oleh.unwrap_or_default(),
            members: self.anggota.unwrap_or_default(),
        }
    }
}

/// What the page says besides the form.
#[derive(Default)]
struct Telling {
    said: Option<String>,
    refused: Option<(&'static str, String)>,
}

/// GET /dinas/sentra/baru
pub(super) async fn blank(State(shared): State<Shared>, officer: Officer, visitor: Visitor) -> Result<Response, Error> {
    if !officer.may_somewhere(Act::Check) {
        return Err(Error::Forbidden);
    }
    Ok(tell(&shared, &officer, visitor, None, SentraDraft::default(), Telling::default()))
}

/// The sentra of an address, if this person sees its region.
async fn find(shared: &Shared, officer: &Officer, id: &str) -> Result<Sentra, Error> {
    let id = SentraId(number_in_path(id)?);
    let sentra = registry::find_sentra(&mut &shared.state().db, id).await?.ok_or(Error::NotFound)?;
    officer.who(Act::See, sentra.region)?;
    Ok(sentra)
}

/// GET /dinas/sentra/{id}
pub(super) async fn page(
    State(shared): State<Shared>,
    officer: Officer,
    Path(id): Path<String>,
    told: Result<Query<Told>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let sentra = find(&shared, &officer, &id).await?;
    let told = told.map(|Query(told)| told).unwrap_or_default();
    let said = Notice::said(words(visitor.lang), told.kabar.as_deref());
    let draft = SentraDraft::of(&sentra);
    Ok(tell(&shared, &officer, visitor, Some(&sentra), draft, Telling { said, refused: None }))
}

fn tell(
    shared: &Shared,
    officer: &Officer,
    visitor: Visitor,
    sentra: Option<&Sentra>,
    draft: SentraDraft,
    telling: Telling,
) -> Response {
    let shell = Shell::of_desk(visitor, &shared.state().site, &officer.0, |w| match sentra {
        Some(sentra) => sentra.name.clone(),
        None => w.agency.sentra.add.clone(),
    });
    let chosen = RegionCode::parse(&draft.region);
    let listed = registry::regions().iter().map(|region| region.code).filter(|code| !code.is_province());
    let regions = listed.filter(|code| officer.may(Act::Check, *code) || Some(*code) == chosen);
    let (field, wrong) = telling.refused.map_or(("", None), |(field, wrong)| (field, Some(wrong)));
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Page {
        menu: menu::menu(&shell, &officer.0, Place::Sentra),
        said: telling.said,
        wrong,
        field,
        regions: regions
            .map(|code| Choice { value: code.to_string(), name: code.name().to_owned(), chosen: Some(code) == chosen })
            .collect(),
        draft,
        today: iso(shared.state().clock.today()),
        is_new: sentra.is_none(),
        may: sentra.is_none_or(|sentra| officer.may(Act::Check, sentra.region)),
        shell,
    };
    show(status, &page)
}

/// POST /dinas/sentra/baru
pub(super) async fn enter(
    State(shared): State<Shared>,
    officer: Officer,
    visitor: Visitor,
    form: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Error> {
    let Form(typed) = form.map_err(|_| Error::Refused)?;
    if !officer.may_somewhere(Act::Check) {
        return Err(Error::Forbidden);
    }
    write(&shared, &officer, visitor, None, typed.draft()).await
}

/// POST /dinas/sentra/{id}
pub(super) async fn change(
    State(shared): State<Shared>,
    officer: Officer,
    Path(id): Path<String>,
    visitor: Visitor,
    form: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Error> {
    let Form(typed) = form.map_err(|_| Error::Refused)?;
    let sentra = find(&shared, &officer, &id).await?;
    officer.who(Act::Check, sentra.region)?;
    let draft = SentraDraft { code: sentra.code.clone(), ..typed.draft() };
    write(&shared, &officer, visitor, Some(sentra), draft).await
}

async fn write(
    shared: &Shared,
    officer: &Officer,
    visitor: Visitor,
    sentra: Option<Sentra>,
    draft: SentraDraft,
) -> Result<Response, Error> {
    let w = words(visitor.lang);
    let wrong = |field| Telling { said: None, refused: Some((field, w.agency.refused.field.clone())) };
    // Where it shall lie says in which seat this is done; a region that no seat reaches is none of theirs.
    let who = RegionCode::parse(draft.region.trim()).map(|region| officer.who(Act::Check, region));
    let Some(Ok(who)) = who else {
        return Ok(tell(shared, officer, visitor, sentra.as_ref(), draft, wrong("region")));
    };
    let state = shared.state();
    let (which, now, kept) = (sentra.as_ref().map(|sentra| sentra.id), state.clock.now(), draft.clone());
    let done = state.db.write(move |tx| {
        let draft = kept.clone();
        Box::pin(async move { office::enter_sentra(tx, who, which, &draft, now).await })
    });
    match refusals::refused(done.await)? {
        Ok(id) => {
            let next = Notice::Saved.at(&format!("/dinas/sentra/{id}"));
            Ok(Redirect::to(&visitor.to(&next)).into_response())
        }
        Err(error) => {
            let refused = Some((refusals::field(&error), refusals::of_office(visitor.lang, &error)));
            Ok(tell(shared, officer, visitor, sentra.as_ref(), draft, Telling { said: None, refused }))
        }
    }
}
