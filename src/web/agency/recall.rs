//! A recall in three steps: find the batch, say why, confirm.
use askama::Template;
use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::list::{self, Asked};
use super::menu::{self, Entry, Place};
use super::notice::Notice;
use super::officer::Officer;
use super::refusals;
use crate::accounts::Act;
use crate::i18n::{fill, number, words};
use crate::office::{self, Goods, RecallDraft};
use crate::recalls::ItemRange;
use crate::registry::BatchId;
use crate::verification::{Finding, Register, Verifier};
use crate::web::error::Error;
use crate::web::public::number_in_path;
use crate::web::router::Shared;
use crate::web::shell::{Shell, show};
use crate::web::visitor::Visitor;

/// Digits from which on a text is a code, and no name of a batch.
const CODE: usize = 60;

#[derive(Template)]
#[template(path = "agency/recall.html")]
struct Page {
    shell: Shell,
    menu: Vec<Entry>,
    wrong: Option<String>,
    field: &'static str,
    about: String,
    maker: String,
    most: u64,
    all: String,
    typed: Typed,
    reasons: &'static [String],
    instructions: &'static [String],
    /// What is to be confirmed; `None` while it is written.
    summary: Option<Summary>,
}

/// What a recall will say.
struct Summary {
    items: String,
    reason: String,
    instruction: String,
    contact: String,
}

/// What the form brings. A ready-made text and one's own stand side by side; one's own counts.
#[derive(Deserialize, Default, Clone)]
pub(super) struct Typed {
    dari: Option<String>,
    sampai: Option<String>,
    alasan: Option<String>,
    alasan_lain: Option<String>,
    anjuran: Option<String>,
    anjuran_lain: Option<String>,
    kontak: Option<String>,
    pasti: Option<String>,
}

impl Typed {
    fn text(field: &Option<String>) -> &str {
        field.as_deref().map(str::trim).unwrap_or_default()
    }

    fn either<'a>(own: &'a Option<String>, ready: &'a Option<String>) -> &'a str {
        if Typed::text(own).is_empty() { Typed::text(ready) } else { Typed::text(own) }
    }

    pub(super) fn from(&self) -> &str {
        Typed::text(&self.dari)
    }

    pub(super) fn to(&self) -> &str {
        Typed::text(&self.sampai)
    }

    pub(super) fn reason(&self) -> &str {
        Typed::either(&self.alasan_lain, &self.alasan)
    }

    pub(super) fn instruction(&self) -> &str {
        Typed::either(&self.anjuran_lain, &self.anjuran)
    }

    pub(super) fn contact(&self) -> &str {
        Typed::text(&self.kontak)
    }

    /// One's own words of a field: what is none of the ready-made texts.
    pub(super) fn own<'a>(text: &'a str, ready: &[String]) -> &'a str {
        if ready.iter().any(|known| known == text) { "" } else { text }
    }

    /// The draft of it; `None` when the items are no numbers.
    fn draft(&self, batch: &Goods) -> Option<RecallDraft> {
        let items = match (self.from(), self.to()) {
            ("", "") => None,
            (from, to) => {
                let first = if from.is_empty() { 1 } else { from.parse().ok()? };
                let last = if to.is_empty() { batch.batch.items } else { to.parse().ok()? };
                Some(ItemRange { first, last })
            }
        };
        Some(RecallDraft {
            batch: batch.batch.id,
            items,
            reason: self.reason().to_owned(),
            instruction: self.instruction().to_owned(),
            contact: self.contact().to_owned(),
        })
    }
}

/// GET /dinas/tarik: batches, found by words or by the address of a label.
pub(super) async fn find(
    State(shared): State<Shared>,
    officer: Officer,
    asked: Result<Query<Asked>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let mut said = None;
    if is_code(asked.words()) {
        match of_code(&shared.state().verifier, asked.words()).await {
            Some(way) => return Ok(Redirect::to(&visitor.to(&way)).into_response()),
            None => said = Some(words(visitor.lang).agency.recall.no_such_code.clone()),
        }
    }
    list::batches(&shared, &officer, visitor, asked, said).await
}

/// Whether somebody pasted the address of a label, or its digits.
fn is_code(text: &str) -> bool {
    text.contains("/s/") || text.contains("://") || text.bytes().filter(u8::is_ascii_digit).count() >= CODE
}

/// The page of the batch that a code names. Whose batch it is, that page asks. Looking a code up here is no scan.
async fn of_code(verifier: &Verifier, text: &str) -> Option<String> {
    let Finding::Known(evidence) = verifier.examine(text).await.finding else { return None };
    let Register::Holds(record) = &evidence.register else { return None };
    Some(format!("/dinas/tarik/{}", record.batch.id))
}

/// The batch of an address, if its maker lies in a region where this person recalls.
async fn goods(shared: &Shared, officer: &Officer, id: &str) -> Result<Goods, Error> {
    let batch = BatchId(number_in_path(id)?);
    let goods = refusals::refused(office::goods(&mut &shared.state().db, batch).await)?.map_err(|_| Error::NotFound)?;
    officer.who(Act::Recall, goods.producer.region)?;
    Ok(goods)
}

