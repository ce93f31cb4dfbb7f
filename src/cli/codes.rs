use std::io::{BufWriter, Write};

use clap::Args;

use super::failure::Failure;
use super::house::House;
use super::program::Place;
use crate::issuance::Span;

/// Print the addresses of a batch, one a line.
#[derive(Args)]
#[command(after_help = "Example:
  telusur codes --batch 261122-A --from 1 --to 500 --format csv > codes.csv")]
pub(super) struct Codes {
    /// Kode produksi
    #[arg(long, value_name = "KODE")]
    batch: String,
    /// The product's code, when several have this kode produksi
    #[arg(long, value_name = "CODE")]
    product: Option<String>,
    /// First item [default: 1]
    #[arg(long, value_name = "A")]
    from: Option<u64>,
    /// Last item [default: the last]
    #[arg(long, value_name = "B")]
    to: Option<u64>,
    /// txt: one address a line; csv: item, address, short address
    #[arg(long, default_value = "txt", value_parser = ["txt", "csv"])]
    format: String,
}

impl Codes {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        let house = House::open(place).await?;
        let (batch, _) = house.batch(&self.batch, self.product.as_deref()).await?;
        let span = Span::of(&batch, self.from, self.to)?;
        let codes = house.codes(&batch).await?;
        codes.allow(span)?;
        let base = &house.config.public_url;
        let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
        let csv = self.format == "csv";
        if csv {
            writeln!(out, "item,address,short_address")?;
        }
        let apart = codes.tells_items_apart();
        let items = if apart { span.items() } else { 1..=1 };
        for number in items {
            let address = codes.seal(number)?.address(base);
            if csv {
                let item = if apart { number.to_string() } else { String::new() };
                writeln!(out, "{item},{address},{}", codes.short(number)?.address(base))?
            } else {
                writeln!(out, "{address}")?
            }
        }
        Ok(out.flush()?)
    }
}
