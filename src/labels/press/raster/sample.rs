//! Labels for tests: one layout, made by hand.

use std::io::Write;
use std::sync::Arc;

use super::bitmap::Bitmap;
use super::canvas::{Canvas, dots_per_mm};
use crate::labels::layout::{Ink, Layout, Mark, Picture, Run, Slot, SymbolPlace, Variable, Weight};
use crate::labels::press::{Job, Label, Press};
use crate::labels::stock::{self, Calibration, Form, Stock};
use crate::labels::{EcLevel, Error};

/// Version 7, 45 modules, as a compact code has.
pub(in crate::labels::press) fn address(item: u64) -> String {
    let digits = item.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_string().repeat(14);
    format!("https://cek.example.id/{}", &digits[..226])
}

/// A label 30 mm high with a symbol of 45 modules, whole dots at that resolution.
pub(in crate::labels::press) fn layout(width: f32, dpi: u32) -> Layout {
    let module = (0.4 * dots_per_mm(dpi)).floor() / dots_per_mm(dpi);
    let symbol = SymbolPlace { left: width - 1.6 - 45.0 * module, top: 1.7, modules: 45, module };
    let run = |left: f32, baseline: f32, size: f32, weight: Weight, text: &str| {
        Mark::Run(Run { left, baseline, size, weight, ink: Ink::Grey, text: text.into() })
    };
    let room = symbol.left - 4.0 * module - 1.5;
    let marks = vec![
        run(1.5, 4.0, 8.0, Weight::Bold, "Kopi"),
        run(1.5, 7.2, 7.0, Weight::Regular, "KUB Sari"),
        run(1.5, 10.0, 5.5, Weight::Regular, "Kab. Tanggamus"),
        run(1.5, 12.6, 5.5, Weight::Bold, "KS-07 é&<>"),
        Mark::Logo { left: 1.5, top: 14.0, width: 8.0, height: 8.0, picture: Arc::new(disc()) },
        Mark::Rule { left: 1.5, top: 23.0, width: room - 1.5, height: 0.1, ink: Ink::Maroon },
        run(1.5, 29.0, 5.5, Weight::Regular, "cek.example.id"),
    ];
    let slot = |what, left, baseline, width, size| Slot {
        what,
        left,
        baseline,
        width,
        size,
        weight: Weight::Regular,
        ink: Ink::Black,
    };
    let slots = vec![
        slot(Variable::Item, 1.5, 26.0, room - 1.5, 6.0),
        slot(Variable::ShortCode, width - 20.0, 25.5, 18.5, 7.0),
    ];
    Layout { width, height: 30.0, symbol, marks, slots }
}

/// A disc that grows lighter to the right.
fn disc() -> Picture {
    let inside = |x: i32, y: i32| (x - 40).pow(2) + (y - 40).pow(2) < 39 * 39;
    let pixels = (0..80).flat_map(|y| (0..80).map(move |x| if inside(x, y) { 3 * x as u8 } else { 255 })).collect();
    Picture { width: 80, height: 80, pixels }
}

pub(in crate::labels::press) fn stock(width: f32) -> Stock {
    rolls(width, 1)
}

/// A roll with so many labels side by side.
pub(in crate::labels::press) fn rolls(width: f32, across: usize) -> Stock {
    let form = Form::Roll(stock::Roll { gap: 2.0, across, dpi: 203 });
    let name = format!("thermal-{width}x30");
    Stock { title: name.clone(), name, label_width: width, label_height: 30.0, form }
}

pub(in crate::labels::press) fn job<'a>(layout: &'a Layout, stock: &'a Stock) -> Job<'a> {
    Job {
        layout,
        stock,
        calibration: Calibration::default(),
        passed: 0,
        level: EcLevel::M,
        black_only: false,
        title: "Kopi & Sari",
        language: "id",
    }
}

/// The file of so many labels of 40 x 30 mm, each with its own code.
pub(in crate::labels::press) fn printed(
    count: u64,
    press: impl for<'a> Fn(&'a mut dyn Write, &Job<'a>) -> Result<Box<dyn Press + 'a>, Error>,
) -> Vec<u8> {
    let mut file = Vec::new();
    let (layout, stock) = (layout(40.0, 203), stock(40.0));
    let mut press = press(&mut file, &job(&layout, &stock)).unwrap();
    for item in 1..=count {
        push(press.as_mut(), item);
    }
    press.finish().unwrap();
    file
}

/// The file of so many labels that are the same.
pub(in crate::labels::press) fn alike(
    count: u64,
    press: impl for<'a> Fn(&'a mut dyn Write, &Job<'a>) -> Result<Box<dyn Press + 'a>, Error>,
) -> Vec<u8> {
    let mut file = Vec::new();
    let (layout, stock) = (layout(40.0, 203), stock(40.0));
    let mut press = press(&mut file, &job(&layout, &stock)).unwrap();
    for _ in 1..=count {
        push(press.as_mut(), 1);
    }
    press.finish().unwrap();
    file
}

pub(in crate::labels::press) fn push(press: &mut dyn Press, item: u64) {
    label(item, |label| press.push(label)).unwrap();
}

/// What is done with the label of an item.
pub(in crate::labels::press) fn label<T>(item: u64, done: impl FnOnce(&Label<'_>) -> T) -> T {
    let (address, number) = (address(item), format!("No. {item} dari 240"));
    done(&Label { address: &address, item, number: Some(&number), short_code: Some("7K2M-9XQ4-ABCD") })
}

/// The first three labels of [`printed`], drawn.
pub(in crate::labels::press) fn drawn(dpi: u32) -> [Bitmap; 3] {
    let (layout, stock) = (layout(40.0, dpi), stock(40.0));
    let mut canvas = Canvas::new(&job(&layout, &stock), dpi).unwrap();
    [1, 2, 3].map(|item| label(item, |label| canvas.draw(label).unwrap().clone()))
}
