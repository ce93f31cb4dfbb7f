//! The telusur program.
fn main() {}
