//! Pictures as phones, messengers and attackers send them.
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, ImageEncoder};
use proptest::prelude::*;

use super::*;

/// Whether bytes hold others.
pub(in crate::uploads) fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Left half red, right half blue.
fn two_halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([200, 20, 20]) } else { Rgb([20, 20, 200]) })
}

/// Noise, which no method makes small.
fn noise(width: u32, height: u32) -> RgbImage {
    let mut seed = 7_u32;
    RgbImage::from_fn(width, height, |_, _| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Rgb([(seed >> 24) as u8, (seed >> 16) as u8, (seed >> 8) as u8])
    })
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut file, 90)).unwrap();
    file
}

fn png(picture: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    picture.write_with_encoder(PngEncoder::new(&mut file)).unwrap();
    file
}

fn webp(picture: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    picture.write_with_encoder(WebPEncoder::new_lossless(&mut file)).unwrap();
    file
}

/// A TIFF block as a phone writes it (Exif 2.32, section 4.6): orientation, and the place where the photo was taken.
fn exif(orientation: u8) -> Vec<u8> {
    let mut block = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
    block.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    block.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0]);
    block.extend(b"\0\x01\0\x01\0\x02\0\0\0\x02S\0\0\0\0\0\0\0GPS -5.3971 105.2668");
    block
}

/// A JPEG file with segments put behind its first marker.
fn with_segments(file: &[u8], segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut out = file[..2].to_vec();
    for (marker, body) in segments {
        out.extend([0xff, *marker]);
        out.extend(u16::try_from(body.len() + 2).unwrap().to_be_bytes());
        out.extend(body);
    }
    out.extend(&file[2..]);
    out
}

/// A small JPEG file with everything that should not be published.
pub(in crate::uploads) fn jpeg_with_exif() -> Vec<u8> {
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>GPSLatitude</x:xmpmeta>".to_vec();
    let profile = b"ICC_PROFILE\0\x01\x01rahasia".to_vec();
    let segments = [(0xe1, exif(6)), (0xe1, xmp), (0xe2, profile), (0xfe, b"rahasia dapur".to_vec())];
    with_segments(&jpeg(&two_halves(64, 48)), &segments)
}

/// The markers of a JPEG file up to its first scan.
fn markers(file: &[u8]) -> Vec<u8> {
    let (mut found, mut at) = (Vec::new(), 2);
    while file[at + 1] != 0xda {
        found.push(file[at + 1]);
        at += 2 + usize::from(u16::from_be_bytes([file[at + 2], file[at + 3]]));
    }
    found
}

#[test]
fn nothing_but_the_picture_is_kept() {
    let sent = jpeg_with_exif();
    assert!(contains(&sent, b"GPS") && contains(&sent, b"rahasia"));
    let kept = Picture::of(&sent).unwrap();
    for file in [kept.large(), kept.small()] {
        for secret in [&b"Exif"[..], b"GPS", b"xmpmeta", b"ICC_PROFILE", b"rahasia", b"105.2668"] {
            assert!(!contains(file, secret), "{}", String::from_utf8_lossy(secret));
        }
        // JFIF's own head is the only segment of an application, and there is no comment.
        let markers = markers(file);
        assert!(markers.iter().all(|marker| matches!(marker, 0xe0 | 0xc0 | 0xc4 | 0xdb)), "{markers:x?}");
    }
}

#[test]
fn a_photo_is_turned_as_it_was_held() {
    let kept = Picture::of(&jpeg_with_exif()).unwrap();
    assert_eq!(kept.size(), (48, 64), "turned by a quarter");
    let seen = image::load_from_memory(kept.large()).unwrap().to_rgb8();
    let (above, below) = (seen.get_pixel(24, 8).0, seen.get_pixel(24, 56).0);
    assert!(above[0] > 150 && above[2] < 80, "the left half is above: {above:?}");
    assert!(below[2] > 150 && below[0] < 80, "the right half is below: {below:?}");
}

#[test]
fn every_form_is_read_and_made_small_enough() {
    let picture = two_halves(2_000, 1_000);
    for sent in [jpeg(&picture), png(&picture), webp(&picture)] {
        let kept = Picture::of(&sent).unwrap();
        assert_eq!(kept.size(), (1_600, 800));
        let small = image::load_from_memory(kept.small()).unwrap();
        assert_eq!((small.width(), small.height()), (480, 240));
    }
    let kept = Picture::of(&jpeg(&two_halves(40, 30))).unwrap();
    assert_eq!(kept.size(), (40, 30), "a small picture is not blown up");
    let kept = Picture::of(&png(&noise(1_200, 1_000))).unwrap();
    assert!(kept.small().len() <= SMALL_FILE, "{}", kept.small().len());
    assert!(kept.large().len() <= WIDE_FILE, "{}", kept.large().len());
}

