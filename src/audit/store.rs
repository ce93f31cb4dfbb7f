//! Entries in storage. Who controls this storage could write a whole new chain, but none that ends in a hash noted before.
use super::chain::{Part, link};
use super::{Act, Chain, Changes, Entry, Fault, Found, Hash, Noted, Place, Subject, SubjectKind, Wanted};
use crate::accounts::{PersonId, Role};
use crate::clock::Moment;
use crate::db::{Error, Param, Query, Tx, params, record as row};
use crate::registry::{ProducerId, RegionCode};

/// How many entries a page of a search looks at, at most.
pub const LOOKED: usize = 10_000;
/// Rows that one statement asks for.
const PAGE: u32 = 500;

/// An entry with its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its number, from 1 without a gap.
    pub number: i64,
    /// What it says.
    pub entry: Entry,
    /// The hash of it and of all before it.
    pub hash: Hash,
}

row! {
    /// A row as it is stored: what is hashed, whatever words it holds.
    struct Row {
        number: i64,
        at: i64,
        person_id: Option<i64>,
        role: Option<String>,
        producer_id: Option<i64>,
        region: Option<String>,
        act: String,
        subject: String,
        name: String,
        words: Option<String>,
        changes: Option<String>,
        hash: Vec<u8>,
    }
}

impl Row {
    fn write(number: i64, entry: &Entry, former: Hash) -> Row {
        let row = Row {
            number,
            at: entry.at.0,
            person_id: entry.by.map(|by| by.0),
            role: entry.seat.map(|role| role.word().to_owned()),
            producer_id: entry.producer.map(|producer| producer.0),
            region: entry.region.map(|region| region.to_string()),
            act: entry.act.word().to_owned(),
            subject: entry.subject.kind.word().to_owned(),
            name: entry.subject.name.clone(),
            words: entry.words.clone(),
            changes: entry.changes.stored(),
            hash: Vec::new(),
        };
        Row { hash: row.link(former).0.to_vec(), ..row }
    }

    /// The hash that the row must have after another.
    fn link(&self, former: Hash) -> Hash {
        let parts = [
            Part::Number(Some(self.number)),
            Part::Number(Some(self.at)),
            Part::Number(self.person_id),
            Part::Text(self.role.as_deref()),
            Part::Number(self.producer_id),
            Part::Text(self.region.as_deref()),
            Part::Text(Some(&self.act)),
            Part::Text(Some(&self.subject)),
            Part::Text(Some(&self.name)),
            Part::Text(self.words.as_deref()),
            Part::Text(self.changes.as_deref()),
        ];
        link(former, &parts)
    }

    fn place(&self) -> Place {
        Place { at: Moment(self.at), number: self.number }
    }

    fn read(self) -> Result<Recorded, Error> {
        let number = self.number;
        let broken = |what: &str| Error::Away(format!("audit entry {number} has a broken {what}"));
        let region = |code: &str| RegionCode::parse(code).ok_or_else(|| broken("region"));
        let changes = |json: &str| Changes::read(json).ok_or_else(|| broken("list of changes"));
        Ok(Recorded {
            number,
            entry: Entry {
                at: Moment(self.at),
                by: self.person_id.map(PersonId),
                seat: self.role.map(|word| Role::from_word(&word).ok_or_else(|| broken("role"))).transpose()?,
                producer: self.producer_id.map(ProducerId),
                region: self.region.as_deref().map(region).transpose()?,
                act: Act::from_word(&self.act).ok_or_else(|| broken("act"))?,
                subject: Subject {
                    kind: SubjectKind::from_word(&self.subject).ok_or_else(|| broken("subject"))?,
                    name: self.name,
                },
                words: self.words,
                changes: self.changes.as_deref().map(changes).transpose()?.unwrap_or_default(),
            },
            hash: Hash::read(&self.hash).ok_or_else(|| broken("hash"))?,
        })
    }
}

macro_rules! select {
    ($tail:literal) => {
        concat!(
            "select number, at, person_id, role, producer_id, region, act, subject, name, words, changes, hash from audit ",
            $tail
        )
    };
}

