//! Photos of products, as files. No other upload has an address here.
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::listed::number_in_path;
use crate::db::Db;
use crate::uploads::{self, PhotoId, Size};
use crate::web::error::Error;

/// GET /foto/{id}
pub(crate) async fn large(State(db): State<Db>, Path(id): Path<String>) -> Result<Response, Error> {
    picture(&db, &id, Size::Large).await
}

/// GET /foto/{id}/kecil
pub(crate) async fn small(State(db): State<Db>, Path(id): Path<String>) -> Result<Response, Error> {
    picture(&db, &id, Size::Small).await
}

async fn picture(db: &Db, id: &str, size: Size) -> Result<Response, Error> {
    let id = PhotoId(number_in_path(id)?);
    let bytes = uploads::photo(&mut &*db, id, size).await?.ok_or(Error::NotFound)?;
    // A number is never given to another photo, so whoever has it need not ask again.
    let headers =
        [(header::CONTENT_TYPE, "image/jpeg"), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, bytes).into_response())
}
