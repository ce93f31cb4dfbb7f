use crate::registry::words;

words! {
    /// A kind of file.
    pub enum Sheet {
        /// Makers.
        Producers = "producers",
        /// Their products, with certifications and a first batch.
        Products = "products",
        /// Sentra IKM.
        Sentra = "sentra",
    }
}

impl Sheet {
    /// The columns that a file must have, in any order.
    #[rustfmt::skip]
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Sheet::Producers => &[
                "producer_code", "name", "brand", "scale", "region_code", "address", "lat", "lng", "nib", "kbli",
                "siinas_registered", "sentra_code", "sentra_name", "sentra_sk_number", "sentra_sk_date",
                "year_established", "workers", "phone", "email", "story_id", "status",
            ],
            Sheet::Products => &[
                "product_code", "producer_code", "name", "brand", "category", "description_id", "description_en",
                "net_content", "ingredients_id", "origin_region_code", "kbli", "hs_code", "gtin", "halal_number",
                "halal_issued", "izin_edar_type", "izin_edar_number", "izin_edar_valid_until", "ig_name",
                "tkdn_percent", "sni_ref", "merek_number", "batch_code", "production_date", "expiry_date", "packaging",
                "serialised", "export", "status",
            ],
            Sheet::Sentra => &["sentra_code", "name", "region_code", "sk_number", "sk_date", "sk_by", "members"],
        }
    }

    /// The columns that a file may have besides.
    pub fn optional(self) -> &'static [&'static str] {
        match self {
            Sheet::Producers => &["kbli_version", "capacity_per_month", "capacity_unit", "test_note"],
            Sheet::Products | Sheet::Sentra => &["test_note"],
        }
    }
}
