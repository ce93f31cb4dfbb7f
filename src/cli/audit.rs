use std::io::Write;

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::house::House;
use super::list::row;
use super::program::Place;
use super::say::say;
use crate::accounts::{self, Login, PersonId};
use crate::audit::{self, Act, COLUMNS, Chain, Lines, Noted, Recorded, Wanted};
use crate::clock::{Day, Moment, parse_day};
use crate::spreadsheet;

/// Entries that are asked for at once.
const PAGE: usize = 500;

/// Show who did what, newest first, or check that nothing of it was changed.
#[derive(Args)]
#[command(after_help = "Example:
  telusur audit --since 2026-11-01 --act recalled
  telusur audit --check

Each entry holds a hash over itself and all before it. Keep the last one that --check shows in another place, and give it
with --noted next time: then also a trail that was written anew is found out.")]
pub(super) struct Audit {
    /// Not before this day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    since: Option<Day>,
    /// Done by this person; what was done at the command line has none
    #[arg(long, value_name = "LOGIN")]
    who: Option<String>,
    /// Only this act, such as batch_issued or certification_approved
    #[arg(long, value_name = "WORD", value_parser = act)]
    act: Option<Act>,
    /// text: fields divided by tabs; csv: for spreadsheets; json: an object a line
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Walk the whole chain and say whether an entry was altered or taken out
    #[arg(long, conflicts_with_all = ["since", "who", "act", "format"])]
    check: bool,
    /// The last entry as an earlier check showed it
    #[arg(long, value_name = "NUMBER:HASH", value_parser = noted, requires = "check")]
    noted: Option<Noted>,
}

fn noted(text: &str) -> Result<Noted, String> {
    Noted::parse(text)
        .ok_or_else(|| "write the number, a colon and the 64 digits of the hash, as --check shows them".into())
}

/// How entries are written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Csv,
    Json,
}

fn act(word: &str) -> Result<Act, String> {
    let known = || Act::ALL.iter().map(|act| act.word()).collect::<Vec<_>>().join(", ");
    Act::from_word(word).ok_or_else(|| format!("write one of {}", known()))
}

impl Audit {
    pub(super) async fn run(self, place: Place) -> Result<(), Failure> {
        let house = House::open(place).await?;
        if self.check { check(&house, self.noted).await } else { self.list(&house).await }
    }

    async fn list(self, house: &House) -> Result<(), Failure> {
        let wanted = Wanted {
            by: self.person(house).await?,
            act: self.act,
            since: self.since.map(Moment::midnight),
            ..Wanted::default()
        };
        let (mut names, mut place) = (Lines::default(), None);
        if self.format == Format::Csv {
            csv_line(&COLUMNS.map(str::to_owned))?;
        }
        loop {
            let page = audit::search(&mut &house.db, &wanted, place, PAGE).await?;
            for recorded in &page.entries {
                let line = names.line(&mut &house.db, recorded).await?;
                self.format.write(recorded, &line)?;
            }
            place = page.next;
            if place.is_none() {
                return Ok(());
            }
        }
    }

    async fn person(&self, house: &House) -> Result<Option<PersonId>, Failure> {
        let Some(login) = &self.who else { return Ok(None) };
        let found = accounts::find_person_by_login(&mut &house.db, &Login::parse(login)?).await?;
        let unknown = || Failure::refused(format!("nobody has the login '{login}'"));
        found.map(|person| Some(person.id)).ok_or_else(unknown)
    }
}

async fn check(house: &House, noted: Option<Noted>) -> Result<(), Failure> {
    match audit::check_chain(&mut &house.db, noted).await? {
        Chain::Whole(last) => {
            say!("{} entries, none altered or missing; the last one is {last}", last.number);
            Ok(())
        }
        Chain::Broken { number, fault } => Err(Failure::broken(format!(
            "entry {number} {fault}; compare it with a backup, and find out who had access to the database"
        ))),
    }
}

impl Format {
    fn write(self, recorded: &Recorded, line: &[String; 12]) -> Result<(), Failure> {
        match self {
            // Changes and hash make a line too long to read; the other formats have them.
            Format::Text => row(&line.iter().take(10).map(|field| or_dash(field)).collect::<Vec<_>>()),
            Format::Csv => csv_line(line),
            Format::Json => {
                say!("{}", json(recorded, line));
                Ok(())
            }
        }
    }
}

fn or_dash(field: &str) -> &str {
    if field.is_empty() { "-" } else { field }
}

fn csv_line(line: &[String; 12]) -> Result<(), Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(line.iter().map(|cell| spreadsheet::harmless(cell))).map_err(Failure::broken)?;
    let line = writer.into_inner().map_err(Failure::broken)?;
    Ok(std::io::stdout().write_all(&line)?)
}

/// An object with a member for each column; what is not there is null.
fn json(recorded: &Recorded, line: &[String; 12]) -> serde_json::Value {
    let member = |(name, value): (&&str, &String)| {
        let value = if value.is_empty() { serde_json::Value::Null } else { value.as_str().into() };
        ((*name).to_owned(), value)
    };
    let mut object: serde_json::Map<_, _> = COLUMNS.iter().zip(line).map(member).collect();
    let changes =
        recorded.entry.changes.iter().map(|(field, old, new)| (field.to_owned(), serde_json::json!([old, new])));
    object.insert("number".into(), recorded.number.into());
    object.insert("changes".into(), serde_json::Value::Object(changes.collect()));
    serde_json::Value::Object(object)
}
