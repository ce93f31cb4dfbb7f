//! What a rewritten PDF file keeps, and what it lost.
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use proptest::prelude::*;

use super::Pdf;
use crate::uploads::Refused;
use crate::uploads::picture::tests::{contains, jpeg_with_exif};

fn zip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn stream(dict: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{dict}/Length {}>>\nstream\n", bytes.len()).into_bytes();
    out.extend(bytes);
    out.extend(b"\nendstream");
    out
}

/// A file of these objects, numbered from 1.
fn file(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    for (object, number) in objects.iter().zip(1..) {
        out.extend(format!("{number} 0 obj\n").bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    out.extend(
        format!("xref\n0 1\n0000000000 65535 f \ntrailer\n<</Root 1 0 R{trailer}>>\nstartxref\n0\n%%EOF\n").bytes(),
    );
    out
}

fn text(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

/// A certificate as an office might send it: text, a photo with its place, and everything that has no business in it.
fn certificate() -> Vec<Vec<u8>> {
    vec![
        text(
            "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/Metadata 9 0 R \
             /Names<</EmbeddedFiles 9 0 R>>/AA<</WC 9 0 R>>>>",
        ),
        text("<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]/Resources 4 0 R>>"),
        text(
            "<</Type/Page/Parent 2 0 R/Contents 5 0 R/Annots[7 0 R]/AA<</O 9 0 R>>/LastModified(D:2026) \
             /PieceInfo<</X<</Private(rahasia)>>>>/Thumb 6 0 R>>",
        ),
        text("<</Font<</F1 10 0 R>>/XObject<</A 6 0 R>>>>"),
        stream("/Filter/FlateDecode", &zip(b"BT /F1 12 Tf 72 700 Td (SERTIFIKAT HALAL) Tj ET q /A Do Q")),
        stream(
            "/Type/XObject/Subtype/Image/Width 64/Height 48/ColorSpace[/ICCBased 9 0 R]/BitsPerComponent 8/Filter/DCTDecode \
             /Metadata 9 0 R",
            &jpeg_with_exif(),
        ),
        text(
            "<</Type/Annot/Subtype/Widget/Rect[100 100 200 150]/AP<</N 8 0 R>>/A<</S/URI/URI(http://jahat.example)>> \
             /Contents(catatan rahasia)>>",
        ),
        stream("/Type/XObject/Subtype/Form/BBox[0 0 100 50]", b"0 0 100 50 re f % cap dinas"),
        stream("/Type/Metadata/Subtype/XML/N 3", b"<x:xmpmeta>GPSLatitude 5.39 rahasia</x:xmpmeta>"),
        text("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"),
        text("<</Author(Bu Sari)/Producer(rahasia)/CreationDate(D:20261122)>>"),
    ]
}

#[test]
fn a_certificate_keeps_its_pages_and_loses_everything_else() {
    let pdf = Pdf::of(&file(&certificate(), "/Info 11 0 R/ID[<aa><bb>]")).unwrap();
    let bytes = pdf.bytes();
    for kept in ["%PDF-1.7", "/MediaBox", "/Helvetica", "/DCTDecode", "/DeviceRGB", "cap dinas", "1 0 0 1 100 100 cm"] {
        assert!(contains(bytes, kept.as_bytes()), "{kept} is gone: {}", String::from_utf8_lossy(bytes));
    }
    for lost in [
        "rahasia",
        "JavaScript",
        "alert",
        "OpenAction",
        "Metadata",
        "xmpmeta",
        "GPS",
        "Exif",
        "Bu Sari",
        "jahat",
        "URI",
        "Annot",
        "PieceInfo",
        "LastModified",
        "Thumb",
        "EmbeddedFiles",
        "/AA",
        "ICC",
        "/Info",
        "/ID",
        "Widget",
    ] {
        assert!(!contains(bytes, lost.as_bytes()), "{lost} is still there");
    }
    assert_eq!(Pdf::of(bytes).unwrap().bytes().len(), bytes.len(), "what was written anew stays as it is");
}

#[test]
fn a_file_of_a_real_program_keeps_its_look() {
    let sent = include_bytes!("../../labels/press/pdf/golden/two-labels.pdf");
    let pdf = Pdf::of(sent).unwrap();
    assert!(contains(pdf.bytes(), b"/FontFile") && !contains(pdf.bytes(), b"/Info"));
    assert!(pdf.bytes().len().abs_diff(sent.len()) < sent.len() / 10, "{} {}", pdf.bytes().len(), sent.len());
}

#[test]
fn packed_objects_and_later_changes_are_read() {
    let (one, two) = ("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>");
    let three = "<</Type/Page/MediaBox[0 0 10 10]/Contents 5 0 R>>";
    let head = format!("1 0 2 {} 3 {} ", one.len() + 1, one.len() + two.len() + 2);
    let packed = zip(format!("{head}{one} {two} {three}").as_bytes());
    let mut bytes = b"%PDF-1.5\n".to_vec();
    let first = format!("/Type/ObjStm/N 3/First {}/Filter/FlateDecode", head.len());
    for (number, object) in [
        (4, stream(&first, &packed)),
        (5, stream("", b"% lama")),
        (6, stream("/Type/XRef/Root 1 0 R", b"")),
        (5, stream("", b"% baru")),
    ] {
        bytes.extend(format!("{number} 0 obj ").bytes());
        bytes.extend(object);
        bytes.extend(b" endobj\n");
    }
    let pdf = Pdf::of(&bytes).unwrap();
    assert!(contains(pdf.bytes(), b"% baru") && !contains(pdf.bytes(), b"% lama"));
}

#[test]
fn what_cannot_be_looked_into_is_refused() {
    let with = |number: usize, object: Vec<u8>| {
        let mut objects = certificate();
        objects[number - 1] = object;
        Pdf::of(&file(&objects, ""))
    };
    assert_eq!(Pdf::of(&file(&certificate(), "/Encrypt<<>>")), Err(Refused::Locked));
    for (number, object) in [
        (5, stream("/Filter/LZWDecode", b"x")),
        (5, stream("", b"BI /W 1 /H 1 /F /DCT ID x EI")),
        (6, stream("/Subtype/Image/Filter/JPXDecode", b"x")),
        (6, stream("/Subtype/PS", b"x")),
        (6, stream("/Subtype/Image", &jpeg_with_exif())),
        (5, stream("/Filter/FlateDecode", &zip(&vec![b' '; 170 << 20]))),
    ] {
        assert!(matches!(with(number, object), Err(Refused::Unclear(_))), "{number}");
    }
    assert_eq!(with(6, stream("/Subtype/Image/Filter/DCTDecode", b"no jpeg")), Err(Refused::Damaged));
    // Pages that are their own ancestors, and none at all.
    assert_eq!(with(3, text("<</Kids[2 0 R]>>")), Err(Refused::Damaged));
    assert_eq!(with(2, text("<</Kids[]>>")), Err(Refused::Damaged));
    let many = format!("<</Kids[{}]>>", "<<>>".repeat(41));
    assert!(matches!(with(2, text(&many)), Err(Refused::Unclear(_))));
    assert!(matches!(with(2, text(&"[".repeat(100_000))), Err(Refused::Unclear(_))));
}

#[test]
fn a_page_polyglot_or_bomb_is_no_document() {
    for bytes in [&b"<html>%PDF-1.4"[..], b"%PDF-", b"%PDF-1.4\n1 0 obj", b"%PDF-1.4 trailer<</Root 1 0 R>>", b""] {
        assert!(Pdf::of(bytes).is_err());
    }
    // One long text, and one long list, that are referred to again and again.
    let mut objects = certificate();
    objects.push(text(&format!("({})", "x".repeat(1_000_000))));
    objects[3] = text(&format!("<</Font<</F1 10 0 R>>/ColorSpace<</C[{}]>>>>", "12 0 R ".repeat(300_000)));
    assert_eq!(Pdf::of(&file(&objects, "")), Err(Refused::TooLarge));
    objects[3] = text(&format!("<</ColorSpace<</C[{}]>>>>", "/A ".repeat(100_000)));
    objects[1] = text(&format!("<</Kids[{}]/Resources 4 0 R>>", "<<>> ".repeat(40)));
    assert_eq!(Pdf::of(&file(&objects, "")), Err(Refused::TooLarge));
    objects[1] = text(&format!("<</Kids[{}]/Resources 4 0 R>>", "<</Kids[]>> ".repeat(100_000)));
    assert!(matches!(Pdf::of(&file(&objects, "")), Err(Refused::Unclear(_))));
    // Packed objects that all point to the same long text.
    let (places, long) = ("1 0 ".repeat(200_000), format!("({})", "x".repeat(2_000_000)));
    let bomb = zip(format!("{places}{long}").as_bytes());
    let dict = format!("/Type/ObjStm/N 200000/First {}/Filter/FlateDecode", places.len());
    assert!(matches!(Pdf::of(&file(&[stream(&dict, &bomb)], "")), Err(Refused::Unclear(_))));
}

proptest! {
    #[test]
    fn any_bytes_give_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = Pdf::of(&[b"%PDF-1.4\n", bytes.as_slice()].concat());
    }

    #[test]
    fn a_certificate_with_bytes_changed_gives_an_answer(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut bytes = file(&certificate(), "/Info 11 0 R");
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(pdf) = Pdf::of(&bytes) {
            prop_assert!(pdf.bytes().starts_with(b"%PDF-1.7"));
        }
    }
}
