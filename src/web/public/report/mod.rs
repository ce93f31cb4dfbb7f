//! Reports by consumers: the form, its way into the register, and the page that says where a report stands.
mod form;
mod receive;
mod standing;

pub(crate) use form::{page, words_of};
pub(crate) use receive::{Desk, LARGEST, receive};
pub(crate) use standing::{find, page as standing};
