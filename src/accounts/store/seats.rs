use super::{columns, end_sessions, seat};
use crate::accounts::{Error, Person, PersonId, Role, Seat};
use crate::clock::Moment;
use crate::db::{Query, Tx, params, record};
use crate::registry::ProducerId;

/// More producers than one companion looks after.
const CASELOAD: u32 = 1_000;
/// More people than a small maker has.
const TEAM: u32 = 200;

record! {
    struct Row {
        id: i64,
        role: String,
        producer_id: Option<i64>,
        region: Option<String>,
    }
}

record! {
    struct Holder {
        id: i64,
        person_id: i64,
        role: String,
    }
}

/// The seats that a person holds, with their numbers.
///
/// # Errors
/// [`Error::Storage`].
pub async fn seats_of(q: &mut impl Query, person: PersonId) -> Result<Vec<(i64, Seat)>, Error> {
    let sql = "select id, role, producer_id, region from seats where person_id = $1 and ended_at is null order by id";
    let rows: Vec<Row> = q.all(sql, params![person.0]).await?;
    let read = |row: Row| Ok((row.id, seat(&row.role, row.producer_id, row.region.as_deref())?));
    rows.into_iter().map(read).collect()
}

/// Who holds a producer's seats: the seat's number, who, and as what. Owners first, then in the order of coming.
///
/// # Errors
/// [`Error::Storage`].
pub async fn team_of(q: &mut impl Query, producer: ProducerId) -> Result<Vec<(i64, Person, Role)>, Error> {
    let sql = "
        select id, person_id, role
          from seats
         where producer_id = $1 and ended_at is null
         order by case role when 'pemilik' then 0 else 1 end, id
         limit $2";
    let rows: Vec<Holder> = q.all(sql, params![producer.0, TEAM]).await?;
    let mut team = Vec::with_capacity(rows.len());
    for row in rows {
        let person = super::find_person(q, PersonId(row.person_id)).await?;
        team.extend(person.zip(Role::from_word(&row.role)).map(|(person, role)| (row.id, person, role)));
    }
    Ok(team)
}

/// Gives a seat, unless the person holds it already, and ends every session: what one may do is read at sign-in.
///
/// # Errors
/// [`Error::Storage`].
pub async fn give_seat(
    tx: &mut Tx,
    person: PersonId,
    seat: Seat,
    by: Option<PersonId>,
    at: Moment,
) -> Result<(), Error> {
    if seats_of(tx, person).await?.iter().any(|(_, held)| *held == seat) {
        return Ok(());
    }
    let (role, producer, region) = columns(seat);
    let sql = "insert into seats (person_id, role, producer_id, region, given_by, given_at)
               values ($1, $2, $3, $4, $5, $6)";
    tx.run(sql, params![person.0, role, producer, region, by.map(|by| by.0), at.0]).await?;
    end_sessions(tx, person).await.map(drop)
}

/// Ends a seat and every session of its holder. The row stays, with its end.
///
/// # Errors
/// [`Error::Unknown`] when nobody holds it.
pub async fn end_seat(tx: &mut Tx, number: i64, at: Moment) -> Result<PersonId, Error> {
    let sql = "update seats set ended_at = $2 where id = $1 and ended_at is null returning person_id";
    let row: Option<(i64,)> = tx.first(sql, params![number, at.0]).await?;
    let person = row.map(|(id,)| PersonId(id)).ok_or_else(|| Error::Unknown(format!("seat {number}")))?;
    end_sessions(tx, person).await?;
    Ok(person)
}

/// Puts a producer on a companion's caseload; once is enough.
///
/// # Errors
/// [`Error::Storage`].
pub async fn add_to_caseload(tx: &mut Tx, companion: PersonId, producer: ProducerId, at: Moment) -> Result<(), Error> {
    let sql = "insert into caseload (companion_id, producer_id, given_at) values ($1, $2, $3)
               on conflict (companion_id, producer_id) do nothing";
    tx.run(sql, params![companion.0, producer.0, at.0]).await?;
    Ok(())
}

/// The producers for whom a companion acts.
///
/// # Errors
/// [`Error::Storage`].
pub async fn caseload_of(q: &mut impl Query, companion: PersonId) -> Result<Vec<ProducerId>, Error> {
    let sql = "select producer_id from caseload where companion_id = $1 order by producer_id limit $2";
    let rows: Vec<(i64,)> = q.all(sql, params![companion.0, CASELOAD]).await?;
    Ok(rows.into_iter().map(|(id,)| ProducerId(id)).collect())
}
