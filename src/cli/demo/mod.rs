//! `telusur demo`: a register of invented makers, issued, printed and served, so that anybody sees a label verify
//! within a minute. It signs with the published example key: nothing it prints proves anything.
mod addresses;
mod cases;
mod command;
mod people;
mod photos;
mod samples;

pub(super) use command::Demo;
