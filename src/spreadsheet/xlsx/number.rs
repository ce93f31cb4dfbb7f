//! Numbers of a workbook as the text that their writer saw or meant.
use super::styles::Shown;
use crate::clock::{Day, iso};
use crate::spreadsheet::odd::{NO_DAY, TOO_LONG_FOR_A_NUMBER};
use crate::spreadsheet::workbook::EPOCH;
use crate::spreadsheet::{Cell, Odd};

/// From here on a spreadsheet does not know the last digit any more.
const EXACT_BELOW: f64 = 1e15;
/// Days from 1 January 1904 back to 30 December 1899.
const OF_1904: f64 = 1462.0;
/// The day after 31 December 9999.
const END: f64 = 2_958_466.0;

pub(super) fn text(written: &str, shown: Shown, from_1904: bool) -> Cell {
    let number = written.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    let Some(number) = number else { return Ok(written.to_owned()) };
    match shown {
        Shown::Plain if number.abs() >= EXACT_BELOW => Err(Odd::new(written, TOO_LONG_FOR_A_NUMBER)),
        Shown::Plain => Ok(number.to_string()),
        // 0.421 shown as 42.1 %: as a product of floating numbers it would have a tail.
        Shown::Percent => Ok(format!("{}%", (number * 1e12).round() / 1e10)),
        Shown::Day => day(written, if from_1904 { number + OF_1904 } else { number }),
    }
}

/// A day, and its time when it is not midnight.
fn day(written: &str, number: f64) -> Cell {
    if !(0.0..END).contains(&number) {
        return Err(Odd::new(written, NO_DAY));
    }
    let minutes = (number * 1_440.0).round();
    let whole = (minutes / 1_440.0).floor();
    // Within the bounds above: days before 1970 have no `Day`.
    let Some(since) = (whole as u32).checked_sub(EPOCH) else { return Err(Odd::new(written, NO_DAY)) };
    let day = iso(Day(since));
    let minutes = minutes - whole * 1_440.0;
    if minutes == 0.0 { Ok(day) } else { Ok(format!("{day} {:02}:{:02}", (minutes / 60.0).floor(), minutes % 60.0)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_saw_them() {
        for (written, shown, text_seen) in [
            ("9900180400001", Shown::Plain, "9900180400001"),
            ("9.900180400001E+12", Shown::Plain, "9900180400001"),
            ("42.100000000000001", Shown::Plain, "42.1"),
            ("-5.0888", Shown::Plain, "-5.0888"),
            ("0.421", Shown::Percent, "42.1%"),
            ("0.57999999999999996", Shown::Percent, "58%"),
            ("46317", Shown::Day, "2026-10-22"),
            ("46317.5", Shown::Day, "2026-10-22 12:00"),
            ("46316.99999999", Shown::Day, "2026-10-22"),
            ("25569", Shown::Day, "1970-01-01"),
        ] {
            assert_eq!(text(written, shown, false).as_deref(), Ok(text_seen), "{written}");
        }
        assert_eq!(text("44855", Shown::Day, true).as_deref(), Ok("2026-10-22"));
        for (written, shown) in [
            ("1.2345678901234568E+17", Shown::Plain),
            ("25568", Shown::Day),
            ("-1", Shown::Day),
            ("3000000", Shown::Day),
        ] {
            assert!(text(written, shown, false).is_err(), "{written}");
        }
    }
}