#[test]
fn what_shines_through_is_white() {
    let mut sent = Vec::new();
    let clear = [0, 0, 0, 0].repeat(100);
    PngEncoder::new(&mut sent).write_image(&clear, 10, 10, ExtendedColorType::Rgba8).unwrap();
    let seen = image::load_from_memory(Picture::of(&sent).unwrap().large()).unwrap().to_rgb8();
    assert!(seen.pixels().all(|pixel| pixel.0.iter().all(|sign| *sign > 250)));
}

/// A PNG file whose head says how large it is, and whose body says nothing.
fn png_of(width: u32, height: u32) -> Vec<u8> {
    let mut file = png(&two_halves(8, 8));
    file[16..20].copy_from_slice(&width.to_be_bytes());
    file[20..24].copy_from_slice(&height.to_be_bytes());
    let crc = {
        let mut crc = flate2::Crc::new();
        crc.update(&file[12..29]);
        crc.sum()
    };
    file[29..33].copy_from_slice(&crc.to_be_bytes());
    file
}

#[test]
fn bombs_are_refused_by_their_head() {
    for (width, height) in [(60_000, 60_000), (20_000, 1), (5_000, 4_001), (u32::MAX, u32::MAX), (16_384, 16_384)] {
        let refused = Picture::of(&png_of(width, height)).unwrap_err();
        assert!(matches!(refused, Refused::TooManyPixels | Refused::Damaged), "{width}x{height}: {refused:?}");
    }
    assert_eq!(Picture::of(&png_of(60_000, 60_000)), Err(Refused::TooManyPixels));
    let mut wide = jpeg(&two_halves(16, 16));
    let frame = wide.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    wide[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    assert_eq!(Picture::of(&wide), Err(Refused::TooManyPixels));
    assert_eq!(Picture::of(&vec![0xff; LARGEST_FILE + 1]), Err(Refused::TooLarge));
    // 20 megapixels in a file of some kilobytes are a picture like any other; one pixel row more is none.
    let mut sent = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut sent, CompressionType::Best, FilterType::NoFilter);
    RgbImage::new(5_000, 4_000).write_with_encoder(encoder).unwrap();
    assert!(sent.len() < 200_000, "{}", sent.len());
    assert_eq!(Picture::of(&sent).unwrap().size(), (1_600, 1_280));
}

#[test]
fn a_name_makes_no_picture() {
    for sent in [
        &b"GIF89a\x01\0\x01\0\0\0\0;"[..],
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"%PDF-1.4",
        b"BM\x3a\0\0\0",
        b"II*\0",
        b"",
    ] {
        assert_eq!(Picture::of(sent), Err(Refused::NotAPicture), "{}", String::from_utf8_lossy(sent));
    }
    // A picture with a page behind it is a picture, and the page is gone.
    let sent = [jpeg(&two_halves(20, 20)), b"<script>alert(1)</script>".to_vec()].concat();
    assert!(!contains(Picture::of(&sent).unwrap().large(), b"script"));
}

#[test]
fn a_file_that_breaks_off_is_damaged_or_shown_as_far_as_it_goes() {
    let picture = noise(64, 64);
    for sent in [jpeg(&picture), png(&picture), webp(&picture)] {
        for length in (0..sent.len()).step_by(97) {
            if let Err(refused) = Picture::of(&sent[..length]) {
                assert!(matches!(refused, Refused::Damaged | Refused::NotAPicture), "{refused:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_an_answer(kind in 0_usize..4, bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let head: [&[u8]; 4] =
            [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"RIFF\xff\xff\0\0WEBPVP8L", b"RIFF\xff\xff\0\0WEBPVP8X"];
        let _ = Picture::of(&[head[kind], bytes.as_slice()].concat());
    }

    #[test]
    fn a_picture_with_bytes_changed_gives_an_answer(
        kind in 0_usize..3,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..10),
    ) {
        let picture = two_halves(40, 30);
        let mut sent = [jpeg(&picture), png(&picture), webp(&picture)][kind].clone();
        for (at, byte) in changes {
            let at = at.index(sent.len());
            sent[at] = byte;
        }
        if let Ok(kept) = Picture::of(&sent) {
            prop_assert!(kept.small().len() <= SMALL_FILE && kept.large().len() <= WIDE_FILE);
        }
    }
}
