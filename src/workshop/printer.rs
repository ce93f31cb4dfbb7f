//! A producer's own printers, and how far each one misses the paper.
use serde::{Deserialize, Serialize};

use super::error::Reading;
use super::{Acting, Error, Field};
use crate::audit::{self, Act, Subject, SubjectKind};
use crate::clock::Moment;
use crate::db::Tx;
use crate::labels::press::pdf::true_lengths;
use crate::labels::stock::{Calibration, Stock};
use crate::printers::{self, Language, Measured, Printer, ReceiptPaper};
use crate::registry::{ProducerId, words};

/// Printers that one producer keeps.
const MOST: u64 = 50;
/// The sheet whose calibration page is meant when none is named; all sheets have bars of one length.
const USUAL_SHEET: &str = "a4-24";

words! {
    /// What kind of printer it is: language and paper in one question.
    pub enum Machine {
        /// An office printer: ink or laser, on sheets.
        Office = "biasa",
        /// A label printer that speaks ZPL.
        Zpl = "zpl",
        /// A label printer that speaks TSPL.
        Tspl = "tspl",
        /// A receipt printer of 58 mm.
        Receipt58 = "struk58",
        /// A receipt printer of 80 mm.
        Receipt80 = "struk80",
    }
}

impl Machine {
    fn language(self) -> Option<Language> {
        match self {
            Machine::Office => None,
            Machine::Zpl => Some(Language::Zpl),
            Machine::Tspl => Some(Language::Tspl),
            Machine::Receipt58 | Machine::Receipt80 => Some(Language::EscPos),
        }
    }

    fn paper(self) -> Option<ReceiptPaper> {
        match self {
            Machine::Receipt58 => Some(ReceiptPaper::Mm58),
            Machine::Receipt80 => Some(ReceiptPaper::Mm80),
            Machine::Office | Machine::Zpl | Machine::Tspl => None,
        }
    }

    /// What kind a printer is.
    pub fn of(printer: &Printer) -> Machine {
        match (printer.language, printer.paper) {
            (None, _) => Machine::Office,
            (Some(Language::Zpl), _) => Machine::Zpl,
            (Some(Language::Tspl), _) => Machine::Tspl,
            (Some(Language::EscPos), Some(ReceiptPaper::Mm80)) => Machine::Receipt80,
            (Some(Language::EscPos), Some(ReceiptPaper::Mm58) | None) => Machine::Receipt58,
        }
    }
}

/// What was typed: a name, and what a ruler found on the calibration page, in millimetres. An empty length is a true one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are those of the form, explained at Field")]
pub struct PrinterForm {
    pub nama: String,
    /// The name under which it was kept, when it is measured anew.
    pub dulu: String,
    pub mesin: String,
    pub titik: String,
    pub datar: String,
    pub tegak: String,
    pub kiri: String,
    pub atas: String,
}

impl PrinterForm {
    /// The form of a printer that is kept, as it was measured.
    pub fn of(printer: &Printer) -> PrinterForm {
        let (origin, bar) = lengths();
        let missed = |micrometres: i32| typed(origin - f64::from(micrometres) / 1_000.0, origin);
        let scaled = |parts: u32| typed(bar * 1_000_000.0 / f64::from(parts), bar);
        PrinterForm {
            nama: printer.name.clone(),
            dulu: String::new(),
            mesin: Machine::of(printer).word().to_owned(),
            titik: printer.dpi.map(|dpi| dpi.to_string()).unwrap_or_default(),
            datar: scaled(printer.scale_x),
            tegak: scaled(printer.scale_y),
            kiri: missed(printer.right),
            atas: missed(printer.down),
        }
    }

    /// The printer.
    ///
    /// # Errors
    /// [`Error::Fields`].
    pub fn printer(&self, owner: ProducerId, at: Moment) -> Result<Printer, Error> {
        let (origin, bar) = lengths();
        let mut reading = Reading::default();
        let name = reading.need(Field::Name, &self.nama, |name| printers::name(name).ok());
        let machine = reading.need(Field::Machine, &self.mesin, Machine::from_word);
        let dpi = reading.may(Field::Dots, &self.titik, |text| match text.parse() {
            Ok(dpi @ (203 | 300 | 600)) => Some(dpi),
            _ => None,
        });
        let (least, most) = Calibration::SCALES;
        let scale = |text: &str| {
            let scale = bar / length(text)?;
            (f64::from(least)..=f64::from(most)).contains(&scale).then_some(scale)
        };
        let shift = |text: &str| {
            let shift = origin - length(text)?;
            (shift.abs() <= f64::from(Calibration::FARTHEST)).then_some(shift)
        };
        let scale_x = reading.may(Field::LevelBar, &self.datar, scale).unwrap_or(1.0);
        let scale_y = reading.may(Field::UprightBar, &self.tegak, scale).unwrap_or(1.0);
        let right = reading.may(Field::FromLeft, &self.kiri, shift).unwrap_or(0.0);
        let down = reading.may(Field::FromTop, &self.atas, shift).unwrap_or(0.0);
        let measured = machine.map(|machine| Measured {
            right,
            down,
            scale_x,
            scale_y,
            dpi,
            language: machine.language(),
            paper: machine.paper(),
        });
        let (name, measured) = reading.end(name.zip(measured))?;
        // The bounds are the same; whoever moves only one of them is told here.
        Printer::new(&name, Some(owner), measured, at).map_err(|_| Error::Fields(vec![Field::Name]))
    }
}

