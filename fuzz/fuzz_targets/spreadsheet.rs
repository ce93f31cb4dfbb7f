#![no_main]
//! Files that offices upload: no bytes make a reader panic, and what is read stays within its bounds.
use telusur::clock::Day;
use telusur::registry::import::{Sheet, parse};
use telusur::spreadsheet::{Lines, MOST_COLUMNS};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    for sheet in Sheet::ALL {
        parse(*sheet, input, Day(20_780));
    }
    let Ok(mut lines) = Lines::open(input, "") else { return };
    let mut last = 0;
    while let Ok(Some(line)) = lines.read_line() {
        assert!(line.number > last, "lines come in their order");
        assert!(!lines.are_ragged() || line.cells.len() <= MOST_COLUMNS);
        last = line.number;
    }
});
