use super::Error;
use crate::clock::Moment;
use crate::registry::{ProducerId, fields, words};

/// Longest name, in characters.
const NAME: usize = 60;
/// Farthest a printer is moved, in millimetres.
const FARTHEST: f64 = 10.0;
/// Least and most that it is scaled.
const SCALES: std::ops::RangeInclusive<f64> = 0.95..=1.05;
const DOTS: std::ops::RangeInclusive<u32> = 100..=2400;

words! {
    /// The language that a label printer speaks.
    pub enum Language {
        /// Zebra's, and that of many others.
        Zpl = "zpl",
        /// TSC's; Xprinter and most cheap label printers speak it.
        Tspl = "tspl",
        /// That of receipt printers.
        EscPos = "escpos",
    }
}

words! {
    /// The paper of a receipt printer, by its width in millimetres.
    pub enum ReceiptPaper {
        /// 58 mm wide.
        Mm58 = "58",
        /// 80 mm wide.
        Mm80 = "80",
    }
}

/// A printer, and how far it misses. Made by [`Printer::new`], which keeps the bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printer {
    /// Its name, such as `Epson dapur`; no two of one owner are the same.
    pub name: String,
    /// Whose it is; `None` for the office's.
    pub producer: Option<ProducerId>,
    /// What is added to every place, to the right, in micrometres.
    pub right: i32,
    /// The same, down.
    pub down: i32,
    /// How many times as wide everything is drawn, in parts per million: 1,000,000 for a printer that is true.
    pub scale_x: u32,
    /// The same for height.
    pub scale_y: u32,
    /// Dots per inch, when known.
    pub dpi: Option<u32>,
    /// What it speaks, when it is a label printer.
    pub language: Option<Language>,
    /// Its paper, when it is a receipt printer.
    pub paper: Option<ReceiptPaper>,
    /// When this was entered.
    pub changed_at: Moment,
}

/// What somebody measured on the calibration page, and knows of the printer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// Millimetres to the right.
    pub right: f64,
    /// Millimetres down.
    pub down: f64,
    /// Scale of widths.
    pub scale_x: f64,
    /// Scale of heights.
    pub scale_y: f64,
    /// Dots per inch.
    pub dpi: Option<u32>,
    /// What it speaks.
    pub language: Option<Language>,
    /// Its paper.
    pub paper: Option<ReceiptPaper>,
}

impl Printer {
    /// A printer as somebody entered it.
    ///
    /// # Errors
    /// [`Error::Name`], [`Error::Offset`], [`Error::Scale`], [`Error::Dots`]: what is out of bounds.
    pub fn new(name: &str, producer: Option<ProducerId>, measured: Measured, at: Moment) -> Result<Printer, Error> {
        if let Some(dpi) = measured.dpi.filter(|dpi| !DOTS.contains(dpi)) {
            return Err(Error::Dots(dpi));
        }
        Ok(Printer {
            name: self::name(name)?,
            producer,
            right: micrometres("--right", measured.right)?,
            down: micrometres("--down", measured.down)?,
            scale_x: parts_per_million("--scale-x", measured.scale_x)?,
            scale_y: parts_per_million("--scale-y", measured.scale_y)?,
            dpi: measured.dpi,
            language: measured.language,
            paper: measured.paper,
            changed_at: at,
        })
    }
}

/// A printer's name: one line that can be seen.
///
/// # Errors
/// [`Error::Name`].
pub fn name(text: &str) -> Result<String, Error> {
    fields::line(text, NAME).map_err(Error::Name)
}

// What is no number lies in no range, and is refused with the rest.
fn micrometres(flag: &'static str, value: f64) -> Result<i32, Error> {
    let sound = (-FARTHEST..=FARTHEST).contains(&value);
    if sound { Ok((value * 1_000.0).round() as i32) } else { Err(Error::Offset { flag, value }) }
}

fn parts_per_million(flag: &'static str, value: f64) -> Result<u32, Error> {
    if SCALES.contains(&value) { Ok((value * 1_000_000.0).round() as u32) } else { Err(Error::Scale { flag, value }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entered(measured: Measured) -> Result<Printer, Error> {
        Printer::new("Epson dapur", None, measured, Moment(0))
    }

    const TRUE: Measured =
        Measured { right: 0.0, down: 0.0, scale_x: 1.0, scale_y: 1.0, dpi: None, language: None, paper: None };

    #[test]
    fn what_was_typed_is_kept_to_the_micrometre() {
        let measured = Measured { right: -1.25, down: 0.3, scale_x: 1.0025, scale_y: 0.998, ..TRUE };
        let printer = entered(measured).unwrap();
        let kept = (printer.right, printer.down, printer.scale_x, printer.scale_y);
        assert_eq!(kept, (-1_250, 300, 1_002_500, 998_000));
    }

    #[test]
    fn what_no_printer_misses_is_refused() {
        for value in [10.001, -10.001, f64::NAN, f64::INFINITY] {
            let told = entered(Measured { down: value, ..TRUE }).unwrap_err().to_string();
            assert!(told.starts_with("--down ") && told.contains("at most 10 mm"), "{told}");
        }
        for value in [0.949, 1.051, 0.0, -1.0, 100.0, f64::NAN] {
            let told = entered(Measured { scale_x: value, ..TRUE }).unwrap_err().to_string();
            assert!(told.starts_with("--scale-x ") && told.contains("between 0.95 and 1.05"), "{told}");
        }
        for dpi in [0, 99, 2401] {
            assert!(matches!(entered(Measured { dpi: Some(dpi), ..TRUE }), Err(Error::Dots(asked)) if asked == dpi));
        }
    }

    #[test]
    fn a_name_can_be_seen() {
        for text in ["", "  ", "a\u{202e}b", &"x".repeat(61)] {
            assert!(matches!(name(text), Err(Error::Name(_))), "{text:?}");
        }
        assert_eq!(name("  Epson dapur ").unwrap(), "Epson dapur");
    }
}
