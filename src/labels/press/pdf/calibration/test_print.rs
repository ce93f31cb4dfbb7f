//! The test: everything on it is at a known place.

use pdf_writer::Content;

use super::super::fonts::set;
use super::super::page::{Page, points};
use super::super::palette::Palette;
use crate::labels::layout::{Ink, POINTS_PER_MM, Run, Weight};
use crate::labels::lettering::text::{self, Measure};
use crate::labels::stock::Stock;

/// Where the test is on its page, in millimetres.
pub(super) struct Test {
    /// From the left edge of the paper to the upright bar, and from the upper edge to the level one.
    pub(super) origin: f32,
    /// Length of both bars.
    pub(super) bar: f32,
    /// From the edge of the paper to the line of a ruler.
    ruler: f32,
}

/// Width of lines, in points.
const HAIRLINE: f32 = 0.3;
const BAR: f32 = 1.2;

impl Test {
    /// Bars of 100 mm, 20 mm off the edges, where there is room; of fewer tens on smaller paper.
    pub(super) fn of(stock: &Stock) -> Self {
        let (width, height) = stock.page();
        let side = width.min(height);
        if side >= 130.0 {
            return Self { origin: 20.0, bar: 100.0, ruler: 7.0 };
        }
        let tens = ((side - 8.0) / 10.0).floor().clamp(1.0, 10.0);
        Self { origin: 6.0, bar: 10.0 * tens, ruler: 2.5 }
    }

    pub(super) fn draw(&self, stock: &Stock, page: &Page, content: &mut Content) {
        outlines(stock, page, content);
        self.rulers(stock.page(), page, content);
        self.crosses(stock.page(), page, content);
        self.bars(page, content);
        self.headline(stock, page, content);
    }

    /// A tick at each millimetre along the upper and the left edge, and the distance from the edge at each ten.
    fn rulers(&self, (width, height): (f32, f32), page: &Page, content: &mut Content) {
        let (near, size) = (self.ruler, if self.ruler > 5.0 { 6.0 } else { 4.0 });
        Palette::Full.stroke(0.0, content);
        content.set_line_width(HAIRLINE);
        for (length, turned) in [(width, false), (height, true)] {
            let place = |along: f32, off: f32| if turned { (off, along) } else { (along, off) };
            let ticks = 0..=length.floor() as usize;
            for tick in ticks.clone() {
                let tall = if tick % 10 == 0 {
                    0.6
                } else if tick % 5 == 0 {
                    0.4
                } else {
                    0.25
                };
                page.line(place(tick as f32, near * (1.0 - tall)), place(tick as f32, near), content);
            }
            page.line(place(0.0, near), place(length, near), content);
            content.stroke();
            for tick in ticks
                .filter(|tick| tick % 10 == 0 && *tick as f32 > near + 2.0)
                .take_while(|tick| (*tick as f32) < length - 4.0)
            {
                let (left, baseline) = if turned { (near + 0.6, tick as f32 + 0.7) } else { (tick as f32, near + 2.4) };
                words(
                    &tick.to_string(),
                    (left, baseline),
                    size,
                    if turned { 0.0 } else { 0.5 },
                    Ink::Black,
                    page,
                    content,
                );
            }
        }
    }

    /// A cross near each corner, as far from both edges as the bars are.
    fn crosses(&self, (width, height): (f32, f32), page: &Page, content: &mut Content) {
        let arm = self.origin / 5.0;
        Palette::Full.stroke(0.0, content);
        content.set_line_width(HAIRLINE);
        for x in [self.origin, width - self.origin] {
            for y in [self.origin, height - self.origin] {
                page.line((x - arm, y), (x + arm, y), content);
                page.line((x, y - arm), (x, y + arm), content);
            }
        }
        content.stroke();
    }

