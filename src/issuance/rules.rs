use std::collections::BTreeMap;
use std::num::NonZeroU64;

use ed25519_dalek::SigningKey;
use telusur_code::{Claims, Number, Scope, Sealer, kind};

use super::codes::Gs1;
use super::{Order, Refusal};
use crate::clock::{Day, iso};
use crate::registry::{
    BatchId, Certification, Level, Producer, ProducerStatus, Product, ProductStatus, Profile, certifications,
};

/// The most packs of one batch: more than Indonesia packs in a year.
const MOST_ITEMS: u64 = 100_000_000_000;
/// Labels are printed ahead of production, but not by more than this.
const DAYS_AHEAD: u32 = 90;

/// Kinds that a code states: what protects the eater, and what names the origin. TKDN and merek stay in the register;
/// they concern buyers and owners, and would make every symbol larger.
const STATED: [u64; 10] = [
    kind::HALAL,
    kind::PIRT,
    kind::MD,
    kind::ML,
    kind::TRADITIONAL,
    kind::COSMETIC,
    kind::SUPPLEMENT,
    kind::SNI,
    kind::IG,
    kind::ORGANIC,
];

/// An order that may be issued: all that its codes will say, but for the batch's number.
#[derive(Debug, Clone)]
pub struct Plan {
    order: Order,
    claims: Claims,
    gtin: Option<String>,
}

impl Plan {
    /// The order.
    pub fn order(&self) -> &Order {
        &self.order
    }

    /// The GTIN of its addresses, when they have the GS1 form.
    pub fn gtin(&self) -> Option<&str> {
        self.gtin.as_deref()
    }

    /// What every code of the batch says but for the item number, once the batch has its number.
    pub fn claims(&self, batch: BatchId) -> Claims {
        let scope = match self.order.level {
            Level::Product => Scope::Product,
            Level::Batch | Level::Item => Scope::Batch { batch: batch.claim() },
        };
        Claims { scope, ..self.claims.clone() }
    }
}

/// Decides whether an order may be issued today. Pure: everything it needs is handed to it.
///
/// # Errors
/// A [`Refusal`] that says what to do.
pub fn plan(
    order: Order,
    product: &Product,
    producer: &Producer,
    certifications: &[Certification],
    today: Day,
) -> Result<Plan, Refusal> {
    business(producer)?;
    market(product)?;
    shape(&order, product)?;
    dates(&order, today)?;
    let stated = stated(product, certifications, today)?;
    let claims = Claims {
        producer: producer.id.claim(),
        producer_name: name(&order, "producer", &producer.name)?,
        product: product.id.claim(),
        product_name: name(&order, "product", &product.name)?,
        origin: product.origin.claim(),
        certifications: stated,
        scope: Scope::Product,
        produced: order.produced,
        best_before: order.best_before,
        production_code: (order.profile == Profile::Full && order.level != Level::Product).then(|| order.batch.clone()),
    };
    let gtin = product.gtin.as_deref().filter(|_| order.gs1).map(Gs1::wide).transpose()?;
    largest(&order, &claims, gtin.as_deref())?;
    Ok(Plan { order, claims, gtin })
}

/// What the bedrock would refuse for one item is refused now, not in the middle of a print run: the longest code that the
/// batch can have is made, and thrown away.
fn largest(order: &Order, claims: &Claims, gtin: Option<&str>) -> Result<(), Refusal> {
    let batch = BatchId(i64::MAX).claim();
    let (scope, serial) = match (order.level, NonZeroU64::new(order.items)) {
        (Level::Product, _) => (Scope::Product, None),
        (Level::Item, Some(item)) => (Scope::Item { batch, item }, Some(item.to_string())),
        (Level::Batch | Level::Item, _) => (Scope::Batch { batch }, None),
    };
    let lot = (order.level != Level::Product).then_some(order.batch.as_str());
    let path = gtin.map(|gtin| Gs1::new(gtin, lot)?.path(serial.as_deref())).transpose()?;
    let anybody = Sealer::new(&SigningKey::from_bytes(&[1; 32]));
    anybody.seal(&Claims { scope, ..claims.clone() }, path.as_ref())?;
    Ok(())
}

