//! The door as a visitor sees it: every verdict, every page, hostile addresses.
mod fixtures;
mod pages;
mod short_codes;
mod specimen;
mod verdicts;
