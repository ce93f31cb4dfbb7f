//! Telusur.
pub mod labels;
