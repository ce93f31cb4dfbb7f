//! The labels of an order, drawn one after another at a printer's resolution.

use super::bitmap::{Area, Bitmap};
use super::dither::dithered;
use super::lettering::Lettering;
use super::magnified::Magnified;
use crate::labels::layout::{Layout, Mark};
use crate::labels::press::{Job, Label};
use crate::labels::{EcLevel, Error, Symbol};

/// Largest side of a label, in dots: no printer wants more, and a slip must not take all memory.
const LARGEST: f32 = 10_000.0;
/// How far a module may be from a whole number of dots and still be meant as one.
const SLACK: f32 = 0.02;

/// Draws labels as dots.
pub(in crate::labels::press) struct Canvas<'a> {
    layout: &'a Layout,
    level: EcLevel,
    symbol: Place,
    modules: Magnified,
    lettering: Lettering,
    /// What all labels share.
    shared: Bitmap,
    /// The label drawn last.
    label: Bitmap,
}

/// Where the symbol stands, in dots.
#[derive(Clone, Copy)]
struct Place {
    left: i32,
    top: i32,
    module: usize,
    /// Modules of the widest symbol.
    modules: usize,
}

impl<'a> Canvas<'a> {
    /// A canvas for an order, at so many dots per inch.
    ///
    /// # Errors
    /// [`Error::Printer`] when the layout's modules are not whole dots of this printer, or the label has no size.
    pub(in crate::labels::press) fn new(job: &Job<'a>, dpi: u32) -> Result<Self, Error> {
        let layout = job.layout;
        let dots_per_mm = dots_per_mm(dpi);
        let [width, height] = [layout.width, layout.height].map(|mm| (mm * dots_per_mm).round());
        if !(width >= 1.0 && height >= 1.0 && width <= LARGEST && height <= LARGEST) {
            let reason = format!(
                "a label of {} x {} mm at {dpi} dpi is not 1 to 10,000 dots wide and high",
                layout.width, layout.height
            );
            return Err(Error::Printer { reason });
        }
        let mut shared = Bitmap::white(width as usize, height as usize);
        let mut lettering = Lettering::new(dots_per_mm);
        for mark in &layout.marks {
            draw(mark, dots_per_mm, &mut lettering, &mut shared);
        }
        let symbol = Place::of(layout, dpi)?;
        let (modules, label) = (Magnified::by(symbol.module), shared.clone());
        Ok(Self { layout, level: job.level, symbol, modules, lettering, shared, label })
    }

    /// The label as dots.
    ///
    /// # Errors
    /// When the address cannot be encoded, or its symbol is wider than the layout allows for.
    pub(in crate::labels::press) fn draw(&mut self, label: &Label<'_>) -> Result<&Bitmap, Error> {
        let symbol = self.layout.symbol.encode(label.address, self.level)?;
        self.label.become_like(&self.shared);
        for run in self.layout.runs_of(label) {
            self.lettering.draw(&run, &mut self.label);
        }
        self.label.clear(self.symbol.quiet());
        self.draw_symbol(&symbol);
        Ok(&self.label)
    }

    /// What stands on every label, besides the words that differ.
    pub(super) fn ink(&self) -> Area {
        // A quiet zone may end at the label's edge; rounding must not take it beyond.
        let quiet = self.symbol.quiet().within(&self.shared);
        self.shared.ink().map_or(quiet, |ink| ink.and(quiet))
    }

    pub(in crate::labels::press) fn width(&self) -> usize {
        self.shared.width()
    }

    pub(in crate::labels::press) fn height(&self) -> usize {
        self.shared.height()
    }

    /// Each row of modules is drawn once, and put on the label as often as a module is dots high.
    fn draw_symbol(&mut self, symbol: &Symbol) {
        let Place { left, top, module, modules } = self.symbol;
        let inset = (modules - symbol.width()) / 2 * module;
        let (left, top) = (left + inset as i32, top as usize + inset);
        for (y, row) in symbol.rows().enumerate() {
            let dots = self.modules.row(row, symbol.width());
            for line in top + y * module..top + (y + 1) * module {
                self.label.stamp_row(dots, left, line);
            }
        }
    }
}

impl Place {
    fn of(layout: &Layout, dpi: u32) -> Result<Self, Error> {
        let place = layout.symbol;
        let dots_per_mm = dots_per_mm(dpi);
        let module = place.module * dots_per_mm;
        let side = module.round() * place.modules as f32;
        let fits = |start: f32, room: f32| {
            (start * dots_per_mm).round() >= 0.0 && (start * dots_per_mm).round() + side <= (room * dots_per_mm).round()
        };
        if module < 0.9 || (module - module.round()).abs() > SLACK * module {
            let reason = format!(
                "a module of {:.3} mm is not a whole number of dots at {dpi} dpi; compose the label for this printer",
                place.module
            );
            return Err(Error::Printer { reason });
        }
        if !fits(place.left, layout.width) || !fits(place.top, layout.height) {
            return Err(Error::Printer { reason: "the symbol stands outside the label; correct the design".into() });
        }
        let [left, top] = [place.left, place.top].map(|mm| (mm * dots_per_mm).round() as i32);
        Ok(Self { left, top, module: module.round() as usize, modules: place.modules })
    }

    /// The square that must hold nothing but the symbol.
    fn quiet(self) -> Area {
        let margin = (Symbol::QUIET_ZONE * self.module) as i32;
        let side = (self.modules * self.module) as i32 + 2 * margin;
        Area { left: self.left - margin, top: self.top - margin, width: side, height: side }
    }
}

/// Dots in a millimetre. Printers said to have 203 dots in an inch have 8 in a millimetre.
pub(super) fn dots_per_mm(dpi: u32) -> f32 {
    if dpi == 203 { 8.0 } else { dpi as f32 / 25.4 }
}

fn draw(mark: &Mark, dots_per_mm: f32, lettering: &mut Lettering, on: &mut Bitmap) {
    let dots = |mm: f32| (mm * dots_per_mm).round() as i32;
    // The thinnest line is a dot.
    let area = |left, top, width, height| Area {
        left: dots(left),
        top: dots(top),
        width: dots(width).max(1),
        height: dots(height).max(1),
    };
    match mark {
        Mark::Run(run) => lettering.draw(run, on),
        &Mark::Rule { left, top, width, height, .. } => on.fill(area(left, top, width, height)),
        Mark::Logo { left, top, width, height, picture } => {
            let area = area(*left, *top, *width, *height);
            on.stamp(&dithered(picture, area.width as usize, area.height as usize), area.left, area.top);
        }
    }
}
