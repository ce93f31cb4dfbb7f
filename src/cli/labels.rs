use std::io::{BufWriter, Write};
use std::path::PathBuf;

use clap::Args;
use telusur_code::Claims;

use super::failure::Failure;
use super::house::House;
use super::program::Place;
use super::progress;
use super::whole_file::write_whole;
use crate::i18n::{self, Lang};
use crate::issuance::{self, Span};
use crate::labels::{self, Captions, LabelText, SheetWriter, Symbol};
use crate::registry::{self, Batch, Product, RegionCode};

/// Width of a single symbol in SVG, quiet zone included, in millimetres.
const SVG_MM: f32 = 30.0;
/// Pixels of a module in PNG.
const PNG_PX: usize = 8;

/// Draw labels: one code as SVG or PNG, or A4 sheets of 24 labels as PDF.
#[derive(Args)]
#[command(after_help = "Examples:
  telusur labels --batch 261122-A --format pdf --from 1 --to 240 --out labels.pdf
  telusur labels --batch 261122-A --format svg --from 17 --out code-17.svg")]
pub(super) struct Labels {
    /// Kode produksi
    #[arg(long, value_name = "KODE")]
    batch: String,
    /// The product's code, when several have this kode produksi
    #[arg(long, value_name = "CODE")]
    product: Option<String>,
    /// svg or png: one code; pdf: sheets
    #[arg(long, value_parser = ["svg", "png", "pdf"])]
    format: String,
    /// First item [default: 1]
    #[arg(long, value_name = "A")]
    from: Option<u64>,
    /// Last item [default: the last; for svg and png the first]
    #[arg(long, value_name = "B")]
    to: Option<u64>,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Labels {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        let house = House::open(place).await?;
        let (batch, product) = house.batch(&self.batch, self.product.as_deref()).await?;
        let span = self.span(&batch)?;
        let key = house.unlock(&batch).await?;
        let codes = issuance::Codes::new(&batch, &house.revocations(&batch).await?, &key)?;
        codes.allow(span)?;
        if self.format == "pdf" {
            let text = label_text(&house, &batch, &product).await?;
            for sign in text.missing_characters() {
                eprintln!("telusur: the font has no '{sign}'; a box stands in its place");
            }
            return write_whole(&self.out, |file| {
                sheet(file, &codes, span, text.clone(), &house.config.public_url, &batch)
            });
        }
        let symbol =
            Symbol::encode(&codes.seal(span.from)?.address(&house.config.public_url)).map_err(Failure::refused)?;
        let bytes = match self.format.as_str() {
            "svg" => symbol.svg(SVG_MM, &product.name).map_err(Failure::refused)?.into_bytes(),
            _ => symbol.png(PNG_PX).map_err(Failure::refused)?,
        };
        write_whole(&self.out, |mut file| Ok(file.write_all(&bytes).and_then(|()| file.sync_all())?))
    }

    fn span(&self, batch: &Batch) -> Result<Span, Failure> {
        if self.format == "pdf" {
            return Ok(Span::of(batch, self.from, self.to)?);
        }
        let span = Span::of(batch, self.from, self.to.or(self.from).or(Some(1)))?;
        if span.len() > 1 {
            return Err(Failure::refused(format!(
                "{} draws one code; give --from only, or use --format pdf",
                self.format
            )));
        }
        Ok(span)
    }
}

/// The plain text beside each symbol: what the code signs, and for what a compact code leaves out, the register.
pub(super) async fn label_text(house: &House, batch: &Batch, product: &Product) -> Result<LabelText, Failure> {
    let producer = registry::find_producer(&mut &house.db, product.producer).await?;
    let producer = producer.ok_or_else(|| Failure::broken("the register has lost the product's producer"))?;
    let signed = Claims::decode(&batch.claims).map_err(Failure::broken)?;
    let url = &house.config.public_url;
    let host = url.split_once("://").map_or(url.as_str(), |(_, host)| host);
    let origin = RegionCode::from_claim(signed.origin).unwrap_or(product.origin);
    let per_batch = batch.level != registry::Level::Product;
    Ok(LabelText {
        product: signed.product_name.unwrap_or_else(|| product.name.clone()),
        producer: signed.producer_name.unwrap_or(producer.name),
        region: origin.name().to_owned(),
        production_code: per_batch.then(|| batch.code.clone()),
        best_before: signed.best_before.map(|day| i18n::date(day, Lang::Id)),
        host: host.to_owned(),
        ..LabelText::default()
    })
}

/// Writes sheets of a span of items. Batches without item codes get the same code on every label.
pub(super) fn sheet(
    file: std::fs::File,
    codes: &issuance::Codes,
    span: Span,
    text: LabelText,
    base: &str,
    batch: &Batch,
) -> Result<(), Failure> {
    let press = |error: labels::Error| Failure::refused(error);
    let title = format!("{} · {}", text.product, batch.code);
    let mut sheet = SheetWriter::new(BufWriter::with_capacity(1 << 18, file), text, Captions::indonesian(), &title)
        .map_err(press)?;
    let bar = progress::bar(span.len(), "labels");
    let same = if codes.tells_items_apart() { None } else { Some(codes.seal(1)?.address(base)) };
    for item in span.items() {
        match &same {
            Some(address) => sheet.push(address, None).map_err(press)?,
            None => sheet.push(&codes.seal(item)?.address(base), Some(&i18n::number(item, Lang::Id))).map_err(press)?,
        }
        bar.inc(1);
    }
    let mut out = sheet.finish().map_err(press)?;
    out.flush()?;
    out.get_ref().sync_all()?;
    bar.finish_and_clear();
    Ok(())
}
