//! A business signs up: first what it is, then its numbers, then who owns it. What was typed goes along from screen to screen; a
//! password is typed last and goes nowhere else.
use axum::Form as Sent;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::data::{kabupaten, scales};
use super::form::{Choice, Form, Group, Input, Kind, show_bare};
use super::said::{Said, business, marked};
use crate::accounts::{Login, PersonId};
use crate::i18n::{fill, words};
use crate::membership::Newcomer;
use crate::registry::ProducerId;
use crate::web::account;
use crate::web::client::Asking;
use crate::web::error::Error;
use crate::web::links;
use crate::web::router::Shared;
use crate::web::shell::{Script, Shell};
use crate::web::signed_in::SignedIn;
use crate::web::visitor::Visitor;
use crate::workshop::{self, Field, JoinForm};

/// What is sent. `langkah` says from which screen.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    langkah: String,
    #[serde(flatten)]
    business: JoinForm,
    pemilik: String,
    login: String,
    sandi: String,
}

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Screen {
    Business,
    Numbers,
    Owner,
}

impl Screen {
    /// As the form names it.
    fn word(self) -> &'static str {
        match self {
            Screen::Business => "1",
            Screen::Numbers => "2",
            Screen::Owner => "3",
        }
    }

    /// The screen on which a field stands.
    fn of(fields: &[Field]) -> Screen {
        let stands = |of: &[Field]| fields.iter().any(|field| of.contains(field));
        if stands(&[Field::Name, Field::Region, Field::Scale]) {
            Screen::Business
        } else if stands(&[Field::Nib, Field::Kbli]) {
            Screen::Numbers
        } else {
            Screen::Owner
        }
    }
}

/// GET /daftar
pub(super) async fn page(
    State(shared): State<Shared>,
    signed_in: Option<SignedIn>,
    visitor: Visitor,
) -> Result<Response, Error> {
    if signed_in.is_some() {
        return Ok(Redirect::to(&visitor.to("/meja")).into_response());
    }
    show(&shared, visitor, Screen::Business, &Typed::default(), None).await
}

/// POST /daftar: the next screen, the same one again, or the end of it.
pub(super) async fn next(
    State(shared): State<Shared>,
    asking: Asking,
    headers: HeaderMap,
    visitor: Visitor,
    sent: Result<Sent<Typed>, FormRejection>,
) -> Result<Response, Error> {
    let Sent(typed) = sent.map_err(|_| Error::Refused)?;
    let w = words(visitor.lang);
    let mut chance = [0; 8];
    getrandom::fill(&mut chance).map_err(|_| Error::Broken)?;
    let checked = workshop::check_business(&typed.business, chance);
    let producer = match (checked, typed.langkah.as_str()) {
        // What stands on a later screen is not wrong yet.
        (Err(workshop::Error::Fields(fields)), "1") if Screen::of(&fields) != Screen::Business => {
            return show(&shared, visitor, Screen::Numbers, &typed, None).await;
        }
        (Err(error), _) => {
            let said = business(w, error)?;
            let screen = Screen::of(&said.fields);
            return show(&shared, visitor, screen, &typed, Some(said)).await;
        }
        (Ok(_), "1") => return show(&shared, visitor, Screen::Numbers, &typed, None).await,
        (Ok(_), "2") => return show(&shared, visitor, Screen::Owner, &typed, None).await,
        (Ok(producer), _) => producer,
    };
    shared.pace().join(asking.asker().client, shared.state().clock.now())?;
    match make(&shared, &typed, producer).await {
        Ok((person, id)) => {
            let way = visitor.to(&format!("{}?ok=masuk", links::business(id)));
            account::begin(&shared, person, None, false, &headers, &way).await
        }
        Err(error) => {
            let said = business(w, error)?;
            let screen = if said.fields.is_empty() { Screen::Owner } else { Screen::of(&said.fields) };
            show(&shared, visitor, screen, &typed, Some(said)).await
        }
    }
}

