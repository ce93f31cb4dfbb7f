//! The look of a label's text, the same on all labels of an order except for the item number.
//!
//! Product, maroon hairline, producer and region from the top; the facts; the invitation and the host at the foot, in line with
//! the symbol's lower edge. When it is too much, everything shrinks together a little, then the producer keeps one line, then
//! facts are cut; the column is never left.

use pdf_writer::{Content, Name, Str};

use super::document::COMPACT;
use super::stock::{BOX, BOX_BOTTOM, TEXT_LEFT, TEXT_WIDTH};
use super::text::{self, Fitted, SMALLEST};
use super::typeface::Typeface;
use super::wording::{Captions, LabelText};

/// Distance of baselines, and height of capitals, in sizes of type.
const LEADING: f32 = 1.2;
const CAPITALS: f32 = 0.714;

/// What a run of text is drawn with.
#[derive(Clone, Copy)]
enum Ink {
    Black,
    Grey,
    Maroon,
}

impl Ink {
    fn dip(self, content: &mut Content) {
        match self {
            // Gray, not RGB: a print house must make it of black ink alone.
            Self::Black => content.set_fill_gray(0.0),
            Self::Grey => content.set_fill_gray(0.3),
            // #6d1a2d
            Self::Maroon => content.set_fill_rgb(0.427, 0.102, 0.176),
        };
    }
}

#[derive(Clone, Copy)]
enum Weight {
    Regular,
    Bold,
}

impl Weight {
    fn typeface(self) -> &'static Typeface {
        match self {
            Self::Regular => Typeface::regular(),
            Self::Bold => Typeface::bold(),
        }
    }

    fn name(self) -> Name<'static> {
        match self {
            Self::Regular => REGULAR,
            Self::Bold => BOLD,
        }
    }
}

/// The names under which a page's resources offer the fonts.
pub(super) const REGULAR: Name<'static> = Name(b"R");
pub(super) const BOLD: Name<'static> = Name(b"B");

struct Run {
    /// From the left edge of the column, in points.
    x: f32,
    weight: Weight,
    ink: Ink,
    size: f32,
    text: String,
}

/// One line: what stands on it and how far it keeps from the line above.
struct Row {
    /// Free space above, in points, beyond the usual distance of lines.
    gap: f32,
    size: f32,
    runs: Vec<Run>,
    /// A hairline in the gap.
    ruled: bool,
    /// Where the item number begins, if this is its line.
    item_x: Option<f32>,
}

/// The place of the item number, in points from the label's lower left corner.
#[derive(Clone, Copy)]
pub(super) struct ItemPlace {
    x: f32,
    baseline: f32,
    width: f32,
    size: f32,
}

impl ItemPlace {
    /// Draws an item number on the label whose corner is given, shrunk or cut to its place.
    pub(super) fn draw(self, content: &mut Content, corner: (f32, f32), item: &str) {
        let Fitted { size, lines } = text::fit(Typeface::bold(), &text::inert(item), self.width, self.size, 1);
        let place = (corner.0 + self.x, corner.1 + self.baseline);
        for line in &lines {
            show(content, Weight::Bold, Ink::Black, size, place, line);
        }
    }
}

/// A drawn label, to be stamped on each place of the sheet.
pub(super) struct Design {
    /// PDF operators, from the label's lower left corner.
    pub(super) drawing: Vec<u8>,
    pub(super) item: Option<ItemPlace>,
}

impl Design {
    pub(super) fn new(text: &LabelText, captions: &Captions, numbered: bool) -> Self {
        let plan = Plan { text, captions, numbered, scale: 1.0, producer_lines: 2, whole_facts: true };
        let shrunk = (0..=5).map(|step| Plan { scale: 1.0 - 0.05 * step as f32, ..plan });
        let least = Plan { scale: 0.75, producer_lines: 1, ..plan };
        let mut plans = shrunk.chain([least]);
        let fitting = plans.find_map(|plan| plan.rows_if_they_fit());
        let (head, foot) = fitting.unwrap_or_else(|| Plan { whole_facts: false, ..least }.rows());
        draw(&head, &foot)
    }
}

/// One attempt to say everything in the space there is.
#[derive(Clone, Copy)]
struct Plan<'a> {
    text: &'a LabelText,
    captions: &'a Captions,
    numbered: bool,
    scale: f32,
    producer_lines: usize,
    /// A fact too long for its caption's line takes a line of its own instead of being cut.
    whole_facts: bool,
}

