use std::io::Cursor;

use image::imageops::{overlay, rotate90};
use image::{GrayImage, ImageFormat, Luma};

use super::read;
use crate::labels::Symbol;

fn sheet(module_px: usize, texts: &[String]) -> GrayImage {
    let tiles: Vec<GrayImage> = texts
        .iter()
        .map(|text| Symbol::encode(text).unwrap().png(module_px).unwrap())
        .map(|png| image::load_from_memory(&png).unwrap().into_luma8())
        .collect();
    let side = tiles.iter().map(GrayImage::width).max().unwrap() + 9;
    let mut sheet = GrayImage::from_pixel(3 * side, 2 * side, Luma([255]));
    for (at, tile) in (0_u32..).zip(&tiles) {
        overlay(&mut sheet, tile, i64::from(at % 3 * side), i64::from(at / 3 * side));
    }
    sheet
}

fn texts_in(picture: &GrayImage) -> Vec<String> {
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).unwrap();
    let mut reading = read(png.get_ref()).unwrap();
    assert_eq!(reading.unread, 0);
    reading.texts.sort();
    reading.texts
}

#[test]
fn every_symbol_of_a_sheet_is_read_in_any_direction() {
    let texts: Vec<String> =
        (1..=6).map(|at| format!("HTTPS://CEK.EXAMPLE.ID/{}", at.to_string().repeat(150))).collect();
    for module_px in [2, 3, 5] {
        let sheet = sheet(module_px, &texts);
        assert_eq!(texts_in(&sheet), texts, "{module_px}");
        assert_eq!(texts_in(&rotate90(&sheet)), texts, "{module_px}, turned");
    }
}

#[test]
fn a_picture_without_a_symbol_is_empty() {
    for (width, height) in [(1, 1), (1, 300), (21, 21), (300, 200)] {
        let picture = GrayImage::from_fn(width, height, |x, y| Luma([(x * y % 251) as u8]));
        assert!(texts_in(&picture).is_empty());
    }
}
