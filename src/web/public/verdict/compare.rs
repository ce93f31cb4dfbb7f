use telusur_code::{Claims, Scope};

use super::page::Telling;
use crate::i18n::{fill, number};
use crate::registry::{Level, ProductStatus, RegionCode};
use crate::verification::{Evidence, Record, Verdict};
use crate::web::links;

/// What to hold beside the pack.
pub(super) struct Compare {
    /// What the register says of the product's standing, when that is not what the verdict is about.
    pub(super) standing: Option<String>,
    pub(super) title: String,
    pub(super) name: String,
    pub(super) href: Option<String>,
    pub(super) rows: Vec<(String, String)>,
    pub(super) notes: Vec<String>,
}

/// What the code says comes first, because only that is signed; the register fills in what the code leaves out.
pub(super) fn tell(telling: &Telling<'_>, evidence: &Evidence, record: Option<&Record>) -> Compare {
    let (c, claims) = (&telling.w.compare, evidence.code.claims());
    let product = record.map(|record| &record.product);
    let days = [(&c.produced, claims.produced), (&c.best_before, claims.best_before)];
    let rows = [
        (&c.brand, product.and_then(|product| product.brand.clone())),
        (&c.net_content, product.and_then(|product| product.net_content.clone())),
        (&c.production_code, production_code(claims, record)),
    ];
    let days = days.map(|(label, day)| (label, day.map(|day| telling.day(day))));
    let item = [(&c.item, item(telling, claims, record))];
    let rows = rows.into_iter().chain(days).chain(item);
    let scope = match claims.scope {
        Scope::Product => Some(&c.scope_product),
        Scope::Batch { .. } => Some(&c.scope_batch),
        Scope::Item { .. } => None,
    };
    // A short code says no name: all of it is on record, and the band says so.
    let whose = if telling.is_looked_up() { None } else { whose_name(telling, claims, record) };
    let notes = [whose, scope.cloned()];
    Compare {
        standing: record.and_then(|record| standing(telling, record)),
        title: if record.is_some() { c.title.clone() } else { c.title_away.clone() },
        name: product_name(telling, evidence, record),
        href: product.map(|product| telling.shell.to(&links::product(product.id))),
        rows: rows.filter_map(|(label, value)| Some((label.clone(), value?))).collect(),
        notes: notes.into_iter().flatten().collect(),
    }
}

/// Where the product's name comes from when the code has none, and what the register calls it now when that differs.
fn whose_name(telling: &Telling<'_>, claims: &Claims, record: Option<&Record>) -> Option<String> {
    let c = &telling.w.compare;
    match (&claims.product_name, record) {
        (None, None) => Some(c.not_on_code.clone()),
        (None, Some(_)) => Some(c.name_on_record.clone()),
        (Some(signed), Some(record)) => renamed(&c.now_called, signed, &record.product.name),
        (Some(_), None) => None,
    }
}

/// The sentence about a name that the register no longer has as it was signed.
pub(super) fn renamed(sentence: &str, signed: &str, now: &str) -> Option<String> {
    (signed != now).then(|| fill(sentence, &[("name", now)]))
}

/// A product may be off the market although nothing was recalled or revoked. That is a fact of its own, not a verdict.
fn standing(telling: &Telling<'_>, record: &Record) -> Option<String> {
    let c = &telling.w.compare;
    match (&telling.answer.verdict, record.product.status) {
        (Verdict::Revoked(_) | Verdict::Recalled(_), _) | (_, ProductStatus::Draft | ProductStatus::Active) => None,
        (_, ProductStatus::Withdrawn) => Some(c.withdrawn.clone()),
        (_, ProductStatus::Revoked) => Some(c.revoked.clone()),
    }
}

fn production_code(claims: &Claims, record: Option<&Record>) -> Option<String> {
    let batch = record.map(|record| &record.batch).filter(|batch| batch.level != Level::Product);
    claims.production_code.clone().or_else(|| batch.map(|batch| batch.code.clone()))
}

fn item(telling: &Telling<'_>, claims: &Claims, record: Option<&Record>) -> Option<String> {
    let Scope::Item { item, .. } = claims.scope else { return None };
    let item = number(item.get(), telling.lang);
    Some(match record {
        Some(record) => {
            fill(&telling.w.compare.item_of, &[("item", &item), ("items", &number(record.batch.items, telling.lang))])
        }
        None => item,
    })
}

/// The product's name as signed, else as the register has it; its number when neither names it.
pub(super) fn product_name(telling: &Telling<'_>, evidence: &Evidence, record: Option<&Record>) -> String {
    let claims = evidence.code.claims();
    let name = claims.product_name.clone().or_else(|| record.map(|record| record.product.name.clone()));
    name.unwrap_or_else(|| fill(&telling.w.common.unnamed_product, &[("number", &claims.product.to_string())]))
}

/// The producer's name, likewise.
pub(super) fn producer_name(telling: &Telling<'_>, evidence: &Evidence, record: Option<&Record>) -> String {
    let claims = evidence.code.claims();
    let name = claims.producer_name.clone().or_else(|| record.map(|record| record.producer.name.clone()));
    name.unwrap_or_else(|| fill(&telling.w.common.unnamed_producer, &[("number", &claims.producer.to_string())]))
}

/// The region's name from the built-in list; its number when the list has no such region.
pub(super) fn region_name(telling: &Telling<'_>, evidence: &Evidence) -> String {
    let origin = evidence.code.claims().origin;
    match RegionCode::from_claim(origin) {
        Some(code) => code.name().to_owned(),
        None => fill(&telling.w.common.unknown_region, &[("number", &origin.to_string())]),
    }
}
