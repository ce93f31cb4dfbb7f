//! The verdict page: what a code proves, within a second.
//!
//! Its parts come in this order and are made by one pure function each: the band (the verdict), what to compare with the
//! pack, the origin, the certificates, the history of the batch, how this was checked. Four facts never mix: the signature
//! and the status stand in the band's words, scan history and the basis of claims have lines of their own.
mod address;
mod background;
mod band;
mod certificates;
mod checked;
mod compare;
mod history;
mod origin;
mod page;

pub(crate) use band::title;
pub(crate) use certificates::{Card, card, kind_name, notes};
#[cfg(test)]
pub(crate) use page::html;
pub(crate) use page::{answer, example, page};
