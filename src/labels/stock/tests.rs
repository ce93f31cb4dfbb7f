//! What a stock file promises and what it is refused for.

use proptest::prelude::*;

use super::*;

const SHEET: &str = "[[sheet]]
name = 'mine'
title = 'Mine'
label = [60, 30]
page = [210, 297]
grid = [3, 9]
first = [10, 10]
pitch = [62, 31]
";

fn refused(text: &str) -> String {
    Stock::read(text, "stock.toml").expect_err(text).to_string()
}

fn assert_printable(stock: &Stock) {
    let ((width, height), slack) = (stock.page(), 0.02);
    let places: Vec<(f32, f32)> = (0..stock.per_page()).map(|number| stock.place(number)).collect();
    for (number, &(x, y)) in places.iter().enumerate() {
        assert!(x >= 0.0 && x + stock.label_width <= width + slack, "{}: label {number}", stock.name);
        assert!(y >= 0.0 && y + stock.label_height <= height + slack, "{}: label {number}", stock.name);
        for &(other_x, other_y) in &places[..number] {
            let beside = (x - other_x).abs() + slack >= stock.label_width;
            let below = (y - other_y).abs() + slack >= stock.label_height;
            assert!(beside || below, "{}: label {number} lies on another", stock.name);
        }
    }
}

#[test]
fn the_stocks_we_know_have_the_labels_they_are_sold_with() {
    let counts = [("tj-103", 12), ("tj-107", 30), ("tj-107-24", 24), ("tj-108", 40), ("tj-121", 10), ("a4-24", 24)];
    let more = [
        ("a4-40", 40),
        ("a4-65", 65),
        ("a4-50x30", 36),
        ("a4-100x50", 10),
        ("a4-strip-140x28", 14),
        ("a3plus-50x30", 60),
        ("a3plus-63x31", 48),
        ("a3plus-100x50", 20),
    ];
    let rolls = ["roll-30x20", "roll-40x30", "roll-50x30", "roll-60x40", "roll-100x50"].map(|roll| (roll, 1));
    let all: Vec<(&str, usize)> = counts.into_iter().chain(more).chain(rolls).collect();
    assert_eq!(Stock::all().iter().map(|stock| (stock.name.as_str(), stock.per_page())).collect::<Vec<_>>(), all);
    Stock::all().iter().for_each(assert_printable);
}

#[test]
fn places_are_counted_row_by_row() {
    let stock = Stock::named("tj-103").expect("known");
    assert_eq!([0, 1, 3, 11].map(|number| stock.place(number)), [(6.0, 9.5), (73.0, 9.5), (6.0, 47.5), (140.0, 123.5)]);
}

#[test]
fn a_roll_of_two_prints_a_row_at_once() {
    let text = "[[roll]]\nname = 'two'\ntitle = 'Two'\nlabel = [40, 30]\ngap = 3\nacross = 2\ndpi = 300\n";
    let stocks = Stock::read(text, "stock.toml").expect("a good roll");
    let two = stocks.last().expect("it comes last");
    assert_eq!((two.page(), two.per_page(), two.place(1)), ((83.0, 30.0), 2, (43.0, 0.0)));
    assert!((two.dot() * 300.0 - 25.4).abs() < 1e-4);
}

#[test]
fn a_file_adds_to_what_we_know_and_replaces_by_name() {
    let text = format!("{SHEET}\n{}", SHEET.replace("'mine'", "'tj-103'"));
    let stocks = Stock::read(&text, "stock.toml").expect("good stocks");
    assert_eq!(stocks.len(), Stock::all().len() + 1);
    let replaced: Vec<&Stock> = stocks.iter().filter(|stock| stock.name == "tj-103").collect();
    assert_eq!((replaced.len(), replaced[0].title.as_str()), (1, "Mine"));
}

#[test]
fn a_refusal_names_file_line_field_and_what_to_do() {
    for (wrong, said) in [
        (
            SHEET.replace("[3, 9]", "[4, 9]"),
            "stock.toml, line 6, grid: 4 labels end at 256 mm, and 0 mm beyond are needed, but the page is 210 mm wide; measure first, pitch and page again",
        ),
        (
            SHEET.replace("[62, 31]", "[62, 29]"),
            "stock.toml, line 8, pitch: labels 29 mm apart would overlap: with their bleed they are 30 mm high; write at least that",
        ),
        (
            SHEET.replace("[60, 30]", "[60, 3]"),
            "stock.toml, line 4, label: 3 is not 5 to 500 mm; write two lengths in mm, across and down",
        ),
        (
            SHEET.replace("[10, 10]", "[10, nan]"),
            "stock.toml, line 7, first: NaN is not 0 to 1200 mm; write two lengths in mm, across and down",
        ),
        (
            SHEET.replace("'mine'", "'Mine!'"),
            "stock.toml, line 2, name: write 1 to 40 small letters, digits and hyphens",
        ),
        (
            SHEET.replace("'Mine'", "\"a\\u202eb\""),
            "stock.toml, line 3, title: write 1 to 80 visible characters, single blanks between words",
        ),
        (format!("{SHEET}{SHEET}"), "stock.toml, line 10, name: 'mine' stands in the file twice: rename one"),
        (
            format!("{SHEET}bleed = 2\n"),
            "stock.toml, line 8, pitch: labels 62 mm apart would overlap: with their bleed they are 64 mm wide; write at least that",
        ),
        (
            format!("{SHEET}cutting = 'marks'\nunprintable = 5\n"),
            "stock.toml, line 7, first: the first label begins at 10 mm, but unprintable edge, bleed and marks need 11 mm; write at least that",
        ),
    ] {
        assert_eq!(refused(&wrong), said);
    }
}

