//! The door over a register in which the specimen is recorded.
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::Response;
use telusur_code::{Claims, Scope};
use tower::ServiceExt;

use super::specimen::{self, Names};
use crate::clock::{Clock, Moment, parse_day};
use crate::db::{self, Db, Tx};
use crate::gallery::Gallery;
use crate::issuance::Signer;
use crate::keyring::{self, KeyState};
use crate::registry::{self, Certification};
use crate::short_code;
use crate::statistics::Statistics;
use crate::verification::{Answer, Evidence, Finding, Record, Verifier};
use crate::web::public::{example, verdict};
use crate::web::visitor::Visitor;
use crate::web::{Site, State, around, router};

pub(super) const WORDS: [&str; 11] = [
    "valid",
    "certificate_lapsed",
    "suspect",
    "expired",
    "recalled",
    "revoked",
    "unknown_key",
    "forged",
    "not_recorded",
    "unreadable",
    "unavailable",
];

pub(super) const USUAL: Names = specimen::USUAL;

/// The longest names that a code can carry.
pub(super) const LONGEST: Names = (
    "Keripik Pisang Kepok Manis Aneka Rasa Cokelat Keju dan Balado Ge",
    "KelompokUsahaBersamaPerempuanPengolahHasilPertanianTerpaduMandir",
);

/// Names that would like to be markup.
pub(super) const HOSTILE: Names = ("<script>alert(1)</script>\"'&{issuer}", "</title><img src=x onerror=alert(1)>");

/// Names that would like to turn the words around them.
pub(super) const TURNING: Names = ("Kopi \u{1b}[31mhalal\u{202e} palsu", "IKM \u{2066}Bukit\u{200f} Khayal\u{7}");

pub(super) fn now() -> Moment {
    Moment::noon(parse_day("2026-11-23").unwrap())
}

pub(super) fn valid(names: Names) -> Answer {
    specimen::valid(names, now())
}

pub(super) fn evidence(names: Names) -> Evidence {
    match valid(names).finding {
        Finding::Known(evidence) => *evidence,
        _ => unreachable!("the specimen is signed"),
    }
}

fn record(names: Names) -> Record {
    evidence(names).record().unwrap().clone()
}

/// The address of the specimen's code, without its host.
pub(super) fn address() -> String {
    format!("/{}", evidence(USUAL).code.signed().unwrap().signed().digits())
}

pub(super) fn site() -> Site {
    let contact = Some("Dinas Perindustrian, 0721-000-000".to_owned());
    Site::new("https://cek.contoh.example", "Dinas Perindustrian Provinsi Lampung", contact, true)
}

/// A register with the specimen in it.
pub(super) async fn register() -> Db {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&format!("sqlite://{}", folder.keep().join("test.db").display())).await.unwrap();
    db.migrate().await.unwrap();
    db.write(|tx| Box::pin(fill(tx))).await.unwrap();
    db
}

/// The specimen's key, its maker and product, and a second maker whose every text is hostile.
async fn fill(tx: &mut Tx) -> Result<(), db::Error> {
    let card = evidence(USUAL).key.unwrap().card();
    keyring::put_key(tx, &card, KeyState::Active, now()).await.unwrap();
    for (number, names) in [(1, USUAL), (2, HOSTILE)] {
        let Record { mut product, mut producer, sentra, certifications, batch, .. } = record(names);
        let (sentra, _) = registry::put_sentra(tx, &sentra.unwrap(), now()).await?;
        producer.sentra = Some(sentra);
        producer.code = format!("IKM-1804-{number:03}");
        if names == HOSTILE {
            producer.story = Some(HOSTILE.0.to_owned());
            producer.phone = Some(HOSTILE.1.to_owned());
            producer.contact_public = true;
        }
        (product.producer, _) = registry::put_producer(tx, &producer, now()).await?;
        product.code = format!("{}-01", producer.code);
        let (product, _) = registry::put_product(tx, &product, now()).await?;
        for entry in certifications {
            registry::put_certification(tx, &Certification { product, ..entry }, now()).await?;
        }
        let key = card.public.thumbprint().to_string();
        let claims = specimen::claims(names, now().day());
        registry::insert_batch(tx, specimen::new_batch(batch, product, key), move |id| {
            Claims { scope: Scope::Batch { batch: id.claim() }, ..claims }.encode().unwrap()
        })
        .await?;
    }
    Ok(())
}

pub(super) async fn over(db: Db) -> Router {
    door_over(db, None, site()).await
}

/// The same, at another address.
pub(super) async fn over_at(db: Db, public_url: &str) -> Router {
    door_over(db, None, Site::new(public_url, "Dinas", None, true)).await
}

/// The same, by a service that holds the specimen's key.
pub(super) async fn with_signer(db: Db) -> Router {
    let secret = short_code::store::newest(&db, now(), [5; 32].into()).await.unwrap();
    door_over(db, Some(Arc::new(Signer::new([specimen::key()], secret))), site()).await
}

async fn door_over(db: Db, signer: Option<Arc<Signer>>, site: Site) -> Router {
    let clock = Clock::Still(now());
    let verifier = Verifier::new(db.clone(), clock).await.unwrap();
    let example = Some(address());
    around(
        router(State {
            verifier,
            statistics: Statistics::new(db.clone(), clock),
            gallery: Gallery::new(db.clone(), clock),
            db,
            site: site.clone(),
            clock,
            example,
            signer,
        }),
        &site,
    )
}

/// The whole door.
pub(super) async fn door() -> Router {
    over(register().await).await
}

/// What came back.
pub(super) struct Seen {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) bytes: Bytes,
}

impl Seen {
    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    /// Bytes on the wire: status line, headers, body.
    pub(super) fn wire(&self) -> usize {
        self.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum::<usize>()
            + self.bytes.len()
            + 60
    }
}

pub(super) async fn send(door: Router, request: Request<Body>) -> Seen {
    seen(door.oneshot(request).await.unwrap()).await
}

/// An answer, read to its end.
pub(super) async fn seen(response: Response) -> Seen {
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    Seen { status: parts.status, headers: parts.headers, bytes }
}

pub(super) async fn get(door: Router, path: &str) -> Seen {
    send(door, Request::get(path).body(Body::empty()).unwrap()).await
}

/// The page of each verdict about a product with some names.
pub(super) fn shown(names: Names, word: &str, lang: &str) -> String {
    page_of(example::altered(valid(names), word).unwrap(), lang)
}

/// The page of an answer.
pub(super) fn page_of(answer: Answer, lang: &str) -> String {
    let visitor = Visitor::of("/1", Some(&format!("lang={lang}")), "");
    verdict::html(visitor, &site(), &answer).unwrap()
}
