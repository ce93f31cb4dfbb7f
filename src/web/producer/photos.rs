//! Photos of a product.
use askama::Template;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::desk::Head;
use super::said::said;
use super::{Desk, files, products};
use crate::accounts::Act;
use crate::i18n::words;
use crate::registry::Product;
use crate::uploads::{self, MOST_PHOTOS, PhotoId, Refused, Size};
use crate::web::client::Asking;
use crate::web::error::Error;
use crate::web::router::Shared;
use crate::web::shell::{Shell, show};
use crate::workshop;

#[derive(Template)]
#[template(path = "producer/photos.html")]
struct Page {
    shell: Shell,
    head: Option<Head>,
    alert: Option<String>,
    photos: Vec<Shown>,
    may_add: bool,
}

/// A photo, and its number for the button that takes it away.
struct Shown {
    id: i64,
    src: String,
    name: String,
}

/// GET /usaha/{id}/produk/{product}/foto
pub(super) async fn page(desk: Desk) -> Result<Response, Error> {
    desk.acting(Act::Edit)?;
    let product = products::own(&desk, desk.number()).await?;
    tell(&desk, &product, None).await
}

async fn tell(desk: &Desk, product: &Product, alert: Option<String>) -> Result<Response, Error> {
    let shell = desk.shell(|w| w.producer_desk.photos.clone());
    let found = uploads::photos_of(&mut desk.db(), product.id).await?;
    let photos: Vec<Shown> = found
        .iter()
        .map(|photo| Shown {
            id: photo.id.0,
            src: desk.at(&format!("/produk/{}/foto/{}", product.id, photo.id)),
            name: product.name.clone(),
        })
        .collect();
    let status = if alert.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let may_add = photos.len() < MOST_PHOTOS;
    Ok(show(status, &Page { head: Some(desk.head(&shell)), alert, photos, may_add, shell }))
}

/// POST /usaha/{id}/produk/{product}/foto: one photo more, one less, or another one first.
pub(super) async fn change(
    State(shared): State<Shared>,
    desk: Desk,
    asking: Asking,
    request: Request,
) -> Result<Response, Error> {
    let acting = desk.acting(Act::Edit)?;
    let product = products::own(&desk, desk.number()).await?;
    // Waited for before the photo is read into memory.
    let Some(_place) = shared.pace().place(asking.asker().client).await else { return Err(Error::Busy) };
    let brought = files::received(request).await?;
    let id = product.id;
    if let Ok(photo) = brought.word("hapus").parse() {
        let photo = PhotoId(photo);
        desk.db().write(move |tx| Box::pin(workshop::remove_photo(tx, acting, id, photo))).await?;
        return Ok(Redirect::to(&desk.at(&format!("/produk/{id}/foto?ok=simpan"))).into_response());
    }
    if let Ok(photo) = brought.word("utama").parse() {
        let photo = PhotoId(photo);
        desk.db().write(move |tx| Box::pin(workshop::put_photo_first(tx, acting, id, photo))).await?;
        return Ok(Redirect::to(&desk.at(&format!("/produk/{id}/foto?ok=simpan"))).into_response());
    }
    let picture = match (brought.file, brought.cut) {
        (Some(file), false) => uploads::picture(file).await,
        (None, false) => Err(Refused::NotAPicture),
        (_, true) => Err(Refused::TooLarge),
    };
    let picture = match picture {
        Ok(picture) => std::sync::Arc::new(picture),
        Err(why) => return tell(&desk, &product, Some(files::refused(words(desk.visitor.lang), why))).await,
    };
    let added = desk.db().write(move |tx| {
        let picture = picture.clone();
        Box::pin(async move { workshop::add_photo(tx, acting, id, &picture).await })
    });
    match added.await {
        Ok(()) => Ok(Redirect::to(&desk.at(&format!("/produk/{id}/foto?ok=simpan"))).into_response()),
        Err(error) => {
            let said = said(&desk, words(desk.visitor.lang), error)?;
            tell(&desk, &product, Some(said.text)).await
        }
    }
}

/// GET /usaha/{id}/produk/{product}/foto/{photo}: also of a draft, which the public does not see.
pub(super) async fn small(desk: Desk) -> Result<Response, Error> {
    let product = products::own(&desk, desk.number()).await?;
    let photo = uploads::photo_of(&mut desk.db(), product.id, PhotoId(desk.second_number()), Size::Small).await?;
    let headers = [(header::CONTENT_TYPE, "image/jpeg"), (header::CACHE_CONTROL, "private, max-age=86400")];
    Ok((headers, photo.ok_or(Error::NotFound)?).into_response())
}
