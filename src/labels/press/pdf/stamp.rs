//! The stamp: what all labels of an order share, drawn once and repeated at each place.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::{Content, Filter, Finish, Name, Rect, Ref};

use super::document::{COMPACT, Document};
use super::fonts::{Fonts, set};
use super::page::points;
use super::palette::Palette;
use crate::labels::Error;
use crate::labels::layout::{Layout, Mark, Picture};

/// Draws the marks of a layout, from its lower left corner. Nothing in it shows beyond the layout's edges.
pub(super) fn stamp<W: Write>(
    layout: &Layout,
    palette: Palette,
    fonts: Fonts,
    document: &mut Document<W>,
) -> Result<Ref, Error> {
    let mut content = Content::with_settings(COMPACT);
    let mut logos = Vec::new();
    let height = points(layout.height);
    for mark in &layout.marks {
        match mark {
            Mark::Run(run) => set(run, (0.0, height), palette, &mut content),
            &Mark::Rule { left, top, width, height: thickness, ink } => {
                palette.fill(ink, &mut content);
                let bottom = height - points(top + thickness);
                content.rect(points(left), bottom, points(width), points(thickness)).fill_nonzero();
            }
            &Mark::Logo { left, top, width, height: tall, ref picture } => {
                let matrix = [points(width), 0.0, 0.0, points(tall), points(left), height - points(top + tall)];
                content.save_state().transform(matrix);
                content.x_object(Name(logo_name(logos.len()).as_bytes())).restore_state();
                logos.push(logo(picture, palette, document)?);
            }
        }
    }
    document.add(|chunk, id| {
        let drawing = content.finish();
        let mut form = chunk.form_xobject(id, &drawing);
        form.bbox(Rect::new(0.0, 0.0, points(layout.width), height));
        let mut resources = form.resources();
        fonts.offer(&mut resources);
        let mut pictures = resources.x_objects();
        for (number, logo) in logos.into_iter().enumerate() {
            pictures.pair(Name(logo_name(number).as_bytes()), logo);
        }
        pictures.finish();
    })
}

/// A logo in shades of grey, or, in black ink alone, in shades of that.
fn logo<W: Write>(picture: &Picture, palette: Palette, document: &mut Document<W>) -> Result<Ref, Error> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&picture.pixels)?;
    let pixels = encoder.finish()?;
    document.add(|chunk, id| {
        let mut image = chunk.image_xobject(id, &pixels);
        image.filter(Filter::FlateDecode);
        image.width(picture.width as i32).height(picture.height as i32).bits_per_component(8);
        match palette {
            Palette::Full => image.color_space().device_gray(),
            Palette::BlackOnly => {
                let shades: Vec<u8> = (0..=u8::MAX).flat_map(|grey| [0, 0, 0, u8::MAX - grey]).collect();
                image.color_space().indexed(Name(b"DeviceCMYK"), 255, &shades);
            }
        }
    })
}

fn logo_name(number: usize) -> String {
    format!("L{number}")
}