    /// The two bars, from their common corner, with their length; and how far that corner is from the edges.
    fn bars(&self, page: &Page, content: &mut Content) {
        let (start, end, middle) = (self.origin, self.origin + self.bar, self.origin + self.bar / 2.0);
        let tip = self.origin / 10.0;
        Palette::Full.stroke(0.0, content);
        content.set_line_width(BAR);
        page.line((start, start), (end, start), content);
        page.line((start, start), (start, end), content);
        content.stroke().set_line_width(HAIRLINE);
        page.line((end, start - tip), (end, start + tip), content);
        page.line((start - tip, end), (start + tip, end), content);
        page.line((0.0, start), (start, start), content);
        page.line((start, 0.0), (start, start), content);
        content.stroke();
        let (size, length) = (if self.bar >= 100.0 { 9.0 } else { 5.0 }, format!("{} mm", self.bar));
        let beside = if self.bar >= 100.0 { start - 1.2 } else { start + 2.4 };
        padded(&length, (middle, beside), size, page, content);
        padded(&length, (start + 1.2 + wide(&length, size) / 2.0, middle), size, page, content);
        if self.bar >= 100.0 {
            let distance = format!("{} mm", self.origin);
            padded(&distance, (start / 2.0 + 4.0, start - 1.2), 6.5, page, content);
            padded(&distance, (start + 1.0 + wide(&distance, 6.5) / 2.0, start / 2.0 + 6.0), 6.5, page, content);
        }
    }

    /// What this is, inside the first label that the bars leave free.
    fn headline(&self, stock: &Stock, page: &Page, content: &mut Content) {
        let free = |place: &(f32, f32)| place.0 > self.origin + 2.0 && place.1 > self.origin + 2.0;
        let Some((left, top)) = (0..stock.per_page()).map(|number| stock.place(number)).find(free) else { return };
        let what = format!("Kalibrasi {}. Kertas biasa, 100 %, tanpa margin. Caranya di halaman 2.", stock.title);
        let width = (stock.label_width - 4.0) * POINTS_PER_MM;
        let fitted = text::fit(
            Weight::Bold.typeface(),
            &what,
            Measure { width, preferred: 7.5, least: text::SMALLEST, most: 3 },
        );
        for (number, line) in fitted.lines.iter().enumerate() {
            let baseline = top + 1.5 + (number as f32 + 1.0) * fitted.size * 1.2 / POINTS_PER_MM;
            words(line, (left + 2.0, baseline), fitted.size, 0.0, Ink::Black, page, content);
        }
    }
}

/// Each label's edge, and at its lower right corner its number: the place to begin at on a half-used sheet.
fn outlines(stock: &Stock, page: &Page, content: &mut Content) {
    Palette::Full.stroke(0.55, content);
    content.set_line_width(HAIRLINE);
    let size = (stock.label_width, stock.label_height);
    let places = || (0..stock.per_page()).map(|number| stock.place(number));
    places().for_each(|corner| page.rectangle(corner, size, content));
    content.stroke();
    for (number, (left, top)) in places().enumerate() {
        let place = (left + size.0 - 1.5, top + size.1 - 1.5);
        words(&(number + 1).to_string(), place, 11.0, 1.0, Ink::Maroon, page, content);
    }
}

/// Words in bold type; `share` of their width lies left of the place: 0 begins there, 1 ends there.
fn words(words: &str, place: (f32, f32), size: f32, share: f32, ink: Ink, page: &Page, content: &mut Content) {
    let left = place.0 - share * wide(words, size);
    let run = Run { left, baseline: place.1, size, weight: Weight::Bold, ink, text: words.to_owned() };
    set(&run, page.at(0.0, 0.0), Palette::Full, content);
}

/// Words about a place, on white, so that lines below do not cross them.
fn padded(text: &str, (middle, baseline): (f32, f32), size: f32, page: &Page, content: &mut Content) {
    let (width, height) = (wide(text, size) + 1.0, size * 0.8 / POINTS_PER_MM);
    let (x, y) = page.at(middle - width / 2.0, baseline + 0.2);
    content.set_fill_gray(1.0).rect(x, y, points(width), points(height)).fill_nonzero();
    words(text, (middle, baseline), size, 0.5, Ink::Black, page, content);
}

/// Width of words in bold type, in millimetres.
fn wide(words: &str, size: f32) -> f32 {
    Weight::Bold.width(words, size)
}
