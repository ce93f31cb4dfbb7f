use std::io::{Read, Write};

use flate2::read::DeflateDecoder;
use proptest::prelude::*;

use super::archive::{checked, crc};
use super::*;

/// The files of an archive as a reader of its directory finds them.
pub(crate) fn read(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let number = |at: usize, length: usize| {
        archive[at..at + length].iter().rev().fold(0_usize, |sum, &byte| sum << 8 | usize::from(byte))
    };
    let end = archive.len() - 22;
    assert_eq!(&archive[end..end + 4], b"PK\x05\x06");
    let (count, mut at) = match number(end + 10, 2) {
        0xffff => {
            let far = number(end - 20 + 8, 8);
            (number(far + 32, 8), number(far + 48, 8))
        }
        few => (few, number(end + 16, 4)),
    };
    let mut files = Vec::new();
    for _ in 0..count {
        assert_eq!(&archive[at..at + 4], b"PK\x01\x02");
        let (packed, length, name, start) =
            (number(at + 20, 4), number(at + 24, 4), number(at + 28, 2), number(at + 42, 4));
        assert_eq!(&archive[start..start + 4], b"PK\x03\x04");
        assert_eq!(archive[start + 30..start + 30 + name], archive[at + 46..at + 46 + name]);
        let content = &archive[start + 30 + name..start + 30 + name + packed];
        let mut plain = Vec::new();
        match number(at + 10, 2) {
            0 => plain.extend(content),
            _ => drop(DeflateDecoder::new(content).read_to_end(&mut plain).unwrap()),
        }
        assert_eq!((plain.len(), crc(&plain).sum() as usize), (length, number(at + 16, 4)));
        files.push((String::from_utf8(archive[at + 46..at + 46 + name].to_vec()).unwrap(), plain));
        at += 46 + name + number(at + 30, 2);
    }
    files
}

#[test]
fn files_come_back_whether_stored_packed_or_streamed() {
    let text = "https://cek.example.id/0123456789\n".repeat(5000);
    let mut archive = Archive::new(Vec::new());
    archive.store("a.png", b"\x89PNG").unwrap();
    archive.begin("codes.csv").unwrap();
    text.as_bytes().chunks(777).for_each(|part| archive.write_all(part).unwrap());
    archive.pack("kode/KS-07-1.svg", text.as_bytes()).unwrap();
    archive.begin("empty").unwrap();
    let bytes = archive.finish().unwrap();
    let expected = [
        ("a.png", &b"\x89PNG"[..]),
        ("codes.csv", text.as_bytes()),
        ("kode/KS-07-1.svg", text.as_bytes()),
        ("empty", b""),
    ];
    assert!(bytes.len() < text.len() / 10, "it is compressed");
    assert!(read(&bytes).iter().map(|(name, content)| (&name[..], &content[..])).eq(expected));
}

#[test]
fn the_archive_is_the_accepted_one() {
    let mut archive = Archive::new(Vec::new());
    archive.store("KS-07-0000001.png", b"one").unwrap();
    archive.store("KS-07-0000002.png", b"two").unwrap();
    archive.begin("codes.csv").unwrap();
    archive.write_all(b"1,2\n").unwrap();
    // To accept another: write it to that file, and unpack it with a program that is not ours.
    assert!(archive.finish().unwrap() == include_bytes!("accepted.zip"));
}

#[test]
fn more_files_than_two_bytes_count_need_zip64() {
    for count in [65_534, 65_535, 70_000] {
        let mut archive = Archive::new(Vec::new());
        (0..count).for_each(|n: usize| archive.store(&format!("{n}.txt"), &n.to_le_bytes()).unwrap());
        let bytes = archive.finish().unwrap();
        assert_eq!(bytes[bytes.len() - 42..].starts_with(b"PK\x06\x07"), count > 65_534);
        let files = read(&bytes);
        assert_eq!((files.len(), &files[count - 1].0), (count, &format!("{}.txt", count - 1)));
    }
}

#[test]
fn a_name_that_leaves_its_folder_is_refused() {
    let mut archive = Archive::new(Vec::new());
    for name in
        ["", "/etc/passwd", "../x", "a/../b", "a//b", "a\\b", "C:x", "a\nb", "é.svg", ".profile", &"x".repeat(256)]
    {
        assert!(matches!(archive.store(name, b""), Err(Error::FileName { .. })), "{name}");
        assert!(matches!(archive.begin(name), Err(Error::FileName { .. })), "{name}");
    }
    assert!(archive.write(b"x").is_err(), "nothing was begun");
    assert!(read(&archive.finish().unwrap()).is_empty());
}

proptest! {
    #[test]
    fn any_text_becomes_a_name(text in "\\PC{0,80}") {
        let name = format!("{}-0000001.svg", safe_name(&text));
        prop_assert!(checked(&name).is_ok(), "{name}");
    }

    #[test]
    fn any_files_come_back(files in prop::collection::vec(("[a-c]{1,4}/[a-c0-9]{1,9}", prop::collection::vec(any::<u8>(), 0..3000), 0..4), 0..12)) {
        let mut archive = Archive::new(Vec::new());
        for (name, content, how) in &files {
            match how {
                0 => archive.store(name, content).unwrap(),
                1 => archive.pack(name, content).unwrap(),
                2 => {
                    let (opening, rest) = content.split_at(content.len() / 3);
                    archive.pack_after(&Opening::of(opening).unwrap(), name, rest).unwrap();
                }
                _ => {
                    archive.begin(name).unwrap();
                    archive.write_all(content).unwrap();
                }
            }
        }
        let expected = files.into_iter().map(|(name, content, _)| (name, content));
        prop_assert!(read(&archive.finish().unwrap()).into_iter().eq(expected));
    }
}
