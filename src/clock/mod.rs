//! Time, as a parameter: nothing else in the house looks at a clock.
//!
//! A [`Moment`] is an instant in Unix milliseconds. A [`Day`] is a calendar day in western Indonesia (WIB, UTC+7),
//! the day that is printed on a pack. A [`Clock`] gives moments; tests hold one that stands still.
use jiff::civil::Date;
pub use telusur_code::Day;

use crate::said::{Said, said};

/// Western Indonesia Time; a pack's best-before day ends at midnight there.
const WIB_MS: i64 = 7 * 3_600_000;
/// A day, in milliseconds.
pub const DAY_MS: i64 = 86_400_000;

/// An instant: milliseconds since 1970-01-01T00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

impl Moment {
    /// The calendar day of this instant in WIB.
    pub fn day(self) -> Day {
        Day(u32::try_from((self.0 + WIB_MS).div_euclid(DAY_MS)).unwrap_or(0))
    }

    /// The hour of the day in WIB, 0 to 23.
    pub fn hour(self) -> u8 {
        ((self.0 + WIB_MS).rem_euclid(DAY_MS) / 3_600_000) as u8
    }

    /// The first moment of a day in WIB.
    pub fn midnight(day: Day) -> Moment {
        Moment(Moment::noon(day).0 - DAY_MS / 2)
    }

    /// Noon WIB of a day.
    pub fn noon(day: Day) -> Moment {
        Moment(i64::from(day.0) * DAY_MS + DAY_MS / 2 - WIB_MS)
    }
}

/// Where moments come from.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands still, for tests and for the demonstration's past.
    Still(Moment),
}

impl Clock {
    /// The present moment.
    pub fn now(self) -> Moment {
        match self {
            Clock::System => Moment(jiff::Timestamp::now().as_millisecond()),
            Clock::Still(moment) => moment,
        }
    }

    /// The present day in WIB.
    pub fn today(self) -> Day {
        self.now().day()
    }
}

/// The first day of the count, 1970-01-01.
const EPOCH: Date = Date::constant(1970, 1, 1);

/// The calendar date of a day, `None` past the year 9999.
pub fn date(day: Day) -> Option<Date> {
    let span = jiff::Span::new().try_days(i64::from(day.0)).ok()?;
    EPOCH.checked_add(span).ok()
}

/// Reads `YYYY-MM-DD` (RFC 3339 full-date), from 1970 on.
///
/// # Errors
/// A sentence that names the text and the form wanted.
pub fn parse_day(text: &str) -> Result<Day, Said> {
    let wanted = || {
        said!(
            "'{text}' bukan tanggal; tulis tahun-bulan-tanggal, misalnya 2026-10-22",
            "'{text}' is no date; write year-month-day, for example 2026-10-22"
        )
    };
    if text.len() != 10 {
        return Err(wanted());
    }
    let date: Date = text.parse().map_err(|_| wanted())?;
    let days = EPOCH.until(date).map_err(|_| wanted())?.get_days();
    u32::try_from(days).map(Day).map_err(|_| wanted())
}

/// Writes `YYYY-MM-DD`.
pub fn iso(day: Day) -> String {
    date(day).map_or_else(|| format!("day {}", day.0), |date| date.to_string())
}

/// Writes a moment to the second, in WIB (RFC 3339): `2026-10-22T12:00:00+07:00`.
pub fn stamp(at: Moment) -> String {
    let seconds = (at.0 + WIB_MS).rem_euclid(DAY_MS) / 1_000;
    format!("{}T{:02}:{:02}:{:02}+07:00", iso(at.day()), seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_reads_and_prints_the_same() {
        for text in ["1970-01-01", "2026-10-22", "2027-02-28", "9999-12-31"] {
            assert_eq!(iso(parse_day(text).unwrap()), text);
        }
        assert_eq!(parse_day("2026-10-22").unwrap(), Day(20748));
    }

    #[test]
    fn what_is_no_date_is_refused_with_an_example() {
        for text in ["", "22-10-2026", "2026-13-01", "2026-02-30", "1969-12-31", "2026-10-22T00", "+02026-1-1"] {
            assert!(parse_day(text).unwrap_err().en.contains("2026-10-22"), "{text}");
        }
    }

    #[test]
    fn a_day_past_the_calendar_is_still_printed() {
        assert_eq!(date(Day(2_932_896)).map(|date| date.to_string()).as_deref(), Some("9999-12-31"));
        for day in [Day(2_932_897), Day(7_304_485), Day(u32::MAX)] {
            assert_eq!(date(day), None);
            assert_eq!(iso(day), format!("day {}", day.0));
        }
    }

    #[test]
    fn a_day_changes_at_midnight_in_sumatra() {
        assert_eq!(Moment(17 * 3_600_000 - 1).day(), Day(0));
        assert_eq!(Moment(17 * 3_600_000).day(), Day(1));
        assert_eq!(Moment::noon(Day(20748)).day(), Day(20748));
        assert_eq!((Moment(17 * 3_600_000 - 1).hour(), Moment(17 * 3_600_000).hour()), (23, 0));
        assert_eq!(Moment::noon(Day(20748)).hour(), 12);
        assert_eq!(Moment::midnight(Day(1)), Moment(17 * 3_600_000));
        assert_eq!(stamp(Moment(Moment::noon(Day(20748)).0 + 3_723_999)), "2026-10-22T13:02:03+07:00");
    }
}
