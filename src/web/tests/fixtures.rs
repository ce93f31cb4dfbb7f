//! One invented product, its code, and a service that knows both.
use std::collections::BTreeMap;
use std::num::NonZeroU64;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use ed25519_dalek::SigningKey;
use telusur_code::{Claims, KeySet, Number, PublicKey, Scope, Sealer, SignedCode, verify};
use tower::ServiceExt;

use crate::clock::{Day, Moment, parse_day};
use crate::db::Db;
use crate::keyring::{Key, KeyState};
use crate::registry::*;
use crate::verification::{Answer, Evidence, Finding, History, Record, Register, Verdict, Verifier};
use crate::web::{Site, State, router};

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

pub(super) fn day(text: &str) -> Day {
    parse_day(text).unwrap()
}

/// The names on the pack: short ones, or the longest that a code can carry.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Names {
    Usual,
    Longest,
    Hostile,
}

impl Names {
    fn product(self) -> &'static str {
        match self {
            Names::Usual => "Kopi Robusta Bubuk Petik Merah 200 g",
            Names::Longest => "Keripik Pisang Kepok Manis Aneka Rasa Cokelat Keju dan Balado Ge",
            Names::Hostile => "<script>alert(1)</script>\"'&{issuer}",
        }
    }

    fn producer(self) -> &'static str {
        match self {
            Names::Usual => "IKM Kopi Bukit Khayal",
            Names::Longest => "KelompokUsahaBersamaPerempuanPengolahHasilPertanianTerpaduMandir",
            Names::Hostile => "</title><img src=x onerror=alert(1)>",
        }
    }
}

pub(super) fn certification(kind: u64, number: &str, until: Option<&str>, basis: Basis) -> Certification {
    let (product, valid_until) = (ProductId(17), until.map(day));
    Certification {
        product,
        kind,
        number: number.to_owned(),
        holder: None,
        issued: None,
        valid_until,
        basis,
        ended: None,
    }
}

pub(super) fn product(names: Names) -> Product {
    Product {
        id: ProductId(17),
        code: "IKM-1804-001-01".to_owned(),
        producer: ProducerId(1),
        name: names.product().to_owned(),
        brand: Some("Bukit Khayal".to_owned()),
        category: "Kopi".to_owned(),
        description_id: Some("Kopi robusta petik merah dari lereng Bukit Barisan.".to_owned()),
        description_en: Some("Ripe-picked robusta from the Bukit Barisan slopes.".to_owned()),
        net_content: Some("200 g".to_owned()),
        ingredients: Some("Biji kopi robusta 100%".to_owned()),
        origin: RegionCode::parse("18.04").unwrap(),
        kbli: Some("10761".to_owned()),
        hs_code: Some("0901.21".to_owned()),
        gtin: Some("9521804000016".to_owned()),
        packaging: Some("aluminium foil".to_owned()),
        status: ProductStatus::Active,
    }
}

pub(super) fn producer(names: Names) -> Producer {
    Producer {
        id: ProducerId(1),
        code: "IKM-1804-001".to_owned(),
        name: names.producer().to_owned(),
        brand: Some("Bukit Khayal".to_owned()),
        scale: Scale::Small,
        region: RegionCode::parse("18.04").unwrap(),
        address: Some("Jl. Contoh No. 1".to_owned()),
        place: None,
        nib: Some("9900180400001".to_owned()),
        kbli: Some(("10761".to_owned(), 2020)),
        siinas: true,
        sentra: Some(SentraId(1)),
        founded: Some(2008),
        workers: Some(3),
        story: Some("Pelaku usaha rekaan untuk demonstrasi.".to_owned()),
        phone: Some("0812-0000-0001".to_owned()),
        email: Some("ikm01@contoh.example".to_owned()),
        contact_public: false,
        status: ProducerStatus::Active,
    }
}

fn claims(names: Names) -> Claims {
    Claims {
        producer: 1,
        producer_name: Some(names.producer().to_owned()),
        product: 17,
        product_name: Some(names.product().to_owned()),
        origin: 1804,
        certifications: BTreeMap::from([
            (1, Number::spell(1, "ID18119999000010623").unwrap()),
            (2, Number::spell(2, "P-IRT 5101804019901-28").unwrap()),
        ]),
        scope: Scope::Item { batch: 7, item: NonZeroU64::new(4711).unwrap() },
        produced: Some(day("2026-10-22")),
        best_before: Some(day("2027-10-22")),
        production_code: Some("261022-B".to_owned()),
    }
}

