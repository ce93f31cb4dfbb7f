//! A small office with one coffee maker, a signing key, and a desk that answers scans. Builders name only what differs.
use ed25519_dalek::SigningKey;
use telusur::clock::{Clock, Day, Moment, parse_day};
use telusur::db::{self, Db, Param};
use telusur::issuance::{self, Codes, Order, Refusal};
use telusur::keyring::{self, Card, KeyState};
use telusur::recalls::{self, ItemRange, NewRecall, Subject};
use telusur::registry::{
    self, Basis, BasisKind, Batch, Certification, Level, Producer, ProducerId, ProducerStatus, Product, ProductId,
    ProductStatus, Profile, RegionCode, Scale,
};
use telusur::short_code::{self, Secret};
use telusur::verification::{Answer, Report, Verifier};
use telusur_code::PublicKey;

/// The host on the labels.
pub(crate) const HOST: &str = "https://cek.contoh.example";
/// The coffee in the register.
pub(crate) const KOPI: &str = "KOPI-1";

pub(crate) fn day(text: &str) -> Day {
    parse_day(text).unwrap()
}

/// An order that may be issued.
pub(crate) fn batch(code: &str) -> Order {
    Order {
        batch: code.into(),
        items: 10,
        produced: Some(day("2026-11-20")),
        best_before: Some(day("2027-11-20")),
        level: Level::Item,
        profile: Profile::Full,
        gs1: false,
    }
}

/// The same for a product code, which is printed on packs of every batch.
pub(crate) fn without_dates(order: Order) -> Order {
    Order { produced: None, best_before: None, ..order }
}

pub(crate) struct World {
    pub(crate) db: Db,
    clock: Clock,
    desk: Verifier,
    keys: Vec<SigningKey>,
}

impl World {
    /// Monday, 23 November 2026. One active maker, one active product with halal certificate and P-IRT, one active key.
    pub(crate) async fn new(db: Db) -> World {
        let clock = Clock::Still(Moment::noon(day("2026-11-23")));
        let desk = Verifier::new(db.clone(), clock).await.unwrap();
        let mut world = World { db, clock, desk, keys: Vec::new() };
        world.adds_key(1, KeyState::Active, "2026-01-01", "2027-12-31").await;
        let maker = world.enters_producer(producer()).await;
        let kopi = world.enters_product(product(maker)).await;
        world.certifies(certification(kopi, 1, "ID18119999000010623", None)).await;
        world.certifies(certification(kopi, 2, "P-IRT 5101804019901-28", Some("2028-02-15"))).await;
        world
    }

    /// A world that was made before, without the private keys.
    pub(crate) async fn reopened(db: Db, date: &str) -> World {
        let clock = Clock::Still(Moment::noon(day(date)));
        let desk = Verifier::new(db.clone(), clock).await.unwrap();
        World { db, clock, desk, keys: Vec::new() }
    }

    /// The same world on another day.
    pub(crate) async fn on(&self, date: &str) -> World {
        World { keys: self.keys.clone(), ..World::reopened(self.db.clone(), date).await }
    }

    pub(crate) async fn adds_key(&mut self, seed: u8, state: KeyState, from: &str, until: &str) -> String {
        let key = SigningKey::from_bytes(&[seed; 32]);
        let public = PublicKey::from_bytes(&key.verifying_key().to_bytes()).unwrap();
        let thumbprint = public.thumbprint().to_string();
        let card = Card { public, issuer: "Dinas Contoh".into(), not_before: day(from), not_after: day(until) };
        let at = self.clock.now();
        let stored: Result<(), keyring::Error> = self
            .db
            .write(move |tx| {
                let card = card.clone();
                Box::pin(async move { keyring::put_key(tx, &card, state, at).await })
            })
            .await;
        stored.unwrap();
        self.keys.push(key);
        thumbprint
    }

    pub(crate) async fn moves_key(&self, thumbprint: &str, state: KeyState) {
        let thumbprint = thumbprint.to_owned();
        let moved: Result<(), keyring::Error> = self
            .db
            .write(move |tx| {
                let thumbprint = thumbprint.clone();
                Box::pin(async move { keyring::set_state(tx, &thumbprint, state).await })
            })
            .await;
        moved.unwrap();
    }

