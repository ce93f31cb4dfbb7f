//! A printer that misses, and what is done about it.

use super::reading::{calibration as matrix, matrices, media, millimetres, pages};
use super::*;

#[test]
fn a_true_printer_gets_the_same_file_as_before() {
    let (stock, layout) = (stock("tj-103"), fitting(stock("tj-103")));
    assert_eq!(matrix(&pages(&printed(job(&layout, stock), 1)).concat()), None);
}

#[test]
fn a_printer_that_shrinks_and_shifts_prints_where_it_should() {
    let (stock, layout) = (stock("tj-103"), fitting(stock("tj-103")));
    // On paper: 98 % as wide, 99 % as high, 2 mm too far right and 1 mm too high.
    let on_paper = |(x, y): (f32, f32)| (x * 0.98 + 2.0, y * 0.99 - 1.0);
    let calibration = Calibration { right: -2.0 / 0.98, down: 1.0 / 0.99, scale_x: 1.0 / 0.98, scale_y: 1.0 / 0.99 };
    let pdf = printed(Job { calibration, ..job(&layout, stock) }, 12);
    let page = pages(&pdf).concat();
    let [a, b, c, d, e, f] = matrix(&page).expect("a page begins with its calibration");
    assert_eq!((b, c), (0.0, 0.0));
    for (number, stamp) in matrices(&page, "T").into_iter().enumerate() {
        let (x, y) = (stamp[4] * a + e, (stamp[5] + 32.0 * 72.0 / 25.4) * d + f);
        let (left, top) = on_paper(millimetres(media(&pdf), x, y));
        let wanted = stock.place(number);
        assert!((left - wanted.0).abs() < 0.06 && (top - wanted.1).abs() < 0.06, "{number}: {left}, {top}");
    }
}

#[test]
fn symbols_stay_on_whole_dots_when_a_printer_only_shifts() {
    let (stock, layout) = (stock("tj-103"), fitting(stock("tj-103")));
    let calibration = Calibration { right: 1.234, down: -0.777, ..Calibration::default() };
    let page = pages(&printed(Job { calibration, ..job(&layout, stock) }, 1)).concat();
    let [a, _, _, d, e, f] = matrix(&page).expect("a page begins with its calibration");
    assert_eq!((a, d), (1.0, 1.0));
    for (shift, asked) in [(e, 1.234), (-f, -0.777)] {
        let dots = shift / 0.12;
        assert!((dots - dots.round()).abs() < 0.02 && (shift * 25.4 / 72.0 - asked).abs() < 0.03, "{shift}");
    }
}

#[test]
fn a_calibration_beyond_reason_is_refused_before_anything_is_written() {
    let (stock, layout) = (stock("tj-103"), fitting(stock("tj-103")));
    let mut pdf = Vec::new();
    let calibration = Calibration { scale_x: 1.2, ..Calibration::default() };
    let refused = PdfPress::new(&mut pdf, Job { calibration, ..job(&layout, stock) }).err();
    assert!(matches!(refused, Some(Error::Calibration { what: "scale-x", .. })));
    assert!(pdf.is_empty());
}

#[test]
fn a_calibration_that_moves_a_symbol_or_its_quiet_zone_off_the_page_is_refused_before_anything_is_written() {
    let (stock, layout) = (stock("a4-24"), layout(50.0, 30.0));
    let asked = |right: f32, down: f32| {
        let mut pdf = Vec::new();
        let job = Job { calibration: Calibration { right, down, ..Calibration::default() }, ..job(&layout, stock) };
        let checked = check(Output::Pdf, &job).map_err(|refused| refused.to_string());
        let begun = PdfPress::new(&mut pdf, job).map(drop).map_err(|refused| refused.to_string());
        assert_eq!(checked, begun, "a check says what the press says");
        assert_eq!(pdf.is_empty(), begun.is_err());
        begun
    };
    // The first symbol's quiet zone begins 10 mm from the left edge and 4 mm from the upper one.
    assert_eq!(asked(0.0, 0.0), Ok(()));
    assert_eq!(asked(-9.9, -3.9), Ok(()));
    let refused = asked(-10.0, -10.0).expect_err("it would lie 6 mm above the page");
    assert_eq!(
        refused,
        "the labels cannot be printed on this printer: moved -10 mm to the right and -10 mm down, the code on label 1 of a4-24 \
         would not lie whole on the page; calibrate again, or choose a paper with wider edges"
    );
    assert!(asked(0.0, -4.2).is_err() && asked(0.0, 10.0).is_ok());
}
