//! What is kept. Every query names the purpose: a number alone opens nothing.
mod documents;
mod logos;
mod photos;
mod reported;

pub use documents::{
    DocumentId, MOST_DOCUMENTS, StoredDocument, add_document, document_of, documents_of, remove_document,
};
pub use logos::{LogoId, end_logo, logo, logo_of, set_logo};
pub use photos::{
    MOST_PHOTOS, Photo, PhotoId, add_photo, first_photo, first_photos, order_photos, photo, photo_of, photos_of,
    remove_photo,
};
pub use reported::{ReportPhotoId, add_report_photo, remove_report_photo, report_photo};

use super::Picture;
use crate::clock::Moment;
use crate::db::{Error, Tx, params};

/// Who may see what is stored.
#[derive(Debug, Clone, Copy)]
enum Purpose {
    /// Everyone.
    ProductPhoto,
    /// The producer and the office.
    Document,
    /// The producer; and whoever sees a label that carries it.
    Logo,
    /// The office.
    ReportPhoto,
}

impl Purpose {
    fn word(self) -> &'static str {
        match self {
            Purpose::ProductPhoto => "foto_produk",
            Purpose::Document => "dokumen",
            Purpose::Logo => "logo",
            Purpose::ReportPhoto => "foto_laporan",
        }
    }
}

/// Which form of a picture is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// At most 1600 pixels wide or high.
    Large,
    /// At most 480 pixels and 12,000 bytes.
    Small,
}

/// `bytes` or `small`, in a statement that takes it as its first value.
macro_rules! form {
    ($tail:literal) => {
        concat!("select case when cast($1 as bigint) = 0 then u.bytes else u.small end from uploads u ", $tail)
    };
}
use form;

impl Size {
    /// The first value of such a statement.
    fn param(self) -> i64 {
        match self {
            Size::Large => 0,
            Size::Small => 1,
        }
    }
}

async fn insert_picture(tx: &mut Tx, purpose: Purpose, picture: &Picture, at: Moment) -> Result<i64, Error> {
    let sql = "insert into uploads (purpose, form, width, height, bytes, small, added_at)
               values ($1, 'jpeg', $2, $3, $4, $5, $6)
               returning id";
    let (width, height) = picture.size();
    tx.insert(sql, params![purpose.word(), width, height, picture.large(), picture.small(), at.0]).await
}

async fn delete(tx: &mut Tx, purpose: Purpose, id: i64) -> Result<u64, Error> {
    tx.run("delete from uploads where id = $1 and purpose = $2", params![id, purpose.word()]).await
}
