use super::{Error, entitled};
use crate::accounts::Act;
use crate::audit::{self, Act as Done, Changes, Entry, Subject, SubjectKind};
use crate::casework::Who;
use crate::clock::{Day, Moment, iso, parse_day};
use crate::db::{self, Tx};
use crate::registry::{self, Decree, RegionCode, Sentra, SentraId, fields};
use crate::said::{Said, said};

/// More members than any sentra has.
const MOST_MEMBERS: u32 = 1_000_000;

/// A sentra as an officer writes it: every part as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SentraDraft {
    /// The office's own code for it.
    pub code: String,
    /// Name.
    pub name: String,
    /// Code of the kabupaten or kota.
    pub region: String,
    /// Number of the decree (SK); empty while there is none.
    pub sk_number: String,
    /// Its day, `YYYY-MM-DD`.
    pub sk_day: String,
    /// Who signed it.
    pub sk_by: String,
    /// How many makers belong to it.
    pub members: String,
}

impl SentraDraft {
    /// The form of a sentra that is there.
    pub fn of(sentra: &Sentra) -> SentraDraft {
        let decree = sentra.decree.as_ref();
        SentraDraft {
            code: sentra.code.clone(),
            name: sentra.name.clone(),
            region: sentra.region.to_string(),
            sk_number: decree.map(|decree| decree.number.clone()).unwrap_or_default(),
            sk_day: decree.and_then(|decree| decree.day).map(iso).unwrap_or_default(),
            sk_by: decree.and_then(|decree| decree.by.clone()).unwrap_or_default(),
            members: sentra.members.map(|members| members.to_string()).unwrap_or_default(),
        }
    }

    /// What it says, by the same rules of [`fields`] that an import asks.
    fn read(&self, today: Day) -> Result<Sentra, Error> {
        Ok(Sentra {
            id: SentraId::UNNUMBERED,
            code: field("code", fields::code(&self.code))?,
            name: field("name", fields::line(&self.name, fields::NAME))?,
            region: field("region", fields::region(&self.region))?,
            decree: self.decree(today)?,
            members: optional("members", &self.members, members)?,
        })
    }

    fn decree(&self, today: Day) -> Result<Option<Decree>, Error> {
        let short = |text: &str| fields::line(text, fields::SHORT);
        let number = optional("sk_number", &self.sk_number, short)?;
        let day = optional("sk_day", &self.sk_day, parse_day)?;
        let by = optional("sk_by", &self.sk_by, short)?;
        if day.is_some_and(|day| day > today) {
            let problem = Said::new(
                "tanggal SK ini belum tiba; betulkan tanggalnya",
                "the decree would be of the future; correct the date",
            );
            return Err(Error::Field { field: "sk_day", problem });
        }
        match number {
            Some(number) => Ok(Some(Decree { number, day, by })),
            None if day.is_none() && by.is_none() => Ok(None),
            None => {
                let problem = Said::new("SK ada nomornya; tulis nomor itu", "a decree has a number; write it");
                Err(Error::Field { field: "sk_number", problem })
            }
        }
    }
}

fn field<T>(field: &'static str, read: Result<T, Said>) -> Result<T, Error> {
    read.map_err(|problem| Error::Field { field, problem })
}

/// A text that may be empty.
fn optional<T>(name: &'static str, text: &str, rule: impl Fn(&str) -> Result<T, Said>) -> Result<Option<T>, Error> {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { field(name, rule(text)).map(Some) }
}

fn members(text: &str) -> Result<u32, Said> {
    let number = text.parse::<u32>().ok().filter(|number| *number <= MOST_MEMBERS);
    number.ok_or_else(|| {
        said!("tulis bilangan bulat dari 0 sampai {MOST_MEMBERS}", "write a whole number from 0 to {MOST_MEMBERS}")
    })
}

/// Enters a sentra, or changes the one that is named. A code stays as it was given; a sentra may move within the officer's region
/// only.
///
/// # Errors
/// [`Error::Field`], [`Error::Taken`], [`Error::Seat`], [`Error::Unknown`].
pub async fn enter_sentra(
    tx: &mut Tx,
    who: Who,
    which: Option<SentraId>,
    draft: &SentraDraft,
    now: Moment,
) -> Result<SentraId, Error> {
    let before = match which {
        Some(id) => Some(registry::find_sentra(tx, id).await?.ok_or(Error::Unknown("sentra"))?),
        None => None,
    };
    if let Some(before) = &before {
        entitled(tx, who, Act::Check, before.region).await?;
    }
    let mut sentra = draft.read(now.day())?;
    entitled(tx, who, Act::Check, sentra.region).await?;
    match &before {
        Some(before) => sentra.code.clone_from(&before.code),
        None if registry::find_sentra_by_code(tx, &sentra.code).await?.is_some() => {
            return Err(Error::Taken(sentra.code));
        }
        None => {}
    }
    let (id, _) = registry::put_sentra(tx, &sentra, now).await.map_err(|error| match error {
        db::Error::Duplicate => Error::Taken(sentra.code.clone()),
        error => error.into(),
    })?;
    audit::record(tx, &entry(who, before.as_ref(), &sentra, now)).await?;
    Ok(id)
}

fn entry(who: Who, before: Option<&Sentra>, after: &Sentra, now: Moment) -> Entry {
    let mut changes = Changes::none();
    let (old, new) = (before.map(SentraDraft::of).unwrap_or_default(), SentraDraft::of(after));
    let pairs = [
        ("name", old.name, new.name),
        ("region", old.region, new.region),
        ("sk_number", old.sk_number, new.sk_number),
        ("sk_date", old.sk_day, new.sk_day),
        ("sk_by", old.sk_by, new.sk_by),
        ("members", old.members, new.members),
    ];
    let said = |text: String| (!text.is_empty()).then_some(text);
    for (name, old, new) in pairs {
        changes.note(name, said(old).as_deref(), said(new).as_deref());
    }
    let region: RegionCode = after.region;
    Entry::new(now, Done::SentraChanged, Subject::new(SubjectKind::Sentra, &after.code))
        .by(who.person, Some(who.role))
        .within(region)
        .changing(changes)
}
