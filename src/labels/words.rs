//! The words on a label: those of the product, and the fixed captions.

use super::lettering::typeface::Typeface;

/// What a label says about its product, for people, already in their language. Any text is safe: what is not ink is dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelText {
    /// Name of the product; the most prominent line.
    pub product: String,
    /// Name of the producer.
    pub producer: String,
    /// Where it comes from, such as `Kab. Tanggamus, Lampung`.
    pub region: String,
    /// Kode produksi as printed on the pack.
    pub production_code: Option<String>,
    /// Last good day, written out.
    pub best_before: Option<String>,
    /// The host of the address, shown so that a look-alike host in a forged code is noticed.
    pub host: String,
}

impl LabelText {
    /// Characters the label's font cannot draw, each once, in order of appearance. They are printed as `U+FFFD`.
    ///
    /// ```
    /// let text = telusur::labels::LabelText {
    ///     product: "Kopi ☕ Sari".into(),
    ///     producer: "KUB Mekar".into(),
    ///     region: "Kab. Tanggamus".into(),
    ///     production_code: None,
    ///     best_before: None,
    ///     host: "cek.example.id".into(),
    /// };
    /// assert_eq!(text.missing_characters(), ['☕']);
    /// ```
    pub fn missing_characters(&self) -> Vec<char> {
        let optional = [&self.production_code, &self.best_before].into_iter().flatten();
        let fields = [&self.product, &self.producer, &self.region].into_iter().chain(optional).chain([&self.host]);
        missing_characters(&fields.map(|field| super::lettering::text::inert(field)).collect::<String>())
    }
}

/// Characters of a text that the label's font cannot draw, each once, in order of appearance.
pub fn missing_characters(text: &str) -> Vec<char> {
    let mut missing = Vec::new();
    for character in super::lettering::text::inert(text).chars() {
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
    /// Before the last good day.
    pub best_before: String,
    /// Before the item number.
    pub item: String,
    /// The invitation to scan.
    pub scan_to_check: String,
}

impl Captions {
    /// The captions in Indonesian, the default.
    pub fn indonesian() -> Self {
        Self {
            language: "id".into(),
            production_code: "Kode produksi".into(),
            best_before: "Baik sebelum".into(),
            item: "No.".into(),
            scan_to_check: "Pindai untuk cek asal".into(),
        }
    }
}

impl Default for Captions {
    fn default() -> Self {
        Self::indonesian()
    }
}
