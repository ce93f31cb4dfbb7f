//! Paper, design and printer of an order: what was named, and what follows when it was not.
use std::cmp::Ordering;

use super::{Error, Format, Order, receipt};
use crate::labels::design::{About, At, Design, Profile, SymbolRoom};
use crate::labels::layout::Device;
use crate::labels::press::escpos;
use crate::labels::stock::{Calibration, Form, Roll, Stock};
use crate::labels::{self, EcLevel};
use crate::printers::{Printer, ReceiptPaper};

/// The sheet of an order that names none.
const USUAL_SHEET: &str = "a4-24";
/// The label of an order that names neither stock nor design.
const USUAL_DESIGN: &str = "50x30";
/// Width of a symbol alone, quiet zone included, in millimetres.
const SYMBOL: f32 = 30.0;
/// Dots per inch of a picture.
const PICTURE: u32 = 300;
/// Those that a picture may have.
const PICTURES: std::ops::RangeInclusive<u32> = 100..=2400;
/// What thermal printers have.
const THERMAL: [u32; 3] = [203, 300, 600];

/// What the labels are printed on and by.
#[derive(Debug, Clone)]
pub(super) struct Paper {
    pub(super) stock: Stock,
    pub(super) design: Design,
    /// Whether the design is a symbol alone.
    pub(super) bare: bool,
    pub(super) device: Device,
    /// What a receipt printer prints on.
    pub(super) receipt: escpos::Width,
    pub(super) calibration: Calibration,
    /// Places passed over on the first sheet.
    pub(super) passed: usize,
}

impl Paper {
    /// Settles it.
    ///
    /// # Errors
    /// What was named does not go together.
    pub(super) fn of(order: &Order) -> Result<Paper, Error> {
        understood(order)?;
        let stock = named(order)?;
        let receipt = receipt::paper(order, stock.as_ref())?;
        let design = design(order, stock.as_ref(), receipt)?;
        let device = device(order, stock.as_ref())?;
        let stock = in_dots(stock.unwrap_or_else(|| single(&design)), device);
        if let (Form::Sheet(_), true) = (stock.form, order.format.is_thermal()) {
            return Err(Error::NotARoll { format: order.format, stock: stock.name });
        }
        let passed = passed(order, &stock)?;
        let calibration = order.printer.as_ref().map_or_else(Calibration::default, calibration);
        Ok(Paper { stock, design, bare: order.is_bare(), device, receipt: receipt::head(receipt), calibration, passed })
    }

    /// Where the symbol must find room, in words.
    pub(super) fn place(&self) -> String {
        let Design { name, width, .. } = &self.design;
        if self.bare { format!("a square of {width} mm") } else { format!("design {name}") }
    }
}

/// Refuses to send a printer what it does not understand. A PDF or a picture reaches it through its driver.
fn understood(order: &Order) -> Result<(), Error> {
    let format = order.format;
    match &order.printer {
        Some(Printer { name, language: Some(speaks), .. }) if format.is_thermal() && format != (*speaks).into() => {
            Err(Error::Language { printer: name.clone(), speaks: *speaks, format })
        }
        _ => Ok(()),
    }
}

fn named(order: &Order) -> Result<Option<Stock>, Error> {
    match (&order.stock, order.format) {
        (Some(stock), _) => Ok(Some(stock.clone())),
        (None, Format::Pdf) => sheet(order).map(Some),
        (None, format) if format.is_thermal() => Err(Error::NoStock(format)),
        (None, _) => Ok(None),
    }
}

