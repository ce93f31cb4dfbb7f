//! Why something could not be drawn.

/// What the press refuses, named after what the caller can do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is nothing to encode.
    #[error("the address is empty: there is nothing to draw")]
    EmptyAddress,

    /// No QR symbol holds the address at this error correction level: shorten it, or ask for a lower level.
    #[error("an address of {length} characters does not fit any QR symbol at error correction level {level}")]
    AddressTooLong {
        /// Length of the address, in bytes.
        length: usize,
        /// The error correction level asked for: `L`, `M`, `Q` or `H`.
        level: char,
    },

    /// The symbol would have to be printed with modules that phones cannot read: use a larger label or a shorter code.
    #[error(
        "a symbol of {modules} modules would be printed at {module_mm:.3} mm a module, below the minimum of {minimum_mm:.3} mm; \
         it needs {needed_mm:.1} mm and {available_mm:.1} mm are free: {remedy}"
    )]
    SymbolTooDense {
        /// Width of the symbol in modules, without quiet zone.
        modules: usize,
        /// The module size that would result, in millimetres.
        module_mm: f32,
        /// The smallest module size allowed for this kind of address, in millimetres.
        minimum_mm: f32,
        /// What the symbol needs at that minimum, in millimetres.
        needed_mm: f32,
        /// What the label offers, in millimetres.
        available_mm: f32,
        /// What to do, in words: names the smallest ready-made label that would fit.
        remedy: String,
    },

    /// Beside the symbol there is no room for words that a label must have: use a larger label or a shorter code.
    #[error(
        "a symbol of {modules} modules leaves no room for '{field}', which the design has and no code should be without: {remedy}"
    )]
    NoRoomBeside {
        /// Width of the symbol in modules, without quiet zone.
        modules: usize,
        /// The field, by its word in design files.
        field: &'static str,
        /// What to do, in words: names the smallest ready-made label that would fit.
        remedy: String,
    },

    /// The layout was made for narrower symbols: compose it anew for the longest address.
    #[error(
        "a symbol of {modules} modules does not fit a layout made for {planned}: compose it for the longest address"
    )]
    SymbolWider {
        /// Width of the symbol in modules, without quiet zone.
        modules: usize,
        /// The widest symbol the layout was made for.
        planned: usize,
    },

    /// The design is larger than the labels of the stock: choose a smaller design or a larger stock.
    #[error(
        "a design of {width} x {height} mm does not fit the labels of {stock}, {label_width} x {label_height} mm: \
         choose a smaller design or a larger stock"
    )]
    LabelTooSmall {
        /// The stock's name.
        stock: String,
        /// Width of the design, in millimetres.
        width: f32,
        /// Height of the design, in millimetres.
        height: f32,
        /// Width of the stock's labels, in millimetres.
        label_width: f32,
        /// Height of the stock's labels, in millimetres.
        label_height: f32,
    },

    /// The stock has no place at which the order should begin: begin at one that it has.
    #[error(
        "{stock} has {places} labels on a sheet: {passed} cannot be passed over; begin at a place from 1 to {places}"
    )]
    NoSuchPlace {
        /// The stock's name.
        stock: String,
        /// Free places to pass over.
        passed: usize,
        /// Places on a sheet.
        places: usize,
    },

    /// No printer that is set rightly misses by so much: set it to 100 %, without margins, and measure again.
    #[error(
        "the calibration '{what}' is {value}, which is not {least} to {most}{unit}: \
         print the calibration page at 100 %, without margins, and measure again"
    )]
    Calibration {
        /// Which value.
        what: &'static str,
        /// What it is.
        value: f32,
        /// The least it may be.
        least: f32,
        /// The most it may be.
        most: f32,
        /// The unit of all three, with a blank before it; nothing for scales.
        unit: &'static str,
    },

    /// The size asked for a single symbol cannot be drawn.
    #[error("a symbol cannot be drawn {asked}: {reason}")]
    UnusableSize {
        /// What was asked, in words.
        asked: String,
        /// Why not.
        reason: &'static str,
    },

    /// The producer's logo cannot be used.
    #[error("the logo cannot be printed: {reason}")]
    UnusableLogo {
        /// Why not, and what to do.
        reason: String,
    },

    /// A PDF keeps the place of each object in ten decimal digits: split the order into several files.
    #[error("the sheet file would pass 9,999,999,999 bytes: split the order into several files")]
    FileTooLarge,

    /// The archive of the labels could not be written: split the order when one of its files is too long.
    #[error("the archive could not be written: {0}")]
    Archive(#[from] crate::zip::Error),

    /// A printer cannot print the labels as they are.
    #[error("the labels cannot be printed on this printer: {reason}")]
    Printer {
        /// Why not, and what to do.
        reason: String,
    },

    /// The QR encoder contradicted itself: a defect, not the caller's fault.
    #[error("the QR encoder refused its own data: {0}")]
    Encoder(#[from] qrcode::types::QrError),

    /// A sheet was ended before a label was put on it.
    #[error("the order has no labels: there is nothing to print")]
    NoLabels,

    /// The PNG encoder failed.
    #[error("the PNG could not be written: {0}")]
    Png(#[from] png::EncodingError),

    /// The output could not be written.
    #[error("the output could not be written: {0}")]
    Io(#[from] std::io::Error),
}
