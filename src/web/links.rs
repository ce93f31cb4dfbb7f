//! Addresses of this service's own pages. Nothing else builds one.
use telusur_code::SignedCode;

use crate::registry::{ProducerId, ProductId, RegionCode};

/// The page of a producer.
pub(crate) fn producer(id: ProducerId) -> String {
    format!("/produsen/{id}")
}

/// The page of a product.
pub(crate) fn product(id: ProductId) -> String {
    format!("/produk/{id}")
}

/// The page of a kabupaten or kota.
pub(crate) fn region(code: RegionCode) -> String {
    format!("/wilayah/{code}")
}

/// The own address of a code.
pub(crate) fn code(code: &SignedCode) -> String {
    match code.gs1_path() {
        None => format!("/{}", code.digits()),
        Some(path) => format!("{}?t={}", path.as_str(), code.digits()),
    }
}