    pub(crate) async fn enters_producer(&self, producer: Producer) -> ProducerId {
        let at = self.clock.now();
        let entered: Result<_, db::Error> = self
            .db
            .write(move |tx| {
                let producer = producer.clone();
                Box::pin(async move { registry::put_producer(tx, &producer, at).await })
            })
            .await;
        entered.unwrap().0
    }

    pub(crate) async fn enters_product(&self, product: Product) -> ProductId {
        let at = self.clock.now();
        let entered: Result<_, db::Error> = self
            .db
            .write(move |tx| {
                let product = product.clone();
                Box::pin(async move { registry::put_product(tx, &product, at).await })
            })
            .await;
        entered.unwrap().0
    }

    pub(crate) async fn certifies(&self, certification: Certification) {
        let at = self.clock.now();
        let entered: Result<_, db::Error> = self
            .db
            .write(move |tx| {
                let certification = certification.clone();
                Box::pin(async move { registry::put_certification(tx, &certification, at).await })
            })
            .await;
        entered.unwrap();
    }

    pub(crate) async fn ends_certification(&self, kind: u64, number: &'static str, on: &str) {
        let (product, on) = (self.product(KOPI).await.id, day(on));
        let ended: Result<bool, db::Error> =
            self.db.write(move |tx| Box::pin(registry::end_certification(tx, product, kind, number, on))).await;
        assert!(ended.unwrap());
    }

    pub(crate) async fn product(&self, code: &str) -> Product {
        registry::find_product_by_code(&mut &self.db, code).await.unwrap().unwrap()
    }

    pub(crate) async fn maker(&self) -> Producer {
        registry::find_producer_by_code(&mut &self.db, "IKM-1").await.unwrap().unwrap()
    }

    /// Raw SQL, as somebody with a shell on the database could type it.
    pub(crate) async fn types_sql(&self, sql: &'static str) -> Result<u64, db::Error> {
        self.types_sql_with(sql, Vec::new()).await
    }

    pub(crate) async fn types_sql_with(&self, sql: &'static str, params: Vec<Param>) -> Result<u64, db::Error> {
        self.db
            .write(move |tx| {
                let params = params.clone();
                Box::pin(async move { tx.run(sql, params).await })
            })
            .await
    }

    pub(crate) async fn orders(&self, order: Order) -> Result<Batch, Refusal> {
        issuance::issue(&self.db, self.clock, KOPI, order).await
    }

    pub(crate) async fn issues(&self, order: Order) -> Batch {
        self.orders(order).await.unwrap()
    }

    /// The sentence with which an order is refused.
    pub(crate) async fn refusal_of(&self, order: Order) -> String {
        self.orders(order).await.unwrap_err().to_string()
    }

    pub(crate) async fn codes(&self, batch: &Batch) -> Result<Codes, Refusal> {
        let revocations = recalls::revocations_of(&mut &self.db, batch.id, batch.product, &batch.key).await.unwrap();
        let key = self.keys.iter().find(|key| thumbprint(key) == batch.key).unwrap();
        Codes::new(batch, &revocations, key, &self.secret().await)
    }

    /// The register's secret; made the first time that somebody prints.
    pub(crate) async fn secret(&self) -> Secret {
        short_code::store::newest(&self.db, self.clock.now(), [5; 32].into()).await.unwrap()
    }

    /// The short code of a label.
    pub(crate) async fn short(&self, batch: &Batch, item: u64) -> String {
        self.codes(batch).await.unwrap().short(item).unwrap().to_string()
    }

    /// What a label says that is too small for the full code.
    pub(crate) async fn small_label(&self, batch: &Batch, item: u64) -> String {
        self.codes(batch).await.unwrap().compact().seal(item).unwrap().address(HOST)
    }

    /// What a printed label says.
    pub(crate) async fn label(&self, batch: &Batch, item: u64) -> String {
        self.codes(batch).await.unwrap().seal(item).unwrap().address(HOST)
    }

