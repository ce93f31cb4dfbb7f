//! A product, new or changed. What was typed and not taken is there again when somebody comes back.
use axum::Form as Sent;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect, Response};

use super::form::{Form, Input, Kind, show_form};
use super::said::{Said, marked, said};
use super::{Desk, data, products};
use crate::accounts::{Act, PersonId};
use crate::i18n::words;
use crate::web::error::Error;
use crate::workshop::{self, Acting, Field, ProductForm};

/// GET /usaha/{id}/produk/baru
pub(super) async fn new(desk: Desk) -> Result<Response, Error> {
    let acting = desk.acting(Act::Edit)?;
    let usual = ProductForm { daerah: desk.producer.region.to_string(), ..ProductForm::default() };
    show_kept(&desk, acting.who.person, usual).await
}

/// GET /usaha/{id}/produk/{product}/ubah
pub(super) async fn edit(desk: Desk) -> Result<Response, Error> {
    let acting = desk.acting(Act::Edit)?;
    let product = products::own(&desk, desk.number()).await?;
    show_kept(&desk, acting.who.person, ProductForm::of(&product)).await
}

/// POST /usaha/{id}/produk/baru
pub(super) async fn add(desk: Desk, sent: Result<Sent<ProductForm>, FormRejection>) -> Result<Response, Error> {
    let acting = desk.acting(Act::Edit)?;
    let Sent(form) = sent.map_err(|_| Error::Refused)?;
    let (typed, place) = (form.clone(), desk.form().to_owned());
    let added = desk.db().write(move |tx| {
        let (form, place) = (typed.clone(), place.clone());
        Box::pin(async move {
            let id = workshop::add_product(tx, acting, &form).await?;
            workshop::keep::<ProductForm>(tx, acting.who.person, &place, None, acting.now).await?;
            Ok::<_, workshop::Error>(id)
        })
    });
    match added.await {
        Ok(id) => Ok(Redirect::to(&desk.at(&format!("/produk/{id}?ok=produk"))).into_response()),
        Err(error) => refuse(&desk, acting, form, error).await,
    }
}

/// POST /usaha/{id}/produk/{product}/ubah
pub(super) async fn change(desk: Desk, sent: Result<Sent<ProductForm>, FormRejection>) -> Result<Response, Error> {
    let acting = desk.acting(Act::Edit)?;
    let Sent(form) = sent.map_err(|_| Error::Refused)?;
    let product = products::own(&desk, desk.number()).await?.id;
    let (typed, place) = (form.clone(), desk.form().to_owned());
    let changed = desk.db().write(move |tx| {
        let (form, place) = (typed.clone(), place.clone());
        Box::pin(async move {
            workshop::change_product(tx, acting, product, &form).await?;
            workshop::keep::<ProductForm>(tx, acting.who.person, &place, None, acting.now).await
        })
    });
    match changed.await {
        Ok(()) => Ok(Redirect::to(&desk.at(&format!("/produk/{product}?ok=simpan"))).into_response()),
        Err(error) => refuse(&desk, acting, form, error).await,
    }
}

/// Says why, keeps what was typed, and shows it again.
async fn refuse(desk: &Desk, acting: Acting, form: ProductForm, error: workshop::Error) -> Result<Response, Error> {
    let said = said(desk, words(desk.visitor.lang), error)?;
    let (typed, place) = (form.clone(), desk.form().to_owned());
    let kept = desk.db().write(move |tx| {
        let (form, place) = (typed.clone(), place.clone());
        Box::pin(async move { workshop::keep(tx, acting.who.person, &place, Some(&form), acting.now).await })
    });
    kept.await?;
    show(desk, &form, Some(said), None).await
}

async fn show_kept(desk: &Desk, person: PersonId, usual: ProductForm) -> Result<Response, Error> {
    let kept: Option<ProductForm> = workshop::draft(&mut desk.db(), person, desk.form()).await?;
    let note = kept.as_ref().map(|_| words(desk.visitor.lang).producer_desk.kept.clone());
    show(desk, &kept.unwrap_or(usual), None, note).await
}

async fn show(
    desk: &Desk,
    typed: &ProductForm,
    refused: Option<Said>,
    note: Option<String>,
) -> Result<Response, Error> {
    let is_new = desk.number() == 0;
    let shell = desk.shell(|w| {
        let d = &w.producer_desk;
        if is_new { d.new_product.clone() } else { d.change_product.clone() }
    });
    let (d, f) = (&shell.w.producer_desk, &shell.w.producer_fields);
    let origins = data::kabupaten(&desk.state().statistics).await?;
    let inputs = vec![
        Input::new(Field::Name, &f.nama_produk, Kind::Line, &typed.nama).required(),
        Input::new(Field::Content, &f.isi_bersih, Kind::Line, &typed.isi_bersih),
        Input::new(Field::Category, &f.jenis, Kind::Line, &typed.jenis).required(),
        Input::new(Field::Ingredients, &f.bahan, Kind::Lines, &typed.bahan),
        Input::new(Field::Region, &f.daerah_asal, origins, &typed.daerah).required(),
        Input::new(Field::Brand, &f.merek, Kind::Line, &typed.merek).extra(),
        Input::new(Field::Story, &f.cerita_produk, Kind::Lines, &typed.cerita).extra(),
        Input::new(Field::StoryEn, &f.cerita_en, Kind::Lines, &typed.cerita_en).extra(),
        Input::new(Field::Gtin, &f.gtin, Kind::Digits, &typed.gtin).extra(),
        Input::new(Field::Hs, &f.hs, Kind::Digits, &typed.hs).extra(),
    ];
    let lead = note.into_iter().collect();
    Ok(show_form(desk, shell, marked(Form::new(lead, inputs, &d.save), refused)))
}
