//! The ground of a label: where the symbol stands, and what that leaves to the words.

use super::{Device, SymbolPlace};
use crate::labels::Symbol;
use crate::labels::design::{At, Design};

/// The ground of one label.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ground {
    pub(super) symbol: SymbolPlace,
    pub(super) words: Words,
}

/// What is left to words.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Words {
    /// One column for head and foot.
    One(Column),
    /// The head's column and the foot's.
    Two(Column, Column),
}

/// A rectangle that only words enter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    pub(super) left: f32,
    pub(super) width: f32,
    /// Where ink may begin.
    pub(super) top: f32,
    /// Where ink must end.
    pub(super) bottom: f32,
    pub(super) stand: Stand,
}

/// How words stand in their column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Stand {
    /// Flush left beside a symbol: head and foot reach as far up and down as the symbol, whose height this is.
    Beside(f32),
    /// Centred under a symbol, at the column's upper end.
    Under,
    /// Centred over a symbol, at the column's lower end.
    Over,
}

impl Ground {
    pub(super) fn of(design: &Design, modules: usize, module: f32, device: Device) -> Self {
        let (width, height) = (design.width, design.height);
        let side = modules as f32 * module;
        let quiet = Symbol::QUIET_ZONE as f32 * module;
        let keep = design.symbol.edge.max(quiet);
        let (across, down) = ((width - side) / 2.0, (height - side) / 2.0);
        let (left, top) = match design.symbol.at {
            At::Left => (keep, down),
            At::Right => (width - keep - side, down),
            At::Top => (across, keep),
            At::Bottom => (across, height - keep - side),
            At::Middle => (across, down),
        };
        let left = on_dots(left, (quiet, width - quiet - side), device);
        let top = on_dots(top, (quiet, height - quiet - side), device);
        let symbol = SymbolPlace { left, top, modules, module };
        Self { words: words(design, symbol), symbol }
    }
}

/// The nearest place on the device's grid of dots that keeps the quiet zone on the label, if there is one.
fn on_dots(place: f32, (least, most): (f32, f32), device: Device) -> f32 {
    let dot = device.dot();
    let on = (place / dot).round() * dot;
    if (least..=most).contains(&on) { on } else { place.clamp(least.min(most), most) }
}

fn words(design: &Design, symbol: SymbolPlace) -> Words {
    let clear = design.symbol.gutter.max(Symbol::QUIET_ZONE as f32 * symbol.module);
    let (before, after) = (symbol.left - clear, symbol.left + symbol.side() + clear);
    let (over, under) = (symbol.top - clear, symbol.top + symbol.side() + clear);
    let (side, end) = (design.side_margin, design.end_margin);
    let column = |left: f32, right: f32, top: f32, bottom: f32, stand| Column {
        left,
        width: (right - left).max(0.0),
        top,
        bottom,
        stand,
    };
    let (right, bottom, beside) = (design.width - side, design.height - end, Stand::Beside(symbol.side()));
    match design.symbol.at {
        At::Left => Words::One(column(after, right, end, bottom, beside)),
        At::Right => Words::One(column(side, before, end, bottom, beside)),
        At::Top => Words::One(column(side, right, under, bottom, Stand::Under)),
        At::Bottom => Words::One(column(side, right, end, over, Stand::Over)),
        At::Middle => Words::Two(column(side, before, end, bottom, beside), column(after, right, end, bottom, beside)),
    }
}
