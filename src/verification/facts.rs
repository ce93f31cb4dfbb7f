//! What a [`Report`] is made of. The four facts stay apart: `signature`, `status`, `scan_history`, and in each
//! certification its `basis`.
use serde::Serialize;

/// An answer in plain facts.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The word of spec section 5.
    pub verdict: &'static str,
    /// When it was given, RFC 3339.
    pub checked_at: String,
    /// What is wrong with an unreadable text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// Who signed.
    pub signature: Signature,
    /// What the code itself says, as signed; for a short code, what its batch was issued with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claims: Option<Stated>,
    /// What the issuer's register says today.
    pub status: Status,
    /// What earlier scans say.
    pub scan_history: ScanHistory,
    /// Certifications and what each claim rests on.
    pub certifications: Vec<Claim>,
    /// The record that the code was issued for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<Entry>,
}

/// Who signed.
#[derive(Debug, Clone, Serialize)]
pub struct Signature {
    /// `good`, `bad` (a listed key did not sign it), `unknown_key`, `none` (nothing to check), or `not_checked`: a short code
    /// was looked up, which carries no signature.
    pub state: &'static str,
    /// The key's thumbprint (RFC 9679), hex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Whose key it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The COSE_Sign1 that the digits spell, hex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub envelope: Option<String>,
}

/// What the code itself says.
#[derive(Debug, Clone, Serialize)]
pub struct Stated {
    /// `product`, `batch` or `item`.
    pub level: &'static str,
    /// The producer's number.
    pub producer: u64,
    /// Its name, in full codes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub producer_name: Option<String>,
    /// The product's number.
    pub product: u64,
    /// Its name, in full codes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product_name: Option<String>,
    /// Kemendagri code of the origin.
    pub origin: String,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin_name: Option<&'static str>,
    /// The batch's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<u64>,
    /// The item's number in the batch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<u64>,
    /// Day of production.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub produced: Option<String>,
    /// Last good day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best_before: Option<String>,
    /// Kode produksi.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub production_code: Option<String>,
    /// Certifications: kind word and number.
    pub certifications: Vec<StatedCertification>,
}

/// A certification as the code states it.
#[derive(Debug, Clone, Serialize)]
pub struct StatedCertification {
    /// Kind number of the spec.
    pub kind: u64,
    /// Its word; absent for a kind that this version does not know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind_name: Option<&'static str>,
    /// The number.
    pub number: String,
}

/// What the issuer's register says.
#[derive(Debug, Clone, Serialize)]
pub struct Status {
    /// `recorded`, `not_recorded`, `unavailable`, or `not_asked` (no good signature, no short code).
    pub register: &'static str,
    /// What is missing, when not recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<&'static str>,
    /// Where the product stands, when recorded: `draft`, `active`, `withdrawn` or `revoked`. No verdict follows from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<&'static str>,
    /// The recall that stands, the revocation that stands, and those that were lifted.
    pub events: Vec<Event>,
}

/// Something that happened to the batch.
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    /// `issued`, `recalled`, `recall_lifted`, `revoked` or `revocation_lifted`.
    pub kind: &'static str,
    /// When, RFC 3339.
    pub at: String,
    /// First item concerned, when not all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_item: Option<u64>,
    /// Last item concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_item: Option<u64>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What consumers should do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instruction: Option<String>,
    /// Whom they may call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
}

/// What earlier scans say.
#[derive(Debug, Clone, Serialize)]
pub struct ScanHistory {
    /// Whether it could be asked for.
    pub known: bool,
    /// How many times the code was checked before, each device counted once a day.
    pub checks: u64,
    /// When it was first checked, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
}

/// A certification and what it rests on.
#[derive(Debug, Clone, Serialize)]
pub struct Claim {
    /// Kind number of the spec.
    pub kind: u64,
    /// Its word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind_name: Option<&'static str>,
    /// Number as printed.
    pub number: String,
    /// Whether the code states it, or the batch of a short code was issued with it.
    pub stated_in_code: bool,
    /// Whether it is good today.
    pub in_force: bool,
    /// Day of issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued: Option<String>,
    /// Last good day; absent when it does not expire.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    /// `declared`, `document_seen` or `confirmed`.
    pub basis: &'static str,
    /// The day of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis_on: Option<String>,
    /// By which office or officer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis_by: Option<String>,
    /// The authority's own register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<&'static str>,
}

/// The record that the code was issued for.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Producer.
    pub producer: String,
    /// Product, as the register calls it now; `claims` has the signed name.
    pub product: String,
    /// Brand on the pack.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<String>,
    /// Net content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_content: Option<String>,
    /// Ingredients.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ingredients: Option<String>,
    /// Kabupaten or kota of production.
    pub region: &'static str,
    /// Its province.
    pub province: &'static str,
    /// Sentra.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentra: Option<String>,
    /// Number of the decree that made the sentra one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentra_decree: Option<String>,
    /// Kode produksi.
    pub batch: String,
    /// `product`, `batch` or `item`: what got codes.
    pub level: &'static str,
    /// How many items the batch has.
    pub items: u64,
}
