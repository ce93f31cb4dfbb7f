//! From columns to types: what every row has in common.
use crate::clock::Day;
use crate::db::Error;
use crate::registry::RegionCode;

/// What putting a thing into the register did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// It is new.
    Added,
    /// It was there, and something in it is different now.
    Changed,
    /// It was there already, word for word.
    Unchanged,
}

/// A value that no program of ours has written.
pub(crate) fn odd(column: &str, value: impl std::fmt::Display) -> Error {
    Error::Away(format!("the register holds '{value}' as {column}, which cannot be read; restore it from a backup"))
}

/// A region by its code.
pub(crate) fn region(column: &str, code: &str) -> Result<RegionCode, Error> {
    RegionCode::parse(code).ok_or_else(|| odd(column, code))
}

/// A day up to 9999-12-31, the last one that can be written.
pub(super) fn day(column: &str, days: Option<i64>) -> Result<Option<Day>, Error> {
    const LAST: u32 = 2_932_896;
    let day = number(column, days)?;
    match day.filter(|day| *day > LAST) {
        Some(late) => Err(odd(column, late)),
        None => Ok(day.map(Day)),
    }
}

pub(super) fn number<T: TryFrom<i64>>(column: &str, value: Option<i64>) -> Result<Option<T>, Error> {
    value.map(|value| T::try_from(value).map_err(|_| odd(column, value))).transpose()
}

pub(super) fn word<T>(column: &str, word: &str, read: fn(&str) -> Option<T>) -> Result<T, Error> {
    read(word).ok_or_else(|| odd(column, word))
}

/// A day as it is stored.
pub(super) fn stored(day: Option<Day>) -> Option<i64> {
    day.map(|day| i64::from(day.0))
}

/// All rows as what they stand for.
pub(super) fn each<R, T: TryFrom<R, Error = Error>>(rows: Vec<R>) -> Result<Vec<T>, Error> {
    rows.into_iter().map(T::try_from).collect()
}
