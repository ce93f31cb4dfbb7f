//! What an import would do, row by row, before anything is written.
use std::collections::HashMap;

use super::certified::columns_of;
use super::check::all_faults;
use super::{Fault, Parsed, ParsedProducer, ParsedProduct, ParsedSentra, Rows, Sheet, merge};
use crate::db::{Error, Query};
use crate::registry::{Certification, Producer, ProductId, export, store};
use crate::spreadsheet::Value;

/// A file, held against the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The sheet it was read as.
    pub sheet: Sheet,
    /// Every row, in the order of the file.
    pub rows: Vec<Previewed>,
    /// What is wrong with the file itself, or not listed beside a row because there is too much of it.
    pub faults: Vec<Fault>,
    /// How many faults more there are than listed.
    pub more_faults: u64,
    /// What is odd, and does not hinder the import.
    pub warnings: Vec<Fault>,
}

/// What would happen with one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Previewed {
    /// Line of the file.
    pub row: u64,
    /// The office's code of what it describes.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What would happen.
    pub outcome: Outcome,
}

/// What an import would do with a row. One row that is refused keeps the whole file out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The register lacks it, and would get it.
    New,
    /// The register has it otherwise.
    Changed(Vec<Change>),
    /// The register has it so.
    Same,
    /// It cannot be entered: which columns, and what to do.
    Refused(Vec<Fault>),
}

impl Outcome {
    /// Its word: `new`, `changed`, `same` or `refused`.
    pub fn word(&self) -> &'static str {
        match self {
            Outcome::New => "new",
            Outcome::Changed(_) => "changed",
            Outcome::Same => "same",
            Outcome::Refused(_) => "refused",
        }
    }
}

/// One column that would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its name.
    pub column: &'static str,
    /// What the register says; empty for nothing.
    pub from: String,
    /// What it would say.
    pub to: String,
}

impl Preview {
    /// How many rows would end so: new, changed, same, refused.
    pub fn counts(&self) -> [usize; 4] {
        let count = |word| self.rows.iter().filter(|row| row.outcome.word() == word).count();
        ["new", "changed", "same", "refused"].map(count)
    }

    /// Whether the file could be entered as it is.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty() && self.more_faults == 0 && self.counts()[3] == 0
    }
}

/// Says of every row of a file what an import would do with it. Reads, and writes nothing: between a preview and the import
/// somebody else may write.
///
/// # Errors
/// [`Error::Away`] when storage fails; what is wrong with the file is in the preview.
pub async fn preview(q: &mut impl Query, parsed: &Parsed) -> Result<Preview, Error> {
    let faults = all_faults(q, parsed).await?;
    let mut of_rows: HashMap<u64, Vec<Fault>> = HashMap::new();
    let (of_file, of_each): (Vec<Fault>, Vec<Fault>) = faults.listed.into_iter().partition(|fault| fault.row < 2);
    for fault in of_each {
        of_rows.entry(fault.row).or_default().push(fault);
    }
    let mut rows = match &parsed.rows {
        Rows::Producers(rows) => producers(q, rows).await?,
        Rows::Products(rows) => products(q, rows).await?,
        Rows::Sentra(rows) => sentra(q, rows).await?,
    };
    for row in &mut rows {
        if let Some(faults) = of_rows.remove(&row.row) {
            row.outcome = Outcome::Refused(faults);
        }
    }
    for (row, [code, name]) in &parsed.refused {
        let faults = of_rows.remove(row).unwrap_or_default();
        rows.push(Previewed { row: *row, code: code.clone(), name: name.clone(), outcome: Outcome::Refused(faults) });
    }
    // Rows whose cells could not be read at all.
    for (row, faults) in of_rows {
        rows.push(Previewed { row, code: String::new(), name: String::new(), outcome: Outcome::Refused(faults) });
    }
    rows.sort_by_key(|row| row.row);
    let (sheet, warnings) = (parsed.sheet(), parsed.warnings.clone());
    Ok(Preview { sheet, rows, faults: of_file, more_faults: faults.more, warnings })
}

async fn sentra(q: &mut impl Query, rows: &[ParsedSentra]) -> Result<Vec<Previewed>, Error> {
    let codes: Vec<&str> = rows.iter().map(|row| &*row.sentra.code).collect();
    let stored = store::sentra_by_code(q, &codes).await?;
    let stored: HashMap<&str, _> = stored.iter().map(|sentra| (&*sentra.code, sentra)).collect();
    let previewed = rows.iter().map(|ParsedSentra { row, sentra }| {
        let outcome = stored.get(&*sentra.code).map_or(Outcome::New, |stored| {
            changed(differences(Sheet::Sentra, &export::sentra_row(stored), &export::sentra_row(sentra)))
        });
        Previewed { row: *row, code: sentra.code.clone(), name: sentra.name.clone(), outcome }
    });
    Ok(previewed.collect())
}

