use clap::Args;

use super::failure::Failure;
use super::house::House;
use super::program::Place;
use super::say::say;

/// Make a register, or bring one up to date. Safe beside a running server.
#[derive(Args)]
pub(super) struct Migrate {}

impl Migrate {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        let house = House::build(place, Vec::new()).await?;
        say!("the register is up to date");
        if house.keys().await?.is_empty() {
            eprintln!("Next: telusur keys new");
        }
        Ok(())
    }
}
