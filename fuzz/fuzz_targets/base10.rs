#![no_main]
#[path = "../invariants.rs"]
#[expect(dead_code, reason = "each target is one of the invariants")]
mod invariants;

libfuzzer_sys::fuzz_target!(|input: &[u8]| invariants::base10(input));
