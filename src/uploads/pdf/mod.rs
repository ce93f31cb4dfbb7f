//! PDF files (ISO 32000-1), written anew from their pages.
//!
//! The file that comes in is read into objects. A new one is made of its pages, of the kinds of object that drawing a page needs,
//! and of the keys of these that drawing needs; nothing else is copied. So document information, XMP, thumbnails, attachments,
//! scripts, actions, forms and links are gone because nobody took them along, not because somebody knew them all. What fields
//! and stamps look like becomes part of their page. Pictures inside lose their metadata. A file that needs a password, or holds
//! what cannot be looked into, is refused.
mod file;
mod filter;
mod jpeg;
mod object;
mod pages;
mod parse;
mod rewrite;
mod stamp;
#[cfg(test)]
mod tests;

use super::{LARGEST_FILE, Refused};

/// The most pages: a certificate has one, with its annexes a dozen.
const MOST_PAGES: usize = 40;
/// The most bytes of the new file.
const MOST_NEW: usize = 2 * LARGEST_FILE;

/// A PDF file as it is kept: pages, and nothing else. Only [`Pdf::of`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    pub(super) bytes: Vec<u8>,
}

impl Pdf {
    /// Whether a file begins as a PDF does.
    pub fn is_meant(bytes: &[u8]) -> bool {
        bytes.starts_with(b"%PDF-")
    }

    /// Reads a PDF file and writes it anew. See [`document`](super::document()) for the way that waits its turn.
    ///
    /// # Errors
    /// [`Refused`]; any bytes give a document or a refusal.
    pub fn of(bytes: &[u8]) -> Result<Pdf, Refused> {
        if bytes.len() > LARGEST_FILE {
            return Err(Refused::TooLarge);
        }
        if !Pdf::is_meant(bytes) {
            return Err(Refused::NotADocument);
        }
        let bytes = rewrite::rewrite(&file::File::read(bytes)?)?;
        Ok(Pdf { bytes })
    }

    /// The file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}
