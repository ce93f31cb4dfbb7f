use super::{Sought, of_place};
use crate::db::{Error, Query};
use crate::registry::Sentra;
use crate::registry::store::SentraRow;

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
    let rows: Vec<SentraRow> = q.all(of_place(sought.region, statements), sought.params()).await?;
    rows.into_iter().map(Sentra::try_from).collect()
}
