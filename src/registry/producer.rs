use super::{ProducerId, RegionCode, SentraId, words};

words! {
    /// Size of a business by the ministry's classes.
    pub enum Scale {
        /// Industri mikro.
        Micro = "mikro",
        /// Industri kecil.
        Small = "kecil",
        /// Industri menengah.
        Medium = "menengah",
    }
}

words! {
    /// Where a producer stands in the register.
    pub enum ProducerStatus {
        /// Registered, not yet checked by an officer.
        Awaiting = "menunggu_verifikasi",
        /// May have codes issued.
        Active = "aktif",
        /// Set aside for a time.
        Suspended = "dibekukan",
        /// No longer in business.
        Closed = "tutup",
    }
}

/// How much a producer says that it can make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capacity {
    /// In a month, of the unit.
    pub amount: u32,
    /// What is counted, such as `kg` or `botol`.
    pub unit: String,
}

/// A maker. What is personal in it (phone, mail) is shown only by its own choice.
#[derive(Debug, Clone, PartialEq)]
pub struct Producer {
    /// The producer's number, as signed into codes.
    pub id: ProducerId,
    /// The office's own code for it, such as `IKM-1804-001`.
    pub code: String,
    /// Name of the business.
    pub name: String,
    /// Brand, when it has one.
    pub brand: Option<String>,
    /// Size class.
    pub scale: Scale,
    /// Kabupaten or kota of production.
    pub region: RegionCode,
    /// Street address; shown only with the contact.
    pub address: Option<String>,
    /// Latitude and longitude in degrees.
    pub place: Option<(f64, f64)>,
    /// Nomor Induk Berusaha, 13 digits. Without it and the KBLI the producer is "belum terdata".
    pub nib: Option<String>,
    /// KBLI class, 5 digits, and the year of the list it is taken from.
    pub kbli: Option<(String, u16)>,
    /// Whether it has a SIINas account.
    pub siinas: bool,
    /// The sentra it belongs to.
    pub sentra: Option<SentraId>,
    /// Year of founding.
    pub founded: Option<u16>,
    /// Number of workers.
    pub workers: Option<u32>,
    /// How much it can make in a month, by its own word.
    pub capacity: Option<Capacity>,
    /// Its story, in its own words.
    pub story: Option<String>,
    /// Telephone, shown only when `contact_public`.
    pub phone: Option<String>,
    /// Mail address, shown only when `contact_public`.
    pub email: Option<String>,
    /// The producer chose to show its contact.
    pub contact_public: bool,
    /// Standing.
    pub status: ProducerStatus,
}

impl Producer {
    /// Whether NIB and KBLI are on record, the entry condition of the ministry's services.
    pub fn is_registered_business(&self) -> bool {
        self.nib.is_some() && self.kbli.is_some()
    }
}
