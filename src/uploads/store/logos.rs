use super::{Purpose, Size, form, insert_picture};
use crate::clock::Moment;
use crate::db::{self, Query, Tx, params};
use crate::registry::{ProducerId, find_producer};
use crate::uploads::{Error, Picture};

/// A logo that a producer prints on labels, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LogoId(pub i64);

impl std::fmt::Display for LogoId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Gives a producer a logo, in the place of the one before.
///
/// # Errors
/// [`Error::Unknown`] when there is no such producer.
pub async fn set_logo(tx: &mut Tx, producer: ProducerId, picture: &Picture, at: Moment) -> Result<LogoId, Error> {
    find_producer(tx, producer).await?.ok_or(Error::Unknown("producer"))?;
    end_logo(tx, producer, at).await?;
    let id = insert_picture(tx, Purpose::Logo, picture, at).await?;
    let sql = "insert into producer_logos (upload_id, producer_id, ended_at) values ($1, $2, null)";
    tx.run(sql, params![id, producer.0]).await?;
    Ok(LogoId(id))
}

/// Labels of a producer carry no logo from now on; whether there was one. Orders that name it keep it.
///
/// # Errors
/// [`db::Error`].
pub async fn end_logo(tx: &mut Tx, producer: ProducerId, at: Moment) -> Result<bool, db::Error> {
    let sql = "update producer_logos set ended_at = $2 where producer_id = $1 and ended_at is null";
    Ok(tx.run(sql, params![producer.0, at.0]).await? > 0)
}

/// The logo that a producer has now.
///
/// # Errors
/// [`db::Error::Away`].
pub async fn logo_of(q: &mut impl Query, producer: ProducerId) -> Result<Option<LogoId>, db::Error> {
    let sql = "select upload_id from producer_logos where producer_id = $1 and ended_at is null";
    let row: Option<(i64,)> = q.first(sql, params![producer.0]).await?;
    Ok(row.map(|(id,)| LogoId(id)))
}

/// The JPEG file of a logo that a producer has or had. Another producer's number finds nothing.
///
/// # Errors
/// [`db::Error::Away`].
pub async fn logo(
    q: &mut impl Query,
    producer: ProducerId,
    id: LogoId,
    size: Size,
) -> Result<Option<Vec<u8>>, db::Error> {
    let sql = form!(
        "join producer_logos l on l.upload_id = u.id and l.producer_id = $3
        where u.id = $2 and u.purpose = 'logo'"
    );
    let row: Option<(Vec<u8>,)> = q.first(sql, params![size.param(), id.0, producer.0]).await?;
    Ok(row.map(|(bytes,)| bytes))
}
