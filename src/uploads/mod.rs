//! Uploads: pictures and documents that people send, written anew before anything is kept.
//!
//! A *picture* comes as JPEG, PNG or WebP and is kept as two JPEG files: a large one, and a small one that a page can afford. A
//! *document* is a picture, or a PDF file written anew from its pages. What a file is, its content says, never its name. The
//! *purpose* says who may see it: photos of products are for everyone, documents of producers and photos of reports never; a logo is
//! for its producer, and for whoever sees a label that carries it.
//!
//! Promises: nothing that came in is kept as it came; what is kept holds no metadata (EXIF, places, XMP, profiles, comments,
//! thumbnails) and nothing that acts. Size in bytes and pixels is checked before anything is decoded, decoding runs under a
//! memory bound, off the threads that answer, and not oftener at once than there are processors. Each purpose has an id of its
//! own type, and the store asks for it again: no query for photos of products finds a document.
//!
//! Stored in the database, so that one backup holds all and several servers show the same.
mod error;
mod pdf;
mod picture;
mod store;
mod workshop;

pub use error::{Error, Refused};
pub use pdf::Pdf;
pub use picture::{LARGEST_FILE, Picture, SMALL_FILE, SMALL_SIDE, WIDE_SIDE};
pub use store::{
    DocumentId, LogoId, MOST_DOCUMENTS, MOST_PHOTOS, Photo, PhotoId, ReportPhotoId, Size, StoredDocument, add_document,
    add_photo, add_report_photo, document_of, documents_of, end_logo, first_photo, first_photos, logo, logo_of,
    order_photos, photo, photo_of, photos_of, remove_document, remove_photo, remove_report_photo, report_photo,
    set_logo,
};
pub use workshop::{document, picture};

/// What a producer shows to an office: a photo of a certificate, or its PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Document {
    /// A photo or a scan.
    Picture(Picture),
    /// A PDF file.
    Pdf(Pdf),
}
