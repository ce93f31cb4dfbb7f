//! Numbers that stand for one product, and are written beside two.
use std::collections::HashMap;

use telusur_code::{Gtin, kind};

use super::ParsedProduct;
use super::fault::{Fault, Faults};
use crate::said::said;

/// Warns of every GTIN and izin edar that an earlier row of the file has too.
pub(super) fn warn(rows: &[ParsedProduct], warnings: &mut Faults) {
    let mut gtins: HashMap<String, u64> = HashMap::new();
    let mut permits: HashMap<(u64, &str), u64> = HashMap::new();
    for row in rows {
        if let Some(text) = &row.product.gtin
            && let Ok(gtin) = Gtin::parse(text)
            && let Some(first) = gtins.insert(gtin.to_14(), row.row)
        {
            let problem = said!(
                "baris {first} juga memakai GTIN ini, padahal satu GTIN hanya untuk satu produk; bandingkan kemasannya",
                "row {first} has this GTIN too, and a GTIN names one product; compare the packs"
            );
            warnings.push(Fault::new(row.row, "gtin", text, problem));
        }
        for permit in row.certifications.iter().filter(|c| (kind::PIRT..=kind::SUPPLEMENT).contains(&c.kind)) {
            let Some(first) = permits.insert((permit.kind, &permit.number), row.row) else { continue };
            let problem = said!(
                "baris {first} juga memakai izin edar ini, padahal tiap produk punya izinnya sendiri; bandingkan izinnya",
                "row {first} has this izin edar too, and each product has its own; compare the permits"
            );
            warnings.push(Fault::new(row.row, "izin_edar_number", &permit.number, problem));
        }
    }
}
