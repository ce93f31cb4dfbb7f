use super::{Purpose, delete, insert_picture};
use crate::clock::Moment;
use crate::db::{self, Query, Tx, params, record};
use crate::registry::{ProducerId, find_producer};
use crate::uploads::{Document, Error};

/// The most documents of one producer: some dozen products with four papers each.
pub const MOST_DOCUMENTS: usize = 200;

/// A paper that a producer showed to the office, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub i64);

/// A paper as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoredDocument {
    /// A JPEG file.
    Jpeg(Vec<u8>),
    /// A PDF file. It is shown as an attachment, with `Content-Security-Policy: sandbox`, and never inside a page.
    Pdf(Vec<u8>),
}

record! {
    struct Row {
        form: String,
        bytes: Vec<u8>,
    }
}

/// Keeps a paper of a producer. Only the producer's own people or the office may be let here.
///
/// # Errors
/// [`Error::Unknown`] when there is no such producer, [`Error::Full`] when it has [`MOST_DOCUMENTS`].
pub async fn add_document(
    tx: &mut Tx,
    producer: ProducerId,
    document: &Document,
    at: Moment,
) -> Result<DocumentId, Error> {
    find_producer(tx, producer).await?.ok_or(Error::Unknown("producer"))?;
    let sql = "select count(*) from producer_documents where producer_id = $1";
    let row: Option<(i64,)> = tx.first(sql, params![producer.0]).await?;
    if row.is_some_and(|(count,)| count >= MOST_DOCUMENTS as i64) {
        return Err(Error::Full(MOST_DOCUMENTS));
    }
    let id = match document {
        Document::Picture(picture) => insert_picture(tx, Purpose::Document, picture, at).await?,
        Document::Pdf(pdf) => {
            let sql = "insert into uploads (purpose, form, width, height, bytes, small, added_at)
                       values ('dokumen', 'pdf', 0, 0, $1, null, $2)
                       returning id";
            tx.insert(sql, params![pdf.bytes(), at.0]).await?
        }
    };
    let sql = "insert into producer_documents (upload_id, producer_id) values ($1, $2)";
    tx.run(sql, params![id, producer.0]).await?;
    Ok(DocumentId(id))
}

/// A paper of a producer. Another producer's number finds nothing: whoever asks must first know whose paper it is, and that
/// the one who wants it may see that producer's.
///
/// # Errors
/// [`db::Error::Away`].
pub async fn document_of(
    q: &mut impl Query,
    producer: ProducerId,
    id: DocumentId,
) -> Result<Option<StoredDocument>, db::Error> {
    let sql = "select u.form, u.bytes
                 from uploads u
                 join producer_documents d on d.upload_id = u.id and d.producer_id = $2
                where u.id = $1 and u.purpose = 'dokumen'";
    let row: Option<Row> = q.first(sql, params![id.0, producer.0]).await?;
    Ok(row.map(|row| match row.form.as_str() {
        "pdf" => StoredDocument::Pdf(row.bytes),
        _ => StoredDocument::Jpeg(row.bytes),
    }))
}

/// The numbers of a producer's papers, the oldest first, at most [`MOST_DOCUMENTS`].
///
/// # Errors
/// [`db::Error::Away`].
pub async fn documents_of(q: &mut impl Query, producer: ProducerId) -> Result<Vec<DocumentId>, db::Error> {
    let sql = "select upload_id from producer_documents where producer_id = $1 order by upload_id";
    let rows: Vec<(i64,)> = q.all(sql, params![producer.0]).await?;
    Ok(rows.into_iter().map(|(id,)| DocumentId(id)).collect())
}

/// Forgets a paper of a producer.
///
/// # Errors
/// [`Error::Unknown`] when the producer has no such paper.
pub async fn remove_document(tx: &mut Tx, producer: ProducerId, id: DocumentId) -> Result<(), Error> {
    let sql = "delete from producer_documents where upload_id = $1 and producer_id = $2";
    if tx.run(sql, params![id.0, producer.0]).await? == 0 {
        return Err(Error::Unknown("document of the producer"));
    }
    delete(tx, Purpose::Document, id.0).await?;
    Ok(())
}
