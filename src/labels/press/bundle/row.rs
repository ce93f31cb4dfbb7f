//! One code in the lists.

use super::Particulars;
use crate::labels::lettering::text;
use crate::labels::press::Label;

/// Names of the columns.
pub(super) const HEADER: [&str; 7] = ["no", "alamat", "item", "kode_produksi", "kode_pendek", "teks", "berkas"];

/// Which columns are numbers.
pub(super) const NUMBERS: [bool; 7] = [true, false, true, false, false, false, false];

/// The cells of a code, in the order of [`HEADER`].
pub(super) struct Row([String; 7]);

impl Row {
    pub(super) fn new(no: u64, label: &Label<'_>, particulars: &Particulars<'_>, file: &str) -> Self {
        let product = text::inert(particulars.product);
        let mut human = format!("{product} · {}", particulars.production_code);
        if let Some(number) = label.number {
            human.push_str(" · No. ");
            human.push_str(number);
        }
        // A code that all packs share belongs to no item.
        let item = label.number.map_or_else(String::new, |_| label.item.to_string());
        Self([
            no.to_string(),
            label.address.to_owned(),
            item,
            text::inert(particulars.production_code),
            label.short_code.unwrap_or_default().to_owned(),
            human,
            file.to_owned(),
        ])
    }

    pub(super) fn cells(&self) -> &[String; 7] {
        &self.0
    }
}
