use super::{Fault, Sheet};
use crate::clock::Day;
use crate::registry::{Certification, Producer, Product, Sentra};

/// What a file says. Ids in it are unnumbered: the register gives them out.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The rows without fault.
    pub rows: Rows,
    /// What is wrong, in the order of the file, at most [`LISTED`](super::LISTED). With one fault nothing is stored.
    pub faults: Vec<Fault>,
    /// How many faults more there are than listed.
    pub more_faults: u64,
    /// What is odd, and does not hinder the import.
    pub warnings: Vec<Fault>,
    /// How many warnings more there are than listed.
    pub more_warnings: u64,
    /// Rows that have faults: line, and what stands as code and name.
    pub refused: Vec<(u64, [String; 2])>,
}

/// The rows of a sheet.
#[derive(Debug, Clone)]
pub enum Rows {
    /// Of the sheet `producers`.
    Producers(Vec<ParsedProducer>),
    /// Of the sheet `products`.
    Products(Vec<ParsedProduct>),
    /// Of the sheet `sentra`.
    Sentra(Vec<ParsedSentra>),
}

/// A row of the sheet `sentra`.
#[derive(Debug, Clone)]
pub struct ParsedSentra {
    /// Line of the file.
    pub row: u64,
    /// The sentra, unnumbered.
    pub sentra: Sentra,
}

/// A row of the sheet `producers`.
#[derive(Debug, Clone)]
pub struct ParsedProducer {
    /// Line of the file.
    pub row: u64,
    /// The producer, unnumbered and not yet linked to its sentra.
    pub producer: Producer,
    /// Whether the file has a column for the capacity; if not, the register's stays.
    pub says_capacity: bool,
    /// The code of its sentra.
    pub sentra_code: Option<String>,
    /// That sentra as this row describes it, to be made when the register lacks it; `None` without a name.
    pub sentra: Option<Sentra>,
}

/// A row of the sheet `products`.
#[derive(Debug, Clone)]
pub struct ParsedProduct {
    /// Line of the file.
    pub row: u64,
    /// The product, unnumbered and not yet linked to its producer.
    pub product: Product,
    /// The code of its producer.
    pub producer_code: String,
    /// Its certifications, not yet linked to it.
    pub certifications: Vec<Certification>,
    /// A batch that the file describes. An import does not issue it.
    pub batch: Option<BatchPlan>,
}

/// A batch that could be issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchPlan {
    /// Kode produksi.
    pub code: String,
    /// Day of production.
    pub produced: Option<Day>,
    /// Last good day.
    pub best_before: Option<Day>,
    /// Whether each pack is to have a code of its own.
    pub serialised: bool,
}

impl Parsed {
    /// The sheet it was read as.
    pub fn sheet(&self) -> Sheet {
        match self.rows {
            Rows::Producers(_) => Sheet::Producers,
            Rows::Products(_) => Sheet::Products,
            Rows::Sentra(_) => Sheet::Sentra,
        }
    }

    /// How many rows are without fault.
    pub fn len(&self) -> usize {
        match &self.rows {
            Rows::Producers(rows) => rows.len(),
            Rows::Products(rows) => rows.len(),
            Rows::Sentra(rows) => rows.len(),
        }
    }

    /// Whether no row is without fault.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
