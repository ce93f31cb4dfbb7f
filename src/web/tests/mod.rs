//! The door as a visitor sees it: every verdict, every page, hostile addresses.
mod accounts;
mod agency;
#[path = "../../../tests/journeys/authenticator.rs"]
mod authenticator;
mod businesses;
mod every_route;
mod fixtures;
mod languages;
mod pages;
mod passkeys;
mod people;
mod photos;
mod pictures;
mod printers;
mod short_codes;
mod specimen;
mod verdicts;
