//! Paper, design and printer of an order: what was named, and what follows when it was not.
use super::{Error, Format, Order};
use crate::labels::design::{About, At, Design, Profile, SymbolRoom};
use crate::labels::layout::Device;
use crate::labels::stock::{Calibration, Form, Roll, Stock};
use crate::labels::{self, EcLevel};
use crate::printers::Printer;

/// The sheet of an order that names none.
const USUAL_SHEET: &str = "a4-24";
/// The label of an order that names neither stock nor design.
const USUAL_DESIGN: &str = "50x30";
/// Width of a symbol alone, quiet zone included, in millimetres.
const SYMBOL: f32 = 30.0;
/// Dots per inch of a picture.
const PICTURE: u32 = 300;
/// What thermal printers have.
const THERMAL: [u32; 3] = [203, 300, 600];

/// What the labels are printed on and by.
#[derive(Debug, Clone)]
pub(super) struct Paper {
    pub(super) stock: Stock,
    pub(super) design: Design,
    pub(super) device: Device,
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
        let stock = named(order)?;
        let design = design(order, stock.as_ref())?;
        let device = device(order, stock.as_ref())?;
        let stock = stock.unwrap_or_else(|| single(&design, device));
        if let (Form::Sheet(_), true) = (stock.form, order.format.is_thermal()) {
            return Err(Error::NotARoll { format: order.format, stock: stock.name });
        }
        let passed = passed(order, &stock)?;
        let calibration = order.printer.as_ref().map_or_else(Calibration::default, calibration);
        Ok(Paper { calibration, stock, design, device, passed })
    }
}

fn named(order: &Order) -> Result<Option<Stock>, Error> {
    match (&order.stock, order.format) {
        (Some(stock), _) => Ok(Some(stock.clone())),
        (None, Format::Pdf) => Ok(Stock::named(USUAL_SHEET).cloned()),
        (None, format) if format.is_thermal() => Err(Error::NoStock(format)),
        (None, _) => Ok(None),
    }
}

fn design(order: &Order, stock: Option<&Stock>) -> Result<Design, Error> {
    if order.is_bare() {
        let side = stock.map_or(SYMBOL, |stock| stock.label_width.min(stock.label_height));
        return Ok(bare(side));
    }
    match (&order.design, stock) {
        (Some(design), Some(stock)) if design.width > stock.label_width || design.height > stock.label_height => {
            Err(Error::Press(labels::Error::LabelTooSmall {
                stock: stock.name.clone(),
                width: design.width,
                height: design.height,
                label_width: stock.label_width,
                label_height: stock.label_height,
            }))
        }
        (Some(design), _) => Ok(design.clone()),
        (None, Some(stock)) => {
            let (width, height) = (stock.label_width, stock.label_height);
            Design::largest_within(width, height).cloned().ok_or(Error::NoDesign { width, height })
        }
        (None, None) => {
            let missing = Error::Lost("its ready-made designs");
            Design::named(USUAL_DESIGN).cloned().ok_or(missing)
        }
    }
}

fn device(order: &Order, stock: Option<&Stock>) -> Result<Device, Error> {
    if !order.format.is_raster() {
        // A roll is printed by a thermal printer, also when its driver takes pages.
        return Ok(match stock.map(|stock| stock.form) {
            Some(Form::Roll(roll)) if order.format == Format::Pdf => Device::Dots { dpi: roll.dpi },
            _ => Device::Vector,
        });
    }
    let usual = match stock.map(|stock| stock.form) {
        Some(Form::Roll(roll)) if order.format.is_thermal() => roll.dpi,
        _ => PICTURE,
    };
    let printers = order.printer.as_ref().and_then(|printer| printer.dpi);
    let dpi = order.dpi.or(printers).unwrap_or(usual);
    if order.format.is_thermal() && !THERMAL.contains(&dpi) || !(100..=2400).contains(&dpi) {
        return Err(Error::Dots(dpi));
    }
    Ok(Device::Dots { dpi })
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
fn single(design: &Design, device: Device) -> Stock {
    let dpi = match device {
        Device::Vector => PICTURE,
        Device::Dots { dpi } => dpi,
    };
    Stock {
        name: design.name.clone(),
        title: design.name.clone(),
        label_width: design.width,
        label_height: design.height,
        form: Form::Roll(Roll { gap: 0.0, across: 1, dpi }),
    }
}

fn passed(order: &Order, stock: &Stock) -> Result<usize, Error> {
    let places = stock.per_page();
    let sheets = matches!(stock.form, Form::Sheet(_)) && order.format == Format::Pdf;
    match order.start.checked_sub(1) {
        Some(0) => Ok(0),
        Some(_) if !sheets => Err(Error::NoSheet(order.format)),
        Some(passed) if passed < places => Ok(passed),
        _ => {
            let stock = stock.name.clone();
            Err(Error::Press(labels::Error::NoSuchPlace { stock, passed: order.start.saturating_sub(1), places }))
        }
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
