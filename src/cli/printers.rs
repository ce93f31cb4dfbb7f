use clap::{Args, Subcommand};

use super::failure::Failure;
use super::house::House;
use super::list::row;
use super::program::Place;
use super::say::say;
use super::templates::{owner, paper_width};
use crate::clock::iso;
use crate::printers::{self, Language, Measured, Printer, ReceiptPaper};
use crate::registry::{self, ProducerId};

/// How far printers miss the paper, remembered by name. `telusur calibrate` makes the page to measure on.
#[derive(Subcommand)]
#[command(after_help = "Example:
  telusur printers set 'Epson dapur' --right -0.8 --down 1.5 --scale-x 1 --scale-y 0.998
  telusur labels --batch 261122-A --format pdf --printer 'Epson dapur' --out labels.pdf
  telusur printers set 'Struk kasir' --language escpos --width 58
  telusur labels --batch 261122-A --stock roll-40x30 --printer 'Struk kasir' --out labels.bin")]
pub(super) enum Printers {
    /// Enter a printer, or measure one anew
    Set(Box<Set>),
    /// List all printers, one a line, fields divided by tabs
    List,
    /// Forget a printer
    Remove(Named),
}

/// Which printer.
#[derive(Args)]
pub(super) struct Named {
    /// Its name
    name: String,
    /// The producer whose printer it is [default: the office]
    #[arg(long, value_name = "CODE")]
    producer: Option<String>,
}

/// A printer and its calibration.
#[derive(Args)]
pub(super) struct Set {
    #[command(flatten)]
    named: Named,
    /// Move everything to the right, in millimetres; a negative number to the left
    #[arg(long, value_name = "MM", default_value_t = 0.0, allow_negative_numbers = true)]
    right: f64,
    /// Move everything down, in millimetres; a negative number up
    #[arg(long, value_name = "MM", default_value_t = 0.0, allow_negative_numbers = true)]
    down: f64,
    /// Draw everything this many times as wide: 100 divided by what the 100 mm bar measures
    #[arg(long, value_name = "F", default_value_t = 1.0, allow_negative_numbers = true)]
    scale_x: f64,
    /// The same for height
    #[arg(long, value_name = "F", default_value_t = 1.0, allow_negative_numbers = true)]
    scale_y: f64,
    /// Dots per inch: 203, 300 or 600 for thermal printers
    #[arg(long, value_name = "N")]
    dpi: Option<u32>,
    /// What a label printer speaks: zpl, tspl or escpos; 'telusur labels' then needs no --format
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    language: Option<Language>,
    /// The paper of a receipt printer, in millimetres: 58 or 80
    #[arg(long, value_name = "MM", value_parser = paper_width)]
    width: Option<ReceiptPaper>,
}

fn language(word: &str) -> Result<Language, String> {
    Language::from_word(word).ok_or_else(|| "zpl, tspl and escpos are known".into())
}

impl Printers {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        let house = House::open(place).await?;
        match self {
            Printers::Set(command) => command.run(&house).await,
            Printers::List => list(&house).await,
            Printers::Remove(named) => remove(&house, named).await,
        }
    }
}

impl Named {
    async fn owner(&self, house: &House) -> Result<Option<ProducerId>, Failure> {
        owner(house, self.producer.as_deref()).await
    }
}

impl Set {
    async fn run(self, house: &House) -> Result<(), Failure> {
        let owner = self.named.owner(house).await?;
        let Set { right, down, scale_x, scale_y, dpi, language, width: paper, .. } = self;
        let measured = Measured { right, down, scale_x, scale_y, dpi, language, paper };
        let printer = Printer::new(&self.named.name, owner, measured, house.clock.now())?;
        let name = printer.name.clone();
        house
            .db
            .write(move |tx| {
                let printer = printer.clone();
                Box::pin(async move { Ok::<_, printers::Error>(printers::put_printer(tx, &printer).await?) })
            })
            .await?;
        say!("printer '{name}': {right:+} mm to the right, {down:+} mm down, width x {scale_x}, height x {scale_y}");
        Ok(())
    }
}

async fn list(house: &House) -> Result<(), Failure> {
    let q = &mut &house.db;
    for printer in printers::all_printers(q).await? {
        let owner = match printer.producer {
            Some(id) => registry::find_producer(q, id).await?.map(|producer| producer.code).unwrap_or_default(),
            None => "-".into(),
        };
        let millimetres = |micrometres: i32| format!("{:+.3}", f64::from(micrometres) / 1_000.0);
        let scale = |parts: u32| format!("{:.6}", f64::from(parts) / 1_000_000.0);
        row(&[
            &printer.name,
            &owner,
            &millimetres(printer.right),
            &millimetres(printer.down),
            &scale(printer.scale_x),
            &scale(printer.scale_y),
            &printer.dpi.map_or_else(|| "-".into(), |dpi| dpi.to_string()),
            printer.language.map_or("-", Language::word),
            printer.paper.map_or("-", ReceiptPaper::word),
            &iso(printer.changed_at.day()),
        ])?;
    }
    Ok(())
}

async fn remove(house: &House, named: Named) -> Result<(), Failure> {
    let (owner, name) = (named.owner(house).await?, printers::name(&named.name)?);
    let gone = house
        .db
        .write(move |tx| {
            let name = name.clone();
            Box::pin(async move { Ok::<_, printers::Error>(printers::remove_printer(tx, owner, &name).await?) })
        })
        .await?;
    if !gone {
        let told = format!("there is no printer '{}' of this owner; 'telusur printers list' shows them", named.name);
        return Err(Failure::refused(told));
    }
    say!("printer '{}' is forgotten", named.name);
    Ok(())
}
