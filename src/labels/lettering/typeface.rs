//! The two embedded fonts: which glyph draws a character, and how wide it is.

use std::io::Write;
use std::sync::LazyLock;

use flate2::{Compression, write::ZlibEncoder};
use ttf_parser::{Face, GlyphId};

/// A weight of Noto Sans, reduced to Latin; see `data/fonts/README.md`.
pub(in crate::labels) struct Typeface {
    /// The font's PostScript name, behind the six-letter tag that PDF asks of a subset.
    pub(in crate::labels) name: &'static str,
    /// The whole font file, compressed once for all sheets.
    pub(in crate::labels) deflated: Vec<u8>,
    /// Length of the font file before that, in bytes.
    pub(in crate::labels) length: usize,
    pub(in crate::labels) face: Face<'static>,
    fallback: GlyphId,
    /// How far the first characters of Unicode move the pen, in thousandths of the font size: most words hold no others.
    advances: [f32; LATIN],
}

/// Basic Latin, Latin-1 and Latin Extended-A.
const LATIN: usize = 0x180;

static REGULAR: LazyLock<Typeface> = LazyLock::new(|| {
    Typeface::read("TLSREG+NotoSans-Regular", include_bytes!("../../../data/fonts/NotoSans-Regular-subset.ttf"))
});

static BOLD: LazyLock<Typeface> = LazyLock::new(|| {
    Typeface::read("TLSBLD+NotoSans-Bold", include_bytes!("../../../data/fonts/NotoSans-Bold-subset.ttf"))
});

impl Typeface {
    pub(in crate::labels) fn regular() -> &'static Self {
        &REGULAR
    }

    pub(in crate::labels) fn bold() -> &'static Self {
        &BOLD
    }

    fn read(name: &'static str, file: &'static [u8]) -> Self {
        let face = Face::parse(file, 0).expect("the font is part of the program and every test reads it");
        let fallback = face.glyph_index(char::REPLACEMENT_CHARACTER).unwrap_or_default();
        let mut typeface =
            Self { name, deflated: deflated(file), length: file.len(), face, fallback, advances: [0.0; LATIN] };
        typeface.advances = std::array::from_fn(|code| {
            char::from_u32(code as u32).map_or(0.0, |character| typeface.advance(typeface.glyph(character)))
        });
        typeface
    }

    /// Whether the font can draw the character itself.
    pub(in crate::labels) fn has(&self, character: char) -> bool {
        self.face.glyph_index(character).is_some()
    }

    /// The character's glyph, or the replacement sign's.
    pub(in crate::labels) fn glyph(&self, character: char) -> GlyphId {
        self.face.glyph_index(character).unwrap_or(self.fallback)
    }

    /// How far a glyph moves the pen, in thousandths of the font size.
    pub(in crate::labels) fn advance(&self, glyph: GlyphId) -> f32 {
        f32::from(self.face.glyph_hor_advance(glyph).unwrap_or(0)) * self.per_mille()
    }

    /// The factor from the font's units to thousandths of the font size.
    pub(in crate::labels) fn per_mille(&self) -> f32 {
        1000.0 / f32::from(self.face.units_per_em())
    }

    /// Width of a text at a font size, in the unit of that size.
    pub(in crate::labels) fn width(&self, text: &str, size: f32) -> f32 {
        let advance = |character: char| match self.advances.get(character as usize) {
            Some(&known) => known,
            None => self.advance(self.glyph(character)),
        };
        text.chars().map(advance).sum::<f32>() * size / 1000.0
    }

    /// The text as the two-byte glyph numbers that PDF's Identity-H encoding wants.
    pub(in crate::labels) fn encode(&self, text: &str) -> Vec<u8> {
        text.chars().flat_map(|character| self.glyph(character).0.to_be_bytes()).collect()
    }
}

/// Compressed as PDF's `FlateDecode` wants it.
pub(in crate::labels) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.expect("memory takes everything")
}
