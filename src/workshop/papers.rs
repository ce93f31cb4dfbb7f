//! Photos of products, the logo of labels, papers that are shown to the office, and everything one owns to take away.
use super::product::own_product;
use super::{Acting, Error};
use crate::audit::{self, Act, Subject, SubjectKind};
use crate::cases::CaseId;
use crate::casework::{self, ClaimDraft};
use crate::db::Tx;
use crate::registry::certifications::Warning;
use crate::registry::{ProductId, find_producer};
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

/// Lets this photo stand for the product, in lists and previews: it comes first.
///
/// # Errors
/// [`Error::Unknown`] when it is not of that product, or the product another producer's.
pub async fn put_photo_first(tx: &mut Tx, acting: Acting, product: ProductId, photo: PhotoId) -> Result<(), Error> {
    let product = own_product(tx, acting, product).await?;
    let photos: Vec<PhotoId> = uploads::photos_of(tx, product.id).await?.iter().map(|photo| photo.id).collect();
    if !photos.contains(&photo) {
        return Err(Error::Unknown("photo of the product"));
    }
    let others = photos.into_iter().filter(|other| *other != photo);
    let order: Vec<PhotoId> = std::iter::once(photo).chain(others).collect();
    uploads::order_photos(tx, product.id, &order).await?;
    let said = format!("photo {photo} first");
    audit::record(
        tx,
        &acting.entry(Act::ProductChanged, Subject::new(SubjectKind::Product, &product.code)).saying(&said),
    )
    .await?;
    Ok(())
}

/// Gives labels of the producer a logo, or none (`None`). Labels that were ordered before stay as they are.
///
/// # Errors
/// [`Error::Unknown`] when the producer is not there.
pub async fn set_logo(tx: &mut Tx, acting: Acting, picture: Option<&Picture>) -> Result<(), Error> {
    let said = match picture {
        Some(picture) => format!("logo {}", uploads::set_logo(tx, acting.producer, picture, acting.now).await?),
        None if uploads::end_logo(tx, acting.producer, acting.now).await? => "no logo".to_owned(),
        None => return Ok(()),
    };
    let producer = find_producer(tx, acting.producer).await?.ok_or(Error::Unknown("producer"))?;
    let subject = Subject::new(SubjectKind::Producer, &producer.code);
    audit::record(tx, &acting.entry(Act::ProducerChanged, subject).saying(&said)).await?;
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
