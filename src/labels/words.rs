//! The words on a label: those of the product, and the fixed captions.

use std::sync::Arc;

use super::layout::Picture;
use super::lettering::text;
use super::lettering::typeface::Typeface;

/// What a label says about its product, for people, already in their language. Any text is safe: what is not ink is dropped.
///
/// What is empty or absent takes no room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelText {
    /// Name of the product; the most prominent line.
    pub product: String,
    /// Name of the producer.
    pub producer: String,
    /// The kabupaten or kota it comes from, such as `Kabupaten Tanggamus`.
    pub region: String,
    /// The province, such as `Lampung`; empty where the region already says it.
    pub province: String,
    /// Kode produksi as printed on the pack.
    pub production_code: Option<String>,
    /// The day it was made, written out.
    pub produced: Option<String>,
    /// Last good day, written out.
    pub best_before: Option<String>,
    /// How much is in the pack, such as `200 g`.
    pub net_content: Option<String>,
    /// Certificates and permits as text, such as `Halal ID18119999000010623`. Never a mark: those belong to others.
    pub certifications: Vec<String>,
    /// The host of the address, shown so that a look-alike host in a forged code is noticed.
    pub host: String,
    /// The producer's own logo.
    pub logo: Option<Arc<Picture>>,
}

impl LabelText {
    /// Characters the label's font cannot draw, each once, in order of appearance. They are printed as `U+FFFD`.
    ///
    /// ```
    /// let text = telusur::labels::LabelText {
    ///     product: "Kopi ☕ Sari".into(),
    ///     producer: "KUB Mekar".into(),
    ///     ..Default::default()
    /// };
    /// assert_eq!(text.missing_characters(), ['☕']);
    /// ```
    pub fn missing_characters(&self) -> Vec<char> {
        missing_characters(&self.all_words().collect::<Vec<_>>().join(" "))
    }

    fn all_words(&self) -> impl Iterator<Item = &str> {
        let facts = [&self.production_code, &self.produced, &self.best_before, &self.net_content];
        let names = [&self.product, &self.producer, &self.region, &self.province];
        let certifications = self.certifications.iter();
        let words = names.into_iter().chain(facts.into_iter().flatten()).chain(certifications).chain([&self.host]);
        words.map(String::as_str)
    }
}

/// Characters of a text that the label's font cannot draw, each once, in order of appearance.
pub fn missing_characters(text: &str) -> Vec<char> {
    let mut missing = Vec::new();
    for character in text::inert(text).chars() {
        let drawn = Typeface::regular().has(character) && Typeface::bold().has(character);
        if !drawn && !missing.contains(&character) {
            missing.push(character);
        }
    }
    missing
}

/// The fixed words on a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Captions {
    /// Language of all words on the sheet, as an RFC 3066 tag such as `id`.
    pub language: String,
    /// Before the production code.
    pub production_code: String,
    /// Before the day it was made.
    pub produced: String,
    /// Before the last good day.
    pub best_before: String,
    /// Before what is in the pack.
    pub net_content: String,
    /// Before the item number.
    pub item: String,
    /// Before the short code.
    pub short_code: String,
    /// The invitation to scan. It marks the code as ours: official codes on a pack look alike and answer other questions.
    pub scan_to_check: String,
    /// The same, in as few letters as can be, for labels without room for it.
    pub scan_to_check_briefly: String,
}

impl Captions {
    /// The captions in Indonesian, the default.
    pub fn indonesian() -> Self {
        Self {
            language: "id".into(),
            production_code: "Kode produksi".into(),
            produced: "Diproduksi".into(),
            best_before: "Baik sebelum".into(),
            net_content: "Isi bersih".into(),
            item: "No.".into(),
            short_code: "Kode pendek".into(),
            scan_to_check: "Pindai untuk cek asal".into(),
            scan_to_check_briefly: "Cek asal".into(),
        }
    }
}

impl Default for Captions {
    fn default() -> Self {
        Self::indonesian()
    }
}
