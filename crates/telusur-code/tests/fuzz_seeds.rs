//! The corpus of the fuzz targets, replayed: what a fuzzer once found stays found.
//!
//! The corpus lives beside the workspace and is not published with this crate; neither is this test.
use std::fs;
use std::path::Path;

#[path = "../../../fuzz/invariants.rs"]
mod invariants;

fn replay(target: &str, invariant: fn(&[u8])) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let seeds: Vec<_> = fs::read_dir(corpus).unwrap().map(|seed| seed.unwrap().path()).collect();
    assert!(seeds.len() >= 10, "the corpus of {target} was lost");
    for seed in seeds {
        println!("{}", seed.display());
        invariant(&fs::read(seed).unwrap());
    }
}

#[test]
fn no_seed_breaks_the_address() {
    replay("address", invariants::address);
}

#[test]
fn no_seed_breaks_base10() {
    replay("base10", invariants::base10);
}

#[test]
fn no_seed_breaks_the_envelope() {
    replay("envelope", invariants::envelope);
}
