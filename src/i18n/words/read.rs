//! Taking the words out of a locale, key by key: what is missing, unknown or of the wrong kind is said all at once.
//!
//! A reader by hand, because those that serde derives for two thousand texts took the compiler minutes.
use std::collections::HashMap;

use toml::{Table, Value};

/// A section of a locale while it is read.
pub(super) struct Section<'a> {
    at: &'a str,
    table: Table,
    faults: &'a mut Vec<String>,
}

/// What may stand under a key: a text, a list, or a section.
pub(super) trait Word: Sized {
    /// What a value says. Something of this kind even when the value is missing or wrong: then `faults` says so.
    fn of(value: Option<Value>, at: &str, faults: &mut Vec<String>) -> Self;
}

impl Section<'_> {
    /// The word of a key, which leaves the section.
    pub(super) fn take<W: Word>(&mut self, key: &str) -> W {
        W::of(self.table.remove(key), &format!("{}.{key}", self.at), self.faults)
    }
}

/// Reads a section, and complains of what nobody took.
pub(super) fn section<T>(
    value: Option<Value>,
    at: &str,
    faults: &mut Vec<String>,
    build: fn(&mut Section<'_>) -> T,
) -> T {
    let table = match value {
        Some(Value::Table(table)) => table,
        other => {
            faults.push(format!("{at} {}", wrong(other.as_ref(), "a section")));
            Table::new()
        }
    };
    let mut section = Section { at, table, faults };
    let built = build(&mut section);
    let Section { table, faults, .. } = section;
    faults.extend(table.keys().map(|key| format!("{at}.{key} is not known")));
    built
}

impl Word for String {
    fn of(value: Option<Value>, at: &str, faults: &mut Vec<String>) -> Self {
        match value {
            Some(Value::String(text)) => text,
            other => {
                faults.push(format!("{at} {}", wrong(other.as_ref(), "a text")));
                Self::new()
            }
        }
    }
}

impl<W: Word> Word for Vec<W> {
    fn of(value: Option<Value>, at: &str, faults: &mut Vec<String>) -> Self {
        match value {
            Some(Value::Array(list)) => list
                .into_iter()
                .enumerate()
                .map(|(number, value)| W::of(Some(value), &format!("{at}[{number}]"), faults))
                .collect(),
            other => {
                faults.push(format!("{at} {}", wrong(other.as_ref(), "a list")));
                Self::new()
            }
        }
    }
}

impl Word for HashMap<String, String> {
    fn of(value: Option<Value>, at: &str, faults: &mut Vec<String>) -> Self {
        match value {
            Some(Value::Table(table)) => table
                .into_iter()
                .map(|(key, value)| {
                    let word = Word::of(Some(value), &format!("{at}.{key}"), faults);
                    (key, word)
                })
                .collect(),
            other => {
                faults.push(format!("{at} {}", wrong(other.as_ref(), "a section")));
                Self::new()
            }
        }
    }
}

fn wrong(value: Option<&Value>, wanted: &str) -> String {
    match value {
        None => "is missing".into(),
        Some(_) => format!("is not {wanted}"),
    }
}
