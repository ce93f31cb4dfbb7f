//! The two embedded fonts: which glyph draws a character, and how wide it is.

use std::io::Write;
use std::sync::LazyLock;

use flate2::{Compression, write::ZlibEncoder};
use ttf_parser::{Face, GlyphId};

/// A weight of Noto Sans, reduced to Latin; see `data/fonts/README.md`.
pub(super) struct Typeface {
    /// The font's PostScript name, behind the six-letter tag that PDF asks of a subset.
    pub(super) name: &'static str,
    /// The whole font file, compressed once for all sheets.
    pub(super) deflated: Vec<u8>,
    /// Length of the font file before that, in bytes.
    pub(super) length: usize,
    pub(super) face: Face<'static>,
    fallback: GlyphId,
}

static REGULAR: LazyLock<Typeface> = LazyLock::new(|| {
    Typeface::read("TLSREG+NotoSans-Regular", include_bytes!("../../data/fonts/NotoSans-Regular-subset.ttf"))
});

static BOLD: LazyLock<Typeface> = LazyLock::new(|| {
    Typeface::read("TLSBLD+NotoSans-Bold", include_bytes!("../../data/fonts/NotoSans-Bold-subset.ttf"))
});

impl Typeface {
    pub(super) fn regular() -> &'static Self {
        &REGULAR
    }

    pub(super) fn bold() -> &'static Self {
        &BOLD
    }

    fn read(name: &'static str, file: &'static [u8]) -> Self {
        let face = Face::parse(file, 0).expect("the font is part of the program and every test reads it");
        let fallback = face.glyph_index(char::REPLACEMENT_CHARACTER).unwrap_or_default();
        Self { name, deflated: deflated(file), length: file.len(), face, fallback }
    }

    /// Whether the font can draw the character itself.
    pub(super) fn has(&self, character: char) -> bool {
        self.face.glyph_index(character).is_some()
    }

    /// The character's glyph, or the replacement sign's.
    pub(super) fn glyph(&self, character: char) -> GlyphId {
        self.face.glyph_index(character).unwrap_or(self.fallback)
    }

    /// How far a glyph moves the pen, in thousandths of the font size.
    pub(super) fn advance(&self, glyph: GlyphId) -> f32 {
        f32::from(self.face.glyph_hor_advance(glyph).unwrap_or(0)) * self.per_mille()
    }

    /// The factor from the font's units to thousandths of the font size.
    pub(super) fn per_mille(&self) -> f32 {
        1000.0 / f32::from(self.face.units_per_em())
    }

    /// Width of a text at a font size, in the unit of that size.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|character| self.advance(self.glyph(character))).sum::<f32>() * size / 1000.0
    }

    /// The text as the two-byte glyph numbers that PDF's Identity-H encoding wants.
    pub(super) fn encode(&self, text: &str) -> Vec<u8> {
        text.chars().flat_map(|character| self.glyph(character).0.to_be_bytes()).collect()
    }
}

/// Compressed as PDF's `FlateDecode` wants it.
pub(super) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.expect("memory takes everything")
}
