use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::failure::Failure;
use super::house::House;
use super::program::Place;
use super::progress;
use super::say::say;
use super::templates::{design, paper_width, printer, read_at_most, stock};
use super::whole_file::write_whole;
use crate::labels::layout::Picture;
use crate::printers::{Printer, ReceiptPaper};
use crate::printing::{self, Format, Goods, Order, Plan};
use crate::registry::{Product, Profile};

/// Largest logo that is read, in bytes: the press takes no more.
const LARGEST_LOGO: u64 = 5_000_000;
/// What is collected before it is written, in bytes.
const COLLECTED: usize = 1 << 18;

/// Print labels: sheets, rolls, pictures, or a bundle for a print house.
#[derive(Args)]
#[command(after_help = "Formats:
  pdf               sheets or rolls, for any office printer and for print houses
  svg, png          one label; svg-zip, png-zip: a file for each
  zpl, tspl, escpos label printers (Zebra; TSC, Xprinter) and receipt printers
  bundle            for print houses with variable data: lists, drawings, a read-me

The strongest code that fits is printed: the full one, or else the compact one. What was decided is said on
standard error. 'telusur list stocks' and 'telusur list designs' show papers and labels.

Examples:
  telusur labels --batch 261122-A --format pdf --stock tj-103 --start 5 --out labels.pdf
  telusur labels --batch 261122-A --stock roll-50x30 --printer Xprinter --out labels.tspl
  telusur labels --batch 261122-A --format escpos --width 58 --stock roll-40x30 --out labels.bin
  telusur labels --batch 261122-A --format pdf --stock a3plus-50x30 --k100 --out for-the-print-house.pdf
  telusur labels --batch 261122-A --format bundle --from 1 --to 5000 --out for-the-print-house.zip
  telusur labels --batch 261122-A --format png --symbol-only --from 17 --out code-17.png")]
pub(super) struct Labels {
    /// Kode produksi
    #[arg(long, value_name = "KODE")]
    batch: String,
    /// The product's code, when several have this kode produksi
    #[arg(long, value_name = "CODE")]
    product: Option<String>,
    /// pdf, svg, png, svg-zip, png-zip, zpl, tspl, escpos or bundle [default: the printer's language]
    #[arg(long, value_parser = format, required_unless_present = "printer")]
    format: Option<Format>,
    /// The label paper [default for pdf: A4 sheets of 24, or else the smallest that takes the design]
    #[arg(long, value_name = "NAME")]
    stock: Option<String>,
    /// A file of label papers of your own
    #[arg(long, value_name = "FILE")]
    stock_file: Option<PathBuf>,
    /// The design [default: the largest that the paper takes]
    #[arg(long, value_name = "NAME")]
    design: Option<String>,
    /// A file of designs of your own
    #[arg(long, value_name = "FILE")]
    design_file: Option<PathBuf>,
    /// The printer, whose calibration is remembered ('telusur printers')
    #[arg(long, value_name = "NAME")]
    printer: Option<String>,
    /// Dots per inch of pictures and label printers [default: the printer's, the paper's usual, or 300]
    #[arg(long, value_name = "N")]
    dpi: Option<u32>,
    /// The paper of a receipt printer, in millimetres: 58 or 80 [default: the printer's, or the narrowest for the labels]
    #[arg(long, value_name = "MM", value_parser = paper_width)]
    width: Option<ReceiptPaper>,
    /// The first free place of a half-used sheet, counted row by row from the upper left
    #[arg(long, value_name = "N", default_value_t = 1)]
    start: usize,
    /// First item [default: 1]
    #[arg(long, value_name = "A")]
    from: Option<u64>,
    /// Last item [default: the last; for svg and png the first]
    #[arg(long, value_name = "B")]
    to: Option<u64>,
    /// Print this code and no other: full or compact
    #[arg(long, value_name = "PROFILE", value_parser = profile)]
    profile: Option<Profile>,
    /// Where no signed code fits, print the short code, which is looked up
    #[arg(long)]
    short: bool,
    /// Allow modules down to 0.30 mm: only where the printing is fine and the paper smooth
    #[arg(long)]
    dense: bool,
    /// All ink is pure black (K100, in a PDF), as print houses want it
    #[arg(long)]
    k100: bool,
    /// The producer's own logo: PNG or JPEG
    #[arg(long, value_name = "FILE")]
    logo: Option<PathBuf>,
    /// Nothing but the symbol and its quiet zone
    #[arg(long)]
    symbol_only: bool,
    /// Say what would be printed, and print nothing
    #[arg(long)]
    plan: bool,
    /// The file to write, or a folder for a file that is named after what is in it
    #[arg(long, value_name = "FILE", required_unless_present = "plan")]
    out: Option<PathBuf>,
}

