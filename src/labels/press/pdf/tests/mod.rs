//! What the press promises, whatever it prints on. Figures are read out of our own files; `tests/outside` measures them on
//! rendered pages.

mod calibrated;
mod calibration_page;
mod inks;
mod paper;
mod reading;
mod whole;

use std::sync::Arc;

use super::*;
use crate::labels::layout::{Ink, Layout, Mark, Picture, Run, Slot, SymbolPlace, Variable, Weight};
use crate::labels::press::{Job, Label, Output, Press, check};
use crate::labels::stock::{Calibration, Stock};
use crate::labels::{EcLevel, Error};

/// A label as a design would lay it out, with something of every kind on it.
fn layout(width: f32, height: f32) -> Layout {
    let run = |baseline, weight, ink, text: &str| {
        Mark::Run(Run { left: width / 2.0, baseline, size: 6.5, weight, ink, text: text.into() })
    };
    let logo = Picture { width: 2, height: 2, pixels: vec![0, 90, 180, 255] };
    let logo = Mark::Logo { left: width - 3.0, top: height - 3.0, width: 2.0, height: 2.0, picture: Arc::new(logo) };
    let slot = |what, baseline, ink| Slot {
        what,
        left: width / 2.0,
        baseline,
        width: 9.0,
        size: 6.0,
        weight: Weight::Bold,
        ink,
    };
    Layout {
        width,
        height,
        symbol: SymbolPlace { left: 1.5, top: 1.5, modules: 29, module: 9.0 * 25.4 / 600.0 },
        marks: vec![
            run(3.0, Weight::Bold, Ink::Black, "Kopi Robusta"),
            Mark::Rule { left: width / 2.0, top: 4.0, width: 8.0, height: 0.2, ink: Ink::Maroon },
            run(7.0, Weight::Regular, Ink::Grey, "KUB Mekar Sari"),
            logo,
        ],
        slots: vec![slot(Variable::Item, 9.0, Ink::Maroon), slot(Variable::ShortCode, 11.0, Ink::Black)],
    }
}

fn fitting(stock: &Stock) -> Layout {
    layout(stock.label_width, stock.label_height)
}

fn job<'a>(layout: &'a Layout, stock: &'a Stock) -> Job<'a> {
    let calibration = Calibration::default();
    Job {
        layout,
        stock,
        calibration,
        passed: 0,
        level: EcLevel::M,
        black_only: false,
        title: "Label KS-07",
        language: "id",
    }
}

fn address(item: usize) -> String {
    format!("https://cek.example.id/{item:032}")
}

fn printed(job: Job<'_>, count: usize) -> Vec<u8> {
    let mut pdf = Vec::new();
    let mut press = Box::new(PdfPress::new(&mut pdf, job).expect("memory takes all"));
    for item in 1..=count {
        let (address, number) = (address(item), item.to_string());
        let label =
            Label { address: &address, item: item as u64, number: Some(&number), short_code: Some("7K2M-9XQ4") };
        press.push(&label).expect("a good label");
    }
    press.finish().expect("memory takes all");
    pdf
}

fn stock(name: &str) -> &'static Stock {
    Stock::named(name).expect("a stock that we know")
}
