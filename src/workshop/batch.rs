//! Issuing, at the producer's own desk: bounded, because an issuing page is what a forger would want most.
use serde::{Deserialize, Serialize};

use super::error::Reading;
use super::product::{own_product, ripened};
use super::{Acting, Error, Field};
use crate::audit::{self, Act, Subject, SubjectKind};
use crate::clock::{Day, Moment, parse_day};
use crate::db::Tx;
use crate::issuance::{self, Order, Refusal};
use crate::registry::{self, BatchId, Level, ProductId, ProductStatus, Profile};

/// Codes that may be issued for one producer in a day, here; the office's machine has no such bound.
pub const CODES_A_DAY: u64 = 50_000;
/// Batches, the same.
const BATCHES_A_DAY: u64 = 100;
/// Packs of one batch above which the password is asked for again.
pub const AT_ONCE: u64 = 5_000;

/// What was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are those of the form, explained at Field")]
pub struct BatchForm {
    pub kode: String,
    pub jumlah: String,
    pub dibuat: String,
    pub baik: String,
    pub tingkat: String,
    pub isi_kode: String,
    pub gs1: String,
}

impl BatchForm {
    fn order(&self, now: Moment, has_gtin: bool) -> Result<Order, Error> {
        let mut reading = Reading::default();
        let plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '.' | '_');
        let code = |text: &str| ((1..=20).contains(&text.len()) && text.chars().all(plain)).then(|| text.to_owned());
        let batch = reading.need(Field::Code, &self.kode, code);
        let items = reading.need(Field::Items, &self.jumlah, whole);
        let level = if self.tingkat.is_empty() { Some(Level::Item) } else { Level::from_word(&self.tingkat) };
        let level = reading.need(Field::Level, "", |_| level);
        let profile = if self.isi_kode.is_empty() { Some(Profile::Full) } else { Profile::from_word(&self.isi_kode) };
        let profile = reading.need(Field::Profile, "", |_| profile);
        let produced = reading.may(Field::Produced, &self.dibuat, |text| parse_day(text).ok());
        let best_before = reading.may(Field::BestBefore, &self.baik, |text| parse_day(text).ok());
        if let Some(level) = level {
            dates(&mut reading, level, produced, best_before, now.day());
        }
        let gs1 = self.gs1 == "ya";
        if gs1 && !has_gtin {
            reading.refuse(Field::Gs1);
        }
        let read = batch.zip(items).zip(level).zip(profile).map(|(((batch, items), level), profile)| Order {
            batch,
            items,
            produced,
            best_before,
            level,
            profile,
            gs1,
        });
        reading.end(read)
    }
}

/// A number as people write it: `5000`, `5.000`, `5 000`.
pub(super) fn whole(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(|sign| !matches!(sign, '.' | ' ')).collect();
    digits.parse().ok().filter(|number| *number > 0)
}

/// What issuance will ask of the dates, told at the field.
fn dates(reading: &mut Reading, level: Level, produced: Option<Day>, best_before: Option<Day>, today: Day) {
    match (level, produced) {
        (Level::Product, Some(_)) | (Level::Batch | Level::Item, None) => reading.refuse(Field::Produced),
        (Level::Product, None) | (Level::Batch | Level::Item, Some(_)) => {}
    }
    let too_early = best_before.is_some_and(|last| last < today || produced.is_some_and(|made| last < made));
    if too_early || level == Level::Product && best_before.is_some() {
        reading.refuse(Field::BestBefore);
    }
}

