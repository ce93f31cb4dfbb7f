//! The checklist: what the pack of a processed food must show besides our code, item by item, filled from the register.
//!
//! The list is that of PerBPOM 31/2018 as amended by PerBPOM 20/2021, with the halal rules of PP 42/2024 and Kepka BPJPH
//! 40/2022. Each *item* has a *state*: *ready* is a text to print, *missing* says what to do first, *by hand* is what no
//! register can know. The QR code replaces none of them.
//!
//! It decides nothing about the law: it reads the register, and whether a food needs more (nutrition facts, preparation,
//! storage) is said by its authority. It never hands out an official logo; it says where its owner gets it.
mod food;
mod item;
mod scope;

pub use food::{Pack, checklist};
pub use item::{Item, Said, State, What};
pub use scope::Scope;
