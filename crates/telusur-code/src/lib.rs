//! The Telusur signed code.
#![no_std]
