//! Photos that everyone sees, and papers that nobody but their owners and the office sees.
use std::future::Future;
use std::pin::Pin;

use telusur::clock::Moment;
use telusur::db::{Db, Tx};
use telusur::registry::{self, ProducerId, Product, ProductId, ProductStatus};
use telusur::uploads::{
    self, Document, DocumentId, Error, MOST_PHOTOS, Pdf, PhotoId, Picture, Refused, ReportPhotoId, Size, StoredDocument,
};

use telusur::verification::Finding;

use crate::databases::for_each_database;
use crate::world::{KOPI, World, batch, day, producer, product};

type Act<'t, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 't>>;

fn noon() -> Moment {
    Moment::noon(day("2026-11-23"))
}

async fn does<T: Send + 'static>(
    db: &Db,
    act: impl for<'t> Fn(&'t mut Tx) -> Act<'t, T> + Send + 'static,
) -> Result<T, Error> {
    db.write(act).await
}

/// A small picture of one colour.
pub(crate) fn picture(shade: u8) -> Picture {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 8, 6);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&[shade; 48]).unwrap();
    Picture::of(&png).unwrap()
}

async fn adds(db: &Db, product: ProductId, shade: u8) -> Result<PhotoId, Error> {
    let picture = picture(shade);
    does(db, move |tx| {
        let picture = picture.clone();
        Box::pin(async move { uploads::add_photo(tx, product, &picture, noon()).await })
    })
    .await
}

async fn order(db: &Db, product: ProductId) -> Vec<PhotoId> {
    uploads::photos_of(&mut &*db, product).await.unwrap().into_iter().map(|photo| photo.id).collect()
}

#[tokio::test]
async fn a_maker_shows_four_photos_in_an_order() {
    for_each_database(shows_photos).await;
}

async fn shows_photos(db: Db) {
    let world = World::new(db.clone()).await;
    let kopi = world.product(KOPI).await.id;
    let before = db.revision().await.unwrap();
    let mut ids = Vec::new();
    for shade in 0..MOST_PHOTOS as u8 {
        ids.push(adds(&db, kopi, shade * 50).await.unwrap());
    }
    assert!(db.revision().await.unwrap() > before, "verify pages read the record anew");
    assert!(matches!(adds(&db, kopi, 9).await, Err(Error::Full(4))));
    assert!(matches!(adds(&db, ProductId(999), 9).await, Err(Error::Unknown("product"))));
    assert_eq!(order(&db, kopi).await, ids);
    assert_eq!(uploads::photos_of(&mut &db, kopi).await.unwrap()[0].width, 8);

    let wanted = [ids[2], ids[0], ids[3], ids[1]];
    does(&db, move |tx| Box::pin(async move { uploads::order_photos(tx, kopi, &wanted).await })).await.unwrap();
    assert_eq!(order(&db, kopi).await, wanted);
    for wrong in [vec![ids[0]], vec![ids[0], ids[0], ids[1], ids[2]], vec![ids[0], ids[1], ids[2], PhotoId(999)]] {
        let put = does(&db, move |tx| {
            let wrong = wrong.clone();
            Box::pin(async move { uploads::order_photos(tx, kopi, &wrong).await })
        });
        assert!(matches!(put.await, Err(Error::Order)));
    }

    let (first, last) = (wanted[0], wanted[3]);
    for gone in [first, last] {
        does(&db, move |tx| Box::pin(uploads::remove_photo(tx, kopi, gone))).await.unwrap();
        assert_eq!(uploads::photo(&mut &db, gone, Size::Large).await.unwrap(), None);
        let again = does(&db, move |tx| Box::pin(uploads::remove_photo(tx, kopi, gone))).await;
        assert!(matches!(again, Err(Error::Unknown(_))));
    }
    assert_eq!(order(&db, kopi).await, [wanted[1], wanted[2]]);
    let fresh = adds(&db, kopi, 200).await.unwrap();
    assert!(ids.iter().all(|id| *id < fresh), "a number is never given twice");

    // The photo that stands for it, alone, in a list, and beside a code.
    assert_eq!(uploads::first_photo(&mut &db, kopi).await.unwrap(), Some(wanted[1]));
    let many: Vec<ProductId> = (1..=60).map(ProductId).collect();
    let firsts = uploads::first_photos(&mut &db, &many).await.unwrap();
    assert_eq!(firsts.into_iter().collect::<Vec<_>>(), [(kopi, wanted[1])]);
    let batch = world.issues(batch("A")).await;
    let seen = world.scans(&world.label(&batch, 1).await).await;
    let Finding::Known(evidence) = &seen.answer.finding else { panic!("{}", seen.word()) };
    assert_eq!(evidence.record().unwrap().photo, Some(wanted[1]));
}

#[tokio::test]
async fn no_number_opens_what_another_purpose_keeps() {
    for_each_database(keeps_apart).await;
}

