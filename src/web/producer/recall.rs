//! Asking the office to take goods back.
use axum::Form as Sent;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::form::{Form, Input, Kind, show_form};
use super::said::{Said, marked, said};
use super::{Desk, batches};
use crate::accounts::Act;
use crate::casework::{self, GoodsDraft};
use crate::i18n::{fill, words};
use crate::recalls::ItemRange;
use crate::registry::Batch;
use crate::web::error::Error;
use crate::workshop::{self, Field};

/// What was typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    alasan: String,
    anjuran: String,
    kontak: String,
    dari: String,
    sampai: String,
}

/// GET /usaha/{id}/bets/{batch}/tarik
pub(super) async fn page(desk: Desk) -> Result<Response, Error> {
    desk.acting(Act::Edit)?;
    let (batch, _) = batches::own(&desk, desk.number()).await?;
    let d = &words(desk.visitor.lang).producer_desk;
    let contact = desk.producer.phone.as_deref().map(|phone| format!("{}, {phone}", desk.producer.name));
    let usual =
        Typed { anjuran: d.recall_instruction.clone(), kontak: contact.unwrap_or_default(), ..Typed::default() };
    Ok(show(&desk, &batch, &usual, None))
}

/// POST /usaha/{id}/bets/{batch}/tarik
pub(super) async fn ask(desk: Desk, sent: Result<Sent<Typed>, FormRejection>) -> Result<Response, Error> {
    let acting = desk.acting(Act::Edit)?;
    let Sent(typed) = sent.map_err(|_| Error::Refused)?;
    let (batch, _) = batches::own(&desk, desk.number()).await?;
    let w = words(desk.visitor.lang);
    let draft = match draft(&typed, &batch) {
        Ok(draft) => draft,
        Err(fields) => {
            let said = said(&desk, w, workshop::Error::Fields(fields))?;
            return Ok(show(&desk, &batch, &typed, Some(said)));
        }
    };
    let opened = desk.db().write(move |tx| {
        let draft = draft.clone();
        Box::pin(async move {
            let opened = casework::open_recall(tx, acting.who, &draft, acting.now).await;
            opened.map_err(workshop::Error::from)
        })
    });
    match opened.await {
        Ok(case) => Ok(Redirect::to(&desk.at(&format!("/ajuan/{case}?ok=tarik"))).into_response()),
        Err(error) => {
            let said = said(&desk, w, error)?;
            Ok(show(&desk, &batch, &typed, Some(said)))
        }
    }
}

/// The recall as asked for, or the fields to look at again. Without items it is the whole batch.
fn draft(typed: &Typed, batch: &Batch) -> Result<GoodsDraft, Vec<Field>> {
    let texts = [(Field::Reason, &typed.alasan), (Field::Instruction, &typed.anjuran), (Field::Contact, &typed.kontak)];
    let mut wrong: Vec<Field> =
        texts.into_iter().filter(|(_, text)| text.trim().is_empty()).map(|(field, _)| field).collect();
    let number = |text: &str, usual: u64| match text.trim() {
        "" => Some(usual),
        text => text.parse().ok(),
    };
    let (first, last) = (number(&typed.dari, 1), number(&typed.sampai, batch.items));
    wrong.extend(first.is_none().then_some(Field::From));
    wrong.extend(last.is_none().then_some(Field::To));
    let some = !(typed.dari.trim().is_empty() && typed.sampai.trim().is_empty());
    match (wrong.is_empty(), first, last) {
        (true, Some(first), Some(last)) => Ok(GoodsDraft {
            batch: batch.id,
            items: some.then_some(ItemRange { first, last }),
            reason: typed.alasan.clone(),
            instruction: typed.anjuran.clone(),
            contact: typed.kontak.clone(),
        }),
        _ => Err(wrong),
    }
}

fn show(desk: &Desk, batch: &Batch, typed: &Typed, refused: Option<Said>) -> Response {
    let shell = desk.shell(|w| fill(&w.producer_desk.recall_title, &[("code", &batch.code)]));
    let (d, f) = (&shell.w.producer_desk, &shell.w.producer_fields);
    let inputs = vec![
        Input::new(Field::Reason, &f.alasan, Kind::Line, &typed.alasan).required(),
        Input::new(Field::Instruction, &f.anjuran, Kind::Line, &typed.anjuran).required(),
        Input::new(Field::Contact, &f.kontak, Kind::Line, &typed.kontak).required(),
        Input::new(Field::From, &f.dari, Kind::Digits, &typed.dari).extra(),
        Input::new(Field::To, &f.sampai, Kind::Digits, &typed.sampai).extra(),
    ];
    show_form(desk, shell, marked(Form::new(vec![d.recall_lead.clone()], inputs, &d.recall_go), refused))
}