/// Person, business, seat and case: all or nothing.
async fn make(
    shared: &Shared,
    typed: &Typed,
    producer: crate::registry::Producer,
) -> Result<(PersonId, ProducerId), workshop::Error> {
    let login = Login::parse(&typed.login)?;
    let known = vec![login.to_string(), typed.pemilik.clone(), typed.business.nama.clone()];
    let password = account::hashed(typed.sandi.clone(), known).await?;
    let owner = Newcomer { login, name: typed.pemilik.clone(), password };
    let now = shared.state().clock.now();
    let joined = shared.state().db.write(move |tx| {
        let (producer, owner) = (producer.clone(), owner.clone());
        Box::pin(async move { workshop::join(tx, &producer, &owner, now).await })
    });
    joined.await
}

async fn show(
    shared: &Shared,
    visitor: Visitor,
    screen: Screen,
    typed: &Typed,
    refused: Option<Said>,
) -> Result<Response, Error> {
    let state = shared.state();
    let mut shell = Shell::new(visitor, &state.site, |w| w.producer_desk.join.clone());
    (shell.desk, shell.indexed) = (true, screen == Screen::Business);
    shell.script = Some(Script::Drafts("baru".to_owned()));
    let (d, f, business) = (&shell.w.producer_desk, &shell.w.producer_fields, &typed.business);
    let part = fill(&d.join_part, &[("part", screen.word())]);
    let mut lead = vec![part];
    let (mut inputs, button) = match screen {
        Screen::Business => {
            lead.push(d.join_lead.clone());
            let mut regions = kabupaten(&state.statistics).await?;
            if let Kind::Choice(groups) = &mut regions {
                groups.insert(0, Group { name: String::new(), choices: vec![Choice::new("", &d.choose)] });
            }
            let inputs = vec![
                Input::new(Field::Name, &f.nama_usaha, Kind::Line, &business.nama).filled_by("organization").required(),
                Input::new(Field::Region, &f.daerah, regions, &business.daerah).required(),
                Input::new(Field::Scale, &f.skala, scales(shell.w), &business.skala).required(),
            ];
            (inputs, &d.go_on)
        }
        Screen::Numbers => {
            lead.push(d.join_numbers.clone());
            let inputs = vec![
                Input::new(Field::Nib, &f.nib, Kind::Digits, &business.nib),
                Input::new(Field::Kbli, &f.kbli, Kind::Digits, &business.kbli),
            ];
            (inputs, &d.go_on)
        }
        Screen::Owner => {
            lead.push(d.join_owner.clone());
            (owner(&shell, typed), &d.join_go)
        }
    };
    inputs.iter_mut().for_each(|input| input.extra = false);
    let hidden = hidden(screen, typed);
    let form = marked(Form { hidden, ..Form::new(lead, inputs, button) }, refused);
    Ok(show_bare(shell, form))
}

fn owner(shell: &Shell, typed: &Typed) -> Vec<Input> {
    let a = &shell.w.account;
    let input = |name, label: &String, hint: &String, kind, value: &str, filled| {
        let words = crate::i18n::FieldWords { label: label.clone(), hint: hint.clone(), wrong: String::new() };
        let input = Input::new(Field::Password, &words, kind, value).filled_by(filled).required();
        Input { name, wrong: None, ..input }
    };
    let none = String::new();
    vec![
        input("pemilik", &a.invited_name, &none, Kind::Line, &typed.pemilik, "name"),
        input("login", &a.login, &a.login_hint, Kind::Line, &typed.login, "username"),
        input("sandi", &a.password, &a.password_hint, Kind::Secret, "", "new-password"),
    ]
}

/// What other screens asked for goes along; passwords do not.
fn hidden(screen: Screen, typed: &Typed) -> Vec<(&'static str, String)> {
    let business = &typed.business;
    let of = |screen: Screen| match screen {
        Screen::Business => vec![("nama", &business.nama), ("daerah", &business.daerah), ("skala", &business.skala)],
        Screen::Numbers => vec![("nib", &business.nib), ("kbli", &business.kbli)],
        Screen::Owner => vec![("pemilik", &typed.pemilik), ("login", &typed.login)],
    };
    let others = [Screen::Business, Screen::Numbers, Screen::Owner].into_iter().filter(|other| *other != screen);
    let carried = others.flat_map(of).map(|(name, value)| (name, value.clone())).filter(|(_, value)| !value.is_empty());
    std::iter::once(("langkah", screen.word().to_owned())).chain(carried).collect()
}
