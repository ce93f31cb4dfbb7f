use proptest::prelude::*;

use super::bitmap::{Area, Bitmap};
use super::canvas::dots_per_mm;
use super::*;
use crate::labels::press::{Label, Press};
use crate::labels::stock::{Calibration, Form};
use crate::labels::{Error, Symbol};

#[test]
fn every_module_is_whole_dots_and_the_quiet_zone_is_clear() {
    for dpi in [203, 300, 600] {
        // Words that run right across the symbol.
        let mut layout = sample::layout(50.0, dpi);
        for slot in &mut layout.slots {
            (slot.left, slot.baseline, slot.width) = (1.0, 12.0, 40.0);
        }
        let (stock, address) = (sample::stock(50.0), sample::address(7));
        let mut canvas = Canvas::new(&sample::job(&layout, &stock), dpi).unwrap();
        let words = "MMMMMMMMMMMMMMMMMMMM";
        let label = Label { address: &address, item: 7, number: Some(words), short_code: Some(words) };
        let picture = canvas.draw(&label).unwrap();
        let symbol = Symbol::encode(&address).unwrap();
        let dots = |mm: f32| (mm * dots_per_mm(dpi)).round() as usize;
        let module = dots(layout.symbol.module);
        let (left, top) = (dots(layout.symbol.left) - 4 * module, dots(layout.symbol.top) - 4 * module);
        for y in 0..53 * module {
            for x in 0..53 * module {
                let [column, row] = [x, y].map(|at| (at / module).wrapping_sub(4));
                assert_eq!(picture.is_black(left + x, top + y), symbol.is_dark(column, row), "{dpi} dpi, {x}, {y}");
            }
        }
    }
}

#[test]
fn a_smaller_symbol_stands_in_the_middle_of_the_place_for_the_widest() {
    let layout = sample::layout(50.0, 203);
    let stock = sample::stock(50.0);
    let mut canvas = Canvas::new(&sample::job(&layout, &stock), 203).unwrap();
    let label = Label { address: "https://cek.example.id/0123456789", item: 1, number: None, short_code: None };
    let picture = canvas.draw(&label).unwrap();
    let (left, top) =
        ((layout.symbol.left * 8.0).round() as usize + 8 * 3, (layout.symbol.top * 8.0).round() as usize + 8 * 3);
    assert!(picture.is_black(left, top) && !picture.is_black(left - 1, top) && !picture.is_black(left, top - 1));
}

#[test]
fn a_symbol_that_the_layout_has_no_room_for_is_refused_and_the_next_one_drawn() {
    let (layout, stock) = (sample::layout(40.0, 203), sample::stock(40.0));
    let mut file = Vec::new();
    let mut press = crate::labels::press::zpl::press(&mut file, &sample::job(&layout, &stock), 203).unwrap();
    let address = format!("https://cek.example.id/{}", "7".repeat(600));
    let refused = press.push(&Label { address: &address, item: 1, number: None, short_code: None });
    assert!(matches!(refused, Err(Error::SymbolWider { planned: 45, .. })));
    sample::push(press.as_mut(), 1);
    press.finish().unwrap();
    assert_eq!(file, sample::printed(1, |out, job| crate::labels::press::zpl::press(out, job, 203)));
}

#[test]
fn a_layout_for_another_printer_is_refused() {
    let (layout, stock) = (sample::layout(50.0, 203), sample::stock(50.0));
    let refused = Canvas::new(&sample::job(&layout, &stock), 300).err().unwrap().to_string();
    assert!(refused.contains("0.375 mm is not a whole number of dots at 300 dpi"), "{refused}");
}

#[test]
fn calibration_moves_by_dots_and_never_scales_nor_cuts() {
    let (layout, stock) = (sample::layout(40.0, 203), sample::stock(40.0));
    let printed = |calibration: Calibration| {
        let job = crate::labels::press::Job { calibration, ..sample::job(&layout, &stock) };
        let mut file = Vec::new();
        let mut press: Box<dyn Press> = crate::labels::press::tspl::press(&mut file, &job, 203)?;
        sample::push(press.as_mut(), 1);
        press.finish()?;
        Ok::<_, Error>(file)
    };
    let rows = |file: &[u8]| file[file.len() - 12 - 9600..][..9600].to_vec();
    let true_one = rows(&printed(Calibration::default()).unwrap());
    let moved = rows(&printed(Calibration { right: -1.0, down: 0.5, ..Calibration::default() }).unwrap());
    // Eight dots to the left is one byte, half a millimetre down is four rows.
    for y in 4..240 {
        assert_eq!(moved[y * 40..y * 40 + 39], true_one[(y - 4) * 40 + 1..(y - 4) * 40 + 40]);
    }
    let far = printed(Calibration { right: -9.0, ..Calibration::default() }).err().unwrap().to_string();
    assert!(far.contains("moved -9 mm to the right"), "{far}");
    let scaled = printed(Calibration { scale_x: 1.01, ..Calibration::default() }).err().unwrap().to_string();
    assert!(scaled.contains("cannot be scaled"), "{scaled}");
}

