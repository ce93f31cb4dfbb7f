use super::row::Row;
use super::{BatchPlan, ParsedProduct, certified};
use crate::registry::{ProducerId, Product, ProductId, ProductStatus, fields};

/// Longest kode produksi that a code can carry, in bytes (spec section 4).
const BATCH_CODE: usize = 20;

pub(super) fn read(row: &mut Row<'_>) -> Option<ParsedProduct> {
    let code = row.need("product_code", fields::code);
    let producer_code = row.need("producer_code", fields::code);
    let name = row.need("name", |cell| fields::line(cell, fields::NAME));
    let brand = row.text("brand", fields::NAME);
    let category = row.need("category", |cell| fields::line(cell, fields::SHORT));
    let description_id = row.story("description_id");
    let description_en = row.story("description_en");
    let net_content = row.text("net_content", fields::SHORT);
    let ingredients = row.story("ingredients_id");
    let origin = row.need("origin_region_code", fields::region);
    let kbli = row.read("kbli", fields::kbli);
    let hs_code = row.read("hs_code", fields::hs_code);
    let gtin = row.read("gtin", fields::gtin);
    let packaging = row.text("packaging", fields::SHORT);
    let statuses: Vec<_> = ProductStatus::ALL.iter().map(|status| (status.word(), *status)).collect();
    let status = row.word("status", &statuses);
    row.text("sni_ref", fields::SHORT);
    let export_ready = row.read("export", yes_or_no).unwrap_or(false);
    let certifications = certified::read(row, origin);
    let batch = batch(row);
    match status {
        Some(ProductStatus::Draft) => row.warn("status", "a draft is kept, but no code can be issued for it"),
        Some(ProductStatus::Active | ProductStatus::Withdrawn | ProductStatus::Revoked) | None => {}
    }
    let product = Product {
        id: ProductId::UNNUMBERED,
        code: code?,
        producer: ProducerId::UNNUMBERED,
        name: name?,
        brand,
        category: category?,
        description_id,
        description_en,
        net_content,
        ingredients,
        origin: origin?,
        kbli,
        hs_code,
        gtin,
        packaging,
        export_ready,
        status: status?,
    };
    Some(ParsedProduct { row: row.line, product, producer_code: producer_code?, certifications, batch })
}

fn batch(row: &mut Row<'_>) -> Option<BatchPlan> {
    let code = row.read("batch_code", |cell| {
        if cell.len() > BATCH_CODE {
            return Err(format!(
                "a kode produksi has at most {BATCH_CODE} letters or digits; shorten it as on the pack"
            ));
        }
        fields::line(cell, BATCH_CODE).map_err(|problem| problem.to_string())
    });
    let produced = row.day("production_date");
    let best_before = row.day("expiry_date");
    let serialised = row.read("serialised", yes_or_no).unwrap_or(false);
    if row.cell("batch_code").is_empty() && (produced.is_some() || best_before.is_some()) {
        row.fault("batch_code", "dates of a batch are given without its kode produksi; write it or clear the dates");
    }
    if produced.is_some_and(|produced| produced > row.today) {
        row.warn("production_date", "this batch is not made yet; check the date");
    }
    match (produced, best_before) {
        (Some(produced), Some(last)) if last < produced => {
            row.fault("expiry_date", "it would expire before it is made; correct one of the dates");
        }
        (_, Some(last)) if last < row.today => {
            row.warn("expiry_date", "this batch has expired; its codes would say so");
        }
        _ => {}
    }
    Some(BatchPlan { code: code?, produced, best_before, serialised })
}

fn yes_or_no(cell: &str) -> Result<bool, String> {
    match cell.to_ascii_lowercase().as_str() {
        "ya" => Ok(true),
        "tidak" => Ok(false),
        _ => Err("write ya or tidak".into()),
    }
}
