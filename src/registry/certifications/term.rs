//! How long things last.
use jiff::ToSpan;
use jiff::civil::Date;

use crate::clock::{self, Day};

/// The same date some years later.
pub(super) fn years_after(day: Day, years: i64) -> Option<Day> {
    clock::date(day)?.checked_add(years.years()).ok().and_then(day_of)
}

/// 31 December.
pub(super) fn last_day_of_year(year: i16) -> Option<Day> {
    Date::new(year, 12, 31).ok().and_then(day_of)
}

/// The last day of a month.
pub(super) fn last_day_of_month(year: i16, month: i8) -> Option<Day> {
    Date::new(year, month, 1).ok().map(Date::last_of_month).and_then(day_of)
}

/// The calendar year of a day.
pub(super) fn year_of(day: Day) -> Option<i16> {
    clock::date(day).map(Date::year)
}

/// The month and the last two digits of the year.
pub(super) fn month_and_year(day: Day) -> Option<(u16, u16)> {
    let date = clock::date(day)?;
    Some((u16::from(date.month().unsigned_abs()), date.year().unsigned_abs() % 100))
}

fn day_of(date: Date) -> Option<Day> {
    clock::parse_day(&date.to_string()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{iso, parse_day};

    #[test]
    fn a_leap_day_has_an_anniversary() {
        let leap = parse_day("2024-02-29").unwrap();
        assert_eq!(iso(years_after(leap, 2).unwrap()), "2026-02-28");
        assert_eq!(iso(last_day_of_month(2018, 2).unwrap()), "2018-02-28");
        assert_eq!(iso(last_day_of_year(2028).unwrap()), "2028-12-31");
        assert_eq!((year_of(leap), month_and_year(leap)), (Some(2024), Some((2, 24))));
    }
}