/// Writes an entry in the transaction of its act; returns its number.
///
/// Whoever writes one holds the end of the chain until the transaction is over, and others wait: so this stands last in a
/// transaction, after the act.
///
/// # Errors
/// [`Error::Dangling`] when there is no such person or producer.
pub async fn record(tx: &mut Tx, entry: &Entry) -> Result<i64, Error> {
    let sql = "update audit_head set number = number + 1 where one = 1 returning number, hash";
    let head: Option<(i64, Vec<u8>)> = tx.first(sql, params![]).await?;
    let former = head.and_then(|(number, hash)| Some((number, Hash::read(&hash)?)));
    let (number, former) = former.ok_or_else(|| Error::Away("the audit trail has lost its end".into()))?;
    let row = Row::write(number, entry, former);
    let hash = row.hash.clone();
    let sql = "
        insert into audit (number, at, person_id, role, producer_id, region, act, subject, name, words, changes, hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let values = params![
        row.number,
        row.at,
        row.person_id,
        row.role,
        row.producer_id,
        row.region,
        row.act,
        row.subject,
        row.name,
        row.words,
        row.changes,
        row.hash,
    ];
    tx.run(sql, values).await?;
    tx.run("update audit_head set hash = $1 where one = 1", params![hash]).await?;
    Ok(number)
}

/// Entries, newest first, at most `most`, after the place where another page ended.
///
/// # Errors
/// [`Error::Away`].
pub async fn search(q: &mut impl Query, wanted: &Wanted, after: Option<Place>, most: usize) -> Result<Found, Error> {
    let (mut place, mut entries, mut looked) = (after, Vec::new(), 0);
    loop {
        let rows = rows_after(q, wanted, place).await?;
        let last_page = rows.len() < PAGE as usize;
        for row in rows {
            if entries.len() >= most || looked >= LOOKED {
                return Ok(Found { entries, next: place });
            }
            (place, looked) = (Some(row.place()), looked + 1);
            let recorded = row.read()?;
            if wanted.admits(&recorded.entry) {
                entries.push(recorded);
            }
        }
        if last_page {
            return Ok(Found { entries, next: None });
        }
    }
}

/// The newest entries before `$1`, `$2` and not before `$3`, of those that an index can pick by `$4` and `$5`.
macro_rules! newest {
    ($picked:literal) => {
        concat!(
            "select number, at, person_id, role, producer_id, region, act, subject, name, words, changes, hash
               from audit
              where (at, number) < ($1, $2) and at >= $3 ",
            $picked,
            " order by at desc, number desc limit 500"
        )
    };
}

/// The next rows in question, by the index that leaves the fewest.
async fn rows_after(q: &mut impl Query, wanted: &Wanted, after: Option<Place>) -> Result<Vec<Row>, Error> {
    let end = Place { at: wanted.until.unwrap_or(Moment(i64::MAX)), number: 0 };
    let before = after.map_or(end, |place| if (place.at, place.number) < (end.at, 0) { place } else { end });
    let mut values = params![before.at.0, before.number, wanted.since.map_or(i64::MIN, |since| since.0)];
    let mut pick = |sql: &'static str, picked: Vec<Param>| {
        values.extend(picked);
        sql
    };
    let sql = if let Some(subject) = &wanted.subject {
        pick(newest!("and subject = $4 and name = $5"), params![subject.kind.word(), subject.name.as_str()])
    } else if let Some(producer) = wanted.producer {
        pick(newest!("and producer_id = $4"), params![producer.0])
    } else if let Some(person) = wanted.by {
        pick(newest!("and person_id = $4"), params![person.0])
    } else if let Some(act) = wanted.act {
        pick(newest!("and act = $4"), params![act.word()])
    } else if let Some(region) = wanted.region {
        let sql =
            if region.is_province() { newest!("and substr(region, 1, 2) = $4") } else { newest!("and region = $4") };
        pick(sql, params![region.to_string()])
    } else {
        newest!("")
    };
    q.all(sql, values).await
}

/// Walks the whole chain, a page at a time, and names the first entry that is not as it was written; of one that was noted
/// before, whether it still has that hash.
///
/// # Errors
/// [`Error::Away`].
pub async fn check_chain(q: &mut impl Query, noted: Option<Noted>) -> Result<Chain, Error> {
    // The end is read first: what is written meanwhile stands behind it and is looked at next time.
    let head: Option<(i64, Vec<u8>)> = q.first("select number, hash from audit_head where one = 1", params![]).await?;
    let Some((end, hash)) = head else { return Ok(broken(0, Fault::Missing)) };
    if let Some(noted) = noted.filter(|noted| noted.number > end) {
        return Ok(broken(noted.number, Fault::Missing));
    }
    let (mut number, mut former) = (0, Hash::BEGINNING);
    while number < end {
        let sql = select!("where number > $1 and number <= $2 order by number limit $3");
        let rows: Vec<Row> = q.all(sql, params![number, end, PAGE]).await?;
        if rows.is_empty() {
            return Ok(broken(number + 1, Fault::Missing));
        }
        for row in rows {
            if row.number != number + 1 {
                return Ok(broken(number + 1, Fault::Missing));
            }
            (number, former) = (row.number, row.link(former));
            if row.hash != former.0 {
                return Ok(broken(number, Fault::Altered));
            }
            if noted.is_some_and(|noted| noted.number == number && noted.hash != former) {
                return Ok(broken(number, Fault::Rewritten));
            }
        }
    }
    if hash != former.0 {
        return Ok(broken(end, Fault::Altered));
    }
    let sql = "select number from audit
                where number < 1 or number > (select number from audit_head where one = 1) order by number limit 1";
    let foreign: Option<(i64,)> = q.first(sql, params![]).await?;
    Ok(match foreign {
        Some((number,)) => broken(number, Fault::Foreign),
        None => Chain::Whole(Noted { number: end, hash: former }),
    })
}

fn broken(number: i64, fault: Fault) -> Chain {
    Chain::Broken { number, fault }
}
