use std::collections::BTreeSet;

use super::{Error, reaches};
use crate::accounts::{self, Act, Seat};
use crate::audit::{self, Act as Done, Changes, Entry, Subject, SubjectKind};
use crate::casework::Who;
use crate::clock::Moment;
use crate::db::{Query, Tx};
use crate::registry::RegionCode;
use crate::registry::import::{self, Fault, Outcome, Parsed, Preview, Report, Sheet};
use crate::said::Said;

/// What is wrong with a row that lies outside the region in which somebody imports.
const OUTSIDE: Said = Said::new(
    "baris ini di luar daerah Anda; keluarkan dari berkas",
    "this row is outside your region; take it out of the file",
);

/// Says of every row of a file what an import by this person would do with it. Reads, and writes nothing.
///
/// # Errors
/// [`Error::Seat`] when the person does not import at all.
pub async fn preview(q: &mut impl Query, who: Who, parsed: &Parsed) -> Result<Preview, Error> {
    let outside = outside(q, who, parsed).await?;
    let mut preview = import::preview(q, parsed).await?;
    for row in preview.rows.iter_mut().filter(|row| outside.contains(&row.row)) {
        let fault = Fault { row: row.row, column: String::new(), value: String::new(), problem: OUTSIDE };
        row.outcome = Outcome::Refused(vec![fault]);
    }
    Ok(preview)
}

/// Rows of a file that lie outside the region in which somebody imports. One such row keeps the whole file out.
async fn outside(q: &mut impl Query, who: Who, parsed: &Parsed) -> Result<BTreeSet<u64>, Error> {
    let seats = accounts::seats_of(q, who.person).await?;
    let seats: Vec<Seat> = seats.into_iter().map(|(_, seat)| seat).filter(|seat| seat.role() == who.role).collect();
    if seats.is_empty() || !who.role.may(Act::Transfer) {
        return Err(Error::Seat(who.role));
    }
    let is_out = |region: RegionCode| !seats.iter().any(|seat| reaches(*seat, Some(region)));
    let touched = import::touched(q, parsed).await?;
    Ok(touched.into_iter().filter(|touched| is_out(touched.region)).map(|touched| touched.row).collect())
}

/// Enters a file, all or nothing.
///
/// # Errors
/// [`Error::Seat`]; [`Error::Outside`] when rows lie in other regions; [`Error::Import`] when the file has faults.
pub async fn import_file(tx: &mut Tx, who: Who, parsed: &Parsed, name: &str, now: Moment) -> Result<Report, Error> {
    let outside = outside(tx, who, parsed).await?;
    if !outside.is_empty() {
        return Err(Error::Outside(outside.len()));
    }
    let report = import::store_within(tx, parsed, now).await?;
    audit::record(tx, &imported(name, parsed.sheet(), &report, now).by(who.person, Some(who.role))).await?;
    Ok(report)
}

/// The entry of an import: which list, and how many rows were new, different or the same. Figures, and no sentence.
pub fn imported(file: &str, sheet: Sheet, report: &Report, now: Moment) -> Entry {
    let mut changes = Changes::none();
    let counts = [("added", report.added), ("changed", report.changed), ("unchanged", report.unchanged)];
    changes.note("sheet", None, Some(sheet.word()));
    for (name, count) in counts {
        changes.note(name, None, Some(&count.to_string()));
    }
    Entry::new(now, Done::Imported, Subject::new(SubjectKind::File, file)).changing(changes)
}

/// Notes that somebody took a list away as a file: it may hold telephone numbers of producers who do not show them.
///
/// # Errors
/// [`Error::Storage`].
pub async fn note_export(tx: &mut Tx, who: Who, name: &str, rows: usize, now: Moment) -> Result<(), Error> {
    let entry = Entry::new(now, Done::Exported, Subject::new(SubjectKind::File, name));
    let mut changes = Changes::none();
    changes.note("rows", None, Some(&rows.to_string()));
    audit::record(tx, &entry.by(who.person, Some(who.role)).changing(changes)).await?;
    Ok(())
}
