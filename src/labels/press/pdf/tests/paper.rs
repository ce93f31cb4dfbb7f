//! Where labels and their symbols lie on the paper.

use super::reading::{matrices, media, millimetres, operations, pages, streams};
use super::*;

fn near(found: (f32, f32), wanted: (f32, f32), tolerance: f32) -> bool {
    (found.0 - wanted.0).abs() <= tolerance && (found.1 - wanted.1).abs() <= tolerance
}

#[test]
fn every_label_of_every_stock_lies_where_the_stock_says() {
    for stock in Stock::all() {
        let layout = fitting(stock);
        let pdf = printed(job(&layout, stock), stock.per_page());
        let (media, page) = (media(&pdf), pages(&pdf).concat());
        assert!(near((media.0 * 25.4 / 72.0, media.1 * 25.4 / 72.0), stock.page(), 0.03), "{}: {media:?}", stock.name);
        let (stamps, symbols) = (matrices(&page, "T"), matrices(&page, "S"));
        assert_eq!((stamps.len(), symbols.len()), (stock.per_page(), stock.per_page()));
        for (number, (stamp, symbol)) in stamps.iter().zip(symbols).enumerate() {
            let (left, top) = stock.place(number);
            let found = millimetres(media, stamp[4], stamp[5] + layout.height * 72.0 / 25.4);
            assert!(near(found, (left, top), 0.02), "{}, label {number}: {found:?}", stock.name);
            let found = millimetres(media, symbol[4], symbol[5] + symbol[3]);
            let half_a_dot = stock.dot() / 2.0 + 0.002;
            assert!(
                near(found, (left + 1.5, top + 1.5), half_a_dot.min(0.2)),
                "{}, symbol {number}: {found:?}",
                stock.name
            );
        }
    }
}

#[test]
fn symbols_begin_on_whole_dots_and_modules_are_whole_dots() {
    let stock = stock("tj-108");
    let layout = fitting(stock);
    let pdf = printed(job(&layout, stock), 40);
    for [side, _, _, height, x, y] in matrices(&pages(&pdf).concat(), "S") {
        // A dot is 0.12 points; a module is nine of them, a symbol 29 modules.
        assert!((side - 29.0 * 9.0 * 0.12).abs() < 0.001 && side == height, "{side}");
        for place in [x, y, y + height, media(&pdf).1] {
            let dots = place / 0.12;
            assert!((dots - dots.round()).abs() < 0.02, "{place} points are {dots} dots");
        }
    }
}

#[test]
fn on_a_roll_a_module_is_whole_dots_of_its_printer() {
    let stock = stock("roll-50x30");
    let mut layout = fitting(stock);
    // Three dots of 203 in an inch, as a layout says it; the printer's dots are eighths of a millimetre.
    layout.symbol.module = 3.0 * 25.4 / 203.0;
    let [side, .., x, y] = matrices(&pages(&printed(job(&layout, stock), 1)).concat(), "S")[0];
    let dot = 72.0 / 25.4 / 8.0;
    assert!((side / dot - 29.0 * 3.0).abs() < 0.01, "{} dots wide", side / dot);
    for dots in [x / dot, y / dot] {
        assert!((dots - dots.round()).abs() < 0.01, "it begins at dot {dots}");
    }
}

#[test]
fn a_small_layout_and_a_small_symbol_stand_in_the_middle() {
    let stock = stock("a4-24");
    let mut layout = layout(50.0, 30.0);
    layout.symbol.modules = 33;
    let pdf = printed(job(&layout, stock), 1);
    let (media, page) = (media(&pdf), pages(&pdf).concat());
    let [_, _, _, _, x, y] = matrices(&page, "T")[0];
    assert!(near(millimetres(media, x, y), (10.0, 0.5 + 3.5 + 30.0), 0.02));
    let [side, _, _, _, x, y] = matrices(&page, "S")[0];
    let (left, top) = (10.0 + 1.5 + 2.0 * layout.symbol.module, 0.5 + 3.5 + 1.5 + 2.0 * layout.symbol.module);
    assert!(near(millimetres(media, x, y + side), (left, top), 0.03));
    assert!((side - 29.0 * 9.0 * 0.12).abs() < 0.001, "the module stays as planned");
}

#[test]
fn labels_fill_sheet_after_sheet() {
    let (stock, layout) = (stock("tj-103"), fitting(stock("tj-103")));
    for (labels, passed, sheets) in [(1, 0, [1, 0, 0]), (12, 0, [12, 0, 0]), (13, 0, [12, 1, 0]), (26, 5, [7, 12, 7])] {
        let pdf = printed(Job { passed, ..job(&layout, stock) }, labels);
        let mut found = [0; 3];
        for (page, found) in pages(&pdf).iter().zip(&mut found) {
            *found = matrices(page, "S").len();
        }
        assert_eq!(found, sheets, "{labels} labels after {passed} places");
    }
}

