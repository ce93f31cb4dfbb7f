use std::collections::BTreeMap;

use telusur_code::{Claims, Gtin, Number, Scope, kind};

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
}

impl Plan {
    /// The order.
    pub fn order(&self) -> &Order {
        &self.order
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
    // What the bedrock would refuse for one item it refuses now, not in the middle of a print run.
    claims.encode()?;
    Ok(Plan { order, claims })
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
    if order.gs1 {
        let Some(gtin) = &product.gtin else {
            return Err(Refusal::Order(format!("product {} has no GTIN; import it, or leave out --gs1", product.code)));
        };
        Gtin::parse(gtin).map_err(|error| Refusal::Order(format!("GTIN {gtin}: {error}")))?;
    }
    Ok(())
}

fn dates(order: &Order, today: Day) -> Result<(), Refusal> {
    let refuse = |text: String| Err(Refusal::Dates(text));
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
        return refuse(format!("production {} lies more than {DAYS_AHEAD} days ahead; check the year", iso(produced)));
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

fn name(order: &Order, what: &str, name: &str) -> Result<Option<String>, Refusal> {
    match order.profile {
        Profile::Compact => Ok(None),
        Profile::Full if name.len() <= 64 => Ok(Some(name.to_owned())),
        Profile::Full => Err(Refusal::Order(format!(
            "the {what}'s name takes {} bytes and a full code carries 64; use --profile compact, or shorten the name",
            name.len()
        ))),
    }
}
