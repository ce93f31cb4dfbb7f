//! Configuration: one flat list of keys, from a file, from `TELUSUR_*` variables, from the command line; the later
//! wins. Unknown keys stop the start, so that a typo is never a silent default.
mod keys;
mod load;

pub use keys::{Config, LogFormat};
pub use load::{Error, Source, load};

/// The commented example file, `telusur.example.toml`: every key with its default.
pub const EXAMPLE: &str = include_str!("../../telusur.example.toml");
