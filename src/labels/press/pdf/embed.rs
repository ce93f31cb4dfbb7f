//! A typeface as PDF objects: the whole file, its widths, and the way back from glyphs to characters.

use std::io::Write;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Name, Rect, Ref, Str};

use super::document::Document;
use crate::labels::Error;
use crate::labels::lettering::typeface::{Typeface, deflated};

const IDENTITY: SystemInfo = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// Embeds the typeface and returns the font that pages refer to; its text is glyph numbers of two bytes.
pub(super) fn embed<W: Write>(typeface: &Typeface, document: &mut Document<W>) -> Result<Ref, Error> {
    let name = Name(typeface.name.as_bytes());
    let file = document.add(|chunk, id| {
        let mut stream = chunk.stream(id, &typeface.deflated);
        stream.filter(Filter::FlateDecode).pair(Name(b"Length1"), typeface.length as i32);
    })?;
    let descriptor = descriptor(typeface, file, document)?;
    let glyphs = document.add(|chunk, id| {
        let mut font = chunk.cid_font(id);
        font.subtype(CidFontType::Type2).base_font(name).system_info(IDENTITY).font_descriptor(descriptor);
        font.cid_to_gid_map_predefined(Name(b"Identity"));
        let advances = (0..typeface.face.number_of_glyphs()).map(|glyph| typeface.advance(ttf_parser::GlyphId(glyph)));
        font.widths().consecutive(0, advances);
    })?;
    let characters = document.add(|chunk, id| {
        chunk.stream(id, &deflated(&characters(typeface))).filter(Filter::FlateDecode);
    })?;
    document.add(|chunk, id| {
        let mut font = chunk.type0_font(id);
        font.base_font(name).encoding_predefined(Name(b"Identity-H"));
        font.descendant_font(glyphs).to_unicode(characters);
    })
}

fn descriptor<W: Write>(typeface: &Typeface, file: Ref, document: &mut Document<W>) -> Result<Ref, Error> {
    let face = &typeface.face;
    let scaled = |units: i16| f32::from(units) * typeface.per_mille();
    let bounds = face.global_bounding_box();
    document.add(|chunk, id| {
        chunk
            .font_descriptor(id)
            .name(Name(typeface.name.as_bytes()))
            .flags(FontFlags::NON_SYMBOLIC)
            .bbox(Rect::new(scaled(bounds.x_min), scaled(bounds.y_min), scaled(bounds.x_max), scaled(bounds.y_max)))
            .italic_angle(0.0)
            .ascent(scaled(face.ascender()))
            .descent(scaled(face.descender()))
            .cap_height(face.capital_height().map_or(714.0, scaled))
            // The usual estimate from the weight; viewers need it only when the font is missing.
            .stem_v(10.0 + 0.2 * f32::from(face.weight().to_number()))
            .font_file2(file);
    })
}

/// Which character each glyph stands for, so that text can be searched and copied.
fn characters(typeface: &Typeface) -> pdf_writer::Buf {
    let mut map = UnicodeCmap::new(Name(b"Telusur-Characters"), IDENTITY);
    let mut seen = vec![false; usize::from(typeface.face.number_of_glyphs())];
    let subtables = typeface.face.tables().cmap.into_iter().flat_map(|cmap| cmap.subtables);
    for subtable in subtables.filter(|subtable| subtable.is_unicode()) {
        subtable.codepoints(|codepoint| {
            let Some((character, glyph)) = char::from_u32(codepoint).zip(subtable.glyph_index(codepoint)) else {
                return;
            };
            if let Some(seen) = seen.get_mut(usize::from(glyph.0)).filter(|seen| !**seen) {
                *seen = true;
                map.pair(glyph.0, character);
            }
        });
    }
    map.finish()
}
