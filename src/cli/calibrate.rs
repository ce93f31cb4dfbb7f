use std::io::{BufWriter, Write};
use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use super::house::House;
use super::program::Place;
use super::templates::{owner, printer, stock};
use super::whole_file::write_whole;
use crate::labels::press::pdf::{Entered, calibration_page};
use crate::labels::stock::Calibration;
use crate::printing::calibration;

/// Print a page with rulers to measure how far a printer misses its labels. No register is needed, but for --printer.
#[derive(Args)]
#[command(after_help = "Example:
  telusur calibrate --stock tj-103 --out measure.pdf
  telusur printers set 'Epson dapur' --right -0.8 --down 1.5
  telusur calibrate --stock tj-103 --printer 'Epson dapur' --out again.pdf     # now it should be true")]
pub(super) struct Calibrate {
    /// The label paper; 'telusur list stocks' shows them
    #[arg(long, value_name = "NAME")]
    stock: String,
    /// A file of label papers of your own
    #[arg(long, value_name = "FILE")]
    stock_file: Option<PathBuf>,
    /// A printer that was measured before, to see it true
    #[arg(long, value_name = "NAME")]
    printer: Option<String>,
    /// The producer whose printer it is [default: the office]
    #[arg(long, value_name = "CODE", requires = "printer")]
    producer: Option<String>,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Calibrate {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        let Some(stock) = stock(Some(&self.stock), self.stock_file.as_deref())? else { return Ok(()) };
        let calibration = self.calibration(place).await?;
        write_whole(&self.out, |file| {
            let mut out = BufWriter::new(file);
            calibration_page(&stock, calibration, Entered::ByCommand, &mut out).map_err(Failure::refused)?;
            out.flush()?;
            Ok(out.get_ref().sync_all()?)
        })
    }

    async fn calibration(&self, place: Place) -> Result<Calibration, Failure> {
        let Some(name) = &self.printer else { return Ok(Calibration::default()) };
        let house = House::open(place).await?;
        let owner = owner(&house, self.producer.as_deref()).await?;
        Ok(calibration(&printer(&house, owner, name).await?))
    }
}