fn format(word: &str) -> Result<Format, String> {
    let known = || Format::ALL.iter().map(|format| format.word()).collect::<Vec<_>>().join(", ");
    Format::from_word(word).ok_or_else(|| format!("these formats are known: {}", known()))
}

fn profile(word: &str) -> Result<Profile, String> {
    Profile::from_word(word).ok_or_else(|| "full and compact are known".into())
}

impl Labels {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        let house = House::open(place).await?;
        let (batch, product) = house.batch(&self.batch, self.product.as_deref()).await?;
        let order = self.order(&house, &product).await?;
        let codes = house.codes(&batch).await?;
        let goods = Goods::of(&mut &house.db, batch, product).await?;
        let plan = printing::plan(goods, codes, &house.config.public_url, &order)?;
        for sentence in &plan.told {
            eprintln!("telusur: {sentence}");
        }
        match self.out {
            Some(out) if !self.plan => {
                eprintln!("telusur: {}", plan.summary());
                print(&plan, out)
            }
            _ => {
                say!("{}", plan.summary());
                Ok(())
            }
        }
    }

    /// As what: as was asked, or what the printer understands.
    fn format(&self, printer: Option<&Printer>) -> Result<Format, Failure> {
        let speaks = printer.and_then(|printer| printer.language).map(Format::from);
        self.format.or(speaks).ok_or_else(|| {
            let name = printer.map_or("", |printer| &printer.name);
            Failure::refused(format!(
                "no language of printer '{name}' is known: say with --format what to print as, such as pdf"
            ))
        })
    }

    async fn order(&self, house: &House, product: &Product) -> Result<Order, Failure> {
        let printer = match &self.printer {
            Some(name) => Some(printer(house, Some(product.producer), name).await?),
            None => None,
        };
        Ok(Order {
            format: self.format(printer.as_ref())?,
            from: self.from,
            to: self.to,
            stock: stock(self.stock.as_deref(), self.stock_file.as_deref())?,
            design: design(self.design.as_deref(), self.design_file.as_deref())?,
            printer,
            dpi: self.dpi,
            receipt: self.width,
            start: self.start,
            profile: self.profile,
            short: self.short,
            dense: self.dense,
            black_only: self.k100,
            symbol_only: self.symbol_only,
            logo: self.logo.as_deref().map(logo).transpose()?,
        })
    }
}

fn logo(path: &std::path::Path) -> Result<Arc<Picture>, Failure> {
    let bytes = read_at_most(LARGEST_LOGO, path, "a logo has at most 5 MB; save it smaller")?;
    let unusable = |error| Failure::refused(format!("{}: {error}", path.display()));
    Picture::read(&bytes).map(Arc::new).map_err(unusable)
}

/// Prints a plan into a file that appears when it is whole.
pub(super) fn print(plan: &Plan, out: PathBuf) -> Result<(), Failure> {
    let path = if out.is_dir() { out.join(plan.file_name()) } else { out };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    write_whole(&path, |file| {
        let mut out = BufWriter::with_capacity(COLLECTED, file);
        let bar = progress::bar(plan.labels(), "labels");
        plan.print(&mut out, || tempfile::tempfile_in(&folder), |done| bar.set_position(done))?;
        out.flush()?;
        out.get_ref().sync_all()?;
        bar.finish_and_clear();
        Ok(())
    })
}
