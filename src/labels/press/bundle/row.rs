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

/// A cell of the list that a spreadsheet cannot take for a formula (OWASP, CSV injection).
///
/// It runs what begins like a formula; an apostrophe before it makes it text. A spreadsheet set to Indonesian also divides lines
/// at `;`, and none can be sure that it divides at `,` alone: what follows a divider begins a cell, too.
pub(super) fn harmless(cell: &str) -> String {
    let mut harmless = String::with_capacity(cell.len() + 2);
    let mut begins = true;
    for character in cell.chars() {
        if begins && matches!(character, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n') {
            harmless.push('\'');
        }
        harmless.push(character);
        // Blanks and quotes before a formula do not keep a spreadsheet from running it.
        begins = matches!(character, ',' | ';' | '|' | '\t' | '\r' | '\n') || begins && matches!(character, ' ' | '"');
    }
    harmless
}
