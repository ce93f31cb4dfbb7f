use crate::said::Said;

/// What stands in a cell: text, or something that cannot be taken for what its writer meant.
pub type Cell = Result<String, Odd>;

/// A cell whose content was lost or cannot be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Odd {
    /// What can be seen of it.
    pub seen: String,
    /// What is wrong and what to do.
    pub problem: Said,
}

pub(super) const NOT_UTF_8: Said = Said::new(
    "isinya bukan UTF-8; simpan berkas sebagai 'CSV UTF-8', lalu impor berkas itu",
    "it is not UTF-8; save the file as 'CSV UTF-8' and import that",
);
const DIGITS_LOST: Said = Said::new(
    "aplikasi spreadsheet memendekkan nomor panjang ini dan angkanya hilang; format kolomnya sebagai teks ('Teks'), \
     lalu ketik atau tempel nomornya lagi",
    "a spreadsheet shortened this long number and its digits are lost; format the column as text ('Teks'), \
     then type or paste the number again",
);
pub(super) const TOO_LONG_FOR_A_NUMBER: Said = Said::new(
    "aplikasi spreadsheet menyimpan lima belas angka saja, padahal nomor ini lebih panjang; format kolomnya sebagai teks \
     ('Teks'), lalu ketik atau tempel nomornya lagi",
    "a spreadsheet keeps fifteen digits of a number, and this one had more; format the column as text ('Teks'), \
     then type or paste the number again",
);
pub(super) const NO_RESULT: Said = Said::new(
    "ini rumus tanpa hasilnya; buka dan simpan buku kerjanya di aplikasi spreadsheet, atau tulis nilainya",
    "it is a formula without its result; open and save the workbook in a spreadsheet, or write the value",
);
pub(super) const AN_ERROR: Said = Said::new(
    "ini pesan kesalahan aplikasi spreadsheet; tulis nilainya langsung",
    "it is an error of the spreadsheet; write the value itself",
);
pub(super) const NO_DAY: Said = Said::new(
    "ini bukan tanggal atau jam yang terbaca; tulis tanggal seperti 2026-10-22",
    "it is no day or time that can be read; write a day as 2026-10-22",
);

impl Odd {
    pub(super) fn new(seen: &str, problem: Said) -> Odd {
        Odd { seen: seen.chars().take(200).collect(), problem }
    }
}

/// A text as it stands in a file, unless it is what spreadsheets make of long numbers: `8.12E+12`.
pub(super) fn sound(text: String) -> Cell {
    if is_shortened(text.trim()) { Err(Odd::new(&text, DIGITS_LOST)) } else { Ok(text) }
}

fn is_shortened(text: &str) -> bool {
    let Some((digits, power)) = text.split_once(['E', 'e']) else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    // Spreadsheets write the power with two digits, and numbers of less than six digits in full.
    let power = power.strip_prefix('+').filter(|power| is_number(power) && power.len() == 2);
    whole.len() == 1 && is_number(whole) && is_number(part) && power.is_some_and(|power| power >= "05")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_shortened_is_told_from_names() {
        for text in ["8.12E+12", "9,95218E+12", "8E+12", " 1.8E+14 "] {
            assert!(sound(text.to_owned()).unwrap_err().problem.en.contains("as text"), "{text}");
        }
        for text in ["8120000000001", "E+12", "8.12E12", "10E+12", "1E+1", "Kopi 8E+12", "1E+01"] {
            assert_eq!(sound(text.to_owned()), Ok(text.to_owned()));
        }
    }
}