/// Where the bars of a calibration page are, and how long, in millimetres.
fn lengths() -> (f64, f64) {
    let sheet = Stock::named(USUAL_SHEET).unwrap_or(&Stock::all()[0]);
    let (origin, bar) = true_lengths(sheet);
    (f64::from(origin), f64::from(bar))
}

/// A length as people write it: with a comma or a point, perhaps with its unit.
fn length(text: &str) -> Option<f64> {
    let text = text.trim().trim_end_matches("mm").trim_end().replace(',', ".");
    let is_plain = text.len() <= 8 && text.bytes().all(|sign| sign.is_ascii_digit() || sign == b'.');
    text.parse().ok().filter(|length: &f64| is_plain && *length > 0.0)
}

/// A length as the form shows it: nothing where it is true, else to the hundredth of a millimetre.
fn typed(length: f64, should_be: f64) -> String {
    let hundredths = (length * 100.0).round() / 100.0;
    if (hundredths - should_be).abs() < 0.005 { String::new() } else { hundredths.to_string().replace('.', ",") }
}

/// Keeps a printer, over the one of its name if the producer has one, and in place of the one that had another name before.
///
/// # Errors
/// [`Error::TooMany`].
pub async fn keep_printer(tx: &mut Tx, acting: Acting, printer: &Printer, before: &str) -> Result<(), Error> {
    let printer = Printer { producer: Some(acting.producer), ..printer.clone() };
    printers::remove_printer(tx, printer.producer, before).await?;
    let own = printers::printers_of(tx, acting.producer).await?;
    let others = own.iter().filter(|other| other.producer.is_some() && other.name != printer.name).count();
    if u64::try_from(others).unwrap_or(MOST) >= MOST {
        return Err(Error::TooMany(MOST));
    }
    printers::put_printer(tx, &printer).await?;
    note(tx, acting, Act::PrinterSet, &printer.name).await
}

/// Forgets a printer. Labels that were ordered for it stay as they are.
///
/// # Errors
/// [`Error::Unknown`] when the producer has none of that name; the office's printers are not the producer's to forget.
pub async fn forget_printer(tx: &mut Tx, acting: Acting, name: &str) -> Result<(), Error> {
    if !printers::remove_printer(tx, Some(acting.producer), name).await? {
        return Err(Error::Unknown("printer"));
    }
    note(tx, acting, Act::PrinterRemoved, name).await
}

async fn note(tx: &mut Tx, acting: Acting, act: Act, name: &str) -> Result<(), Error> {
    audit::record(tx, &acting.entry(act, Subject::new(SubjectKind::Printer, name))).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(datar: &str, kiri: &str) -> PrinterForm {
        let [nama, mesin, datar, kiri] = ["Epson dapur", "biasa", datar, kiri].map(str::to_owned);
        PrinterForm { nama, mesin, datar, kiri, ..PrinterForm::default() }
    }

    fn read(form: &PrinterForm) -> Result<Printer, Error> {
        form.printer(ProducerId(1), Moment(0))
    }

    #[test]
    fn what_a_ruler_found_becomes_shifts_and_scales() {
        let printer = read(&form("99,5", "21 mm")).unwrap();
        assert_eq!((printer.scale_x, printer.right), (1_005_025, -1_000));
        assert_eq!((printer.scale_y, printer.down), (1_000_000, 0));
        let true_one = read(&form("", "")).unwrap();
        assert_eq!((true_one.scale_x, true_one.right), (1_000_000, 0));
    }

    #[test]
    fn a_printer_is_shown_as_it_was_typed() {
        for (datar, kiri) in [("99,5", "21"), ("", ""), ("101", "19,25"), ("95,24", "10"), ("104,9", "30")] {
            let typed = form(datar, kiri);
            assert_eq!(PrinterForm::of(&read(&typed).unwrap()), typed);
        }
        for machine in Machine::ALL {
            let typed = PrinterForm { mesin: machine.word().to_owned(), titik: "203".to_owned(), ..form("", "") };
            assert_eq!(PrinterForm::of(&read(&typed).unwrap()), typed);
        }
    }

    #[test]
    fn what_no_ruler_finds_is_told_at_its_field() {
        for (datar, kiri, field) in [
            ("94", "", Field::LevelBar),
            ("106", "", Field::LevelBar),
            ("0", "", Field::LevelBar),
            ("1e2", "", Field::LevelBar),
            ("NaN", "", Field::LevelBar),
            ("", "9,9", Field::FromLeft),
            ("", "30,1", Field::FromLeft),
            ("", "-20", Field::FromLeft),
        ] {
            let told = read(&form(datar, kiri)).unwrap_err();
            assert!(matches!(&told, Error::Fields(fields) if fields == &[field]), "{datar} {kiri}: {told}");
        }
        let nothing = read(&PrinterForm { titik: "99".to_owned(), ..PrinterForm::default() }).unwrap_err();
        assert!(matches!(nothing, Error::Fields(fields) if fields == [Field::Name, Field::Machine, Field::Dots]));
    }

    #[test]
    fn every_sheet_has_bars_of_one_length() {
        use crate::labels::stock::Form;
        for stock in Stock::all().iter().filter(|stock| matches!(stock.form, Form::Sheet(_))) {
            let (origin, bar) = true_lengths(stock);
            assert_eq!((f64::from(origin), f64::from(bar)), lengths(), "{}", stock.name);
        }
    }
}
