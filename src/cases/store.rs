//! Cases and their steps in storage. Who controls this storage could let a claim pass that nobody checked, but could not change what
//! a printed code says.
use super::rules::may_open;
use super::{Actor, Case, CaseId, Error, GroundKind, Kind, Listed, Matter, Stage, State, Step, What, may};
use crate::accounts::{PersonId, Role};
use crate::clock::{Day, Moment};
use crate::db::{self, Query, Tx, params, record};
use crate::registry::{ProducerId, RegionCode};

/// More steps than any case has.
const STEPS: u32 = 1_000;

record! {
    struct Row {
        id: i64,
        kind: String,
        producer_id: Option<i64>,
        region: Option<String>,
        matter: String,
        state: String,
        taken_by: Option<i64>,
        opened_at: i64,
        moved_at: i64,
    }
}

impl Row {
    fn read(self) -> Result<Listed, db::Error> {
        let id = self.id;
        let broken = |what: &'static str| broken(id, what);
        let kind = Kind::from_word(&self.kind).ok_or_else(|| broken("kind"))?;
        let matter = Matter::read(kind, self.producer_id.map(ProducerId), &self.matter);
        let region = |code: &str| RegionCode::parse(code).ok_or_else(|| broken("region"));
        Ok(Listed {
            id: CaseId(id),
            matter: matter.ok_or_else(|| broken("matter"))?,
            region: self.region.as_deref().map(region).transpose()?,
            stage: Stage::from_word(&self.state).ok_or_else(|| broken("state"))?,
            taken_by: self.taken_by.map(PersonId),
            opened_at: Moment(self.opened_at),
            moved_at: Moment(self.moved_at),
        })
    }
}

record! {
    struct StepRow {
        step: String,
        person_id: i64,
        role: String,
        at: i64,
        basis: Option<String>,
        basis_day: Option<i64>,
        words: Option<String>,
    }
}

impl StepRow {
    fn read(self) -> Option<Step> {
        let ground = match (self.basis, self.basis_day) {
            (Some(kind), Some(day)) => Some((GroundKind::from_word(&kind)?, Day(u32::try_from(day).ok()?))),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => return None,
        };
        Some(Step {
            by: PersonId(self.person_id),
            role: Role::from_word(&self.role)?,
            at: Moment(self.at),
            what: What::read(&self.step, ground, self.words)?,
        })
    }
}

fn broken(id: i64, what: &'static str) -> db::Error {
    db::Error::Away(format!("case {id} has a broken {what}; restore the register from a backup"))
}

macro_rules! select {
    ($tail:literal) => {
        concat!("select id, kind, producer_id, region, matter, state, taken_by, opened_at, moved_at from cases ", $tail)
    };
}

/// Opens a case.
///
/// # Errors
/// [`Error::Role`] or [`Error::Elsewhere`] when the actor may not.
pub async fn open(
    tx: &mut Tx,
    matter: &Matter,
    region: Option<RegionCode>,
    actor: &Actor,
    at: Moment,
) -> Result<CaseId, Error> {
    may_open(matter.kind(), actor)?;
    let step = Step::new(actor, What::Opened, at);
    let state = State::first(matter.kind(), &step).ok_or_else(|| broken(0, "beginning"))?;
    let sql = "
        insert into cases (kind, producer_id, region, matter, state, taken_by, steps, opened_at, moved_at)
        values ($1, $2, $3, $4, $5, $6, 1, $7, $7)
        returning id";
    let values = params![
        matter.kind().word(),
        matter.producer().map(|producer| producer.0),
        region.map(|region| region.to_string()),
        matter.stored(),
        state.stage().word(),
        state.taken_by().map(|person| person.0),
        at.0,
    ];
    let id = CaseId(tx.insert(sql, values).await?);
    add(tx, id, 1, &step).await?;
    Ok(id)
}

/// Takes a step in a case, as it was [found](find) before; returns where it stands then.
///
/// # Errors
/// What [`may`] refuses; [`Error::Meanwhile`] when somebody else took a step since the case was found.
pub async fn step(tx: &mut Tx, case: &Case, actor: &Actor, what: What, at: Moment) -> Result<State, Error> {
    let what = what.checked()?;
    let state = may(case, actor, &what, at)?;
    let number = steps(case) + 1;
    add(tx, case.id, number, &Step::new(actor, what, at)).await?;
    let sql = "update cases set state = $2, taken_by = $3, steps = $4, moved_at = $5 where id = $1 and steps = $4 - 1";
    let taken_by = state.taken_by().map(|person| person.0);
    match tx.run(sql, params![case.id.0, state.stage().word(), taken_by, number, at.0]).await? {
        1 => Ok(state),
        _ => Err(Error::Meanwhile(case.id)),
    }
}

fn steps(case: &Case) -> i64 {
    i64::try_from(case.steps.len()).unwrap_or(i64::MAX - 1)
}

