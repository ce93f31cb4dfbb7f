//! A shopkeeper or an auditor verifies codes on the command line, with the register or with nothing but a key list.
use std::fs;

use image::{DynamicImage, GrayImage, ImageFormat, Luma};

use crate::program::Office;

/// Exit status of each verdict.
const STATUS: [(&str, i32); 9] = [
    ("valid", 0),
    ("unreadable", 10),
    ("unknown_key", 11),
    ("forged", 12),
    ("not_recorded", 13),
    ("revoked", 14),
    ("recalled", 15),
    ("expired", 16),
    ("certificate_lapsed", 17),
];

#[test]
fn each_verdict_has_its_exit_status() {
    let office = Office::empty();
    let (server, printed) = office.demonstrates();
    let keys = office.writes("keys.json", server.gets("/.well-known/jwks.json").text);
    let help = office.types(&["verify", "--help"]).done();
    for (word, status) in STATUS {
        let (_, address) = printed.iter().find(|(known, _)| known == word).unwrap();
        let said = office.types(&["verify", address]);
        assert_eq!(said.code(), status, "{word}: {said:?}");
        assert!(help.contains(&format!("{status} {word}")), "{word}");
        let report = office.types(&["verify", "--json", address]);
        let report: serde_json::Value = serde_json::from_str(&report.out).unwrap();
        assert_eq!(report["verdict"], word);

        // Offline, recalls and revocations are not known, and it says so.
        let offline = office.types(&["verify", "--keys", &keys, address]);
        let expected = match word {
            "unreadable" | "unknown_key" | "forged" | "expired" => status,
            _ => 19,
        };
        assert_eq!(offline.code(), expected, "{word}: {offline:?}");
    }
}

#[test]
fn a_key_list_is_enough_on_another_machine() {
    let office = Office::at_work();
    let keys = office.types(&["keys", "export"]).done();
    let codes = office.codes("A-1");
    let elsewhere = Office::empty();
    let keys = elsewhere.writes("keys.json", keys);
    let said = elsewhere.types(&["verify", "--json", "--keys", &keys, &codes[6]]);
    assert_eq!(said.code(), 19);
    let report: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((&report["signature"]["state"], &report["claims"]["item"]), (&"good".into(), &7.into()));
    assert!(!elsewhere.data().exists(), "nothing is made on the way");

    for (list, told) in [("", "key list"), ("{\"keys\": 7}", "key list"), ("{\"keys\": []}", "key")] {
        let keys = elsewhere.writes("bad.json", list);
        let said = elsewhere.types(&["verify", "--keys", &keys, &codes[0]]);
        assert_ne!(said.code(), 0);
        assert!(said.err.contains(told) || said.code() == 11, "{said:?}");
    }
    elsewhere.types(&["verify", "--keys", "nowhere.json", &codes[0]]).refused(2);
    let told = elsewhere.types(&["verify", &codes[0]]).refused(2);
    assert!(told.contains("there is no register at"), "{told}");
}

#[test]
fn photos_and_lists_are_read_from_files_and_from_standard_input() {
    let office = Office::at_work();
    let codes = office.codes("A-1");
    let png = office.path("code.png");
    let label = ["labels", "--batch", "A-1", "--format", "png", "--symbol-only", "--dpi", "600", "--from", "3"];
    office.types(&[&label[..], &["--out", "code.png"]].concat()).done();
    let jpeg = office.path("photo.jpg");
    let photo = photographed(&image::open(&png).unwrap().into_luma8());
    photo.save_with_format(&jpeg, ImageFormat::Jpeg).unwrap();
    for file in [&png, &jpeg] {
        let said = office.types(&["verify", "--json", file.to_str().unwrap()]).done();
        let report: serde_json::Value = serde_json::from_str(&said).unwrap();
        assert_eq!((&report["verdict"], &report["claims"]["item"]), (&"valid".into(), &3.into()));
        assert_eq!(office.types_into(&["verify", "-"], &fs::read(file).unwrap()).code(), 0);
    }
    let several = office.types_into(&["verify", "-", "--json"], codes.join("\n").as_bytes()).done();
    assert_eq!(several.lines().count(), codes.len());
    // The worst one counts.
    let list = format!("{}\n\nno code\r\n{}\n", codes[0], codes[1]);
    assert_eq!(office.types_into(&["verify", "-"], list.as_bytes()).code(), 10);
}

#[test]
fn what_is_no_code_gets_a_clear_answer() {
    let office = Office::at_work();
    for (text, status) in [("", 10), ("hello", 10), ("https://other.example/page", 10), ("-1", 2), ("nowhere.png", 2)] {
        let said = office.types(&["verify", text]);
        assert_eq!(said.code(), status, "{said:?}");
        assert!(!said.err.contains("panicked"));
    }
    office.types_into(&["verify", "-"], b"").refused(2);
    assert_eq!(office.types_into(&["verify", "-"], b"\xff\xfe\0\0garbage\xc3").code(), 10);
    let blank = office.path("blank.png");
    GrayImage::from_pixel(300, 200, Luma([255])).save(&blank).unwrap();
    assert!(office.types(&["verify", "blank.png"]).refused(2).contains("no QR code was found"));
    let torn = office.writes("torn.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF");
    assert!(office.types(&["verify", &torn]).refused(2).contains("damaged"));
    let text = office.writes("letter.txt", "dear sir");
    assert!(office.types(&["verify", &text]).refused(2).contains("no PNG or JPEG"));
}

/// A label on a grey table, a little larger and a little turned.
fn photographed(label: &GrayImage) -> DynamicImage {
    let side = label.width();
    let mut table = GrayImage::from_pixel(side * 2, side * 2, Luma([140]));
    let (sin, cos) = 0.12f32.sin_cos();
    let middle = side as f32;
    for (x, y, pixel) in table.enumerate_pixels_mut() {
        let (dx, dy) = (x as f32 - middle, y as f32 - middle);
        let (u, v) = ((dx * cos + dy * sin) / 1.3, (dy * cos - dx * sin) / 1.3);
        let (u, v) = (u + middle / 2.0, v + middle / 2.0);
        if u >= 0.0 && v >= 0.0 && u < middle && v < middle {
            pixel.0[0] = label.get_pixel(u as u32, v as u32).0[0] / 5 * 4 + 30;
        }
    }
    DynamicImage::from(table)
}
