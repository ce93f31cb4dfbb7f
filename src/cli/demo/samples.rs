use super::photos;
use crate::cli::failure::Failure;
use crate::cli::house::House;
use crate::clock::{Clock, Day, Moment};
use crate::issuance::{self, Order, Refusal};
use crate::keyring::{self, KeyState};
use crate::recalls::{self, NewRecall, Subject};
use crate::registry::import::{self, BatchPlan, ParsedProduct, Rows, Sheet};
use crate::registry::{self, Basis, BasisKind, Level, Product, ProductStatus, Profile};

/// The product on the sheet, and its batch.
pub(super) const SHOWN_PRODUCT: &str = "IKM-1804-001-01";
/// Its batch in the samples.
pub(super) const SHOWN_BATCH: &str = "261022-B";
/// Packs of a sample batch.
const ITEMS: u64 = 240;
/// A product whose permit has lapsed, and the kode of a code design that was printed while the permit held.
const LAPSED_PRODUCT: &str = "IKM-1871-001-03";
/// The day on which that design was issued: 2025-05-02.
const BEFORE_LAPSE: Day = Day(20_210);

/// Makes the demonstration's register, or completes one that an earlier start left unfinished.
pub(super) async fn make(house: &House) -> Result<(), Failure> {
    if house.trait_of("demo_ready").await?.is_some() {
        return Ok(());
    }
    example_key(house).await?;
    let products = enter(house).await?;
    let mut refused = Vec::new();
    let mut issued = 0;
    for parsed in &products {
        match issue_sample(house, parsed).await {
            Ok(()) => issued += 1,
            Err(refusal) => refused.push(format!("  {}: {}", parsed.product.code, refusal.text)),
        }
    }
    design_with_lapsed_permit(house).await?;
    raise_basis(house).await?;
    photos::put(house).await?;
    house.set_trait("demo_ready", "yes").await?;
    eprintln!("{issued} sample batches issued. Not issued, as the rules want it:");
    for line in refused {
        eprintln!("{line}");
    }
    Ok(())
}

async fn example_key(house: &House) -> Result<(), Failure> {
    let card = house.folder.put_example()?;
    let at = Moment::noon(card.not_before);
    house
        .db
        .write(move |tx| {
            let card = card.clone();
            Box::pin(async move { keyring::put_key(tx, &card, KeyState::Active, at).await })
        })
        .await
        .map_err(|error: keyring::Error| error.into())
}

/// The sample register, carried inside the program: invented makers, in the order in which they refer to each other.
const SAMPLES: [(Sheet, &[u8]); 3] = [
    (Sheet::Sentra, include_bytes!("../../../data/samples/sentra.csv")),
    (Sheet::Producers, include_bytes!("../../../data/samples/producers.csv")),
    (Sheet::Products, include_bytes!("../../../data/samples/products.csv")),
];

/// Enters the three sample files; the products come back with the batches that they plan.
async fn enter(house: &House) -> Result<Vec<ParsedProduct>, Failure> {
    let mut products = Vec::new();
    for (sheet, bytes) in SAMPLES {
        let parsed = import::parse(sheet, bytes, house.clock.today());
        if let Rows::Products(rows) = &parsed.rows {
            products.clone_from(rows);
        }
        import::store(&house.db, parsed, house.clock.now()).await.map_err(Failure::broken)?;
    }
    Ok(products)
}

/// Issues the batch that a sample row plans, as on its day of production, and lets happen what the row says happened.
async fn issue_sample(house: &House, parsed: &ParsedProduct) -> Result<(), Failure> {
    let product = find(house, &parsed.product.code).await?;
    let Some((plan, produced)) = parsed.batch.as_ref().and_then(|plan| Some((plan, plan.produced?))) else {
        return Err(Failure::refused("the row plans no batch"));
    };
    let story = parsed.product.status;
    let told = matches!(story, ProductStatus::Withdrawn | ProductStatus::Revoked);
    if told {
        status(house, &product, ProductStatus::Active).await?;
    }
    match issuance::issue(&house.db, Clock::Still(Moment::noon(produced)), &product.code, order(plan)).await {
        Ok(_) | Err(Refusal::BatchExists { .. }) => {}
        Err(refusal) => return Err(refusal.into()),
    }
    if told {
        tell(house, &product, plan, Moment::noon(Day(produced.0 + 20)), story).await?;
        status(house, &product, story).await?;
    }
    Ok(())
}

