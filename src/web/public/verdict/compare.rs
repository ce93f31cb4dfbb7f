use telusur_code::{Claims, Scope};

use super::page::Telling;
use crate::i18n::{fill, number};
use crate::registry::{Level, RegionCode};
use crate::verification::{Evidence, Record};
use crate::web::links;

/// What to hold beside the pack.
pub(super) struct Compare {
    pub(super) title: String,
    pub(super) name: String,
    pub(super) href: Option<String>,
    pub(super) rows: Vec<(String, String)>,
    pub(super) notes: Vec<String>,
}

/// From the register when it holds the code, else from the code alone.
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
    let notes = match (record, claims.scope) {
        (None, _) if claims.product_name.is_none() => Some(&c.not_on_code),
        (_, Scope::Product) => Some(&c.scope_product),
        (_, Scope::Batch { .. }) => Some(&c.scope_batch),
        (_, Scope::Item { .. }) => None,
    };
    Compare {
        title: if record.is_some() { c.title.clone() } else { c.title_away.clone() },
        name: product_name(telling, evidence, record),
        href: product.map(|product| telling.shell.to(&links::product(product.id))),
        rows: rows.filter_map(|(label, value)| Some((label.clone(), value?))).collect(),
        notes: notes.into_iter().cloned().collect(),
    }
}

fn production_code(claims: &Claims, record: Option<&Record>) -> Option<String> {
    let batch = record.map(|record| &record.batch).filter(|batch| batch.level != Level::Product);
    batch.map(|batch| batch.code.clone()).or_else(|| claims.production_code.clone())
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

/// The product's name, from the register or the code; its number when neither names it.
pub(super) fn product_name(telling: &Telling<'_>, evidence: &Evidence, record: Option<&Record>) -> String {
    let claims = evidence.code.claims();
    let name = record.map(|record| record.product.name.clone()).or_else(|| claims.product_name.clone());
    name.unwrap_or_else(|| fill(&telling.w.common.unnamed_product, &[("number", &claims.product.to_string())]))
}

/// The producer's name, likewise.
pub(super) fn producer_name(telling: &Telling<'_>, evidence: &Evidence, record: Option<&Record>) -> String {
    let claims = evidence.code.claims();
    let name = record.map(|record| record.producer.name.clone()).or_else(|| claims.producer_name.clone());
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
