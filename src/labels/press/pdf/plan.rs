//! Which words stand on which line of a label, and how large.
//!
//! Product, maroon hairline, producer and region from the top; the facts; the invitation and the host at the foot. When it is too
//! much, everything shrinks together a little, then producer and region keep one line each, then facts are cut; the column is never
//! left.

use super::a4::{BOX, TEXT_WIDTH};
use super::ink::Run;
use crate::labels::layout::{Ink, Weight};
use crate::labels::lettering::text::{self, Fitted, Measure, SMALLEST};
use crate::labels::lettering::typeface::Typeface;
use crate::labels::{Captions, LabelText};

/// Distance of baselines, and height of capitals, in sizes of type.
pub(super) const LEADING: f32 = 1.16;
const CAPITALS: f32 = 0.714;

/// One line: what stands on it and how far it keeps from the line above.
pub(super) struct Row {
    /// Free space above, in points, beyond the usual distance of lines.
    pub(super) gap: f32,
    pub(super) size: f32,
    pub(super) runs: Vec<Run>,
    /// A hairline in the gap.
    pub(super) ruled: bool,
    /// Where the item number begins, if this is its line.
    pub(super) item_x: Option<f32>,
}

/// One attempt to say everything in the space there is.
#[derive(Clone, Copy)]
pub(super) struct Plan<'a> {
    text: &'a LabelText,
    captions: &'a Captions,
    numbered: bool,
    scale: f32,
    /// How many lines the producer may take, and how many the region.
    origin_lines: usize,
    /// A fact too long for its caption's line takes a line of its own instead of being cut.
    whole_facts: bool,
}

impl<'a> Plan<'a> {
    /// The lines of the least reduced plan that fits.
    pub(super) fn best(text: &'a LabelText, captions: &'a Captions, numbered: bool) -> (Vec<Row>, Vec<Row>) {
        let plan = Plan { text, captions, numbered, scale: 1.0, origin_lines: 2, whole_facts: true };
        let shrunk = (0..=5).map(|step| Plan { scale: 1.0 - 0.05 * step as f32, ..plan });
        let least = Plan { scale: 0.75, origin_lines: 1, ..plan };
        let mut plans = shrunk.chain([least]);
        let fitting = plans.find_map(|plan| plan.rows_if_they_fit());
        fitting.unwrap_or_else(|| Plan { whole_facts: false, ..least }.rows())
    }

    fn rows_if_they_fit(self) -> Option<(Vec<Row>, Vec<Row>)> {
        let (head, foot) = self.rows();
        (taken(&head, &foot) <= BOX).then_some((head, foot))
    }

    fn rows(self) -> (Vec<Row>, Vec<Row>) {
        let mut head = self.lines(&self.text.product, Weight::Bold, Ink::Black, 10.5, 2);
        let mut origin = self.lines(&self.text.producer, Weight::Regular, Ink::Black, 7.0, self.origin_lines);
        origin.extend(self.region());
        if let Some(first) = origin.first_mut().filter(|_| !head.is_empty()) {
            (first.gap, first.ruled) = (4.6, true);
        }
        head.extend(origin);
        let mut facts = self.facts();
        if let Some(first) = facts.first_mut() {
            first.gap = 2.0;
        }
        head.extend(facts);
        let mut foot = self.lines(&self.captions.scan_to_check, Weight::Bold, Ink::Maroon, 7.0, 1);
        foot.extend(self.lines(&self.text.host, Weight::Regular, Ink::Black, 6.5, 2));
        if let Some(first) = foot.first_mut() {
            first.gap = 2.5;
        }
        (head, foot)
    }

    /// A region reads best on one line; only one that would be cut takes a second.
    fn region(self) -> Vec<Row> {
        let rows = |most| self.lines(&self.text.region, Weight::Regular, Ink::Grey, 6.5, most);
        let line = rows(1);
        let whole = line.iter().all(|row| row.runs[0].text == text::inert(&self.text.region));
        if whole { line } else { rows(self.origin_lines) }
    }

    fn size(self, full: f32) -> f32 {
        (full * self.scale).max(SMALLEST)
    }

    fn lines(self, words: &str, weight: Weight, ink: Ink, size: f32, most: usize) -> Vec<Row> {
        let measure = Measure { width: TEXT_WIDTH, preferred: self.size(size), least: SMALLEST, most };
        let Fitted { size, lines, .. } = text::fit(weight.typeface(), &text::inert(words), measure);
        let filled = lines.into_iter().filter(|line| !line.is_empty());
        filled.map(|text| Row::of(Run { x: 0.0, weight, ink, size, text })).collect()
    }

    fn facts(self) -> Vec<Row> {
        let known = [
            (&self.captions.production_code, &self.text.production_code),
            (&self.captions.best_before, &self.text.best_before),
        ];
        let inert =
            known.map(|(caption, value)| (text::inert(caption), text::inert(value.as_deref().unwrap_or_default())));
        let facts: Vec<_> = inert.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        let size = self.fact_size(&facts);
        let mut rows: Vec<Row> = facts.iter().flat_map(|(caption, value)| self.fact(caption, value, size)).collect();
        if self.numbered {
            let (mut row, item_x) = caption_row(&text::inert(&self.captions.item), size);
            row.item_x = Some(item_x);
            rows.push(row);
        }
        rows
    }

