//! Everything that a producer owns, to take away.
use axum::response::Response;

use super::{Desk, stream};
use crate::accounts::Act;
use crate::web::error::Error;
use crate::workshop;

/// GET /usaha/{id}/ekspor
pub(super) async fn file(desk: Desk) -> Result<Response, Error> {
    let acting = desk.acting(Act::Edit)?;
    let name = format!("{}.xlsx", desk.producer.code);
    let noted = name.clone();
    let note = desk.db().write(move |tx| {
        let name = noted.clone();
        Box::pin(async move { workshop::note_export(tx, acting, &name).await })
    });
    note.await?;
    stream::workbook(&desk.shared, desk.producer.id, &name).await
}
