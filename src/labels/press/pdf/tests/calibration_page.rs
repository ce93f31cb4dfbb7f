//! The page that shows how far a printer misses.

use super::reading::{calibration, count, media, millimetres, operations, pages};
use super::*;

fn page_of(stock: &Stock, calibration: Calibration) -> Vec<u8> {
    let mut pdf = Vec::new();
    calibration_page(stock, calibration, Entered::ByCommand, &mut pdf).expect("memory takes all");
    pdf
}

#[test]
fn labels_are_outlined_where_they_will_be_printed() {
    for stock in Stock::all() {
        let pdf = page_of(stock, Calibration::default());
        let outlines: Vec<Vec<f32>> = operations(&pages(&pdf)[0])
            .into_iter()
            .filter(|(operator, _)| operator == "re")
            .map(|(_, numbers)| numbers)
            .take(stock.per_page())
            .collect();
        for (number, outline) in outlines.iter().enumerate() {
            let (left, top) = millimetres(media(&pdf), outline[0], outline[1] + outline[3]);
            let wanted = stock.place(number);
            let near = (left - wanted.0).abs() < 0.02 && (top - wanted.1).abs() < 0.02;
            assert!(near && (outline[2] * 25.4 / 72.0 - stock.label_width).abs() < 0.01, "{}: {number}", stock.name);
        }
        assert_eq!(outlines.len(), stock.per_page());
    }
}

#[test]
fn the_bars_are_as_long_as_they_say_and_begin_where_they_say() {
    for (name, origin, bar) in
        [("tj-103", 20.0, 100.0), ("a4-65", 20.0, 100.0), ("roll-100x50", 6.0, 40.0), ("roll-30x20", 6.0, 10.0)]
    {
        let pdf = page_of(stock(name), Calibration::default());
        let drawn = operations(&pages(&pdf)[0]);
        let thick = drawn.iter().position(|(operator, numbers)| operator == "w" && numbers == &[1.2]).expect("bars");
        let ends: Vec<(f32, f32)> =
            drawn[thick + 1..thick + 5].iter().map(|(_, at)| millimetres(media(&pdf), at[0], at[1])).collect();
        for ((x, y), wanted) in ends.into_iter().zip([(0.0, 0.0), (bar, 0.0), (0.0, 0.0), (0.0, bar)]) {
            assert!((x - origin - wanted.0).abs() < 0.02 && (y - origin - wanted.1).abs() < 0.02, "{name}: {x}, {y}");
        }
    }
}

#[test]
fn sheets_explain_themselves_and_rolls_are_the_test_alone() {
    for stock in Stock::all() {
        let sheets = if stock.name.starts_with("roll") { 1 } else { 2 };
        assert_eq!(pages(&page_of(stock, Calibration::default())).len(), sheets, "{}", stock.name);
    }
}

#[test]
fn what_was_measured_is_seen_on_the_test_and_counted_in_the_words() {
    let measured = Calibration { right: 1.27, down: -2.54, scale_x: 1.01, scale_y: 0.99 };
    let pdf = page_of(stock("tj-103"), measured);
    let [a, _, _, d, e, f] = calibration(&pages(&pdf)[0]).expect("the test is calibrated");
    assert_eq!((a, d, e), (1.01, 0.99, 3.6));
    assert!((f - (media(&pdf).1 * 0.01 + 7.2)).abs() < 0.01);
    assert_eq!(calibration(&pages(&pdf)[1]), None);
    assert!(page_of(stock("tj-103"), measured) == pdf && count(&pdf, "(Kalibrasi Tom & Jerry 103)") == 1);
}

#[test]
fn a_calibration_beyond_reason_has_no_page() {
    let wrong = Calibration { right: 11.0, ..Calibration::default() };
    assert!(matches!(
        calibration_page(stock("tj-103"), wrong, Entered::ByCommand, Vec::new()),
        Err(Error::Calibration { what: "right", .. })
    ));
}

#[test]
fn no_line_of_words_leaves_its_page() {
    for stock in Stock::all().iter().filter(|stock| !stock.name.starts_with("roll")) {
        for entered in [Entered::ByCommand, Entered::InThePage] {
            let mut pdf = Vec::new();
            calibration_page(stock, Calibration::default(), entered, &mut pdf).expect("memory takes all");
            for (operator, numbers) in operations(&pages(&pdf)[1]) {
                assert!(operator != "Td" || numbers[1] > 20.0, "{}: {numbers:?}", stock.name);
            }
        }
    }
}
