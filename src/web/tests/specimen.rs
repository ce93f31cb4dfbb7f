//! An invented product with a code of its own.
use std::collections::BTreeMap;
use std::num::NonZeroU64;
use std::sync::Arc;

use ed25519_dalek::SigningKey;
use telusur_code::{Claims, KeySet, Number, PublicKey, Scope, Sealer, SignedCode, kind, verify};

use crate::clock::{Day, Moment};
use crate::keyring::{Key, KeyState};
use crate::registry::{
    Basis, BasisKind, Batch, BatchId, Certification, Decree, Level, NewBatch, Producer, ProducerId, ProducerStatus,
    Product, ProductId, ProductStatus, Profile, RegionCode, Scale, Sentra, SentraId,
};
use crate::verification::{Answer, Code, Evidence, Finding, History, Issued, Record, Register, Spelt, Verdict};

/// The names of a product and its producer.
pub(super) type Names = (&'static str, &'static str);

/// Names as they usually are.
pub(super) const USUAL: Names = ("Kopi Robusta Bubuk Petik Merah 200 g", "IKM Kopi Bukit Khayal");

const HALAL: &str = "ID18119999000010623";
const PIRT: &str = "P-IRT 5101804019901-28";
const CODE: &str = "261022-B";

/// The answer to a valid code of the product, made a month before.
pub(super) fn valid(names: Names, at: Moment) -> Answer {
    stating(claims(names, at.day()), names, at)
}

/// The same, in a code that holds numbers and no names.
pub(super) fn compact(names: Names, at: Moment) -> Answer {
    let claims = Claims { producer_name: None, product_name: None, ..claims(names, at.day()) };
    stating(claims, names, at)
}

/// The key that signs it.
pub(super) fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn stating(claims: Claims, names: Names, at: Moment) -> Answer {
    let today = at.day();
    let secret = key();
    let public = PublicKey::from_bytes(&secret.verifying_key().to_bytes()).unwrap();
    let sealed = Sealer::new(&secret).seal(&claims, None).unwrap();
    let code = verify(SignedCode::from_digits(sealed.digits()).unwrap(), &KeySet::new([public.clone()])).unwrap();
    let evidence = Evidence {
        code: Code::Signed(code),
        key: Some(Arc::new(Key {
            public,
            issuer: "Dinas Perindustrian Provinsi Lampung".to_owned(),
            state: KeyState::Active,
            not_before: before(today, 300),
            not_after: after(today, 300),
            revoked: None,
        })),
        register: Register::Holds(Arc::new(record(names, today))),
        history: History { known: true, ..History::default() },
    };
    Answer { finding: Finding::Known(Box::new(evidence)), verdict: Verdict::Valid, at }
}

fn before(day: Day, days: u32) -> Day {
    Day(day.0.saturating_sub(days))
}

fn after(day: Day, days: u32) -> Day {
    Day(day.0.saturating_add(days))
}

pub(super) fn claims((product, producer): Names, today: Day) -> Claims {
    let certifications = [(kind::HALAL, HALAL), (kind::PIRT, PIRT.trim_start_matches("P-IRT "))];
    let spelt = certifications.map(|(kind, number)| (kind, Number::spell(kind, number).unwrap()));
    Claims {
        producer: 1,
        producer_name: Some(producer.to_owned()),
        product: 1,
        product_name: Some(product.to_owned()),
        origin: 1804,
        certifications: BTreeMap::from(spelt),
        scope: Scope::Item { batch: 1, item: NonZeroU64::new(4711).unwrap() },
        produced: Some(before(today, 32)),
        best_before: Some(after(today, 333)),
        production_code: Some(CODE.to_owned()),
    }
}