async fn producers(q: &mut impl Query, rows: &[ParsedProducer]) -> Result<Vec<Previewed>, Error> {
    let codes: Vec<&str> = rows.iter().map(|row| &*row.producer.code).collect();
    let stored: HashMap<String, Producer> = store::producers_by_code(q, &codes)
        .await?
        .into_iter()
        .map(|producer| (producer.code.clone(), producer))
        .collect();
    let ids: Vec<_> = stored.values().filter_map(|producer| producer.sentra).collect();
    let sentra: HashMap<_, _> =
        store::sentra_by_id(q, &ids).await?.into_iter().map(|sentra| (sentra.id, sentra)).collect();
    let previewed = rows.iter().map(|row| {
        let outcome = stored.get(&row.producer.code).map_or(Outcome::New, |stored| {
            let merged = merge::producer(row, stored.sentra, Some(stored));
            let mut changes = differences(
                Sheet::Producers,
                &export::producer_row(stored, None),
                &export::producer_row(&merged, None),
            );
            let linked = stored.sentra.and_then(|id| sentra.get(&id)).map(|sentra| &*sentra.code);
            let (from, to) = (linked.unwrap_or_default(), row.sentra_code.as_deref().unwrap_or_default());
            if from != to {
                changes.push(Change { column: "sentra_code", from: from.to_owned(), to: to.to_owned() });
            }
            changed(changes)
        });
        Previewed { row: row.row, code: row.producer.code.clone(), name: row.producer.name.clone(), outcome }
    });
    Ok(previewed.collect())
}

async fn products(q: &mut impl Query, rows: &[ParsedProduct]) -> Result<Vec<Previewed>, Error> {
    let codes: Vec<&str> = rows.iter().map(|row| &*row.product.code).collect();
    let stored: HashMap<String, _> =
        store::products_by_code(q, &codes).await?.into_iter().map(|product| (product.code.clone(), product)).collect();
    let ids: Vec<ProductId> = stored.values().map(|product| product.id).collect();
    let mut certifications: HashMap<ProductId, Vec<Certification>> = HashMap::new();
    for certification in store::certifications_of_all(q, &ids).await? {
        certifications.entry(certification.product).or_default().push(certification);
    }
    let previewed = rows.iter().map(|row| {
        let outcome = stored.get(&row.product.code).map_or(Outcome::New, |stored| {
            let merged = merge::product(row, stored.producer, Some(stored));
            let [from, to] = [stored, &merged].map(|product| export::product_row(product, "", &[]));
            let mut changes = differences(Sheet::Products, &from, &to);
            let held = certifications.get(&stored.id).map_or(&[][..], Vec::as_slice);
            changes.extend(row.certifications.iter().flat_map(|said| certified(said, stored.id, held)));
            changed(changes)
        });
        Previewed { row: row.row, code: row.product.code.clone(), name: row.product.name.clone(), outcome }
    });
    Ok(previewed.collect())
}

fn changed(changes: Vec<Change>) -> Outcome {
    if changes.is_empty() { Outcome::Same } else { Outcome::Changed(changes) }
}

/// The columns in which two rows of a sheet differ.
fn differences(sheet: Sheet, from: &[Value<'_>], to: &[Value<'_>]) -> Vec<Change> {
    let columns = export::columns(sheet);
    let pairs = columns.iter().zip(from.iter().zip(to)).filter(|(_, (from, to))| from != to);
    pairs.map(|(column, (from, to))| Change { column, from: from.to_string(), to: to.to_string() }).collect()
}

/// What a row would change in a certification.
fn certified(said: &Certification, product: ProductId, held: &[Certification]) -> Vec<Change> {
    let [number, issued, valid_until] = columns_of(said.kind);
    let Some(kept) = merge::kept(said, held) else {
        return vec![Change { column: number, from: String::new(), to: said.number.clone() }];
    };
    let merged = merge::certification(said, product, Some(kept));
    let day = |column, from: Option<_>, to: Option<_>| Change {
        column,
        from: from.map(crate::clock::iso).unwrap_or_default(),
        to: to.map(crate::clock::iso).unwrap_or_default(),
    };
    let changes = [day(issued, kept.issued, merged.issued), day(valid_until, kept.valid_until, merged.valid_until)];
    changes.into_iter().filter(|change| change.from != change.to).collect()
}
