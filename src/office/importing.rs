use std::collections::BTreeSet;

use super::{Error, reaches};
use crate::accounts::{self, Act, Seat};
use crate::audit::{self, Act as Done, Entry, Subject, SubjectKind};
use crate::casework::Who;
use crate::clock::Moment;
use crate::db::{Query, Tx};
use crate::registry::RegionCode;
use crate::registry::import::{self, Parsed, Report};

/// Rows of a file that lie outside the region in which somebody imports. One such row keeps the whole file out.
///
/// # Errors
/// [`Error::Seat`] when the person does not import at all.
pub async fn outside(q: &mut impl Query, who: Who, parsed: &Parsed) -> Result<BTreeSet<u64>, Error> {
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
    let Report { added, changed, unchanged, .. } = &report;
    let words = format!("{}: {added} new, {changed} changed, {unchanged} as before", parsed.sheet());
    let entry = Entry::new(now, Done::Imported, Subject::new(SubjectKind::File, name));
    audit::record(tx, &entry.by(who.person, Some(who.role)).saying(&words)).await?;
    Ok(report)
}

/// Notes that somebody took a list away as a file: it may hold telephone numbers of producers who do not show them.
///
/// # Errors
/// [`Error::Storage`].
pub async fn note_export(tx: &mut Tx, who: Who, name: &str, rows: usize, now: Moment) -> Result<(), Error> {
    let entry = Entry::new(now, Done::Exported, Subject::new(SubjectKind::File, name));
    audit::record(tx, &entry.by(who.person, Some(who.role)).saying(&format!("{rows} rows"))).await?;
    Ok(())
}
