//! QR symbols on pages of desks.
use crate::labels::Symbol;

/// The dark modules of a symbol as an SVG path, within a quiet zone of four modules.
pub(crate) fn path(symbol: &Symbol) -> String {
    let mut path = String::new();
    for y in 0..symbol.width() {
        for x in (0..symbol.width()).filter(|x| symbol.is_dark(*x, y)) {
            path.push_str(&format!("M{} {}h1v1h-1z", x + 4, y + 4));
        }
    }
    path
}
