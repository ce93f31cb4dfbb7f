//! The press: codes in, paper out.
mod bitrow;
mod error;
mod mask;
mod png;
mod skeleton;
mod svg;
mod symbol;
mod text;
mod typeface;

pub use error::Error;
pub use qrcode::EcLevel;
pub use symbol::Symbol;
