use crate::clock::Day;
use crate::registry::words;
use crate::spreadsheet::harmless;

words! {
    /// What is counted.
    pub enum Measure {
        /// Active producers.
        Producers = "produsen",
        /// Products on the market.
        Products = "produk",
        /// Products on the market that hold a halal certificate today.
        Halal = "halal",
        /// Products on the market that hold an izin edar today (P-IRT or BPOM, kinds 2 to 7 of the code format).
        Permits = "izin-edar",
        /// Codes issued.
        Codes = "kode",
        /// Checks of codes, each device counted once a day.
        Scans = "pemindaian",
        /// Recalls announced, lifted ones too.
        Recalls = "penarikan",
    }
}

words! {
    /// How a measure is told apart.
    pub enum Cut {
        /// By kabupaten or kota: where the producer is, or where the product comes from.
        Region = "wilayah",
        /// By sentra of the producer.
        Sentra = "sentra",
        /// By category of the product.
        Category = "kategori",
        /// By the month in which it was entered, issued, checked or announced.
        Month = "bulan",
    }
}

impl Measure {
    /// Whether the measure can be cut so: producers have no category, and a certificate that holds today has no month.
    pub fn has(self, cut: Cut) -> bool {
        let cannot = matches!(
            (self, cut),
            (Measure::Producers, Cut::Category) | (Measure::Halal | Measure::Permits, Cut::Month)
        );
        !cannot
    }

    /// The measure of which this one is a share.
    pub fn part_of(self) -> Option<Measure> {
        matches!(self, Measure::Halal | Measure::Permits).then_some(Measure::Products)
    }
}

/// One line of a table.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Group {
    /// What tells it apart: a region's code, a sentra's code, a category, a month such as `2026-11`; empty for none.
    pub key: String,
    /// How people call it.
    pub name: String,
    /// How many.
    pub count: u64,
}

/// One measure in one cut, on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What is counted.
    pub measure: Measure,
    /// How it is told apart.
    pub cut: Cut,
    /// The day of the figures.
    pub day: Day,
    /// The lines: months in their order, everything else by count, the largest first.
    pub groups: Vec<Group>,
}

impl Table {
    /// The sum of all lines.
    pub fn total(&self) -> u64 {
        self.groups.iter().map(|group| group.count).sum()
    }

    /// The count of one line.
    pub fn count(&self, key: &str) -> u64 {
        self.groups.iter().find(|group| group.key == key).map_or(0, |group| group.count)
    }

    /// The largest count, at least 1, for drawing.
    pub fn largest(&self) -> u64 {
        self.groups.iter().map(|group| group.count).max().unwrap_or(0).max(1)
    }

    /// The table as CSV (RFC 4180), each line with its day; no text of it can become a formula.
    pub fn csv(&self) -> String {
        let mut out = String::from("tanggal,ukuran,menurut,kode,nama,jumlah\r\n");
        let day = crate::clock::iso(self.day);
        for group in &self.groups {
            let (measure, cut, count) = (self.measure, self.cut, group.count);
            let (key, name) = (cell(&group.key), cell(&group.name));
            out.push_str(&format!("{day},{measure},{cut},{key},{name},{count}\r\n"));
        }
        out
    }
}

fn cell(text: &str) -> String {
    let text = harmless(text);
    if text.contains(['"', ',', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// How many sentra there are, and how many rest on an SK.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentras {
    /// All.
    pub all: u64,
    /// With an SK.
    pub decreed: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_csv_line_is_text_and_never_a_formula() {
        let group = |key: &str, name: &str| Group { key: key.into(), name: name.into(), count: 7 };
        let groups = vec![group("18.04", "Kabupaten Lampung Barat"), group("=cmd", "Kopi, \"bubuk\"")];
        let table = Table { measure: Measure::Products, cut: Cut::Category, day: Day(20748), groups };
        assert_eq!(
            table.csv(),
            "tanggal,ukuran,menurut,kode,nama,jumlah\r\n\
             2026-10-22,produk,kategori,18.04,Kabupaten Lampung Barat,7\r\n\
             2026-10-22,produk,kategori,'=cmd,\"Kopi, \"\"bubuk\"\"\",7\r\n"
        );
        assert_eq!((table.total(), table.count("18.04"), table.count("?"), table.largest()), (14, 7, 0, 7));
    }
}