    /// One size for all facts: that of the longest that can stand beside its caption at all.
    fn fact_size(self, facts: &[(String, String)]) -> f32 {
        let fits = |(caption, value): &&(String, String), size| {
            let (_, x) = caption_row(caption, size);
            x + Typeface::bold().width(value, size) <= TEXT_WIDTH
        };
        let mut size = self.size(6.5);
        while size > SMALLEST && facts.iter().any(|fact| fits(&fact, SMALLEST) && !fits(&fact, size)) {
            size = (size - text::STEP).max(SMALLEST);
        }
        size
    }

    fn fact(self, caption: &str, value: &str, size: f32) -> Vec<Row> {
        let (mut row, x) = caption_row(caption, size);
        let fit = |x| {
            let measure = Measure { width: TEXT_WIDTH - x, preferred: size, least: SMALLEST, most: 1 };
            let Fitted { size, lines, .. } = text::fit(Typeface::bold(), value, measure);
            Run { x, weight: Weight::Bold, ink: Ink::Black, size, text: lines.concat() }
        };
        let beside = fit(x);
        if beside.text == value || !self.whole_facts {
            row.runs.push(beside);
            return vec![row];
        }
        vec![row, Row::of(fit(0.0))]
    }
}

/// A line that begins with a caption, and where its value begins: at least a third of the column stays free for it.
fn caption_row(caption: &str, size: f32) -> (Row, f32) {
    let measure = Measure { width: TEXT_WIDTH * 0.65, preferred: size, least: SMALLEST, most: 1 };
    let Fitted { size: fitted, lines, .. } = text::fit(Typeface::regular(), caption, measure);
    let text = lines.concat();
    let x = Typeface::regular().width(&text, fitted) + 2.2;
    let run = Run { x: 0.0, weight: Weight::Regular, ink: Ink::Grey, size: fitted, text };
    (Row { size, ..Row::of(run) }, x)
}

impl Row {
    fn of(run: Run) -> Self {
        Self { gap: 0.0, size: run.size, runs: vec![run], ruled: false, item_x: None }
    }
}

/// Height of all lines, from the upper edge of the first capitals to the last baseline.
fn taken(head: &[Row], foot: &[Row]) -> f32 {
    height(head) + height(foot) - first_line_credit(head)
}

pub(super) fn height(rows: &[Row]) -> f32 {
    rows.iter().map(|row| row.gap + LEADING * row.size).sum()
}

/// The first line stands with its capitals, not its full leading, at the upper edge.
pub(super) fn first_line_credit(head: &[Row]) -> f32 {
    head.first().map_or(0.0, |row| row.gap + (LEADING - CAPITALS) * row.size)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(product: &str, best_before: &str, host: &str) -> LabelText {
        LabelText {
            product: product.into(),
            producer: "KUB Mekar Sari".into(),
            region: "Kab. Tulang Bawang Barat, Provinsi Lampung".into(),
            production_code: Some("TBB-2026-000123-XYZ0".into()),
            best_before: Some(best_before.into()),
            host: host.into(),
            ..LabelText::default()
        }
    }

    fn lines(text: &LabelText) -> Vec<String> {
        let (head, foot) = Plan::best(text, &Captions::indonesian(), true);
        head.iter()
            .chain(&foot)
            .map(|row| row.runs.iter().map(|run| &*run.text).collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn the_last_good_day_and_the_host_are_never_cut_for_a_long_name() {
        let long = "Keripik Pisang Kepok Rasa Cokelat Keju Spesial Khas Lampung Barat Asli Tanpa Pengawet";
        let lines = lines(&of(long, "30 September 2027", "telusur.perindustrian.lampungprov.go.id"));
        for whole in ["30 September 2027", "telusur.perindustrian.", "lampungprov.go.id", "Pindai untuk cek asal"] {
            assert!(lines.iter().any(|line| line.ends_with(whole)), "{whole}: {lines:?}");
        }
    }

    #[test]
    fn what_is_unknown_takes_no_line() {
        let text = LabelText { production_code: None, best_before: Some(" ".into()), ..of("Kopi", "", "cek.id") };
        let lines = lines(&text);
        assert!(!lines.iter().any(|line| line.contains("Kode") || line.contains("Baik")), "{lines:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_words_leave_the_column(
            product in "\\PC{0,100}", producer in "[A-Z a-z]{0,100}", region in "\\PC{0,60}",
            code in proptest::option::of("\\PC{0,30}"), host in "[a-z.]{0,60}", caption in "\\PC{0,40}", numbered: bool,
        ) {
            let text = LabelText { product, producer, region, best_before: code.clone(), production_code: code, host, ..LabelText::default() };
            let captions = Captions { best_before: caption.clone(), item: caption, ..Captions::indonesian() };
            let (head, foot) = Plan::best(&text, &captions, numbered);
            prop_assert!(taken(&head, &foot) <= BOX, "{} of {BOX}", taken(&head, &foot));
            for run in head.iter().chain(&foot).flat_map(|row| &row.runs) {
                let width = run.weight.typeface().width(&run.text, run.size);
                prop_assert!(run.size >= SMALLEST && run.x + width <= TEXT_WIDTH + 0.01, "{:?}", run.text);
            }
        }
    }
}
