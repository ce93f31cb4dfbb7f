use crate::db;

/// Why a file is not taken. Each sentence says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Too many bytes.
    #[error("the file is larger than 5 MB; make it smaller and send it again")]
    TooLarge,
    /// Too many pixels, or too many bits for each of them.
    #[error("the picture has more than 20 megapixels; make it smaller and send it again")]
    TooManyPixels,
    /// No JPEG, PNG or WebP.
    #[error("this is no picture that we can read; send a JPEG, PNG or WebP file")]
    NotAPicture,
    /// No such picture and no PDF either.
    #[error("this is no document that we can read; send a JPEG, PNG, WebP or PDF file")]
    NotADocument,
    /// Its content is broken.
    #[error("the file is damaged; take the picture again, or save the document anew")]
    Damaged,
    /// A PDF whose content needs a password.
    #[error("the PDF file is locked with a password; save it without one, or send a photo of the paper")]
    Locked,
    /// A PDF with something that cannot be looked into.
    #[error("the PDF file holds what cannot be checked ({0}); send a photo of the paper instead")]
    Unclear(&'static str),
    /// Too many files at once.
    #[error("too many files are being read; try again in a moment")]
    Busy,
}

/// Why an act on what is stored is refused.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such product, producer, photo or document.
    #[error("there is no such {0}")]
    Unknown(&'static str),
    /// There is no room for another.
    #[error("there are {0} already; take one away first")]
    Full(usize),
    /// An order that leaves one out, or names a stranger.
    #[error("the order must name every photo of the product once")]
    Order,
    /// The database could not answer.
    #[error(transparent)]
    Storage(#[from] db::Error),
}
