//! Telusur.
