//! Claiming a certification of a product, with a photo or PDF of its paper.
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::{IntoResponse, Redirect, Response};

use super::files::{self, Brought};
use super::form::{Choice, Form, Input, Kind, plain, show_form};
use super::said::{Said, marked, said};
use super::{Desk, products};
use crate::accounts::Act;
use crate::casework::ClaimDraft;
use crate::clock::{Day, parse_day};
use crate::i18n::{Words, words};
use crate::registry::{Product, certifications};
use crate::uploads::{self, Refused};
use crate::web::client::Asking;
use crate::web::error::Error;
use crate::web::public::verdict::kind_name;
use crate::web::router::Shared;
use crate::workshop::{self, Field};

/// What was typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    macam: String,
    nomor: String,
    terbit: String,
    berlaku: String,
    pemegang: String,
}

impl Typed {
    fn of(brought: &Brought) -> Typed {
        Typed {
            macam: brought.word("macam"),
            nomor: brought.word("nomor"),
            terbit: brought.word("terbit"),
            berlaku: brought.word("berlaku"),
            pemegang: brought.word("pemegang"),
        }
    }
}

/// GET /usaha/{id}/produk/{product}/sertifikat
pub(super) async fn new(desk: Desk) -> Result<Response, Error> {
    desk.acting(Act::Edit)?;
    let product = products::own(&desk, desk.number()).await?;
    Ok(show(&desk, &product, &Typed { macam: "halal".to_owned(), ..Typed::default() }, None))
}

/// POST /usaha/{id}/produk/{product}/sertifikat
pub(super) async fn open(
    State(shared): State<Shared>,
    desk: Desk,
    asking: Asking,
    request: Request,
) -> Result<Response, Error> {
    let acting = desk.acting(Act::Edit)?;
    let product = products::own(&desk, desk.number()).await?;
    let w = words(desk.visitor.lang);
    // Waited for before the paper is read into memory.
    let Some(_place) = shared.pace().place(asking.asker().client).await else { return Err(Error::Busy) };
    let brought = files::received(request).await?;
    let typed = Typed::of(&brought);
    let refuse = |error: workshop::Error| Ok(show(&desk, &product, &typed, Some(said(&desk, w, error)?)));
    let draft = match draft(&typed, &product) {
        Ok(draft) => draft,
        Err(fields) => return refuse(workshop::Error::Fields(fields)),
    };
    let paper = match (brought.file, brought.cut) {
        (_, true) => Err(Refused::TooLarge),
        (Some(file), false) => uploads::document(file).await.map(Some),
        (None, false) => Ok(None),
    };
    let paper = match paper {
        Ok(paper) => Arc::new(paper),
        Err(why) => return Ok(show(&desk, &product, &typed, Some(Said::new(&files::refused(w, why))))),
    };
    let opened = desk.db().write(move |tx| {
        let (draft, paper) = (draft.clone(), paper.clone());
        Box::pin(async move { workshop::claim(tx, acting, &draft, paper.as_ref().as_ref()).await })
    });
    match opened.await {
        Ok((case, warnings)) => {
            let done = if warnings.is_empty() { "ajuan" } else { "ragu" };
            Ok(Redirect::to(&desk.at(&format!("/ajuan/{case}?ok={done}"))).into_response())
        }
        Err(error) => refuse(error),
    }
}

/// The claim, or the fields that are no kind or no day.
fn draft(typed: &Typed, product: &Product) -> Result<ClaimDraft, Vec<Field>> {
    let kind = certifications::kind_of_word(&typed.macam);
    let (issued, until) = (day(&typed.terbit), day(&typed.berlaku));
    let wrong = [(Field::Kind, kind.is_none()), (Field::Issued, issued.is_err()), (Field::ValidUntil, until.is_err())];
    match (kind, issued, until) {
        (Some(kind), Ok(issued), Ok(valid_until)) => Ok(ClaimDraft {
            product: product.id,
            kind: kind.number,
            number: typed.nomor.clone(),
            holder: Some(typed.pemegang.trim().to_owned()).filter(|holder| !holder.is_empty()),
            issued,
            valid_until,
            document: None,
        }),
        _ => Err(wrong.into_iter().filter(|(_, wrong)| *wrong).map(|(field, _)| field).collect()),
    }
}

/// A day, or none.
fn day(text: &str) -> Result<Option<Day>, ()> {
    match text.trim() {
        "" => Ok(None),
        text => parse_day(text).map(Some).map_err(drop),
    }
}

fn show(desk: &Desk, product: &Product, typed: &Typed, refused: Option<Said>) -> Response {
    let shell = desk.shell(|w| w.producer_desk.new_claim.clone());
    let (d, f) = (&shell.w.producer_desk, &shell.w.producer_fields);
    let inputs = vec![
        Input::new(Field::Kind, &f.macam, kinds(shell.w), &typed.macam).required(),
        Input::new(Field::Number, &f.nomor, Kind::Line, &typed.nomor).required(),
        Input::new(Field::Issued, &f.terbit, Kind::Day, &typed.terbit),
        Input::new(Field::ValidUntil, &f.berlaku, Kind::Day, &typed.berlaku),
        Input::new(Field::Holder, &f.pemegang, Kind::Line, &typed.pemegang).extra(),
    ];
    let lead = vec![product.name.clone(), d.claim_lead.clone()];
    let file = Some((d.paper.clone(), d.paper_hint.clone()));
    show_form(desk, shell, marked(Form { file, ..Form::new(lead, inputs, &d.send_claim) }, refused))
}

fn kinds(w: &Words) -> Kind {
    plain(certifications::kinds().iter().map(|kind| Choice::new(kind.word, kind_name(w, kind.number))).collect())
}
