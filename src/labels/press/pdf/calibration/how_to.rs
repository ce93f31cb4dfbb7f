//! The explanation, for a producer at a kitchen table: in Indonesian, and smaller in English.

use pdf_writer::Content;

use super::super::fonts::set;
use super::super::page::Page;
use super::super::palette::Palette;
use super::Entered;
use super::test_print::Test;
use crate::labels::layout::{Ink, POINTS_PER_MM, Run, Weight};
use crate::labels::lettering::text::{self, Measure};
use crate::labels::stock::{Calibration, Stock};

/// White left and right, in millimetres, and the widest column that is pleasant to read.
const MARGIN: f32 = 12.0;
const WIDEST: f32 = 186.0;
/// Lengths of a bar that are in the table, in hundredths of what it should be.
const MEASURED: [f32; 9] = [98.0, 98.5, 99.0, 99.5, 100.0, 100.5, 101.0, 101.5, 102.0];

/// Draws the page of words.
pub(super) fn explain(
    stock: &Stock,
    test: &Test,
    calibration: Calibration,
    entered: Entered,
    page: &Page,
    content: &mut Content,
) {
    let (width, height) = stock.page();
    let mut column = Column { y: MARGIN, width: (width - 2.0 * MARGIN).min(WIDEST), page, content };
    column.paragraph(&format!("Kalibrasi printer: {}", stock.title), TITLE);
    let paper = format!("ukuran kertas {width} x {height} mm");
    column.paragraph(
        &format!("1. Cetak halaman 1 di kertas biasa: skala 100 % (“ukuran sebenarnya”), margin “tidak ada”, {paper}."),
        STEP,
    );
    match entered {
        Entered::ByCommand => by_command(test, calibration, &mut column),
        Entered::InThePage => in_the_page(test, calibration == Calibration::default(), &mut column),
    }
}

/// Four lengths, to be typed as they were measured.
fn in_the_page(test: &Test, is_plain: bool, column: &mut Column) {
    let (bar, origin) = (test.bar, test.origin);
    column.paragraph("2. Ukur empat panjang ini dengan penggaris, sampai setengah milimeter:", STEP);
    for (what, length) in [
        ("garis tebal mendatar", bar),
        ("garis tebal tegak", bar),
        ("dari tepi kiri kertas ke garis tegak", origin),
        ("dari tepi atas kertas ke garis mendatar", origin),
    ] {
        column.paragraph(&format!("{what}: seharusnya {length} mm"), COMMAND);
    }
    column.paragraph(
        if is_plain {
            "3. Ketik keempat hasil ukur di halaman Printer, lalu simpan. Cetak sekali lagi dengan setelan printer Anda."
        } else {
            "3. Halaman ini dicetak dengan setelan printer Anda. Bila masih meleset, cetak halaman ukur tanpa setelan, ukur lagi, dan \
             ketik angka yang baru."
        },
        STEP,
    );
    column.paragraph(
        "4. Pegang halaman 1 bersama lembar label di depan jendela: garis harus jatuh di tepi label. Nomor pada label adalah tempat \
         untuk mulai di lembar yang sudah terpakai sebagian.",
        STEP,
    );
    column.rule();
    column.paragraph(
        "In English: 1. Print page 1 on plain paper at 100 %, without margins. 2. Measure with a ruler: both thick bars, level and \
         upright; from the left edge of the paper to the upright bar; from the upper edge to the level bar. 3. Type the four figures \
         in the page Printers and keep them; print again with them. 4. Hold page 1 with a sheet of labels against a window: the \
         outlines must fall on the labels' edges. A label's number is the place to begin at on a half-used sheet.",
        ENGLISH,
    );
}

