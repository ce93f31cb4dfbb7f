//! One code in the lists.

use super::Particulars;
use crate::labels::lettering::text;
use crate::labels::press::Label;
use crate::spreadsheet::{Column, Value};

/// The columns.
pub(super) const COLUMNS: [Column<'static>; 7] = [
    Column { name: "no", width: 9 },
    Column { name: "alamat", width: 60 },
    Column { name: "item", width: 9 },
    Column { name: "kode_produksi", width: 20 },
    Column { name: "kode_pendek", width: 28 },
    Column { name: "teks", width: 44 },
    Column { name: "berkas", width: 32 },
];

/// The row of a code.
pub(super) struct Row<'a> {
    no: u64,
    label: &'a Label<'a>,
    production_code: String,
    human: String,
    file: &'a str,
}

impl<'a> Row<'a> {
    pub(super) fn new(no: u64, label: &'a Label<'a>, particulars: &Particulars<'_>, file: &'a str) -> Self {
        let product = text::inert(particulars.product);
        let mut human = format!("{product} · {}", particulars.production_code);
        if let Some(number) = label.number {
            human.push_str(" · No. ");
            human.push_str(number);
        }
        Self { no, label, production_code: text::inert(particulars.production_code), human, file }
    }

    /// The cells, in the order of [`COLUMNS`].
    pub(super) fn values(&self) -> [Value<'_>; 7] {
        [
            Value::Count(self.no),
            Value::Text(self.label.address),
            // A code that all packs share belongs to no item.
            self.label.number.map_or(Value::Empty, |_| Value::Count(self.label.item)),
            Value::Text(&self.production_code),
            Value::text(self.label.short_code),
            Value::Text(&self.human),
            Value::Text(self.file),
        ]
    }
}