/// GET /dinas/tarik/{batch}
pub(super) async fn page(
    State(shared): State<Shared>,
    officer: Officer,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let goods = goods(&shared, &officer, &id).await?;
    let contact = shared.state().site.contact().map(str::to_owned);
    let typed = Typed { kontak: contact, ..Typed::default() };
    Ok(ask(&shared, &officer, visitor, &goods, typed, Stand::Writing(None)))
}

/// How far somebody is.
enum Stand {
    /// Writing, or told why not: the field and the sentence.
    Writing(Option<(&'static str, String)>),
    /// To confirm.
    Confirming,
}

fn ask(shared: &Shared, officer: &Officer, visitor: Visitor, goods: &Goods, typed: Typed, stand: Stand) -> Response {
    let shell = Shell::of_desk(visitor, &shared.state().site, &officer.0, |w| w.agency.recall.title.clone());
    let w = &shell.w.agency.recall;
    let items = number(goods.batch.items, shell.lang);
    let all = fill(&shell.w.agency.case.items_all, &[("count", &items)]);
    let (summary, refused) = match stand {
        Stand::Writing(refused) => (None, refused),
        Stand::Confirming => (Some(summary(&shell, goods, &typed, &all)), None),
    };
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let (field, wrong) = refused.map_or(("", None), |(field, wrong)| (field, Some(wrong)));
    let page = Page {
        menu: menu::menu(&shell, &officer.0, Place::Recall),
        about: format!("{} – {}", goods.product.name, goods.batch.code),
        maker: format!("{}, {}", goods.producer.name, goods.producer.region.name()),
        most: goods.batch.items,
        reasons: &w.reasons,
        instructions: &w.instructions,
        wrong,
        field,
        all,
        typed,
        summary,
        shell,
    };
    show(status, &page)
}

fn summary(shell: &Shell, goods: &Goods, typed: &Typed, all: &str) -> Summary {
    let items = typed.draft(goods).and_then(|draft| draft.items).map(|items| {
        let values = [("first", number(items.first, shell.lang)), ("last", number(items.last, shell.lang))];
        fill(&shell.w.agency.case.items_some, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
    });
    Summary {
        items: items.unwrap_or_else(|| all.to_owned()),
        reason: typed.reason().to_owned(),
        instruction: typed.instruction().to_owned(),
        contact: typed.contact().to_owned(),
    }
}

/// POST /dinas/tarik/{batch}: shows what will be said, and does it once that is confirmed.
pub(super) async fn act(
    State(shared): State<Shared>,
    officer: Officer,
    Path(id): Path<String>,
    visitor: Visitor,
    form: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Error> {
    let Form(typed) = form.map_err(|_| Error::Refused)?;
    let goods = goods(&shared, &officer, &id).await?;
    let who = officer.who(Act::Recall, goods.producer.region)?;
    let w = words(visitor.lang);
    let Some(draft) = typed.draft(&goods) else {
        let wrong = fill(&w.agency.refused.range, &[("items", &number(goods.batch.items, visitor.lang))]);
        return Ok(ask(&shared, &officer, visitor, &goods, typed, Stand::Writing(Some(("items", wrong)))));
    };
    let checked =
        crate::recalls::NewRecall::new(&goods.batch, draft.items, &draft.reason, &draft.instruction, &draft.contact);
    if let Err(error) = checked.map_err(office::Error::from) {
        let refused = (refusals::field(&error), refusals::of_office(visitor.lang, &error));
        return Ok(ask(&shared, &officer, visitor, &goods, typed, Stand::Writing(Some(refused))));
    }
    match typed.pasti.as_deref() {
        Some("ya") => {}
        Some("ubah") => return Ok(ask(&shared, &officer, visitor, &goods, typed, Stand::Writing(None))),
        _ => return Ok(ask(&shared, &officer, visitor, &goods, typed, Stand::Confirming)),
    }
    let state = shared.state();
    let now = state.clock.now();
    let done = state.db.write(move |tx| {
        let draft = draft.clone();
        Box::pin(async move { office::recall(tx, who, &draft, now).await })
    });
    match refusals::refused(done.await)? {
        Ok(recall) => {
            let next = Notice::Recalled.at(&format!("/dinas/penarikan/{recall}"));
            Ok(Redirect::to(&visitor.to(&next)).into_response())
        }
        Err(error) => {
            let refused = (refusals::field(&error), refusals::of_office(visitor.lang, &error));
            Ok(ask(&shared, &officer, visitor, &goods, typed, Stand::Writing(Some(refused))))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ones_own_words_count_before_ready_made_ones() {
        let text = |text: &str| Some(text.to_owned());
        let typed = Typed { alasan: text("Kaca"), alasan_lain: text(" Kerikil "), ..Typed::default() };
        assert_eq!(typed.reason(), "Kerikil");
        let typed = Typed { alasan: text("Kaca"), alasan_lain: text("  "), ..Typed::default() };
        assert_eq!(typed.reason(), "Kaca");
        assert_eq!(Typed::own("Kaca", &["Kaca".to_owned()]), "");
        assert_eq!(Typed::own("Lain", &["Kaca".to_owned()]), "Lain");
    }

    #[test]
    fn a_pasted_address_is_told_from_a_name() {
        assert!(is_code("https://cek.contoh.id/123"));
        assert!(is_code(&"1 ".repeat(80)));
        assert!(!is_code("261122-A") && !is_code("Kopi 250 g") && !is_code(""));
    }
}
