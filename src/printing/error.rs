use super::Format;
use crate::labels;
use crate::printers::{Language, ReceiptPaper};

/// Why labels are not printed. Each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// One label only, and several were asked for.
    #[error("{format} draws one label, and these are {labels}; give --from only, or use --format {format}-zip")]
    OneOnly {
        /// As asked.
        format: Format,
        /// How many the order has.
        labels: u64,
    },
    /// A label printer needs to know its labels.
    #[error("{0} needs to know the labels on the roll: name them with --stock; 'telusur list stocks' shows them")]
    NoStock(Format),
    /// A roll where a sheet is meant, or the other way round.
    #[error("{format} is printed on rolls, and {stock} is a sheet; 'telusur list stocks' shows the rolls")]
    NotARoll {
        /// As asked.
        format: Format,
        /// The stock's name.
        stock: String,
    },
    /// No ready-made design is small enough.
    #[error("no ready-made design fits labels of {width} x {height} mm; write one and give it with --design-file")]
    NoDesign {
        /// The label's width, in millimetres.
        width: f32,
        /// Its height.
        height: f32,
    },
    /// No paper that we know has labels as large as a design.
    #[error(
        "no label paper that we know takes design {design} of {width} x {height} mm; \
         write one and give it with --stock-file and --stock"
    )]
    NoStockTakes {
        /// The design's name.
        design: String,
        /// Its width, in millimetres.
        width: f32,
        /// Its height.
        height: f32,
    },
    /// Labels that are wider than the paper.
    #[error(
        "labels of {stock} are {width} mm wide, and the printer's paper {paper} mm; \
         name narrower labels with --stock, or the paper that is in the printer with --width"
    )]
    WiderThanPaper {
        /// The stock's name.
        stock: String,
        /// Width of its labels, in millimetres.
        width: f32,
        /// The printer's paper.
        paper: ReceiptPaper,
    },
    /// A printer does not understand what it would be sent.
    #[error(
        "printer '{printer}' speaks {speaks}, not {format}; leave --format out, \
         or enter its language anew with 'telusur printers set'"
    )]
    Language {
        /// The printer's name.
        printer: String,
        /// Its language.
        speaks: Language,
        /// As asked.
        format: Format,
    },
    /// Places are counted from 1.
    #[error("--start 0: the places of a sheet are counted from 1, which is at the upper left")]
    StartAtZero,
    /// A first free place where there is no sheet.
    #[error("--start is for half-used sheets, which {0} does not have; leave it out")]
    NoSheet(Format),
    /// No printer has such dots.
    #[error("--dpi {0}: label printers have 203, 300 or 600 dots per inch, pictures 100 to 2400")]
    Dots(u32),
    /// No receipt printer has such dots.
    #[error("receipt printers have 203 dots per inch, not {0}; leave --dpi out, or enter the printer anew without it")]
    ReceiptDots(u32),
    /// The batch has no full codes.
    #[error("batch {0} was issued with the compact profile; its codes carry no names. Leave --profile out")]
    NoFullCodes(String),
    /// A list of so many codes is no file any more.
    #[error(
        "a bundle holds at most {most} codes, and these are {labels}; make several with --from and --to, such as --to {most}"
    )]
    TooMany {
        /// The most.
        most: u64,
        /// As asked.
        labels: u64,
    },
    /// No code that was allowed fits the label.
    #[error("{what} does not fit {place}: {reason}{hint}")]
    NothingFits {
        /// The code tried last.
        what: &'static str,
        /// The design, or the square of a symbol alone.
        place: String,
        /// Why, and which label would do.
        reason: labels::Error,
        /// What else could be asked for.
        hint: &'static str,
    },
    /// The register has lost something that the batch needs.
    #[error("the register has lost {0}; restore it from a backup")]
    Lost(&'static str),
    /// The codes are refused.
    #[error(transparent)]
    Codes(#[from] crate::issuance::Refusal),
    /// The press refuses.
    #[error(transparent)]
    Press(#[from] labels::Error),
    /// The database could not answer.
    #[error(transparent)]
    Storage(#[from] crate::db::Error),
}

impl Error {
    /// Whether the machine is to blame, not the order.
    pub fn is_broken(&self) -> bool {
        match self {
            Error::Storage(_) | Error::Lost(_) | Error::Press(labels::Error::Io(_)) => true,
            Error::Codes(refusal) => matches!(refusal, crate::issuance::Refusal::Storage(_)),
            _ => false,
        }
    }
}
