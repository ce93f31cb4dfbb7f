use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use super::house::House;
use super::import::sheet;
use super::program::Place;
use super::whole_file::write_whole;
use crate::registry::export::{self, Error};
use crate::registry::import::Sheet;
use crate::spreadsheet::Format;

/// Write producers, products or sentra as the file that 'import' reads.
#[derive(Args)]
#[command(after_help = "Example:
  telusur export products --out products.xlsx

The file holds telephone numbers and mail addresses, also of producers who do not show them: keep it as carefully as
the register.")]
pub(super) struct Export {
    /// producers, products or sentra
    #[arg(value_parser = sheet)]
    what: Sheet,
    /// csv or xlsx [default: as the name of the file says, else csv]
    #[arg(long, value_parser = format)]
    format: Option<Format>,
    /// The file [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

fn format(word: &str) -> Result<Format, String> {
    match word {
        "csv" => Ok(Format::Csv),
        "xlsx" => Ok(Format::Xlsx),
        _ => Err("write csv or xlsx".into()),
    }
}

impl Export {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        let ending = self.out.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
        let format = self.format.or(ending.and_then(|ending| format(ending).ok())).unwrap_or(Format::Csv);
        let house = House::open(place).await?;
        let what = self.what;
        let Some(path) = &self.out else {
            if format == Format::Xlsx && std::io::stdout().is_terminal() {
                return Err(Failure::refused("a workbook is no text for a terminal; name a file with --out"));
            }
            return write(&house, what, format, std::io::stdout().lock()).map(drop);
        };
        let rows = write_whole(path, |file| write(&house, what, format, file))?;
        eprintln!("{rows} {what} in {}", path.display());
        Ok(())
    }
}

/// Asks the register and writes, row by row. The writer is not `Send`, so the asking is waited for in place.
fn write(house: &House, what: Sheet, format: Format, out: impl Write) -> Result<u64, Failure> {
    let out = BufWriter::with_capacity(1 << 16, out);
    let q = &mut &house.db;
    let asking = export::write(q, what, format, out);
    let waited = tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(asking));
    let (mut out, rows) = waited?;
    out.flush()?;
    Ok(rows)
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Storage(error) => error.into(),
            Error::Output(error) => error.into(),
        }
    }
}
