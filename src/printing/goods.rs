//! What the labels are about, and what they say for people.
use std::sync::Arc;

use telusur_code::{Claims, Number, kind};

use super::Error;
use crate::clock::Day;
use crate::db::Query;
use crate::i18n::{self, Lang};
use crate::labels::LabelText;
use crate::labels::layout::Picture;
use crate::recalls::{self, Recall};
use crate::registry::{self, Batch, Certification, Level, Producer, Product, RegionCode, certifications};

/// A batch with all that its labels name.
#[derive(Debug, Clone)]
pub struct Goods {
    /// What is labelled.
    pub batch: Batch,
    /// What was made.
    pub product: Product,
    /// Who made it.
    pub producer: Producer,
    /// Certificates and permits on record, for how their numbers are printed.
    pub certifications: Vec<Certification>,
    /// Recalls of the batch or of some of its items, lifted ones too.
    pub recalls: Vec<Recall>,
}

impl Goods {
    /// Reads what belongs to a batch.
    ///
    /// # Errors
    /// [`Error::Lost`], [`Error::Storage`].
    pub async fn of(q: &mut impl Query, batch: Batch, product: Product) -> Result<Goods, Error> {
        let producer =
            registry::find_producer(q, product.producer).await?.ok_or(Error::Lost("the product's producer"))?;
        let certifications = registry::certifications_of(q, product.id).await?;
        let recalls = recalls::recalls_of(q, batch.id).await?;
        Ok(Goods { batch, product, producer, certifications, recalls })
    }

    /// The words of the label: what the code signs, and for what a compact code leaves out, the register. They are Indonesian.
    ///
    /// # Errors
    /// [`Error::Codes`] when the batch's row is broken.
    pub fn words(&self, base: &str, logo: Option<Arc<Picture>>) -> Result<LabelText, Error> {
        let signed =
            Claims::decode(&self.batch.claims).map_err(|error| crate::issuance::Refusal::Claims(error.to_string()))?;
        let origin = RegionCode::from_claim(signed.origin).unwrap_or(self.product.origin).region();
        let written = |day: Option<Day>| day.map(|day| i18n::date(day, Lang::Id));
        let per_batch = self.batch.level != Level::Product;
        let certifications = signed.certifications.iter().map(|(kind, number)| self.certification(*kind, number));
        Ok(LabelText {
            product: signed.product_name.unwrap_or_else(|| self.product.name.clone()),
            producer: signed.producer_name.unwrap_or_else(|| self.producer.name.clone()),
            // As addresses are written; the long word would push out the name that follows it.
            region: origin.name.replacen("Kabupaten ", "Kab. ", 1),
            province: origin.province.clone(),
            production_code: per_batch.then(|| self.batch.code.clone()),
            produced: written(signed.produced),
            best_before: written(signed.best_before),
            net_content: self.product.net_content.clone(),
            certifications: certifications.collect(),
            host: base.split_once("://").map_or(base, |(_, host)| host).to_owned(),
            logo,
        })
    }

    /// A number that the code signs, as it is printed: the register knows its spelling.
    fn certification(&self, kind: u64, signed: &Number) -> String {
        let same = |entry: &&Certification| {
            entry.kind == kind
                && certifications::claim_number(kind, &entry.number).is_ok_and(|number| number == *signed)
        };
        let printed = match (self.certifications.iter().find(same), signed) {
            (Some(entry), _) => entry.number.clone(),
            (None, Number::Uint(digits)) => digits.to_string(),
            (None, Number::Text(text)) => text.clone(),
        };
        match kind {
            kind::HALAL => format!("Halal {printed}"),
            kind::IG => format!("IG {printed}"),
            kind::ORGANIC => format!("Organik {printed}"),
            _ => printed,
        }
    }
}
