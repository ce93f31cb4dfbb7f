//! The producer's logo, for labels that have a place for one.
use askama::Template;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::desk::Head;
use super::{Desk, files};
use crate::accounts::Act;
use crate::i18n::words;
use crate::uploads::{self, LogoId, Refused, Size};
use crate::web::client::Asking;
use crate::web::error::Error;
use crate::web::router::Shared;
use crate::web::shell::{Shell, show};
use crate::workshop;

#[derive(Template)]
#[template(path = "producer/logo.html")]
struct Page {
    shell: Shell,
    head: Option<Head>,
    alert: Option<String>,
    /// The address of the one that there is.
    logo: Option<String>,
}

/// GET /usaha/{id}/logo
pub(super) async fn page(desk: Desk) -> Result<Response, Error> {
    desk.acting(Act::Edit)?;
    tell(&desk, None).await
}

async fn tell(desk: &Desk, alert: Option<String>) -> Result<Response, Error> {
    let shell = desk.shell(|w| w.producer_desk.logo.clone());
    let logo = uploads::logo_of(&mut desk.db(), desk.producer.id).await?;
    let status = if alert.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let logo = logo.map(|logo| desk.at(&format!("/logo/{logo}")));
    Ok(show(status, &Page { head: Some(desk.head(&shell)), alert, logo, shell }))
}

/// POST /usaha/{id}/logo: another logo, or none.
pub(super) async fn change(
    State(shared): State<Shared>,
    desk: Desk,
    asking: Asking,
    request: Request,
) -> Result<Response, Error> {
    let acting = desk.acting(Act::Edit)?;
    // Waited for before the picture is read into memory.
    let Some(_place) = shared.pace().place(asking.asker().client).await else { return Err(Error::Busy) };
    let brought = files::received(request).await?;
    let picture = match (brought.file, brought.cut) {
        (Some(file), false) => uploads::picture(file).await.map(Some),
        (None, false) if brought.words.contains_key("hapus") => Ok(None),
        (None, false) => Err(Refused::NotAPicture),
        (_, true) => Err(Refused::TooLarge),
    };
    let picture = match picture {
        Ok(picture) => std::sync::Arc::new(picture),
        Err(why) => return tell(&desk, Some(files::refused(words(desk.visitor.lang), why))).await,
    };
    let set = desk.db().write(move |tx| {
        let picture = picture.clone();
        Box::pin(async move { workshop::set_logo(tx, acting, picture.as_ref().as_ref()).await })
    });
    set.await?;
    Ok(Redirect::to(&desk.at("/logo?ok=simpan")).into_response())
}

/// GET /usaha/{id}/logo/{logo}
pub(super) async fn picture(desk: Desk) -> Result<Response, Error> {
    desk.acting(Act::Edit)?;
    let logo = uploads::logo(&mut desk.db(), desk.producer.id, LogoId(desk.number()), Size::Small).await?;
    let headers = [(header::CONTENT_TYPE, "image/jpeg"), (header::CACHE_CONTROL, "private, max-age=86400")];
    Ok((headers, logo.ok_or(Error::NotFound)?).into_response())
}
