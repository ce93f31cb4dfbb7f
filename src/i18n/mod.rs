//! Words, dates and numbers in Indonesian and English.
//!
//! Every sentence that a visitor reads lies in `locales/id.toml` and `locales/en.toml`, read once into one typed
//! `Words`: a missing or an unknown key fails the first test, not the first visitor. Sentences have named gaps
//! (`{name}`) that `fill` closes; what it returns is plain text, which templates escape.
mod lang;
mod words;
mod write;

pub use lang::Lang;
pub(crate) use words::{
    Band, FieldWords, Page, Photo as PhotoWords, Producer as ProducerWords, Report as ReportWords, Words, words,
};
pub(crate) use write::{date, fill, moment, number, turns_page};
