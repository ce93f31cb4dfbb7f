use crate::said::Said;

/// What is refused of a printer, or why it could not be stored.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Its name is no name.
    #[error("the printer's name: {0}")]
    Name(Said),
    /// It would be moved farther than any printer misses.
    #[error("{flag} {value} mm: a printer is moved by at most 10 mm; measure again, and check that it prints at 100 %")]
    Offset {
        /// The flag that was given.
        flag: &'static str,
        /// As given, in millimetres.
        value: f64,
    },
    /// It would be scaled more than any printer misses.
    #[error(
        "{flag} {value}: a scale lies between 0.95 and 1.05, 1 meaning true; \
         a larger miss is a setting of the printer such as 'fit to page', which must be off"
    )]
    Scale {
        /// The flag that was given.
        flag: &'static str,
        /// As given.
        value: f64,
    },
    /// No printer has such dots.
    #[error("--dpi {0}: printers have 100 to 2400 dots per inch; thermal printers 203, 300 or 600")]
    Dots(u32),
    /// Storage failed.
    #[error(transparent)]
    Storage(#[from] crate::db::Error),
}