#[test]
fn labels_lie_side_by_side_on_a_roll_that_has_several() {
    let (layout, stock) = (sample::layout(40.0, 203), sample::rolls(40.0, 2));
    let job = crate::labels::press::Job { passed: 1, ..sample::job(&layout, &stock) };
    let mut file = Vec::new();
    let mut press = crate::labels::press::tspl::press(&mut file, &job, 203).unwrap();
    (1..=3).for_each(|item| sample::push(press.as_mut(), item));
    press.finish().unwrap();
    let starts: Vec<_> = (0..file.len()).filter(|&at| file[at..].starts_with(b"BITMAP 0,0,82,240,0,")).collect();
    let [one, two, three] = sample::drawn(203);
    let rows = [[None, Some(&one)], [Some(&two), Some(&three)]];
    assert_eq!(starts.len(), 2);
    for (start, row) in starts.into_iter().zip(rows) {
        let mut expected = Bitmap::white(656, 240);
        for (lane, picture) in row.into_iter().enumerate() {
            picture.into_iter().for_each(|picture| expected.stamp(picture, 336 * lane as i32, 0));
        }
        let printed = &file[start + 20..][..82 * 240];
        assert!(printed.iter().zip(expected.bytes()).all(|(white, black)| !white == *black));
    }
    let refused = crate::labels::press::tspl::press(Vec::new(), &crate::labels::press::Job { passed: 2, ..job }, 203);
    assert!(refused.err().unwrap().to_string().contains("a row of this roll has 2"));
}

#[test]
fn a_quiet_zone_may_end_at_the_edge_of_the_label() {
    let mut layout = sample::layout(40.0, 203);
    layout.symbol.left = 40.0 - 49.0 * layout.symbol.module + 0.07;
    let stock = sample::stock(40.0);
    assert!(crate::labels::press::zpl::press(Vec::new(), &sample::job(&layout, &stock), 203).is_ok());
}

#[test]
fn a_smaller_design_stands_in_the_middle_of_its_label() {
    let (layout, stock) = (sample::layout(40.0, 203), sample::stock(50.0));
    let job = sample::job(&layout, &stock);
    let mut file = Vec::new();
    let mut press = crate::labels::press::tspl::press(&mut file, &job, 203).unwrap();
    sample::push(press.as_mut(), 1);
    press.finish().unwrap();
    let start = (0..file.len()).find(|&at| file[at..].starts_with(b"BITMAP 0,0,50,240,0,")).unwrap();
    let mut expected = Bitmap::white(400, 240);
    expected.stamp(&sample::drawn(203)[0], 40, 0);
    assert!(file[start + 20..][..50 * 240].iter().zip(expected.bytes()).all(|(white, black)| !white == *black));
}

#[test]
fn a_larger_design_is_refused_by_name() {
    let (layout, stock) = (sample::layout(50.0, 203), sample::stock(40.0));
    let job = sample::job(&layout, &stock);
    let refused = crate::labels::press::zpl::press(Vec::new(), &job, 203).err().unwrap().to_string();
    assert!(
        refused.starts_with("a design of 50 x 30 mm does not fit the labels of thermal-40x30, 40 x 30 mm"),
        "{refused}"
    );
}

#[test]
fn a_check_says_what_the_press_would_say() {
    use crate::labels::press::{Job, Output, check, escpos, pieces, zpl};
    let layout = sample::layout(40.0, 203);
    let [narrow, same, wide] = [30.0, 40.0, 60.0].map(sample::stock);
    let said = |outcome: Result<(), Error>| outcome.err().map(|refused| refused.to_string());
    let mut refusals = 0;
    for stock in [&narrow, &same, &wide] {
        for (right, passed) in [(0.0, 0), (-9.0, 0), (0.0, 1)] {
            let calibration = Calibration { right, ..Calibration::default() };
            let job = Job { calibration, passed, ..sample::job(&layout, stock) };
            for dpi in [203, 300] {
                let begun = said(zpl::press(Vec::new(), &job, dpi).map(drop));
                refusals += usize::from(begun.is_some());
                assert_eq!(said(check(Output::Roll { dpi }, &job)), begun);
                let begun = said(pieces::Pieces::new(&job, pieces::Kind::Png { dpi }).map(drop));
                assert_eq!(said(check(Output::Png { dpi }, &job)), begun);
            }
            let begun = said(escpos::press(Vec::new(), &job, escpos::Width::Mm58).map(drop));
            assert_eq!(said(check(Output::Receipt(escpos::Width::Mm58), &job)), begun);
        }
    }
    // Nothing stands against a label as large as the design or larger, on a printer with the right dots, but for shifts and places.
    assert_eq!(refusals, 18 - 2 - 1, "of the wider label, a shift of 9 mm leaves all on it");
}

#[test]
fn a_sheet_is_no_roll() {
    let layout = sample::layout(40.0, 203);
    let stock = crate::labels::stock::Stock::all().iter().find(|stock| matches!(stock.form, Form::Sheet(_))).unwrap();
    let refused = crate::labels::press::zpl::press(Vec::new(), &sample::job(&layout, stock), 203).err().unwrap();
    assert!(refused.to_string().contains("comes in sheets; choose a roll"));
}

#[test]
fn an_order_without_labels_is_no_file() {
    let (layout, stock) = (sample::layout(40.0, 203), sample::stock(40.0));
    let press = crate::labels::press::zpl::press(Vec::new(), &sample::job(&layout, &stock), 203).unwrap();
    assert!(matches!(press.finish(), Err(Error::NoLabels)));
}

proptest! {
    #[test]
    fn a_stamp_draws_each_dot_where_it_belongs(
        (width, height) in (1..40_usize, 1..6_usize), seed in prop::collection::vec(any::<bool>(), 240),
        left in -45..45_i32, top in -8..8_i32,
    ) {
        let mut picture = Bitmap::white(width, height);
        let dots: Vec<_> = (0..width * height).filter(|&at| seed[at]).map(|at| (at % width, at / width)).collect();
        dots.iter().for_each(|&(x, y)| picture.blacken(x, y));
        let mut page = Bitmap::white(37, 5);
        page.stamp(&picture, left, top);
        let mut expected = Bitmap::white(37, 5);
        for &(x, y) in &dots {
            expected.fill(Area { left: left + x as i32, top: top + y as i32, width: 1, height: 1 });
        }
        prop_assert_eq!(page.ink(), expected.ink());
        prop_assert_eq!(page, expected);
    }
}
