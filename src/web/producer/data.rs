//! What the register says of the business itself, and the way to NIB and KBLI.
use axum::Form as Sent;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect, Response};

use super::Desk;
use super::form::{Choice, Form, Group, Input, Kind, plain, show_form};
use super::said::{Said, marked, said};
use crate::accounts::Act;
use crate::i18n::{Words, words};
use crate::registry::{ProducerStatus, RegionCode, Scale, regions};
use crate::statistics::{Cut, Measure, Statistics};
use crate::web::error::Error;
use crate::workshop::{self, DataForm, Field};

/// GET /usaha/{id}/data
pub(super) async fn page(desk: Desk) -> Result<Response, Error> {
    desk.acting(Act::Edit)?;
    let form = DataForm::of(&desk.producer);
    show(&desk, &form, None).await
}

/// POST /usaha/{id}/data
pub(super) async fn change(desk: Desk, sent: Result<Sent<DataForm>, FormRejection>) -> Result<Response, Error> {
    let acting = desk.acting(Act::Edit)?;
    let Sent(form) = sent.map_err(|_| Error::Refused)?;
    let typed = form.clone();
    let changed = desk.db().write(move |tx| {
        let form = typed.clone();
        Box::pin(async move { workshop::change_data(tx, acting, &form).await })
    });
    match changed.await {
        Ok(()) => Ok(Redirect::to(&desk.at("?ok=simpan")).into_response()),
        Err(error) => {
            let said = said(&desk, words(desk.visitor.lang), error)?;
            show(&desk, &form, Some(said)).await
        }
    }
}

async fn show(desk: &Desk, typed: &DataForm, refused: Option<Said>) -> Result<Response, Error> {
    let shell = desk.shell(|w| w.producer_desk.data.clone());
    let (d, f) = (&shell.w.producer_desk, &shell.w.producer_fields);
    let fixed = desk.producer.status != ProducerStatus::Awaiting;
    let mut inputs = vec![
        Input::new(Field::Name, &f.nama_usaha, Kind::Line, &typed.nama).required(),
        Input::new(Field::Nib, &f.nib, Kind::Digits, &typed.nib),
        Input::new(Field::Kbli, &f.kbli, Kind::Digits, &typed.kbli),
        Input::new(Field::Region, &f.daerah, kabupaten(&desk.state().statistics).await?, &typed.daerah).required(),
        Input::new(Field::Scale, &f.skala, scales(shell.w), &typed.skala).required(),
        Input::new(Field::Phone, &f.telepon, Kind::Phone, &typed.telepon),
        Input::new(Field::Story, &f.cerita_usaha, Kind::Lines, &typed.cerita),
        Input::new(Field::Brand, &f.merek, Kind::Line, &typed.merek).extra(),
        Input::new(Field::Address, &f.alamat, Kind::Line, &typed.alamat).filled_by("street-address").extra(),
        Input::new(Field::Email, &f.surel, Kind::Mail, &typed.surel).extra(),
    ];
    inputs.push(shown(&f.tampil, &typed.tampil));
    let mut lead = Vec::new();
    if !desk.producer.is_registered_business() {
        lead.extend(d.steps_to_nib.iter().cloned());
    }
    if fixed {
        lead.push(d.fixed_data.clone());
    }
    let form = marked(Form::new(lead, inputs, &d.save), refused);
    Ok(show_form(desk, shell, form))
}

/// Whether the contact is shown is no field of the register's rules: a tick is there or not.
fn shown(words: &crate::i18n::FieldWords, value: &str) -> Input {
    let input = Input::new(Field::Phone, words, Kind::Tick, value);
    Input { name: "tampil", wrong: None, ..input }
}

/// The size classes.
pub(super) fn scales(w: &Words) -> Kind {
    let p = &w.producer;
    plain(vec![
        Choice::new(Scale::Micro.word(), &p.scale_micro),
        Choice::new(Scale::Small.word(), &p.scale_small),
        Choice::new(Scale::Medium.word(), &p.scale_medium),
    ])
}

/// Every kabupaten and kota by province; first the province that most producers of this register are in.
pub(super) async fn kabupaten(statistics: &Statistics) -> Result<Kind, Error> {
    let counted = statistics.table(Measure::Producers, Cut::Region).await?;
    let largest =
        counted.and_then(|table| table.groups.iter().max_by_key(|group| group.count).map(|it| it.key.clone()));
    let home = largest.and_then(|code| RegionCode::parse(&code)).map(RegionCode::province);
    let mut groups: Vec<(RegionCode, Group)> = Vec::new();
    for region in regions() {
        if region.code.is_province() {
            groups.push((region.code, Group { name: region.name.clone(), choices: Vec::new() }));
        } else if let Some((_, group)) = groups.iter_mut().find(|(code, _)| *code == region.code.province()) {
            group.choices.push(Choice::new(region.code.to_string(), &region.name));
        }
    }
    groups.sort_by_key(|(code, _)| (Some(*code) != home, *code));
    Ok(Kind::Choice(groups.into_iter().map(|(_, group)| group).collect()))
}
