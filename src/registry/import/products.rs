use super::row::Row;
use super::{BatchPlan, ParsedProduct, certified};
use crate::registry::{ProducerId, Product, ProductId, ProductStatus, fields};
use crate::said::{Said, said};

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
        Some(ProductStatus::Draft) => {
            let problem = Said::new(
                "draf disimpan, tetapi kodenya belum bisa diterbitkan",
                "a draft is kept, but no code can be issued for it",
            );
            row.warn("status", problem);
        }
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
            return Err(said!(
                "kode produksi paling banyak {BATCH_CODE} huruf atau angka; pendekkan seperti di kemasan",
                "a kode produksi has at most {BATCH_CODE} letters or digits; shorten it as on the pack"
            ));
        }
        fields::line(cell, BATCH_CODE)
    });
    let produced = row.day("production_date");
    let best_before = row.day("expiry_date");
    let serialised = row.read("serialised", yes_or_no).unwrap_or(false);
    if row.cell("batch_code").is_empty() && (produced.is_some() || best_before.is_some()) {
        let problem = Said::new(
            "tanggal bets diisi tanpa kode produksinya; tulis kodenya, atau kosongkan tanggalnya",
            "dates of a batch are given without its kode produksi; write it or clear the dates",
        );
        row.fault("batch_code", problem);
    }
    if produced.is_some_and(|produced| produced > row.today) {
        let problem =
            Said::new("bets ini belum dibuat; periksa tanggalnya", "this batch is not made yet; check the date");
        row.warn("production_date", problem);
    }
    match (produced, best_before) {
        (Some(produced), Some(last)) if last < produced => {
            let problem = Said::new(
                "bets ini kedaluwarsa sebelum dibuat; betulkan salah satu tanggalnya",
                "it would expire before it is made; correct one of the dates",
            );
            row.fault("expiry_date", problem);
        }
        (_, Some(last)) if last < row.today => {
            let problem = Said::new(
                "bets ini sudah kedaluwarsa; kodenya akan menyebut begitu",
                "this batch has expired; its codes would say so",
            );
            row.warn("expiry_date", problem);
        }
        _ => {}
    }
    Some(BatchPlan { code: code?, produced, best_before, serialised })
}

fn yes_or_no(cell: &str) -> Result<bool, Said> {
    match cell.to_ascii_lowercase().as_str() {
        "ya" => Ok(true),
        "tidak" => Ok(false),
        _ => Err(Said::new("tulis ya atau tidak", "write ya or tidak")),
    }
}
