//! Claiming a certification of a product.
use axum::Form as Sent;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::form::{Choice, Form, Input, Kind, plain, show_form};
use super::said::{Said, marked, said};
use super::{Desk, products};
use crate::accounts::Act;
use crate::casework::{self, ClaimDraft};
use crate::clock::{Day, parse_day};
use crate::i18n::{Words, words};
use crate::registry::{Product, certifications};
use crate::web::error::Error;
use crate::web::public::verdict::kind_name;
use crate::workshop::{self, Field};

/// What was typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    macam: String,
    nomor: String,
    terbit: String,
    berlaku: String,
    pemegang: String,
}

/// GET /usaha/{id}/produk/{product}/sertifikat
pub(super) async fn new(desk: Desk) -> Result<Response, Error> {
    desk.acting(Act::Edit)?;
    let product = products::own(&desk, desk.number()).await?;
    Ok(show(&desk, &product, &Typed { macam: "halal".to_owned(), ..Typed::default() }, None))
}

/// POST /usaha/{id}/produk/{product}/sertifikat
pub(super) async fn open(desk: Desk, sent: Result<Sent<Typed>, FormRejection>) -> Result<Response, Error> {
    let Sent(typed) = sent.map_err(|_| Error::Refused)?;
    let acting = desk.acting(Act::Edit)?;
    let product = products::own(&desk, desk.number()).await?;
    let w = words(desk.visitor.lang);
    let draft = match draft(&typed, &product) {
        Ok(draft) => draft,
        Err(fields) => {
            let said = said(&desk, w, workshop::Error::Fields(fields))?;
            return Ok(show(&desk, &product, &typed, Some(said)));
        }
    };
    let opened = desk.db().write(move |tx| {
        let draft = draft.clone();
        Box::pin(async move {
            let opened = casework::open_certification(tx, acting.who, &draft, acting.now).await;
            opened.map_err(workshop::Error::from)
        })
    });
    match opened.await {
        Ok((case, warnings)) => {
            let done = if warnings.is_empty() { "ajuan" } else { "ragu" };
            Ok(Redirect::to(&desk.at(&format!("/ajuan/{case}?ok={done}"))).into_response())
        }
        Err(error) => {
            let said = said(&desk, w, error)?;
            Ok(show(&desk, &product, &typed, Some(said)))
        }
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
    show_form(desk, shell, marked(Form::new(lead, inputs, &d.send_claim), refused))
}

fn kinds(w: &Words) -> Kind {
    plain(certifications::kinds().iter().map(|kind| Choice::new(kind.word, kind_name(w, kind.number))).collect())
}