/// Shifts and scales, to be worked out and typed as a command.
fn by_command(test: &Test, calibration: Calibration, column: &mut Column) {
    let Calibration { right, down, scale_x, scale_y } = calibration;
    let (bar, origin) = (test.bar, test.origin);
    let (from_left, from_top) = (origin + right, origin + down);
    column.paragraph(
        &format!(
            "2. Ukur kedua garis tebal dengan penggaris. Panjangnya harus {bar} mm. Cari hasil ukur di tabel ini:"
        ),
        STEP,
    );
    column.table(bar, scale_x, scale_y);
    column.paragraph("3. Ukur jarak kedua garis tebal dari tepi kertas, lalu hitung:", STEP);
    column.paragraph(&format!("--right = {from_left:.1} – jarak garis tegak dari tepi kiri kertas"), COMMAND);
    column.paragraph(&format!("--down = {from_top:.1} – jarak garis mendatar dari tepi atas kertas"), COMMAND);
    column.paragraph(&format!("Contoh: terukur {:.1} mm, ketik {:.1}.", origin + 1.3, right - 1.3), STEP);
    column.paragraph("4. Ketik, dengan nama printer Anda di tempat NAMA dan dengan angka-angka Anda:", STEP);
    let example = flags(right - 1.3, down + 0.4, scale_x * 1.005, scale_y);
    column.paragraph(&format!("telusur printers set NAMA {example}"), COMMAND);
    column.paragraph(
        "5. Cetak sekali lagi dengan kalibrasi itu, lalu pegang bersama lembar label di depan jendela: garis harus jatuh di tepi \
         label. Nomor pada label adalah tempat untuk mulai di lembar yang sudah terpakai sebagian.",
        STEP,
    );
    column.rule();
    column.paragraph(
        "In English: 1. Print page 1 on plain paper at 100 %, without margins. 2. Measure both thick bars and look your figures up \
         in the table: scale-x for the level bar, scale-y for the upright one. 3. Measure how far the upright bar is from the \
         left edge of the paper, and the level bar from the upper edge; subtract as shown. 4. Type the command with your printer's \
         name for NAMA and with your figures. 5. Print again with that calibration and hold it with a sheet of labels against a \
         window: the outlines must fall on the labels' edges. A label's number is the place to begin at on a half-used sheet.",
        ENGLISH,
    );
    column.paragraph(&format!("Dicetak dengan / printed with {}", flags(right, down, scale_x, scale_y)), ENGLISH);
}

fn flags(right: f32, down: f32, scale_x: f32, scale_y: f32) -> String {
    format!("--right={right:.1} --down={down:.1} --scale-x={scale_x:.3} --scale-y={scale_y:.3}")
}

/// How a paragraph looks.
#[derive(Clone, Copy)]
struct Look {
    size: f32,
    weight: Weight,
    ink: Ink,
    /// White below, in millimetres.
    after: f32,
}

const TITLE: Look = Look { size: 15.0, weight: Weight::Bold, ink: Ink::Maroon, after: 2.5 };
const STEP: Look = Look { size: 10.0, weight: Weight::Regular, ink: Ink::Black, after: 2.0 };
const COMMAND: Look = Look { size: 9.5, weight: Weight::Bold, ink: Ink::Black, after: 2.0 };
const ENGLISH: Look = Look { size: 8.0, weight: Weight::Regular, ink: Ink::Grey, after: 2.0 };

/// A column that is filled from above; lengths in millimetres.
struct Column<'a> {
    y: f32,
    width: f32,
    page: &'a Page,
    content: &'a mut Content,
}

impl Column<'_> {
    fn paragraph(&mut self, words: &str, look: Look) {
        let measure =
            Measure { width: self.width * POINTS_PER_MM, preferred: look.size, least: text::SMALLEST, most: 12 };
        let fitted = text::fit(look.weight.typeface(), words, measure);
        for line in &fitted.lines {
            self.y += fitted.size * 1.3 / POINTS_PER_MM;
            self.words(line, MARGIN, Look { size: fitted.size, ..look });
        }
        self.y += look.after;
    }

    /// What was measured above what to type for it.
    fn table(&mut self, bar: f32, scale_x: f32, scale_y: f32) {
        let (head, cell) = (self.width * 0.28, self.width * 0.72 / MEASURED.len() as f32);
        let rows = [("terukur, mm", 0.0), ("--scale-x (mendatar)", scale_x), ("--scale-y (tegak)", scale_y)];
        self.rule();
        for (name, scale) in rows {
            let weight = if scale == 0.0 { Weight::Bold } else { Weight::Regular };
            let look = Look { weight, size: 8.5, ..STEP };
            self.y += 4.2;
            self.words(name, MARGIN, Look { weight: Weight::Bold, ..look });
            for (number, hundredths) in MEASURED.into_iter().enumerate() {
                let measured = bar * hundredths / 100.0;
                let value =
                    if scale == 0.0 { format!("{measured:.1}") } else { format!("{:.3}", scale * bar / measured) };
                self.words(&value, MARGIN + head + number as f32 * cell, look);
            }
            self.y += 1.2;
            self.rule();
        }
        self.y += 2.5;
    }

    /// A hairline across the column.
    fn rule(&mut self) {
        Palette::Full.stroke(0.6, self.content);
        self.content.set_line_width(0.3);
        self.page.line((MARGIN, self.y), (MARGIN + self.width, self.y), self.content);
        self.content.stroke();
    }

    /// One line, standing on the column's present height.
    fn words(&mut self, text: &str, left: f32, look: Look) {
        let Look { size, weight, ink, .. } = look;
        let run = Run { left, baseline: self.y, size, weight, ink, text: text.to_owned() };
        set(&run, self.page.at(0.0, 0.0), Palette::Full, self.content);
    }
}