async fn add(tx: &mut Tx, case: CaseId, number: i64, step: &Step) -> Result<(), Error> {
    let sql = "
        insert into case_steps (case_id, number, step, person_id, role, at, basis, basis_day, words)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let ground = step.what.ground();
    let values = params![
        case.0,
        number,
        step.what.word(),
        step.by.0,
        step.role.word(),
        step.at.0,
        ground.map(|ground| ground.kind.word()),
        ground.map(|ground| ground.day.0),
        step.what.words(),
    ];
    match tx.run(sql, values).await {
        Ok(_) => Ok(()),
        Err(db::Error::Duplicate) => Err(Error::Meanwhile(case)),
        Err(error) => Err(error.into()),
    }
}

/// A case with all its steps.
///
/// # Errors
/// [`Error::Unknown`].
pub async fn find(q: &mut impl Query, id: CaseId) -> Result<Case, Error> {
    let row: Option<Row> = q.first(select!("where id = $1"), params![id.0]).await?;
    let listed = row.ok_or(Error::Unknown(id))?.read()?;
    let sql = "select step, person_id, role, at, basis, basis_day, words
                 from case_steps where case_id = $1 order by number limit $2";
    let rows: Vec<StepRow> = q.all(sql, params![id.0, STEPS]).await?;
    let steps: Option<Vec<Step>> = rows.into_iter().map(StepRow::read).collect();
    let steps = steps.ok_or_else(|| broken(id.0, "step"))?;
    let state = State::of(listed.matter.kind(), &steps).ok_or_else(|| broken(id.0, "history"))?;
    Ok(Case { id, matter: listed.matter, region: listed.region, steps, state })
}

/// Which cases a queue shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queue {
    /// Of this region, a province with all of its own; none for everything.
    pub region: Option<RegionCode>,
    /// Of this kind; none for all.
    pub kind: Option<Kind>,
    /// That stand here.
    pub stage: Stage,
}

macro_rules! queued {
    ($place:literal) => {
        concat!(
            "select id, kind, producer_id, region, matter, state, taken_by, opened_at, moved_at
               from cases
              where state = $1 and kind = $2 and id > $3 ",
            $place,
            " order by id limit $4"
        )
    };
}

/// Cases, oldest first, at most `most`, after one of them.
///
/// # Errors
/// [`Error::Storage`].
pub async fn queue(q: &mut impl Query, wanted: Queue, after: Option<CaseId>, most: u32) -> Result<Vec<Listed>, Error> {
    let sql = match wanted.region {
        None => queued!(""),
        Some(region) if region.is_province() => queued!("and substr(region, 1, 2) = $5"),
        Some(_) => queued!("and region = $5"),
    };
    // An index answers for one kind in the order of the queue; the kinds are put together here.
    let mut found = Vec::new();
    for kind in Kind::ALL.iter().filter(|kind| wanted.kind.is_none_or(|wanted| wanted == **kind)) {
        let mut values = params![wanted.stage.word(), kind.word(), after.map_or(0, |id| id.0), most];
        values.extend(wanted.region.iter().flat_map(|region| params![region.to_string()]));
        let rows: Vec<Row> = q.all(sql, values).await?;
        for row in rows {
            found.push(row.read()?);
        }
    }
    found.sort_by_key(|case| case.id);
    found.truncate(most as usize);
    Ok(found)
}

/// How many cases of each kind stand somewhere, of a region or everywhere.
///
/// # Errors
/// [`Error::Storage`].
pub async fn waiting(q: &mut impl Query, region: Option<RegionCode>, stage: Stage) -> Result<Vec<(Kind, u64)>, Error> {
    let (sql, values) = match region {
        None => {
            ("select kind, count(*) from cases where state = $1 group by kind order by kind", params![stage.word()])
        }
        Some(region) if region.is_province() => (
            "select kind, count(*) from cases where state = $1 and substr(region, 1, 2) = $2 group by kind order by kind",
            params![stage.word(), region.to_string()],
        ),
        Some(region) => (
            "select kind, count(*) from cases where state = $1 and region = $2 group by kind order by kind",
            params![stage.word(), region.to_string()],
        ),
    };
    let rows: Vec<(String, i64)> = q.all(sql, values).await?;
    let read = |(kind, count): (String, i64)| Some((Kind::from_word(&kind)?, count.unsigned_abs()));
    let counts: Option<Vec<_>> = rows.into_iter().map(read).collect();
    Ok(counts.ok_or_else(|| broken(0, "kind"))?)
}

/// Cases of a producer, newest first, at most `most`, before one of them.
///
/// # Errors
/// [`Error::Storage`].
pub async fn cases_of(
    q: &mut impl Query,
    producer: ProducerId,
    before: Option<CaseId>,
    most: u32,
) -> Result<Vec<Listed>, Error> {
    let sql = select!("where producer_id = $1 and id < $2 order by id desc limit $3");
    let before = before.map_or(i64::MAX, |id| id.0);
    let rows: Vec<Row> = q.all(sql, params![producer.0, before, most]).await?;
    rows.into_iter().map(|row| Ok(row.read()?)).collect()
}