fn order(plan: &BatchPlan) -> Order {
    Order {
        batch: plan.code.clone(),
        items: ITEMS,
        produced: plan.produced,
        best_before: plan.best_before,
        // Every pack its own code, whatever the row says, so that a sheet shows 24 different ones.
        level: Level::Item,
        profile: Profile::Full,
        gs1: false,
    }
}

/// Twenty days later: the recall or the revocation that the row speaks of.
async fn tell(
    house: &House,
    product: &Product,
    plan: &BatchPlan,
    at: Moment,
    story: ProductStatus,
) -> Result<(), Failure> {
    let found = registry::find_batch_of(&mut &house.db, product.id, &plan.code).await?;
    let batch = found.ok_or_else(|| Failure::broken("the sample batch is gone"))?;
    let recall = NewRecall::new(
        &batch,
        None,
        "Kemasan sebagian bocor sehingga isi dapat lembap dan berjamur.",
        "Jangan dikonsumsi. Kembalikan ke penjual atau hubungi produsen.",
        "0812-0000-0004 (contoh)",
    )?;
    let (batch, product) = (batch.id, product.id);
    if story == ProductStatus::Withdrawn && recalls::recalls_of(&mut &house.db, batch).await?.is_empty() {
        house
            .db
            .write(move |tx| {
                let recall = recall.clone();
                Box::pin(async move { recalls::announce(tx, &recall, at).await })
            })
            .await?;
    }
    if story == ProductStatus::Revoked && recalls::revocations_of(&mut &house.db, batch, product, "").await?.is_empty()
    {
        let reason = recalls::reason("Sertifikat halal atas nama produsen lain (contoh).")?;
        house
            .db
            .write(move |tx| {
                let reason = reason.clone();
                Box::pin(async move { recalls::revoke(tx, &Subject::Product(product), &reason, at).await })
            })
            .await?;
    }
    Ok(())
}

/// A code design printed on every pouch while the permit held; today the permit has lapsed.
async fn design_with_lapsed_permit(house: &House) -> Result<(), Failure> {
    let order = Order {
        batch: "DESAIN-2025".into(),
        items: 5_000,
        produced: None,
        best_before: None,
        level: Level::Product,
        profile: Profile::Full,
        gs1: false,
    };
    let clock = Clock::Still(Moment::noon(BEFORE_LAPSE));
    match issuance::issue(&house.db, clock, LAPSED_PRODUCT, order).await {
        Ok(_) | Err(Refusal::BatchExists { .. }) => Ok(()),
        Err(refusal) => Err(refusal.into()),
    }
}

/// Two claims of the shown product rest on more than the producer's word, so that every basis can be seen.
async fn raise_basis(house: &House) -> Result<(), Failure> {
    let product = find(house, SHOWN_PRODUCT).await?;
    let entries = registry::certifications_of(&mut &house.db, product.id).await?;
    let steps = [
        (telusur_code::kind::HALAL, BasisKind::Confirmed, Day(20_760)),
        (telusur_code::kind::PIRT, BasisKind::DocumentSeen, Day(20_759)),
    ];
    for (kind, basis, day) in steps {
        let Some(entry) = entries.iter().find(|entry| entry.kind == kind) else { continue };
        let basis =
            Basis { kind: basis, day: Some(day), by: Some("Dinas Perindustrian Provinsi Lampung (contoh)".into()) };
        let (id, number) = (product.id, entry.number.clone());
        house
            .db
            .write(move |tx| {
                let (number, basis) = (number.clone(), basis.clone());
                Box::pin(async move { registry::set_basis(tx, id, kind, &number, &basis).await })
            })
            .await?;
    }
    Ok(())
}

pub(super) async fn find(house: &House, code: &str) -> Result<Product, Failure> {
    let found = registry::find_product_by_code(&mut &house.db, code).await?;
    found.ok_or_else(|| Failure::broken(format!("sample product {code} is not in the register")))
}

async fn status(house: &House, product: &Product, status: ProductStatus) -> Result<(), Failure> {
    let id = product.id;
    house.db.write(move |tx| Box::pin(registry::set_product_status(tx, id, status))).await?;
    Ok(())
}
