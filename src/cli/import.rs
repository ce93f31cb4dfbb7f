use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::failure::Failure;
use super::house::House;
use super::list;
use super::program::Place;
use super::say::say;
use crate::audit;
use crate::office;
use crate::registry::import::{self, Fault, Outcome, Parsed, Preview, Refused, Report, Sheet};

/// Enter producers, products or sentra from a CSV file or a workbook, all or nothing.
#[derive(Args)]
#[command(after_help = "Example:
  telusur import producers producers.csv --dry-run

The columns are those of the sample files (docs/OPERATIONS.md lists them). Every bad row is reported with its
row, column, value and what to do; with one bad row nothing is entered.")]
pub(super) struct Import {
    /// producers, products or sentra
    #[arg(value_parser = sheet)]
    what: Sheet,
    /// The CSV file or workbook (.xlsx), or - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Say of every row what would happen, and enter nothing
    #[arg(long)]
    dry_run: bool,
}

/// More than any file may have, in bytes.
const MOST_READ: u64 = 21 << 20;
/// Rows that a terminal shows of those that would change.
const SHOWN: usize = 20;

pub(super) fn sheet(word: &str) -> Result<Sheet, String> {
    Sheet::from_word(word).ok_or_else(|| "write producers, products or sentra".into())
}

impl Import {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        let bytes = read(&self.file)?;
        let house = House::open(place).await?;
        let parsed = import::parse(self.what, &bytes, house.clock.today());
        warn(&parsed);
        let rows = parsed.len();
        if self.dry_run {
            let preview = import::preview(&mut &house.db, &parsed).await?;
            return tell(&preview, std::io::stdout().is_terminal());
        }
        let name = self.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let report = enter(&house, parsed, &name).await.map_err(refusal)?;
        for kept in &report.kept {
            eprintln!("kept: {kept}");
        }
        say!("{rows} {}: {} new, {} changed, {} as before", self.what, report.added, report.changed, report.unchanged);
        Ok(())
    }
}

/// Stores a file and records that, in one transaction.
async fn enter(house: &House, parsed: Parsed, name: &str) -> Result<Report, Refused> {
    // Faults are found before other writers have to wait.
    import::check(&mut &house.db, &parsed).await?;
    let at = house.clock.now();
    let (parsed, file) = (Arc::new(parsed), name.to_owned());
    let stored = house.db.write(move |tx| {
        let (parsed, file) = (Arc::clone(&parsed), file.clone());
        Box::pin(async move {
            let report = import::store_within(tx, &parsed, at).await?;
            audit::record(tx, &office::imported(&file, parsed.sheet(), &report, at)).await?;
            Ok::<Report, Refused>(report)
        })
    });
    stored.await
}

/// The file, or as much of it as shows that it is too large.
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let broken = |error: std::io::Error| Failure::refused(format!("{}: {error}", path.display()));
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        std::io::stdin().lock().take(MOST_READ).read_to_end(&mut bytes).map_err(broken)?;
    } else {
        std::fs::File::open(path).map_err(broken)?.take(MOST_READ).read_to_end(&mut bytes).map_err(broken)?;
    }
    Ok(bytes)
}

/// Says what would happen: on a terminal in short, elsewhere row by row, fields divided by tabs.
fn tell(preview: &Preview, in_short: bool) -> Result<(), Failure> {
    let mut shown = 0;
    for row in &preview.rows {
        let what = match &row.outcome {
            Outcome::New | Outcome::Same => String::new(),
            Outcome::Changed(changes) => {
                let each =
                    changes.iter().map(|change| format!("{} '{}' -> '{}'", change.column, change.from, change.to));
                each.collect::<Vec<_>>().join("; ")
            }
            Outcome::Refused(faults) => {
                let each = faults.iter().map(|fault| format!("{} '{}': {}", fault.column, fault.value, fault.problem));
                each.collect::<Vec<_>>().join("; ")
            }
        };
        let is_dull = matches!(row.outcome, Outcome::New | Outcome::Same);
        if in_short && (is_dull || shown == SHOWN) {
            continue;
        }
        shown += 1;
        list::row(&[&row.row.to_string(), row.outcome.word(), &row.code, &row.name, &what])?;
    }
    let [new, changed, same, refused] = preview.counts();
    if !preview.is_sound() {
        let of_rows = preview.rows.iter().filter_map(|row| match &row.outcome {
            Outcome::Refused(faults) => Some(faults),
            Outcome::New | Outcome::Changed(_) | Outcome::Same => None,
        });
        let faults = preview.faults.iter().chain(of_rows.flatten());
        let faults: String = faults.map(|fault| format!("{fault}\n")).collect();
        let more =
            if preview.more_faults > 0 { format!("and {} faults more\n", preview.more_faults) } else { String::new() };
        let sentence =
            format!("nothing was entered: {refused} rows to mend, {new} new, {changed} changed, {same} as before");
        return Err(Failure::refused(format!("{faults}{more}{sentence}")));
    }
    say!(
        "{} {} could be entered: {new} new, {changed} changed, {same} as before; nothing was, because of --dry-run",
        preview.rows.len(),
        preview.sheet
    );
    Ok(())
}

fn warn(parsed: &Parsed) {
    for warning in &parsed.warnings {
        eprintln!("warning: {warning}");
    }
    if parsed.more_warnings > 0 {
        eprintln!("warning: and {} more", parsed.more_warnings);
    }
}

fn refusal(refused: Refused) -> Failure {
    match refused {
        Refused::Storage(error) => error.into(),
        Refused::Faults { listed, more } => {
            let mut text: Vec<String> = listed.iter().map(Fault::to_string).collect();
            if more > 0 {
                text.push(format!("and {more} more"));
            }
            let count = listed.len() as u64 + more;
            text.push(format!("nothing was entered: {count} {} to mend", if count == 1 { "fault" } else { "faults" }));
            Failure::refused(text.join("\n"))
        }
    }
}
