use crate::registry::words;

words! {
    /// What a pack must show.
    pub enum What {
        /// Nama produk.
        Name = "product_name",
        /// Daftar bahan.
        Ingredients = "ingredients",
        /// Berat bersih atau isi bersih.
        NetContent = "net_content",
        /// Nama dan alamat yang memproduksi.
        Maker = "maker",
        /// Halal.
        Halal = "halal",
        /// Tanggal dan kode produksi.
        Production = "production",
        /// Keterangan kedaluwarsa.
        BestBefore = "best_before",
        /// Nomor izin edar.
        Permit = "permit",
        /// Asal usul bahan pangan tertentu.
        Origin = "origin_of_ingredients",
        /// Bahasa Indonesia, and nothing that misleads.
        Wording = "wording",
        /// BPOM's own 2D code.
        OfficialCode = "official_code",
    }
}

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// In Indonesian.
    pub id: String,
    /// In English.
    pub en: String,
}

impl Said {
    pub(super) fn new(id: impl Into<String>, en: impl Into<String>) -> Said {
        Said { id: id.into(), en: en.into() }
    }
}

/// Whether the pack can show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// The text to print. It is Indonesian, whoever reads the list: so is the pack.
    Ready(String),
    /// The register lacks it; this is to be done.
    Missing(Said),
    /// The register cannot know it; this is to be looked at.
    ByHand(Said),
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is about.
    pub what: What,
    /// The rule that asks for it.
    pub rule: &'static str,
    /// Whether the pack can show it.
    pub state: State,
    /// What else to heed, when it is ready.
    pub advice: Option<Said>,
}

impl What {
    /// Its name for people.
    pub fn title(self) -> Said {
        let (id, en) = match self {
            What::Name => ("Nama produk", "Product name"),
            What::Ingredients => ("Daftar bahan", "Ingredients"),
            What::NetContent => ("Berat bersih atau isi bersih", "Net content"),
            What::Maker => ("Nama dan alamat produsen", "Name and address of the maker"),
            What::Halal => ("Keterangan halal", "Halal"),
            What::Production => ("Tanggal dan kode produksi", "Production date and code"),
            What::BestBefore => ("Keterangan kedaluwarsa", "Expiry"),
            What::Permit => ("Nomor izin edar", "Permit number"),
            What::Origin => ("Asal usul bahan tertentu", "Origin of certain ingredients"),
            What::Wording => ("Bahasa dan pernyataan", "Language and claims"),
            What::OfficialCode => ("Kode 2D BPOM", "BPOM's 2D code"),
        };
        Said::new(id, en)
    }
}