/// Issues a batch of a product. A complete draft goes on the market with it. `is_fresh` says whether the password was given just
/// now.
///
/// # Errors
/// [`Error::Fields`]; [`Error::BatchTaken`]; [`Error::Cap`]; [`Error::PasswordFirst`]; what issuance refuses.
pub async fn issue(
    tx: &mut Tx,
    acting: Acting,
    product: ProductId,
    form: &BatchForm,
    is_fresh: bool,
) -> Result<BatchId, Error> {
    registry::hold_producer(tx, acting.producer).await?;
    let producer = registry::find_producer(tx, acting.producer).await?.ok_or(Error::Unknown("producer"))?;
    let product = own_product(tx, acting, product).await?;
    let order = form.order(acting.now, product.gtin.is_some())?;
    if let Some(same) = registry::find_batch_of(tx, product.id, &order.batch).await? {
        return Err(Error::BatchTaken(same.id));
    }
    bounded(tx, acting, order.items).await?;
    if order.items > AT_ONCE && !is_fresh {
        return Err(Error::PasswordFirst);
    }
    let product = if product.status == ProductStatus::Draft {
        let ripe = ripened(product, &producer);
        if ripe.status == ProductStatus::Active {
            registry::set_product_status(tx, ripe.id, ripe.status).await?;
            let subject = Subject::new(SubjectKind::Product, &ripe.code);
            audit::record(tx, &acting.entry(Act::ProductStatus, subject).saying(ripe.status.word())).await?;
        }
        ripe
    } else {
        product
    };
    let batch = issuance::issue_within(tx, acting.now, &product.code, order).await?;
    let subject = Subject::new(SubjectKind::Batch, &batch.code);
    let entry = acting.entry(Act::BatchIssued, subject).saying(&format!("{} x {}", batch.items, product.code));
    audit::record(tx, &entry).await?;
    Ok(batch.id)
}

async fn bounded(tx: &mut Tx, acting: Acting, items: u64) -> Result<(), Error> {
    let midnight = Moment(Moment::noon(acting.now.day()).0 - 12 * 3_600_000);
    let (batches, codes) = registry::issued_since(tx, acting.producer, midnight).await?;
    let left = if batches < BATCHES_A_DAY { CODES_A_DAY.saturating_sub(codes) } else { 0 };
    if items > left { Err(Error::Cap { left }) } else { Ok(()) }
}

/// A batch, if it is the producer's.
pub(super) async fn own_batch(
    q: &mut impl crate::db::Query,
    acting: Acting,
    id: BatchId,
) -> Result<(registry::Batch, registry::Product), Error> {
    let batch = registry::find_batch(q, id).await?.ok_or(Error::Unknown("batch"))?;
    let product = own_product(q, acting, batch.product).await.map_err(|error| match error {
        Error::Unknown(_) => Error::Unknown("batch"),
        other => other,
    })?;
    Ok((batch, product))
}

impl Error {
    /// Whether a batch was refused for what only the office can change.
    pub fn is_for_the_office(&self) -> bool {
        matches!(self, Error::Issue(Refusal::ProducerNotActive { .. } | Refusal::NotRegistered { .. }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::parse_day;

    #[test]
    fn people_write_numbers_with_dots() {
        assert_eq!((whole("5.000"), whole("5 000"), whole("24")), (Some(5_000), Some(5_000), Some(24)));
        assert_eq!((whole("0"), whole("-1"), whole("dua"), whole("")), (None, None, None, None));
    }

    #[test]
    fn dates_that_cannot_be_are_told_at_their_fields() {
        let now = Moment::noon(parse_day("2026-11-23").unwrap());
        let good = BatchForm {
            kode: "231126-A".into(),
            jumlah: "24".into(),
            dibuat: "2026-11-22".into(),
            baik: "2027-05-22".into(),
            ..BatchForm::default()
        };
        let order = good.order(now, false).unwrap();
        assert_eq!((order.items, order.level, order.profile), (24, Level::Item, Profile::Full));
        for (form, field) in [
            (BatchForm { dibuat: String::new(), ..good.clone() }, Field::Produced),
            (BatchForm { baik: "2026-11-01".into(), ..good.clone() }, Field::BestBefore),
            (BatchForm { tingkat: "product".into(), baik: String::new(), ..good.clone() }, Field::Produced),
            (BatchForm { kode: "A/1".into(), ..good.clone() }, Field::Code),
            (BatchForm { gs1: "ya".into(), ..good.clone() }, Field::Gs1),
            (BatchForm { tingkat: "semua".into(), ..good.clone() }, Field::Level),
        ] {
            let Err(Error::Fields(fields)) = form.order(now, false) else { panic!("{field} was taken") };
            assert_eq!(fields, [field]);
        }
    }
}
