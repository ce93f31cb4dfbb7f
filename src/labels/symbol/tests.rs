//! Our symbols against the crate's own, module for module.

use proptest::prelude::*;
use qrcode::types::Color;
use qrcode::{QrCode, bits::Bits};

use super::*;

/// The crate's own symbol of the same two segments in the smallest version, mask chosen by `apply_best_mask`.
fn by_the_crate(address: &str, level: EcLevel) -> QrCode {
    let head = address.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (bytes, digits) = address.as_bytes().split_at(head);
    let fitting = (1..=40).find_map(|version| {
        let mut bits = Bits::new(Version::Normal(version));
        if !bytes.is_empty() {
            bits.push_byte_data(bytes).ok()?;
        }
        if !digits.is_empty() {
            bits.push_numeric_data(digits).ok()?;
        }
        bits.push_terminator(level).ok()?;
        Some(bits)
    });
    QrCode::with_bits(fitting.expect("the address fits"), level).expect("its own bits are good")
}

fn assert_same(address: &str, level: EcLevel) {
    let (ours, theirs) = (Symbol::encode_at(address, level).expect("fits"), by_the_crate(address, level));
    assert_eq!(Version::Normal(ours.version().into()), theirs.version(), "version of {address}");
    let modules = (0..ours.width()).flat_map(|y| (0..ours.width()).map(move |x| (x, y)));
    let ours: Vec<bool> = modules.map(|(x, y)| ours.is_dark(x, y)).collect();
    let theirs: Vec<bool> = theirs.to_colors().into_iter().map(|color| color == Color::Dark).collect();
    assert!(ours == theirs, "modules of {address} at {level:?} differ");
}

fn any_level() -> impl Strategy<Value = EcLevel> {
    prop_oneof![Just(EcLevel::L), Just(EcLevel::M), Just(EcLevel::Q), Just(EcLevel::H)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_random_address_equals_the_crates_symbol(head in "[ -~]{0,60}", digits in "[0-9]{0,300}", level in any_level()) {
        prop_assume!(!(head.is_empty() && digits.is_empty()));
        assert_same(&format!("{head}{digits}"), level);
    }

    #[test]
    fn monotonous_contents_equal_the_crates_symbol(byte in "[ -~]", count in 1..200_usize, level in any_level()) {
        assert_same(&byte.repeat(count), level);
    }
}

#[test]
fn every_version_equals_the_crates_symbol() {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    for version in 1..=40_u8 {
        let level = [EcLevel::M, EcLevel::L, EcLevel::Q, EcLevel::H][usize::from(version) % 4];
        let capacity = Bits::new(Version::Normal(version.into())).max_len(level).expect("a normal version");
        let head = &"https://a.id/"[..if version < 5 { 2 } else { 13 }];
        let digits = (capacity - 38 - 8 * head.len()) * 3 / 10;
        let address: String = head
            .chars()
            .chain((0..digits).map(|_| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                char::from(b'0' + (seed >> 60) as u8 % 10)
            }))
            .collect();
        assert_eq!(Symbol::encode_at(&address, level).expect("fits").version(), version);
        assert_same(&address, level);
    }
}

#[test]
fn an_address_is_refused_when_empty_or_too_long() {
    assert!(matches!(Symbol::encode(""), Err(Error::EmptyAddress)));
    let digits = "7".repeat(5_597);
    assert!(matches!(Symbol::encode(&digits), Err(Error::AddressTooLong { length: 5_597, level: 'M' })));
    assert_eq!(Symbol::encode(&digits[1..]).expect("exactly full").version(), 40);
}

#[test]
fn runs_cover_exactly_the_dark_modules() {
    for address in ["https://cek.example.id/123", &"9".repeat(2_000), &"x".repeat(700)] {
        let symbol = Symbol::encode(address).expect("fits");
        for (y, row) in symbol.rows().enumerate() {
            let mut dark = vec![false; symbol.width()];
            for (x, length) in Symbol::runs(row) {
                dark[x..x + length].fill(true);
            }
            assert!((0..symbol.width()).all(|x| dark[x] == symbol.is_dark(x, y)));
        }
    }
}