fn business(producer: &Producer) -> Result<(), Refusal> {
    let missing = match (&producer.nib, &producer.kbli) {
        (Some(_), Some(_)) => None,
        (None, Some(_)) => Some("NIB is"),
        (Some(_), None) => Some("KBLI is"),
        (None, None) => Some("NIB and KBLI are"),
    };
    if let Some(missing) = missing {
        return Err(Refusal::NotRegistered { producer: producer.code.clone(), missing });
    }
    match producer.status {
        ProducerStatus::Active => Ok(()),
        status @ (ProducerStatus::Awaiting | ProducerStatus::Suspended | ProducerStatus::Closed) => {
            Err(Refusal::ProducerNotActive { producer: producer.code.clone(), status: status.word() })
        }
    }
}

fn market(product: &Product) -> Result<(), Refusal> {
    match product.status {
        ProductStatus::Active => Ok(()),
        status @ (ProductStatus::Draft | ProductStatus::Withdrawn | ProductStatus::Revoked) => {
            Err(Refusal::ProductNotActive { product: product.code.clone(), status: status.word() })
        }
    }
}

fn shape(order: &Order, product: &Product) -> Result<(), Refusal> {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '.' | '_');
    if order.batch.is_empty() || order.batch.len() > 20 || !order.batch.chars().all(plain) {
        return Err(Refusal::Order(format!(
            "the kode produksi '{}' cannot be printed; use 1 to 20 letters, digits, '-', '.' or '_'",
            order.batch.chars().take(40).flat_map(char::escape_default).collect::<String>()
        )));
    }
    if order.items == 0 || order.items > MOST_ITEMS {
        return Err(Refusal::Order(format!("a batch has 1 to {MOST_ITEMS} items, not {}", order.items)));
    }
    if order.gs1 && product.gtin.is_none() {
        return Err(Refusal::Order(format!("product {} has no GTIN; import it, or leave out --gs1", product.code)));
    }
    Ok(())
}

fn dates(order: &Order, today: Day) -> Result<(), Refusal> {
    let refuse = |text: String| Err(Refusal::Dates(text));
    if order.level == Level::Product && (order.produced.is_some() || order.best_before.is_some()) {
        return refuse(
            "a product code is printed on every pack of every batch, so it has no dates; leave them out".into(),
        );
    }
    if order.level != Level::Product && order.produced.is_none() {
        return refuse("a batch needs its day of production: --produced YYYY-MM-DD".into());
    }
    if let (Some(produced), Some(last)) = (order.produced, order.best_before)
        && last < produced
    {
        return refuse(format!(
            "best before {} lies before production {}; exchange the two dates?",
            iso(last),
            iso(produced)
        ));
    }
    if let Some(last) = order.best_before
        && last < today
    {
        return refuse(format!("best before {} is over; goods past their date get no new codes", iso(last)));
    }
    if let Some(produced) = order.produced
        && produced.0 > today.0.saturating_add(DAYS_AHEAD)
    {
        return Err(Refusal::Ahead { produced, most: DAYS_AHEAD });
    }
    Ok(())
}

/// What the code will state: of each kind the youngest that holds. A kind whose every entry has lapsed refuses the
/// order; an entry that an officer ended is passed over.
fn stated(product: &Product, entries: &[Certification], today: Day) -> Result<BTreeMap<u64, Number>, Refusal> {
    let mut stated = BTreeMap::new();
    for kind in STATED {
        let of_kind: Vec<&Certification> =
            entries.iter().filter(|entry| entry.kind == kind && entry.ended.is_none()).collect();
        let holding = of_kind.iter().filter(|entry| entry.holds_on(today)).max_by_key(|entry| entry.issued);
        match (holding, of_kind.first()) {
            (Some(entry), _) => {
                let number = certifications::claim_number(kind, &entry.number)
                    .map_err(|error| Refusal::Claims(error.to_string()))?;
                stated.insert(kind, number);
            }
            (None, Some(lapsed)) => {
                return Err(Refusal::Lapsed {
                    product: product.code.clone(),
                    kind: certifications::kind(kind).map_or("certification", |kind| kind.word).to_owned(),
                    number: lapsed.number.clone(),
                    until: lapsed.valid_until,
                });
            }
            (None, None) => {}
        }
    }
    Ok(stated)
}

fn name(order: &Order, what: &'static str, name: &str) -> Result<Option<String>, Refusal> {
    match order.profile {
        Profile::Compact => Ok(None),
        Profile::Full if name.len() <= 64 => Ok(Some(name.to_owned())),
        Profile::Full => Err(Refusal::LongName { what, bytes: name.len() }),
    }
}
