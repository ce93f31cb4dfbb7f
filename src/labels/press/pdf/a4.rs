//! The sheet: where the labels lie on A4, where symbol and text lie on a label, how large a module is printed.
//!
//! 24 labels of 70 x 37 mm without gaps, three across and eight down, half a millimetre free above and below: the most common
//! A4 stock, and the one that plain sticker paper can be cut to. A 29.4 mm square for the symbol lies 4.2 mm from the label's left edge, so
//! that printers which leave 4 mm of the paper white still print it, and the quiet zone never meets a neighbour or the text.
//!
//! All places are in points from the lower left corner. Symbols are laid on a grid of 600 dots per inch, the finest that label
//! printers share: a module of whole dots is as wide as its neighbour on paper.

use crate::labels::{Error, Symbol};

/// Labels on a sheet.
pub(super) const LABELS: usize = 24;
const COLUMNS: usize = 3;

/// A millimetre in points.
pub(super) const MM: f32 = 72.0 / 25.4;
/// A dot of 1/600 inch in points is 12/100; kept as a fraction so that places print as short decimals.
fn dots(count: f32) -> f32 {
    count * 12.0 / 100.0
}

/// A4 in points, to whole dots: 4960 x 7016.
pub(super) const PAGE_WIDTH: f32 = 595.2;
pub(super) const PAGE_HEIGHT: f32 = 841.92;

const TOP: f32 = 0.5 * MM;
pub(super) const CELL_WIDTH: f32 = 70.0 * MM;
pub(super) const CELL_HEIGHT: f32 = 37.0 * MM;

/// The square that the symbol fills, without quiet zone.
pub(super) const BOX: f32 = 29.4 * MM;
pub(super) const BOX_LEFT: f32 = 4.2 * MM;
pub(super) const BOX_BOTTOM: f32 = (CELL_HEIGHT - BOX) / 2.0;

/// The column of text begins after the widest possible quiet zone and ends 4.5 mm before the label does.
pub(super) const TEXT_LEFT: f32 = BOX_LEFT + BOX + 2.6 * MM;
pub(super) const TEXT_WIDTH: f32 = CELL_WIDTH - 4.5 * MM - TEXT_LEFT;

/// Four of these modules are 2.54 mm: the quiet zone stays left of the text.
const LARGEST_DOTS: f32 = 15.0;
/// A phone reads no smaller module with certainty.
const SMALLEST_MM: f32 = 0.35;
/// GS1 General Specifications 5.12.3.1, QR with Digital Link.
const SMALLEST_GS1_MM: f32 = 0.396;

/// Lower left corner of a label, counted from 0 at the upper left, row by row.
pub(super) fn corner(slot: usize) -> (f32, f32) {
    let (column, row) = (slot % COLUMNS, slot / COLUMNS);
    (column as f32 * CELL_WIDTH, PAGE_HEIGHT - TOP - (row + 1) as f32 * CELL_HEIGHT)
}

/// Crossings of the cutting lines inside the sheet.
pub(super) fn crossings() -> impl Iterator<Item = (f32, f32)> {
    let labels = (0..LABELS).filter(|slot| slot % COLUMNS != 0 && slot / COLUMNS + 1 < LABELS / COLUMNS);
    labels.map(corner)
}

/// Size of a module in points: the most whole dots that fit the box, or the exact fit where whole dots would be too small.
///
/// # Errors
///
/// When even the exact fit is below what a phone reads (0.35 mm) or GS1 prescribes (0.396 mm, addresses with a GTIN).
pub(super) fn module(symbol: &Symbol, address: &str) -> Result<f32, Error> {
    let minimum_mm = if is_gs1(address) { SMALLEST_GS1_MM } else { SMALLEST_MM };
    let exact = BOX / symbol.width() as f32;
    let whole = dots((exact / dots(1.0)).floor().min(LARGEST_DOTS));
    if whole >= minimum_mm * MM {
        return Ok(whole);
    }
    if exact >= minimum_mm * MM {
        return Ok(exact);
    }
    Err(Error::SymbolTooDense {
        modules: symbol.width(),
        module_mm: exact / MM,
        minimum_mm,
        needed_mm: symbol.width() as f32 * minimum_mm,
        available_mm: BOX / MM,
        remedy: "print it on a larger label, or with a shorter code".into(),
    })
}

fn is_gs1(address: &str) -> bool {
    address.splitn(4, '/').nth(3).is_some_and(|path| path.starts_with("01/"))
}

/// Lower left corner of a symbol of `side` points on a label, centred in its box, on whole dots.
pub(super) fn symbol_corner(slot: usize, side: f32) -> (f32, f32) {
    let (x, y) = corner(slot);
    let free = (BOX - side) / 2.0;
    let on_dots = |place: f32| dots((place / dots(1.0)).round());
    (on_dots(x + BOX_LEFT + free), on_dots(y + BOX_BOTTOM + free))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_version(version: u8) -> (Symbol, String) {
        let address = (10..).step_by(12).map(|digits| "1".repeat(digits));
        let mut found = address.map(|address| (Symbol::encode(&address).expect("fits"), address));
        found.find(|(symbol, _)| symbol.version() == version).expect("every version is reached")
    }

    #[test]
    fn quiet_zones_stay_on_the_label_and_off_the_text() {
        for version in 1..=16 {
            let (symbol, address) = of_version(version);
            let module = module(&symbol, &address).expect("up to version 16 there is room");
            let (side, quiet) = (module * symbol.width() as f32, 4.0 * module);
            assert!(module >= 0.35 * MM, "version {version}");
            for slot in 0..LABELS {
                let ((cell_x, cell_y), (x, y)) = (corner(slot), symbol_corner(slot, side));
                assert!(x - quiet >= cell_x && x + side + quiet <= cell_x + TEXT_LEFT, "version {version}");
                assert!(y - quiet >= cell_y && y + side + quiet <= cell_y + CELL_HEIGHT, "version {version}");
            }
        }
    }

    #[test]
    fn what_would_be_too_small_is_refused() {
        let (symbol, address) = of_version(17);
        let refusal = module(&symbol, &address).expect_err("0.346 mm");
        assert!(matches!(refusal, Error::SymbolTooDense { modules: 85, .. }), "{refusal}");
        let (symbol, address) = of_version(15);
        assert!(module(&symbol, &address).is_ok());
        let gs1 = format!("https://cek.example.id/01/08991234567890?t={address}");
        assert!(matches!(module(&symbol, &gs1), Err(Error::SymbolTooDense { minimum_mm: 0.396, .. })));
    }

    #[test]
    fn labels_stay_on_the_paper() {
        for (x, y) in (0..LABELS).map(corner) {
            assert!(x >= 0.0 && x + CELL_WIDTH <= PAGE_WIDTH + 0.1 && y >= 0.0 && y + CELL_HEIGHT <= PAGE_HEIGHT);
        }
    }
}
