use super::{ProducerId, ProductId, RegionCode, words};

words! {
    /// Where a product stands in the register.
    pub enum ProductStatus {
        /// Being filled in; nothing may be issued.
        Draft = "draf",
        /// On the market.
        Active = "aktif",
        /// Taken off the market.
        Withdrawn = "ditarik",
        /// Taken back by the office.
        Revoked = "dicabut",
    }
}

/// What is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// The product's number, as signed into codes.
    pub id: ProductId,
    /// The office's own code for it, such as `IKM-1804-001-01`.
    pub code: String,
    /// Who makes it.
    pub producer: ProducerId,
    /// Name as on the pack.
    pub name: String,
    /// Brand on the pack.
    pub brand: Option<String>,
    /// Category, such as `Kopi`.
    pub category: String,
    /// Description in Indonesian.
    pub description_id: Option<String>,
    /// Description in English.
    pub description_en: Option<String>,
    /// Net content as on the pack, such as `200 g`.
    pub net_content: Option<String>,
    /// Ingredients in Indonesian.
    pub ingredients: Option<String>,
    /// Kabupaten or kota of origin.
    pub origin: RegionCode,
    /// KBLI class of its making.
    pub kbli: Option<String>,
    /// HS code, 6 or 8 digits, with or without its dots.
    pub hs_code: Option<String>,
    /// GTIN as printed.
    pub gtin: Option<String>,
    /// Packaging.
    pub packaging: Option<String>,
    /// Ready for export, by its producer's word.
    pub export_ready: bool,
    /// Standing.
    pub status: ProductStatus,
}