fn record(names: Names) -> Record {
    let basis = |kind, day: Option<&str>, by: Option<&str>| Basis {
        kind,
        day: day.map(super::fixtures::day),
        by: by.map(str::to_owned),
    };
    Record {
        batch: Batch {
            id: BatchId(7),
            product: ProductId(17),
            code: "261022-B".to_owned(),
            level: Level::Item,
            profile: Profile::Full,
            gs1: false,
            items: 10_000,
            produced: Some(day("2026-10-22")),
            best_before: Some(day("2027-10-22")),
            claims: Vec::new(),
            key: String::new(),
            issued_at: Moment::noon(day("2026-10-23")),
        },
        product: product(names),
        producer: producer(names),
        sentra: Some(Sentra {
            id: SentraId(1),
            code: "SEN-1804-01".to_owned(),
            name: "Sentra IKM Kopi Bubuk Bukit Contoh".to_owned(),
            region: RegionCode::parse("18.04").unwrap(),
            decree: Some(Decree { number: "B/9900/KPTS/CONTOH/2017".to_owned(), day: None, by: None }),
            members: Some(5),
        }),
        certifications: vec![
            certification(1, "ID18119999000010623", None, basis(BasisKind::Confirmed, Some("2026-11-03"), None)),
            certification(
                2,
                "P-IRT 5101804019901-28",
                Some("2028-02-15"),
                basis(BasisKind::DocumentSeen, Some("2026-10-20"), Some("Dinas Perindustrian Lampung Barat")),
            ),
            certification(9, "Kopi Robusta Lampung", None, basis(BasisKind::Declared, None, None)),
            certification(99, "X-1", Some("2026-01-01"), basis(BasisKind::Declared, Some("2025-12-01"), None)),
        ],
        recalls: Vec::new(),
        revocations: Vec::new(),
    }
}

pub(super) fn signing_key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

pub(super) fn key() -> Key {
    Key {
        public: PublicKey::from_bytes(&signing_key().verifying_key().to_bytes()).unwrap(),
        issuer: "Dinas Perindustrian Provinsi Lampung".to_owned(),
        state: KeyState::Active,
        not_before: day("2026-01-01"),
        not_after: day("2027-12-31"),
        revoked: None,
    }
}

/// The address of the fixture's code, without its host.
pub(super) fn address(names: Names) -> String {
    format!("/{}", Sealer::new(&signing_key()).seal(&claims(names), None).unwrap().digits())
}

pub(super) fn valid(names: Names) -> Answer {
    let code = SignedCode::from_address(&address(names)).unwrap();
    let code = verify(code, &KeySet::new([key().public])).unwrap();
    let evidence = Evidence {
        code,
        key: Some(Arc::new(key())),
        register: Register::Holds(Arc::new(record(names))),
        history: History::default(),
    };
    Answer {
        finding: Finding::Signed(Box::new(evidence)),
        verdict: Verdict::Valid,
        at: Moment::noon(day("2026-11-23")),
    }
}

fn examined(names: Names, text: &str) -> Answer {
    if text == address(names) {
        return valid(names);
    }
    let why = SignedCode::from_address(text).err();
    let (finding, verdict) = match why {
        Some(why) => (Finding::Unreadable(why), Verdict::Unreadable(why)),
        None => (Finding::UnknownKey, Verdict::UnknownKey),
    };
    Answer { finding, verdict, at: Moment::noon(day("2026-11-23")) }
}

pub(super) fn site() -> Site {
    let contact = Some("Dinas Perindustrian, 0721-000-000".to_owned());
    Site::new("https://cek.contoh.example", "Dinas Perindustrian Provinsi Lampung", contact, true)
}

/// The whole door. Its database is empty.
pub(super) async fn door(names: Names) -> Router {
    let db = Db::open("sqlite::memory:").await.unwrap();
    let verifier = Verifier(Arc::new(move |text: &str| examined(names, text)));
    router(State { verifier, db, site: site(), example: Some(address(names)) })
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
}

pub(super) async fn send(door: Router, request: Request<Body>) -> Seen {
    let response = door.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    Seen { status: parts.status, headers: parts.headers, bytes }
}

pub(super) async fn get(door: Router, path: &str) -> Seen {
    send(door, Request::get(path).body(Body::empty()).unwrap()).await
}