    pub(crate) async fn scans(&self, text: &str) -> Seen {
        Seen { answer: self.desk.examine(text).await }
    }

    pub(crate) async fn recalls(&self, batch: &Batch, items: Option<(u64, u64)>, reason: &str) -> i64 {
        let items = items.map(|(first, last)| ItemRange { first, last });
        let recall = NewRecall::new(batch, items, reason, "Jangan dikonsumsi.", "0721 000 000").unwrap();
        let at = self.clock.now();
        let announced: Result<i64, recalls::Error> = self
            .db
            .write(move |tx| {
                let recall = recall.clone();
                Box::pin(async move { recalls::announce(tx, &recall, at).await })
            })
            .await;
        announced.unwrap()
    }

    pub(crate) async fn revokes(&self, subject: Subject, reason: &'static str) -> i64 {
        let at = self.clock.now();
        let revoked: Result<i64, recalls::Error> = self
            .db
            .write(move |tx| {
                let subject = subject.clone();
                Box::pin(async move { recalls::revoke(tx, &subject, reason, at).await })
            })
            .await;
        revoked.unwrap()
    }

    pub(crate) async fn lifts_recall(&self, number: i64, reason: &'static str) -> Result<(), recalls::Error> {
        let at = self.clock.now();
        self.db.write(move |tx| Box::pin(recalls::lift_recall(tx, number, reason, at))).await
    }

    pub(crate) async fn lifts_revocation(&self, number: i64, reason: &'static str) -> Result<(), recalls::Error> {
        let at = self.clock.now();
        self.db.write(move |tx| Box::pin(recalls::lift_revocation(tx, number, reason, at))).await
    }
}

/// What a visitor was told.
pub(crate) struct Seen {
    pub(crate) answer: Answer,
}

impl Seen {
    pub(crate) fn word(&self) -> &'static str {
        self.answer.verdict.word()
    }

    pub(crate) fn is(&self, word: &str) -> &Seen {
        assert_eq!(self.word(), word, "{}", Report::of(&self.answer).plain());
        self
    }

    /// Whether the machine-readable report holds a text.
    pub(crate) fn tells(&self, text: &str) -> &Seen {
        let report = serde_json::to_string(&Report::of(&self.answer)).unwrap();
        assert!(report.contains(text), "{text:?} is not in {report}");
        self
    }
}

fn thumbprint(key: &SigningKey) -> String {
    PublicKey::from_bytes(&key.verifying_key().to_bytes()).unwrap().thumbprint().to_string()
}

pub(crate) fn producer() -> Producer {
    Producer {
        id: ProducerId(0),
        code: "IKM-1".into(),
        name: "Kopi Sari".into(),
        brand: None,
        scale: Scale::Small,
        region: RegionCode::parse("18.04").unwrap(),
        address: None,
        place: None,
        nib: Some("9900180400001".into()),
        kbli: Some(("10761".into(), 2020)),
        siinas: true,
        sentra: None,
        founded: None,
        workers: None,
        capacity: None,
        story: None,
        phone: None,
        email: None,
        contact_public: false,
        status: ProducerStatus::Active,
    }
}

pub(crate) fn product(producer: ProducerId) -> Product {
    Product {
        id: ProductId(0),
        code: KOPI.into(),
        producer,
        name: "Kopi Robusta 200 g".into(),
        brand: None,
        category: "Kopi".into(),
        description_id: None,
        description_en: None,
        net_content: Some("200 g".into()),
        ingredients: None,
        origin: RegionCode::parse("18.04").unwrap(),
        kbli: None,
        hs_code: None,
        gtin: Some("9521804000016".into()),
        packaging: None,
        export_ready: false,
        status: ProductStatus::Active,
    }
}

pub(crate) fn certification(product: ProductId, kind: u64, number: &str, until: Option<&str>) -> Certification {
    Certification {
        product,
        kind,
        number: number.into(),
        holder: None,
        issued: Some(day("2023-06-04")),
        valid_until: until.map(day),
        basis: Basis { kind: BasisKind::Declared, day: Some(day("2026-11-01")), by: None },
        ended: None,
    }
}