impl Plan<'_> {
    fn rows_if_they_fit(self) -> Option<(Vec<Row>, Vec<Row>)> {
        let (head, foot) = self.rows();
        (height(&head) + height(&foot) <= BOX + first_line_credit(&head)).then_some((head, foot))
    }

    fn rows(self) -> (Vec<Row>, Vec<Row>) {
        let mut head = self.lines(&self.text.product, Weight::Bold, Ink::Black, 10.5, 2);
        let mut origin = self.lines(&self.text.producer, Weight::Regular, Ink::Black, 7.0, self.producer_lines);
        origin.extend(self.lines(&self.text.region, Weight::Regular, Ink::Grey, 6.5, 1));
        if let Some(first) = origin.first_mut().filter(|_| !head.is_empty()) {
            (first.gap, first.ruled) = (3.5, true);
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

    fn size(self, full: f32) -> f32 {
        (full * self.scale).max(SMALLEST)
    }

    fn lines(self, words: &str, weight: Weight, ink: Ink, size: f32, most: usize) -> Vec<Row> {
        let Fitted { size, lines } = text::fit(weight.typeface(), &text::inert(words), TEXT_WIDTH, self.size(size), most);
        let filled = lines.into_iter().filter(|line| !line.is_empty());
        filled.map(|text| Row::of(Run { x: 0.0, weight, ink, size, text })).collect()
    }

    fn facts(self) -> Vec<Row> {
        let mut rows = Vec::new();
        let known = [
            (&self.captions.production_code, &self.text.production_code),
            (&self.captions.best_before, &self.text.best_before),
        ];
        for (caption, value) in known {
            let value = value.as_deref().map(text::inert).filter(|value| !value.is_empty());
            if let Some(value) = value {
                rows.extend(self.fact(caption, &value));
            }
        }
        if self.numbered {
            let (mut row, item_x) = self.caption(&self.captions.item);
            row.item_x = Some(item_x);
            rows.push(row);
        }
        rows
    }

    fn fact(self, caption: &str, value: &str) -> Vec<Row> {
        let (mut row, x) = self.caption(caption);
        let fit = |width| text::fit(Typeface::bold(), value, width, row.size, 1);
        let run = |x, Fitted { size, lines }: Fitted| {
            Run { x, weight: Weight::Bold, ink: Ink::Black, size, text: lines.concat() }
        };
        let beside = run(x, fit(TEXT_WIDTH - x));
        if beside.text == value || !self.whole_facts {
            row.runs.push(beside);
            return vec![row];
        }
        let below = run(0.0, fit(TEXT_WIDTH));
        vec![row, Row::of(below)]
    }

    /// A line that begins with a caption, and where its value begins: at least 35 % of the column stays free.
    fn caption(self, caption: &str) -> (Row, f32) {
        let size = self.size(6.5);
        let fitted = text::fit(Typeface::regular(), &text::inert(caption), TEXT_WIDTH * 0.65, size, 1);
        let text = fitted.lines.concat();
        let x = Typeface::regular().width(&text, fitted.size) + 2.5;
        let mut row = Row::of(Run { x: 0.0, weight: Weight::Regular, ink: Ink::Grey, size: fitted.size, text });
        row.size = size;
        (row, x)
    }
}

impl Row {
    fn of(run: Run) -> Self {
        Self { gap: 0.0, size: run.size, runs: vec![run], ruled: false, item_x: None }
    }
}

fn height(rows: &[Row]) -> f32 {
    rows.iter().map(|row| row.gap + LEADING * row.size).sum()
}

/// The first line stands with its capitals, not its full leading, at the upper edge.
fn first_line_credit(head: &[Row]) -> f32 {
    head.first().map_or(0.0, |row| row.gap + (LEADING - CAPITALS) * row.size)
}

fn draw(head: &[Row], foot: &[Row]) -> Design {
    let mut content = Content::with_settings(COMPACT);
    let mut item = None;
    let top = BOX_BOTTOM + BOX + first_line_credit(head);
    for (mut baseline, rows) in [(top, head), (BOX_BOTTOM + height(foot), foot)] {
        for row in rows {
            if row.ruled {
                rule(&mut content, baseline - 2.8);
            }
            baseline -= row.gap + LEADING * row.size;
            for run in &row.runs {
                show(&mut content, run.weight, run.ink, run.size, (TEXT_LEFT + run.x, baseline), &run.text);
            }
            let place = |x| ItemPlace { x: TEXT_LEFT + x, baseline, width: TEXT_WIDTH - x, size: row.size };
            item = item.or(row.item_x.map(place));
        }
    }
    Design { drawing: content.finish().to_vec(), item }
}

fn rule(content: &mut Content, y: f32) {
    Ink::Maroon.dip(content);
    content.rect(TEXT_LEFT, hundredths(y), hundredths(TEXT_WIDTH), 0.5).fill_nonzero();
}

fn show(content: &mut Content, weight: Weight, ink: Ink, size: f32, (x, y): (f32, f32), text: &str) {
    ink.dip(content);
    content.begin_text().set_font(weight.name(), size).next_line(hundredths(x), hundredths(y));
    content.show(Str(&weight.typeface().encode(text))).end_text();
}

/// Rounded to a hundredth of a point, so that numbers in the file stay short.
fn hundredths(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}
