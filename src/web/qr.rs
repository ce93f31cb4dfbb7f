//! A QR symbol within a page, for a phone that looks at a screen or a sheet.
use super::error::Error;
use crate::labels::{EcLevel, Symbol};

/// A symbol, as a drawing for `templates/qr.html`.
pub(crate) struct Qr {
    /// Modules on a side, with the quiet zone.
    pub(crate) side: usize,
    /// Its dark modules, as a path.
    pub(crate) path: String,
}

impl Qr {
    /// The symbol of a text.
    pub(crate) fn of(text: &str) -> Result<Qr, Error> {
        let symbol = Symbol::encode_at(text, EcLevel::M).map_err(|_| Error::Broken)?;
        let mut path = String::new();
        for y in 0..symbol.width() {
            for x in (0..symbol.width()).filter(|x| symbol.is_dark(*x, y)) {
                path.push_str(&format!("M{} {}h1v1h-1z", x + 4, y + 4));
            }
        }
        Ok(Qr { side: symbol.width() + 8, path })
    }
}
