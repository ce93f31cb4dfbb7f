use crate::registry::RegionCode;
use crate::said::{Said, said};

/// Lampung's regencies in the list of BPS, the statistics office, with the Kemendagri code of the same place.
/// Recalled by people of the trade, not copied from a publication of BPS: it serves to warn, never to convert.
const BPS: [(u16, &str); 8] = [
    (1801, "18.04"),
    (1802, "18.06"),
    (1803, "18.01"),
    (1804, "18.07"),
    (1805, "18.02"),
    (1806, "18.03"),
    (1807, "18.08"),
    (1808, "18.05"),
];

/// Which region four digits mean in BPS's list, where that is known to differ from Kemendagri's.
pub fn bps_reading(digits: u16) -> Option<RegionCode> {
    BPS.iter().find(|(bps, _)| *bps == digits).and_then(|(_, code)| RegionCode::parse(code))
}

/// A kabupaten or kota by its Kemendagri code, written with its dot: `18.04`.
///
/// # Errors
/// A sentence, when it is a province, a code that does not exist, or four digits without a dot. These are refused
/// because two offices number the same regions differently, and nobody can see which list was meant.
///
/// # Examples
/// ```
/// use telusur::registry::fields::region;
///
/// assert_eq!(region("18.04").unwrap().name(), "Kabupaten Lampung Barat");
/// let why = region("1804").unwrap_err().en;
/// assert!(why.contains("18.04 (Kabupaten Lampung Barat)") && why.contains("18.07 (Kabupaten Lampung Timur)"));
/// ```
pub fn region(text: &str) -> Result<RegionCode, Said> {
    let text = text.trim();
    match RegionCode::parse(text) {
        Some(code) if code.is_province() => Err(said!(
            "{text} adalah seluruh provinsi {name}; tulis kode kabupaten atau kotanya, misalnya 18.04",
            "{text} is the whole province {name}; write the code of the kabupaten or kota, such as 18.04",
            name = code.name()
        )),
        Some(code) => Ok(code),
        None => Err(misread(text)),
    }
}

fn misread(text: &str) -> Said {
    if let Some(digits) = four_digits(text) {
        return two_readings(text, digits);
    }
    if text.len() == 4 && text.as_bytes()[2] == b'.' {
        return said!(
            "'{text}' kurang satu angka; aplikasi spreadsheet membuang nol di belakang (18.10 menjadi 18.1): format kolomnya sebagai teks dan tulis kedua angkanya",
            "'{text}' lacks a digit; a spreadsheet drops a last zero (18.10 becomes 18.1): format the column as text and write both digits"
        );
    }
    said!(
        "'{text}' bukan kode kabupaten atau kota dalam daftar Kemendagri; tulis kodenya dengan titik, misalnya 18.04",
        "'{text}' is no kabupaten or kota of Kemendagri's list; write its code with the dot, such as 18.04"
    )
}

fn four_digits(text: &str) -> Option<u16> {
    if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn two_readings(text: &str, digits: u16) -> Said {
    let named = |code: RegionCode| format!("{code} ({})", code.name());
    let kemendagri = RegionCode::from_claim(u64::from(digits));
    match (kemendagri, bps_reading(digits)) {
        (Some(ours), Some(theirs)) => said!(
            "'{text}' bisa berarti dua wilayah: dalam daftar Kemendagri {ours}, dalam daftar BPS mungkin {theirs}; tulis kode yang dimaksud, dengan titiknya",
            "'{text}' has two readings: in Kemendagri's list it is {ours}, in BPS's list it is probably {theirs}; write the code you mean, with its dot",
            ours = named(ours),
            theirs = named(theirs)
        ),
        (Some(ours), None) => said!(
            "'{text}' tidak memakai titik, dan BPS memberi nomor lain pada sebagian wilayah; jika maksudnya {named}, tulis {ours}",
            "'{text}' lacks its dot, and BPS numbers some regions differently; if you mean {named}, write {ours}",
            named = named(ours)
        ),
        (None, _) => said!(
            "'{text}' bukan kode dalam daftar Kemendagri, dengan atau tanpa titik; mungkin kode BPS: cari wilayahnya dan tulis kode Kemendagri-nya, misalnya 18.04",
            "'{text}' is no code of Kemendagri's list, with or without a dot; perhaps it is BPS's: look the region up and write its Kemendagri code, such as 18.04"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kabupaten_is_written_with_its_dot() {
        assert_eq!(region(" 18.71 ").unwrap().name(), "Kota Bandar Lampung");
        let refused = [
            ("18", "whole province Lampung"),
            ("1804", "two readings"),
            ("1871", "write 18.71"),
            ("3201", "write 32.01"),
            ("9999", "look the region up"),
            ("18.1", "drops a last zero"),
            ("18,04", "with the dot"),
            ("Lampung Barat", "with the dot"),
            ("", "with the dot"),
            ("१८०४", "with the dot"),
        ];
        for (text, reason) in refused {
            let why = region(text).unwrap_err();
            assert!(why.en.contains(reason), "{text}: {why}");
        }
    }

    #[test]
    fn no_region_has_the_same_number_in_both_lists() {
        for (digits, code) in BPS {
            assert_ne!(RegionCode::from_claim(u64::from(digits)), RegionCode::parse(code));
            assert!(bps_reading(digits).is_some());
        }
        assert_eq!(bps_reading(1871), None);
    }
}
