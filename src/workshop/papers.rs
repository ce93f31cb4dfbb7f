//! Photos of products, papers that are shown to the office, and everything one owns to take away.
use super::product::own_product;
use super::{Acting, Error};
use crate::audit::{self, Act, Subject, SubjectKind};
use crate::cases::CaseId;
use crate::casework::{self, ClaimDraft};
use crate::db::Tx;
use crate::registry::ProductId;
use crate::registry::certifications::Warning;
use crate::uploads::{self, Document, PhotoId, Picture};

/// Adds a photo of a product.
///
/// # Errors
/// [`Error::Unknown`] when the product is another producer's; [`Error::Upload`] when it has as many as are kept.
pub async fn add_photo(tx: &mut Tx, acting: Acting, product: ProductId, picture: &Picture) -> Result<(), Error> {
    let product = own_product(tx, acting, product).await?;
    let photo = uploads::add_photo(tx, product.id, picture, acting.now).await?;
    let subject = Subject::new(SubjectKind::Upload, photo);
    audit::record(tx, &acting.entry(Act::PhotoAdded, subject).saying(&product.code)).await?;
    Ok(())
}

/// Takes a photo away.
///
/// # Errors
/// [`Error::Unknown`] when it is not of that product, or the product another producer's.
pub async fn remove_photo(tx: &mut Tx, acting: Acting, product: ProductId, photo: PhotoId) -> Result<(), Error> {
    let product = own_product(tx, acting, product).await?;
    uploads::remove_photo(tx, product.id, photo).await?;
    let subject = Subject::new(SubjectKind::Upload, photo);
    audit::record(tx, &acting.entry(Act::PhotoRemoved, subject).saying(&product.code)).await?;
    Ok(())
}

/// Claims a certification, with its paper if there is one.
///
/// # Errors
/// [`Error::Unknown`] when the product is another producer's; what casework refuses.
pub async fn claim(
    tx: &mut Tx,
    acting: Acting,
    draft: &ClaimDraft,
    paper: Option<&Document>,
) -> Result<(CaseId, Vec<Warning>), Error> {
    own_product(tx, acting, draft.product).await?;
    let document = match paper {
        Some(paper) => Some(uploads::add_document(tx, acting.producer, paper, acting.now).await?.0),
        None => None,
    };
    let draft = ClaimDraft { document, ..draft.clone() };
    Ok(casework::open_certification(tx, acting.who, &draft, acting.now).await?)
}

/// Notes that somebody took away all that the producer owns.
///
/// # Errors
/// [`Error::Storage`].
pub async fn note_export(tx: &mut Tx, acting: Acting, file: &str) -> Result<(), Error> {
    audit::record(tx, &acting.entry(Act::Exported, Subject::new(SubjectKind::File, file))).await?;
    Ok(())
}
