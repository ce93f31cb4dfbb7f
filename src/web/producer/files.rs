//! Forms that bring a file: photos and papers, read within bounds and written anew before anything is kept.
use std::collections::HashMap;

use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;

use crate::i18n::Words;
use crate::uploads::{LARGEST_FILE, Refused};
use crate::web::error::Error;

/// The largest form: one file, and some room for the words around it.
pub(super) const LARGEST: usize = LARGEST_FILE + 64 * 1024;
/// Bytes of a text that are looked at.
const LONGEST_TEXT: usize = 4 * 1024;
/// Fields that a form has at most.
const FIELDS: usize = 20;

/// What a form brought: its words, and the file unless none was chosen.
#[derive(Default)]
pub(super) struct Brought {
    pub(super) words: HashMap<String, String>,
    pub(super) file: Option<Vec<u8>>,
    /// The file was too large; what stands behind it in the form is lost.
    pub(super) cut: bool,
}

impl Brought {
    /// A field's words; empty when there is no such field.
    pub(super) fn word(&self, name: &str) -> String {
        self.words.get(name).cloned().unwrap_or_default()
    }
}

/// Reads a form. The file stands last in it, so that the words are kept also when it is too large.
pub(super) async fn received(request: Request) -> Result<Brought, Error> {
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| Error::Refused)?;
    let mut brought = Brought::default();
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => return Ok(brought),
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                return Ok(Brought { cut: true, ..brought });
            }
            Err(_) => return Err(Error::Refused),
        };
        let name = field.name().unwrap_or_default().to_owned();
        let is_file = field.file_name().is_some();
        let bytes = match field.bytes().await {
            Ok(bytes) => bytes,
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                return Ok(Brought { cut: true, ..brought });
            }
            Err(_) => return Err(Error::Refused),
        };
        if is_file && !bytes.is_empty() {
            brought.file = Some(bytes.into());
        } else if !is_file && brought.words.len() < FIELDS {
            let text = String::from_utf8_lossy(&bytes[..bytes.len().min(LONGEST_TEXT)]).into_owned();
            brought.words.insert(name, text);
        }
    }
}

/// Why a file is not kept.
pub(super) fn refused(w: &Words, refused: Refused) -> String {
    match refused {
        Refused::TooLarge | Refused::TooManyPixels => w.producer_desk.file_too_large.clone(),
        Refused::NotAPicture | Refused::NotADocument => w.producer_desk.file_wrong.clone(),
        Refused::Damaged => w.producer_desk.file_damaged.clone(),
        Refused::Locked => w.producer_desk.file_locked.clone(),
        Refused::Unclear(_) => w.producer_desk.file_unclear.clone(),
        Refused::Busy => w.producer_desk.file_busy.clone(),
    }
}
