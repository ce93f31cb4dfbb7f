use super::{Purpose, Size, delete, form, insert_picture};
use crate::clock::Moment;
use crate::db::{Error, Query, Tx, params};
use crate::uploads::Picture;

/// A photo that somebody reported with, by its number. Who may see it, `reports` decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportPhotoId(pub i64);

/// Keeps a photo of a report.
///
/// # Errors
/// [`Error::Away`].
pub async fn add_report_photo(tx: &mut Tx, picture: &Picture, at: Moment) -> Result<ReportPhotoId, Error> {
    insert_picture(tx, Purpose::ReportPhoto, picture, at).await.map(ReportPhotoId)
}

/// The JPEG file of a report's photo.
///
/// # Errors
/// [`Error::Away`].
pub async fn report_photo(q: &mut impl Query, id: ReportPhotoId, size: Size) -> Result<Option<Vec<u8>>, Error> {
    let sql = form!("where u.id = $2 and u.purpose = 'foto_laporan'");
    let row: Option<(Vec<u8>,)> = q.first(sql, params![size.param(), id.0]).await?;
    Ok(row.map(|(bytes,)| bytes))
}

/// Forgets a photo of a report, which must not point to it any more.
///
/// # Errors
/// [`Error::Away`].
pub async fn remove_report_photo(tx: &mut Tx, id: ReportPhotoId) -> Result<(), Error> {
    delete(tx, Purpose::ReportPhoto, id.0).await.map(drop)
}
