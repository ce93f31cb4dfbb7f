//! Workbooks (ECMA-376, `.xlsx`) of other people, read into lines of text.
//!
//! A *part* is a file in the archive; parts name each other through *relationships*. Of all parts only those that the list needs
//! are unpacked: the relationships, the workbook, its styles, its strings, and one sheet.
mod number;
mod parts;
mod rows;
mod strings;
mod styles;
mod xml;

pub(super) use rows::Sheet;
