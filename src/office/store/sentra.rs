use super::{Sought, of_place, region};
use crate::clock::Day;
use crate::db::{Error, Query, params, record};
use crate::registry::{Decree, RegionCode, Sentra, SentraId};
use crate::statistics::Sentras;

record! {
    struct Row {
        id: i64,
        code: String,
        name: String,
        region: String,
        sk_number: Option<String>,
        sk_day: Option<i64>,
        sk_by: Option<String>,
        members: Option<i64>,
    }
}

impl Row {
    fn read(self) -> Result<Sentra, Error> {
        let day = self.sk_day.and_then(|day| u32::try_from(day).ok()).map(Day);
        Ok(Sentra {
            id: SentraId(self.id),
            code: self.code,
            name: self.name,
            region: region(&self.region)?,
            decree: self.sk_number.map(|number| Decree { number, day, by: self.sk_by }),
            members: self.members.and_then(|members| u32::try_from(members).ok()),
        })
    }
}

/// The standing of a sentra is `sk` with a decree, `belum` without.
macro_rules! listed {
    ($place:literal) => {
        concat!(
            "select s.id, s.code, s.name, s.region, s.sk_number, s.sk_day, s.sk_by, s.members
               from sentra s
              where s.id < $1
                and (lower(s.name) like $3 escape '\\' or lower(s.code) like $3 escape '\\'
                     or lower(coalesce(s.sk_number, '')) like $3 escape '\\')
                and ($4 = '' or ($4 = 'sk' and s.sk_number is not null) or ($4 = 'belum' and s.sk_number is null)) ",
            $place,
            " order by s.id desc limit $2"
        )
    };
}

/// Sentra, newest first.
///
/// # Errors
/// [`Error::Away`].
pub async fn sentra(q: &mut impl Query, sought: &Sought) -> Result<Vec<Sentra>, Error> {
    let statements = [listed!(""), listed!("and substr(s.region, 1, 2) = $5"), listed!("and s.region = $5")];
    let rows: Vec<Row> = q.all(of_place(sought.region, statements), sought.params()).await?;
    rows.into_iter().map(Row::read).collect()
}

macro_rules! counted {
    ($place:literal) => {
        concat!("select count(*), count(sk_number) from sentra ", $place)
    };
}

/// How many sentra a region has, and how many of them with a decree.
///
/// # Errors
/// [`Error::Away`].
pub async fn sentra_counts(q: &mut impl Query, place: Option<RegionCode>) -> Result<Sentras, Error> {
    let statements = [counted!(""), counted!("where substr(region, 1, 2) = $1"), counted!("where region = $1")];
    let values = place.map(|region| params![region.to_string()]).unwrap_or_default();
    let row: Option<(i64, i64)> = q.first(of_place(place, statements), values).await?;
    let (all, decreed) = row.unwrap_or_default();
    Ok(Sentras { all: all.unsigned_abs(), decreed: decreed.unsigned_abs() })
}
