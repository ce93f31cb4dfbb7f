//! What labels somebody wants, as typed and as kept.
use serde::{Deserialize, Serialize};

use super::batch::whole;
use super::error::Reading;
use super::{Error, Field};
use crate::clock::Moment;
use crate::labels::design::Design;
use crate::labels::stock::{Form, Stock};
use crate::printers::{Language, Printer, ReceiptPaper};
use crate::printing::{Format, Order};
use crate::registry::{Batch, ProducerId, Profile};
use crate::uploads::LogoId;

/// The paper of an order that names none.
const USUAL_PAPER: &str = "a4-24";

/// What was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are those of the form, explained at Field")]
pub struct LabelForm {
    pub format: String,
    pub kertas: String,
    pub desain: String,
    pub pencetak: String,
    pub dari: String,
    pub sampai: String,
    pub mulai: String,
    pub isi_kode: String,
    /// `ya`: the short code may be printed where no signed code fits.
    pub pendek: String,
    /// `ya`: all ink is black.
    pub hitam: String,
}

/// All that a label order depends on, but for the register. Stored with the order, so that a reprint is the same also when a
/// printer was measured anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    format: String,
    from: u64,
    to: u64,
    stock: Option<String>,
    design: Option<String>,
    printer: Option<Measures>,
    start: usize,
    profile: Option<String>,
    short: bool,
    black_only: bool,
    /// The logo that its maker had then. Orders from before there were logos name none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    logo: Option<i64>,
}

/// A printer as it was when the order was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Measures {
    name: String,
    right: i32,
    down: i32,
    scale_x: u32,
    scale_y: u32,
    dpi: Option<u32>,
    language: Option<String>,
    paper: Option<String>,
}

impl Measures {
    fn of(printer: &Printer) -> Measures {
        Measures {
            name: printer.name.clone(),
            right: printer.right,
            down: printer.down,
            scale_x: printer.scale_x,
            scale_y: printer.scale_y,
            dpi: printer.dpi,
            language: printer.language.map(|language| language.word().to_owned()),
            paper: printer.paper.map(|paper| paper.word().to_owned()),
        }
    }

    fn printer(&self) -> Printer {
        Printer {
            name: self.name.clone(),
            producer: None::<ProducerId>,
            right: self.right,
            down: self.down,
            scale_x: self.scale_x,
            scale_y: self.scale_y,
            dpi: self.dpi,
            language: self.language.as_deref().and_then(Language::from_word),
            paper: self.paper.as_deref().and_then(ReceiptPaper::from_word),
            changed_at: Moment(0),
        }
    }
}

impl LabelForm {
    /// What is wanted of a batch, by one of the printers that its maker has, with the maker's logo where a design has a place for it.
    ///
    /// # Errors
    /// [`Error::Fields`].
    pub fn wanted(&self, batch: &Batch, printers: &[Printer], logo: Option<LogoId>) -> Result<Wanted, Error> {
        let mut reading = Reading::default();
        let printer = reading.may(Field::Printer, &self.pencetak, |name| {
            printers.iter().find(|printer| printer.name == name).map(Measures::of)
        });
        let format = match self.format.trim() {
            "" => Some(Format::Pdf),
            word => reading.need(Field::Format, word, Format::from_word),
        };
        let paper = match (self.kertas.trim(), format) {
            ("", Some(Format::Pdf)) => USUAL_PAPER,
            (paper, _) => paper,
        };
        let stock = reading.may(Field::Stock, paper, |name| Stock::named(name).map(|stock| stock.name.clone()));
        let design = reading.may(Field::Design, &self.desain, |name| Design::named(name).map(|it| it.name.clone()));
        let inside = |text: &str| whole(text).filter(|item| *item <= batch.items);
        let from = reading.may(Field::From, &self.dari, inside).unwrap_or(1);
        let to = reading.may(Field::To, &self.sampai, inside);
        let to = if format.is_some_and(Format::is_single) { from } else { to.unwrap_or(batch.items) };
        if to < from {
            reading.refuse(Field::To);
        }
        let places = stock.as_deref().and_then(Stock::named).map_or(1, sheet_places);
        let start = reading.may(Field::Start, &self.mulai, |text| {
            whole(text).and_then(|place| usize::try_from(place).ok()).filter(|place| *place <= places)
        });
        let profile = reading.may(Field::Profile, &self.isi_kode, |word| {
            Profile::from_word(word).map(|profile| profile.word().to_owned())
        });
        let read = format.map(|format| Wanted {
            format: format.word().to_owned(),
            from,
            to,
            stock,
            design,
            printer,
            start: start.unwrap_or(1),
            profile,
            short: self.pendek == "ya",
            black_only: self.hitam == "ya",
            logo: logo.map(|logo| logo.0),
        });
        reading.end(read)
    }
}

/// Places of a sheet that can be used from any of them; a roll begins where it begins.
fn sheet_places(stock: &Stock) -> usize {
    match stock.form {
        Form::Sheet(_) => stock.per_page(),
        Form::Roll(_) => 1,
    }
}

impl Wanted {
    /// As what.
    pub fn format(&self) -> Format {
        Format::from_word(&self.format).unwrap_or(Format::Pdf)
    }

    /// First and last item.
    pub fn items(&self) -> (u64, u64) {
        (self.from, self.to)
    }

    /// With which logo.
    pub(super) fn logo(&self) -> Option<LogoId> {
        self.logo.map(LogoId)
    }

    /// On which paper.
    pub fn stock(&self) -> Option<&'static Stock> {
        self.stock.as_deref().and_then(Stock::named)
    }

    /// What the press is asked for.
    pub(super) fn order(&self) -> Order {
        Order {
            from: Some(self.from),
            to: Some(self.to),
            stock: self.stock().cloned(),
            design: self.design.as_deref().and_then(Design::named).cloned(),
            printer: self.printer.as_ref().map(Measures::printer),
            start: self.start,
            profile: self.profile.as_deref().and_then(Profile::from_word),
            short: self.short,
            black_only: self.black_only,
            ..Order::new(self.format())
        }
    }

    /// The same labels, of which the first is shown: as a drawing, or in the dots that it will be printed in.
    pub(super) fn preview(&self) -> Order {
        let order = self.order();
        let dots = match (self.format(), self.stock().map(|stock| stock.form)) {
            (Format::Svg | Format::SvgZip | Format::Bundle, _) => None,
            (_, Some(Form::Roll(roll))) => Some(roll.dpi),
            (Format::Pdf, _) => None,
            (Format::Png | Format::PngZip | Format::Zpl | Format::Tspl | Format::EscPos, _) => Some(300),
        };
        let asked = order.printer.as_ref().and_then(|printer| printer.dpi);
        Order {
            format: if dots.is_some() { Format::Png } else { Format::Svg },
            to: order.from,
            symbol_only: order.format == Format::Bundle && order.design.is_none(),
            printer: None,
            start: 1,
            dpi: dots.map(|dots| asked.unwrap_or(dots)),
            black_only: false,
            ..order
        }
    }

    /// As stored.
    pub(super) fn stored(&self) -> String {
        serde_json::to_string(self).expect("numbers and texts can always be written as JSON")
    }

    /// Reads what was stored; `None` when it is none.
    pub(super) fn read(json: &str) -> Option<Wanted> {
        serde_json::from_str(json).ok()
    }
}