async fn keeps_apart(db: Db) {
    let world = World::new(db.clone()).await;
    let (kopi, maker) = (world.product(KOPI).await.id, world.maker().await.id);
    let other = world.enters_producer(registry::Producer { code: "IKM-2".into(), ..producer() }).await;
    let draft = Product { code: "DRAF-1".into(), status: ProductStatus::Draft, ..product(maker) };
    let draft = world.enters_product(draft).await;
    let (shown, hidden) = (adds(&db, kopi, 10).await.unwrap(), adds(&db, draft, 20).await.unwrap());
    let paper = keeps(&db, maker, Document::Picture(picture(30))).await.unwrap();
    let pdf = Pdf::of(PAPER).unwrap();
    let letter = keeps(&db, maker, Document::Pdf(pdf.clone())).await.unwrap();
    let photo = does(&db, |tx| Box::pin(async move { Ok(uploads::add_report_photo(tx, &picture(40), noon()).await?) }));
    let reported = photo.await.unwrap();

    for id in 0..20 {
        for size in [Size::Large, Size::Small] {
            let public = uploads::photo(&mut &db, PhotoId(id), size).await.unwrap();
            assert_eq!(public.is_some(), PhotoId(id) == shown, "{id}");
            let of_report = uploads::report_photo(&mut &db, ReportPhotoId(id), size).await.unwrap();
            assert_eq!(of_report.is_some(), ReportPhotoId(id) == reported, "{id}");
            let of_draft = uploads::photo_of(&mut &db, draft, PhotoId(id), size).await.unwrap();
            assert_eq!(of_draft.is_some(), PhotoId(id) == hidden, "{id}");
        }
        let own = uploads::document_of(&mut &db, maker, DocumentId(id)).await.unwrap();
        assert_eq!(own.is_some(), [paper, letter].contains(&DocumentId(id)), "{id}");
        assert_eq!(uploads::document_of(&mut &db, other, DocumentId(id)).await.unwrap(), None, "another's paper: {id}");
    }
    let kept = uploads::document_of(&mut &db, maker, letter).await.unwrap();
    assert_eq!(kept, Some(StoredDocument::Pdf(pdf.bytes().to_vec())));
    assert!(matches!(uploads::document_of(&mut &db, maker, paper).await, Ok(Some(StoredDocument::Jpeg(_)))));
    assert_eq!(uploads::photo(&mut &db, shown, Size::Large).await.unwrap().unwrap(), picture(10).large());

    assert_eq!(uploads::documents_of(&mut &db, maker).await.unwrap(), [paper, letter]);
    assert_eq!(uploads::documents_of(&mut &db, other).await.unwrap(), []);
    assert!(matches!(keeps(&db, ProducerId(999), Document::Pdf(pdf)).await, Err(Error::Unknown("producer"))));
    let foreign = does(&db, move |tx| Box::pin(uploads::remove_document(tx, other, paper))).await;
    assert!(matches!(foreign, Err(Error::Unknown(_))));
    does(&db, move |tx| Box::pin(uploads::remove_document(tx, maker, paper))).await.unwrap();
    assert_eq!(uploads::document_of(&mut &db, maker, paper).await.unwrap(), None);
}

#[tokio::test]
async fn a_maker_has_one_logo_and_old_ones_stay_for_what_was_printed_with_them() {
    for_each_database(has_a_logo).await;
}

async fn has_a_logo(db: Db) {
    let world = World::new(db.clone()).await;
    let maker = world.maker().await.id;
    let other = world.enters_producer(registry::Producer { code: "IKM-2".into(), ..producer() }).await;
    let sets = async |producer: ProducerId, shade: u8| {
        does(&db, move |tx| {
            let picture = picture(shade);
            Box::pin(async move { uploads::set_logo(tx, producer, &picture, noon()).await })
        })
        .await
    };
    assert_eq!(uploads::logo_of(&mut &db, maker).await.unwrap(), None);
    let first = sets(maker, 10).await.unwrap();
    let second = sets(maker, 20).await.unwrap();
    let foreign = sets(other, 30).await.unwrap();
    assert!(matches!(sets(ProducerId(999), 10).await, Err(Error::Unknown("producer"))));
    assert_eq!(uploads::logo_of(&mut &db, maker).await.unwrap(), Some(second));
    for (logo, shade) in [(first, 10), (second, 20)] {
        let file = uploads::logo(&mut &db, maker, logo, Size::Large).await.unwrap();
        assert_eq!(file.as_deref(), Some(picture(shade).large()));
        assert_eq!(uploads::logo(&mut &db, other, logo, Size::Large).await.unwrap(), None, "another's logo");
        assert_eq!(uploads::photo(&mut &db, PhotoId(logo.0), Size::Large).await.unwrap(), None, "no photo");
    }
    let end = || does(&db, move |tx| Box::pin(async move { Ok(uploads::end_logo(tx, maker, noon()).await?) }));
    assert!(end().await.unwrap());
    assert!(!end().await.unwrap(), "there is none any more");
    assert_eq!(uploads::logo_of(&mut &db, maker).await.unwrap(), None);
    assert!(uploads::logo(&mut &db, maker, second, Size::Small).await.unwrap().is_some());
    assert_eq!(uploads::logo_of(&mut &db, other).await.unwrap(), Some(foreign));
}

async fn keeps(db: &Db, producer: ProducerId, document: Document) -> Result<DocumentId, Error> {
    does(db, move |tx| {
        let document = document.clone();
        Box::pin(async move { uploads::add_document(tx, producer, &document, noon()).await })
    })
    .await
}

const PAPER: &[u8] =
    b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> endobj\ntrailer <</Root 1 0 R>>";

#[tokio::test]
async fn what_a_file_is_its_content_says() {
    assert!(matches!(uploads::document(PAPER.to_vec()).await, Ok(Document::Pdf(_))));
    assert_eq!(uploads::document(b"<svg onload=alert(1)>".to_vec()).await, Err(Refused::NotADocument));
    assert_eq!(uploads::picture(PAPER.to_vec()).await, Err(Refused::NotAPicture));
    assert!(matches!(uploads::document(picture(7).large().to_vec()).await, Ok(Document::Picture(_))));
    // More at once than there are processors: each has its turn.
    let many = (0..24_u8).map(|shade| tokio::spawn(uploads::picture(picture(shade).large().to_vec())));
    for one in many.collect::<Vec<_>>() {
        assert!(one.await.unwrap().is_ok());
    }
}