#[test]
fn what_is_no_stock_file_is_refused_with_its_line() {
    for (wrong, begins, says) in [
        (format!("{SHEET}colour = 'red'\n"), "stock.toml, line 9, colour: is not known here; ", "`title`, `label`"),
        (
            SHEET.replace("[3, 9]", "[3, 'nine']"),
            "stock.toml, line 6, grid: ",
            "write a whole number instead of the text",
        ),
        (SHEET.replace("[3, 9]", "[3, -9]"), "stock.toml, line 6, grid: ", "write a whole number instead of -9;"),
        (
            SHEET.replace("[3, 9]", "[3]"),
            "stock.toml, line 6, grid: ",
            "write two numbers in brackets, such as [40, 30];",
        ),
        (SHEET.replace("pitch = [62, 31]\n", ""), "stock.toml, line 1, pitch: is missing; write it;", "an example"),
        (format!("{SHEET}{}", SHEET.replace("page = [210, 297]\n", "")), "stock.toml, line 9, page: is missing;", ""),
        (SHEET.replace("'Mine'", "7"), "stock.toml, line 3, title: write a text in quotes instead of 7;", "an example"),
        (format!("{SHEET}cutting = 'laser'\n"), "stock.toml, line 9, cutting: 'laser' is not known; ", "`crosses`"),
        (SHEET.replace("page =", "page"), "stock.toml, line 5", ""),
        ("#".repeat(300_000), "stock.toml, line 1: ", "larger than"),
    ] {
        let said = refused(&wrong);
        assert!(said.starts_with(begins) && said.contains(says), "{said}");
        assert!(["usize", "f32", "invalid", "expected one"].iter().all(|word| !said.contains(word)), "{said}");
    }
}

#[test]
fn a_calibration_is_bounded() {
    let good = Calibration { right: -10.0, down: 10.0, scale_x: 0.95, scale_y: 1.05 };
    assert!(good.check().is_ok());
    for (wrong, said) in [
        (Calibration { right: 10.1, ..good }, "the calibration 'right' is 10.1"),
        (Calibration { down: f32::NAN, ..good }, "the calibration 'down' is NaN"),
        (Calibration { scale_x: 0.9, ..good }, "the calibration 'scale-x' is 0.9"),
        (Calibration { scale_y: f32::INFINITY, ..good }, "the calibration 'scale-y' is inf"),
    ] {
        let refusal = wrong.check().expect_err(said).to_string();
        assert!(refusal.starts_with(said) && refusal.contains("measure again"), "{refusal}");
    }
}

fn pair(least: f32, most: f32) -> impl Strategy<Value = [f32; 2]> {
    [least..most, least..most]
}

proptest! {
    #[test]
    fn no_bytes_are_too_strange(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = Stock::read(&String::from_utf8_lossy(&bytes), "stock.toml");
    }

    #[test]
    fn no_value_is_too_strange(field in 0..7_usize, value in "\\PC{0,20}") {
        let mut lines: Vec<String> = SHEET.lines().map(str::to_owned).collect();
        let name = lines[field + 1].split('=').next().unwrap_or_default().to_owned();
        lines[field + 1] = format!("{name}= {value}");
        let _ = Stock::read(&lines.join("\n"), "stock.toml");
    }

    #[test]
    fn whatever_is_accepted_lies_on_its_sheet(
        label in pair(4.0, 80.0), first in pair(0.0, 30.0), gap in pair(-1.0, 9.0), grid in [0..7_usize, 0..12_usize],
        bleed in 0.0..4.0_f32, cutting in prop_oneof![Just("none"), Just("crosses"), Just("marks")],
    ) {
        let pitch = [label[0] + gap[0], label[1] + gap[1]];
        let text = format!(
            "[[sheet]]\nname='a'\ntitle='a'\npage=[210,297]\nlabel={label:?}\nfirst={first:?}\npitch={pitch:?}\ngrid={grid:?}\nbleed={bleed:?}\ncutting='{cutting}'\n"
        );
        if let Ok(stocks) = Stock::read(&text, "stock.toml") {
            assert_printable(stocks.last().expect("it comes last"));
        }
    }
}
