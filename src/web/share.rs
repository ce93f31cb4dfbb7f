//! What is handed from one phone to another: an address as a QR symbol, and a text for WhatsApp.
use super::error::Error;
use crate::labels::{EcLevel, Symbol};

/// A QR symbol, as the path of its dark modules with the quiet zone of four around them.
pub(crate) struct QrCode {
    /// Modules on a side, with the quiet zone.
    pub(crate) side: usize,
    /// The dark modules.
    pub(crate) path: String,
}

impl QrCode {
    /// The symbol of a text.
    pub(crate) fn of(text: &str) -> Result<QrCode, Error> {
        let symbol = Symbol::encode_at(text, EcLevel::M).map_err(|_| Error::Broken)?;
        let mut path = String::new();
        for y in 0..symbol.width() {
            for x in (0..symbol.width()).filter(|x| symbol.is_dark(*x, y)) {
                path.push_str(&format!("M{} {}h1v1h-1z", x + 4, y + 4));
            }
        }
        Ok(QrCode { side: symbol.width() + 8, path })
    }
}

/// An address that opens WhatsApp with a text to a telephone, which is written as the whole world dials it (`62812…`).
pub(crate) fn whatsapp_to(phone: &str, text: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    // A plus sign is a blank in a form, and not everywhere in an address.
    let query = query.append_pair("text", text).finish().replace('+', "%20");
    format!("https://wa.me/{phone}?{query}")
}

/// An address that opens WhatsApp with a text, to be sent to whomever the sender chooses.
pub(crate) fn whatsapp(text: &str) -> String {
    let mut address = form_urlencoded::Serializer::new(String::new());
    format!("https://wa.me/?{}", address.append_pair("text", text).finish())
}