/// The usual sheet, or for a design that it does not take, the smallest paper that does: a sheet where there is one.
fn sheet(order: &Order) -> Result<Stock, Error> {
    let wanted = order.design.as_ref().filter(|_| !order.is_bare());
    let takes = |stock: &&Stock| wanted.is_none_or(|design| is_within(design, stock));
    let usual = Stock::named(USUAL_SHEET).filter(takes);
    let size = |stock: &Stock| {
        let (width, height) = stock.page();
        let is_roll = f32::from(u8::from(matches!(stock.form, Form::Roll(_))));
        [is_roll, stock.label_width * stock.label_height, width * height]
    };
    let ascending = |a: &&Stock, b: &&Stock| {
        let pairs = size(a).into_iter().zip(size(b));
        pairs.map(|(a, b)| a.total_cmp(&b)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    };
    let found = usual.or_else(|| Stock::all().iter().filter(takes).min_by(ascending)).cloned();
    found.ok_or_else(|| match wanted {
        Some(Design { name, width, height, .. }) => {
            Error::NoStockTakes { design: name.clone(), width: *width, height: *height }
        }
        None => Error::Lost("its label papers"),
    })
}

fn is_within(design: &Design, stock: &Stock) -> bool {
    design.width <= stock.label_width && design.height <= stock.label_height
}

fn design(order: &Order, stock: Option<&Stock>, receipt: ReceiptPaper) -> Result<Design, Error> {
    // A receipt printer leaves the edges of its paper white.
    let most = if order.format == Format::EscPos { receipt::printed(receipt) } else { f32::INFINITY };
    if order.is_bare() {
        let side = stock.map_or(SYMBOL, |stock| stock.label_width.min(stock.label_height).min(most));
        return Ok(bare(side));
    }
    match (&order.design, stock) {
        (Some(design), Some(stock)) if !is_within(design, stock) => Err(Error::Press(labels::Error::LabelTooSmall {
            stock: stock.name.clone(),
            width: design.width,
            height: design.height,
            label_width: stock.label_width,
            label_height: stock.label_height,
        })),
        (Some(design), _) => Ok(design.clone()),
        (None, Some(stock)) => {
            let (width, height) = (stock.label_width.min(most), stock.label_height);
            Design::largest_within(width, height).cloned().ok_or(Error::NoDesign { width, height })
        }
        (None, None) => {
            let missing = Error::Lost("its ready-made designs");
            Design::named(USUAL_DESIGN).cloned().ok_or(missing)
        }
    }
}

fn device(order: &Order, stock: Option<&Stock>) -> Result<Device, Error> {
    let asked = order.dpi.or_else(|| order.printer.as_ref().and_then(|printer| printer.dpi));
    let roll = stock.and_then(|stock| match stock.form {
        Form::Roll(roll) => Some(roll.dpi),
        Form::Sheet(_) => None,
    });
    let is_thermal = |dpi: &u32| THERMAL.contains(dpi);
    let dots = |dpi: u32, sound: bool| if sound { Ok(Device::Dots { dpi }) } else { Err(Error::Dots(dpi)) };
    match order.format {
        // A roll is printed by a thermal printer, also when its driver takes pages.
        Format::Pdf => {
            Ok(roll.map_or(Device::Vector, |usual| Device::Dots { dpi: asked.filter(is_thermal).unwrap_or(usual) }))
        }
        Format::Svg | Format::SvgZip | Format::Bundle => Ok(Device::Vector),
        Format::Zpl | Format::Tspl => {
            let dpi = asked.or(roll).unwrap_or(PICTURE);
            dots(dpi, is_thermal(&dpi))
        }
        Format::EscPos => match asked {
            Some(other) if other != escpos::DPI => Err(Error::ReceiptDots(other)),
            _ => Ok(Device::Dots { dpi: escpos::DPI }),
        },
        Format::Png | Format::PngZip => {
            let dpi = asked.unwrap_or(PICTURE);
            dots(dpi, PICTURES.contains(&dpi))
        }
    }
}

/// A roll in the dots of the printer that prints it.
fn in_dots(stock: Stock, device: Device) -> Stock {
    match (stock.form, device) {
        (Form::Roll(roll), Device::Dots { dpi }) => Stock { form: Form::Roll(Roll { dpi, ..roll }), ..stock },
        _ => stock,
    }
}

/// A design without words: the symbol, as large as a square has room for.
fn bare(side: f32) -> Design {
    let words = || "symbol".to_owned();
    Design {
        name: words(),
        about: About { id: words(), en: words() },
        width: side,
        height: side,
        side_margin: 0.0,
        end_margin: 0.0,
        symbol: SymbolRoom { at: At::Left, least: side, most: side, edge: 0.0, gutter: 0.0 },
        level: EcLevel::M,
        profile: Profile::Full,
        fields: Vec::new(),
    }
}

/// Paper that is one label and nothing else.
fn single(design: &Design) -> Stock {
    Stock {
        name: design.name.clone(),
        title: design.name.clone(),
        label_width: design.width,
        label_height: design.height,
        form: Form::Roll(Roll { gap: 0.0, across: 1, dpi: PICTURE }),
    }
}

fn passed(order: &Order, stock: &Stock) -> Result<usize, Error> {
    let places = stock.per_page();
    let sheets = matches!(stock.form, Form::Sheet(_)) && order.format == Format::Pdf;
    match order.start.checked_sub(1) {
        None => Err(Error::StartAtZero),
        Some(0) => Ok(0),
        Some(_) if !sheets => Err(Error::NoSheet(order.format)),
        Some(passed) if passed < places => Ok(passed),
        Some(passed) => Err(Error::Press(labels::Error::NoSuchPlace { stock: stock.name.clone(), passed, places })),
    }
}

/// What a printer's measures mean to the press.
pub fn calibration(printer: &Printer) -> Calibration {
    let millimetres = |micrometres: i32| micrometres as f32 / 1_000.0;
    let times = |parts: u32| (f64::from(parts) / 1_000_000.0) as f32;
    Calibration {
        right: millimetres(printer.right),
        down: millimetres(printer.down),
        scale_x: times(printer.scale_x),
        scale_y: times(printer.scale_y),
    }
}