fn record(names: Names, today: Day) -> Record {
    let region = RegionCode::parse("18.04").unwrap();
    let basis =
        |kind, days, by: Option<&str>| Basis { kind, day: Some(before(today, days)), by: by.map(str::to_owned) };
    let officer = Some("Dinas Perindustrian Lampung Barat");
    Record {
        batch: batch(today),
        product: product(names.0, region),
        producer: producer(names.1, region),
        sentra: Some(Sentra {
            id: SentraId(1),
            code: "SEN-1804-01".to_owned(),
            name: "Sentra IKM Kopi Bubuk Bukit Contoh".to_owned(),
            region,
            decree: Some(Decree {
                number: "B/9900/KPTS/CONTOH/2017".to_owned(),
                day: None,
                by: Some("Bupati".to_owned()),
            }),
            members: Some(5),
        }),
        certifications: vec![
            certification(kind::HALAL, HALAL, None, basis(BasisKind::Confirmed, 20, None)),
            certification(kind::PIRT, PIRT, Some(after(today, 450)), basis(BasisKind::DocumentSeen, 34, officer)),
            certification(kind::IG, "Kopi Robusta Lampung", None, basis(BasisKind::Declared, 34, None)),
        ],
        recalls: Vec::new(),
        revocations: Vec::new(),
        spelt: Spelt::default(),
        issued: Issued::default(),
        photo: None,
    }
}

fn certification(kind: u64, number: &str, valid_until: Option<Day>, basis: Basis) -> Certification {
    let product = ProductId(1);
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

fn batch(today: Day) -> Batch {
    Batch {
        id: BatchId(1),
        product: ProductId(1),
        code: CODE.to_owned(),
        level: Level::Item,
        profile: Profile::Full,
        gtin: None,
        items: 10_000,
        produced: Some(before(today, 32)),
        best_before: Some(after(today, 333)),
        claims: Vec::new(),
        key: String::new(),
        issued_at: Moment::noon(before(today, 31)),
    }
}

/// The batch, as it is to be issued.
pub(super) fn new_batch(batch: Batch, product: ProductId, key: String) -> NewBatch {
    let Batch { code, level, profile, gtin, items, produced, best_before, issued_at, .. } = batch;
    NewBatch { product, code, level, profile, gtin, items, produced, best_before, key, issued_at }
}

fn product(name: &str, origin: RegionCode) -> Product {
    Product {
        id: ProductId(1),
        code: "IKM-1804-001-01".to_owned(),
        producer: ProducerId(1),
        name: name.to_owned(),
        brand: Some("Bukit Khayal".to_owned()),
        category: "Kopi".to_owned(),
        description_id: Some("Kopi robusta petik merah dari kebun di lereng Bukit Barisan.".to_owned()),
        description_en: Some("Ripe-picked robusta from the Bukit Barisan slopes.".to_owned()),
        net_content: Some("200 g".to_owned()),
        ingredients: Some("Biji kopi robusta 100%".to_owned()),
        origin,
        kbli: Some("10761".to_owned()),
        hs_code: None,
        gtin: Some("9521804000016".to_owned()),
        packaging: Some("aluminium foil".to_owned()),
        export_ready: false,
        status: ProductStatus::Active,
    }
}

pub(super) fn producer(name: &str, region: RegionCode) -> Producer {
    Producer {
        id: ProducerId(1),
        code: "IKM-1804-001".to_owned(),
        name: name.to_owned(),
        brand: Some("Bukit Khayal".to_owned()),
        scale: Scale::Small,
        region,
        address: Some("Jl. Contoh No. 1".to_owned()),
        place: None,
        nib: Some("9900180400001".to_owned()),
        kbli: Some(("10761".to_owned(), 2020)),
        siinas: true,
        sentra: Some(SentraId(1)),
        founded: Some(2008),
        workers: Some(3),
        capacity: None,
        story: Some("Pelaku usaha rekaan untuk demonstrasi.".to_owned()),
        phone: Some("0812-0000-0001".to_owned()),
        email: Some("ikm01@contoh.example".to_owned()),
        contact_public: false,
        status: ProducerStatus::Active,
    }
}