#[test]
fn a_half_used_sheet_is_begun_at_its_next_free_place() {
    let (stock, layout) = (stock("tj-103"), fitting(stock("tj-103")));
    let pdf = printed(Job { passed: 4, ..job(&layout, stock) }, 2);
    let page = pages(&pdf).concat();
    let first = matrices(&page, "T")[0];
    assert!(near(millimetres(media(&pdf), first[4], first[5] + 32.0 * 72.0 / 25.4), stock.place(4), 0.02));
    let refused = PdfPress::new(Vec::new(), Job { passed: 12, ..job(&layout, stock) }).err().expect("12 places");
    assert_eq!(
        refused.to_string(),
        "tj-103 has 12 labels on a sheet: 12 cannot be passed over; begin at a place from 1 to 12"
    );
}

#[test]
fn each_row_of_a_roll_is_a_page() {
    let text = "[[roll]]\nname = 'two'\ntitle = 'Two'\nlabel = [40, 30]\ngap = 3\nacross = 2\n";
    let stocks = Stock::read(text, "stock.toml").expect("a good roll");
    let two = stocks.last().expect("it comes last");
    let layout = fitting(two);
    let pdf = printed(job(&layout, two), 5);
    assert_eq!(pages(&pdf).iter().map(|page| matrices(page, "S").len()).collect::<Vec<_>>(), [2, 2, 1]);
    // 8 dots in a millimetre, 72/25.4 points in one.
    assert!(near(media(&pdf), (83.0 * 72.0 / 25.4, 30.0 * 72.0 / 25.4), 0.01));
}

#[test]
fn a_layout_too_large_for_the_labels_is_refused() {
    let large = layout(50.0, 30.0);
    let refused = PdfPress::new(Vec::new(), job(&large, stock("tj-107"))).err().expect("18 mm high");
    assert_eq!(
        refused.to_string(),
        "a design of 50 x 30 mm does not fit the labels of tj-107, 50 x 18 mm: choose a smaller design or a larger stock"
    );
}

#[test]
fn crop_marks_keep_off_the_bleed_and_point_at_every_cut() {
    let stock = stock("a3plus-50x30");
    let layout = fitting(stock);
    let pdf = printed(job(&layout, stock), 1);
    let drawings = streams(&pdf).into_iter().map(|(_, content)| String::from_utf8_lossy(&content).into_owned());
    let marks = drawings.filter(|drawing| drawing.ends_with("\nS")).collect::<String>();
    let ends: Vec<(f32, f32)> = operations(&marks)
        .into_iter()
        .filter(|(operator, _)| operator == "m" || operator == "l")
        .map(|(_, point)| millimetres(media(&pdf), point[0], point[1]))
        .collect();
    assert_eq!(ends.len(), 2 * (5 * 2 * 2 + 12 * 2 * 2), "a line at each end of each cut");
    let (left, top, right, bottom) = (23.0, 27.0, 23.0 + 4.0 * 56.0 + 50.0, 27.0 + 11.0 * 36.0 + 30.0);
    for (x, y) in ends {
        let inside_bleed = x > left - 2.95 && x < right + 2.95 && y > top - 2.95 && y < bottom + 2.95;
        let printable = (5.0..=315.0).contains(&x) && (5.0..=475.0).contains(&y);
        assert!(!inside_bleed && printable, "{x}, {y}");
    }
}

#[test]
fn a_print_house_is_told_where_to_trim_and_how_far_ink_bleeds() {
    let stock = stock("a3plus-50x30");
    let layout = fitting(stock);
    let pdf = printed(job(&layout, stock), 61);
    let text = String::from_utf8_lossy(&pdf).into_owned();
    for (name, beyond) in [("/TrimBox[", 0.0), ("/BleedBox[", 3.0)] {
        let boxes: Vec<&str> = text.split(name).skip(1).filter_map(|rest| rest.split(']').next()).collect();
        assert_eq!(boxes.len(), 2, "one on each page, for it is not inherited");
        let edges: Vec<f32> = boxes[0].split(' ').map(|edge| edge.parse().expect("a number")).collect();
        let upper_left = millimetres(media(&pdf), edges[0], edges[3]);
        let lower_right = millimetres(media(&pdf), edges[2], edges[1]);
        assert!(near(upper_left, (23.0 - beyond, 27.0 - beyond), 0.02), "{upper_left:?}");
        assert!(near(lower_right, (23.0 + 274.0 + beyond, 27.0 + 426.0 + beyond), 0.02), "{lower_right:?}");
    }
    let office = printed(job(&fitting(super::stock("tj-103")), super::stock("tj-103")), 1);
    assert!(!String::from_utf8_lossy(&office).contains("TrimBox"));
}
