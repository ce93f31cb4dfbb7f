//! The work queue: what waits for a decision, the oldest first, and the region at a glance.
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::menu::{self, Choice, Entry, Place, address, region_name};
use super::officer::Officer;
use crate::accounts;
use crate::cases::{self, CaseId, Kind, Listed, Matter, Queue, Stage};
use crate::db::Db;
use crate::i18n::{Words, fill, moment, number};
use crate::office::{self, Span};
use crate::registry::{self, RegionCode};
use crate::statistics::{self, Cut, Measure, Statistics};
use crate::web::error::Error;
use crate::web::public::verdict::kind_name;
use crate::web::router::Shared;
use crate::web::shell::{Shell, show};
use crate::web::visitor::Visitor;

/// Cases on one page.
const A_PAGE: u32 = 25;
/// The stages that wait for somebody.
const STAGES: [Stage; 3] = [Stage::Waiting, Stage::Proposed, Stage::Asked];

/// What is asked for.
#[derive(Deserialize, Default)]
pub(super) struct Asked {
    tahap: Option<String>,
    jenis: Option<String>,
    wilayah: Option<String>,
    sesudah: Option<i64>,
}

#[derive(Template)]
#[template(path = "agency/queue.html")]
struct Page {
    shell: Shell,
    menu: Vec<Entry>,
    regions: Vec<Choice>,
    place: String,
    stage: String,
    lead: String,
    stages: Vec<Entry>,
    kinds: Vec<Figure>,
    rows: Vec<Row>,
    next: Option<String>,
    sentras: String,
    sentra_share: u64,
    figures: Vec<Figure>,
}

/// A count that leads somewhere.
struct Figure {
    href: String,
    name: String,
    count: String,
    here: bool,
}

struct Row {
    href: String,
    kind: String,
    name: String,
    about: String,
    since: String,
    taken: Option<String>,
}

/// GET /dinas
pub(super) async fn page(
    State(shared): State<Shared>,
    officer: Officer,
    asked: Result<Query<Asked>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let state = shared.state();
    let shell = Shell::of_desk(visitor, &state.site, &officer.0, |w| w.agency.queue.title.clone());
    let place = officer.place(asked.wilayah.as_deref());
    let own = if officer.is_second() { Stage::Proposed } else { Stage::Waiting };
    let stage = asked.tahap.as_deref().and_then(Stage::from_word).filter(|stage| STAGES.contains(stage)).unwrap_or(own);
    let kind = asked.jenis.as_deref().and_then(Kind::from_word);
    let looking = Looking { shell: &shell, place, stage, kind };
    let wanted = Queue { region: place, kind, stage };
    let listed = cases::queue(&mut &state.db, wanted, asked.sesudah.map(CaseId), A_PAGE).await?;
    let next = listed.last().filter(|_| listed.len() == A_PAGE as usize).map(|last| last.id);
    let next = next.map(|last| looking.at(stage, kind, Some(last)));
    let mut rows = Vec::with_capacity(listed.len());
    for case in &listed {
        rows.push(row(&state.db, &shell, case).await?);
    }
    let sentras = statistics::sentras(&mut &state.db, place).await?;
    let counts = [("decreed", number(sentras.decreed, shell.lang)), ("all", number(sentras.all, shell.lang))];
    let page = Page {
        menu: menu::menu(&shell, &officer.0, Place::Queue),
        regions: menu::regions(&shell, &officer, place),
        place: region_name(shell.w, place),
        stage: stage.word().to_owned(),
        lead: lead(shell.w, stage).to_owned(),
        stages: looking.stages(&state.db).await?,
        kinds: looking.kinds(&state.db).await?,
        rows,
        next,
        sentras: fill(&shell.w.statistics.sentras, &counts.each_ref().map(|(name, count)| (*name, count.as_str()))),
        sentra_share: (sentras.decreed * 100).checked_div(sentras.all).unwrap_or(0),
        figures: figures(&shell, &state.db, &state.statistics, place, state.clock.today()).await?,
        shell,
    };
    Ok(show(StatusCode::OK, &page))
}

/// What the page shows, as its links say it.
struct Looking<'a> {
    shell: &'a Shell,
    place: Option<RegionCode>,
    stage: Stage,
    kind: Option<Kind>,
}

impl Looking<'_> {
    fn at(&self, stage: Stage, kind: Option<Kind>, after: Option<CaseId>) -> String {
        let place = self.place.map(|region| region.to_string()).unwrap_or_default();
        let after = after.map(|case| case.to_string()).unwrap_or_default();
        let kind = kind.map_or("", Kind::word);
        let parts = [("tahap", stage.word()), ("jenis", kind), ("wilayah", &*place), ("sesudah", &*after)];
        self.shell.to(&address("/dinas", &parts))
    }

    async fn stages(&self, db: &Db) -> Result<Vec<Entry>, Error> {
        let mut entries = Vec::new();
        for stage in STAGES {
            let count = cases::waiting(&mut &*db, self.place, stage).await?.iter().map(|(_, count)| count).sum();
            let values = [("stage", stage_name(self.shell.w, stage)), ("count", &number(count, self.shell.lang))];
            let name = fill(&self.shell.w.agency.queue.counted, &values);
            entries.push(Entry { href: self.at(stage, None, None), name, here: stage == self.stage });
        }
        Ok(entries)
    }

    async fn kinds(&self, db: &Db) -> Result<Vec<Figure>, Error> {
        let counts = cases::waiting(&mut &*db, self.place, self.stage).await?;
        let figure = |kind: &Kind| {
            let count = counts.iter().find(|(counted, _)| counted == kind).map_or(0, |(_, count)| *count);
            let here = self.kind == Some(*kind);
            Figure {
                href: self.at(self.stage, (!here).then_some(*kind), None),
                name: case_name(self.shell.w, *kind).to_owned(),
                count: number(count, self.shell.lang),
                here,
            }
        };
        Ok(Kind::ALL.iter().map(figure).collect())
    }
}

/// What a kind of case is called.
pub(super) fn case_name(w: &Words, kind: Kind) -> &str {
    let w = &w.agency.queue;
    match kind {
        Kind::Producer => &w.producer,
        Kind::Certification => &w.certification,
        Kind::Recall => &w.recall,
        Kind::Key => &w.key,
    }
}

/// A certification's kind and its number, which does not say the kind's last word again: `Izin edar P-IRT`, `2141803…`.
pub(super) fn kind_and_number(w: &Words, kind: u64, number: &str) -> (String, String) {
    let name = kind_name(w, kind);
    let bare = number.split_once(' ').filter(|(first, _)| name.ends_with(first)).map(|(_, rest)| rest.to_owned());
    (name, bare.unwrap_or_else(|| number.to_owned()))
}

/// What a stage is called.
pub(super) fn stage_name(w: &Words, stage: Stage) -> &str {
    let w = &w.agency.queue;
    match stage {
        Stage::Waiting => &w.waiting,
        Stage::Asked => &w.asked,
        Stage::Proposed => &w.proposed,
        Stage::Approved => &w.approved,
        Stage::Refused => &w.refused,
        Stage::Withdrawn => &w.withdrawn,
    }
}

fn lead(w: &Words, stage: Stage) -> &str {
    let w = &w.agency.queue;
    match stage {
        Stage::Proposed => &w.proposed_lead,
        Stage::Asked => &w.asked_lead,
        Stage::Waiting | Stage::Approved | Stage::Refused | Stage::Withdrawn => &w.waiting_lead,
    }
}

async fn row(db: &Db, shell: &Shell, case: &Listed) -> Result<Row, Error> {
    let (name, about) = told(db, shell, &case.matter).await?;
    let taken = match case.taken_by {
        Some(person) => accounts::find_person(&mut &*db, person).await?.map(|person| person.name),
        None => None,
    };
    Ok(Row {
        href: shell.to(&match case.matter {
            Matter::Key(_) => "/dinas/kunci".to_owned(),
            Matter::Producer(_) | Matter::Certification(..) | Matter::Recall(..) => {
                format!("/dinas/perkara/{}", case.id)
            }
        }),
        kind: case_name(shell.w, case.matter.kind()).to_owned(),
        name,
        about,
        since: fill(&shell.w.agency.queue.since, &[("time", &moment(case.opened_at, shell.lang))]),
        taken: taken.map(|name| fill(&shell.w.agency.queue.taken_by, &[("name", &name)])),
    })
}

/// Whose matter it is, and what it is about.
async fn told(db: &Db, shell: &Shell, matter: &Matter) -> Result<(String, String), Error> {
    let unknown = || shell.w.common.unknown.clone();
    let producer = match matter.producer() {
        Some(id) => registry::find_producer(&mut &*db, id).await?,
        None => None,
    };
    let about = match matter {
        Matter::Producer(_) => producer.as_ref().map(|producer| producer.region.name().to_owned()).unwrap_or_default(),
        Matter::Certification(_, claim) => {
            let product = registry::find_product(&mut &*db, claim.product).await?;
            let product = product.map_or_else(unknown, |product| product.name);
            let (kind, number) = kind_and_number(shell.w, claim.kind, &claim.number);
            format!("{product} · {kind} {number}")
        }
        Matter::Recall(_, goods) => {
            let batch = registry::find_batch(&mut &*db, goods.batch).await?;
            let batch = batch.map_or_else(unknown, |batch| batch.code);
            format!("{batch} · {}", goods.reason)
        }
        Matter::Key(act) => act.reason.clone(),
    };
    let name = match matter {
        Matter::Key(act) => act.key.chars().take(12).collect(),
        Matter::Producer(_) | Matter::Certification(..) | Matter::Recall(..) => {
            producer.map_or_else(unknown, |producer| producer.name)
        }
    };
    Ok((name, about))
}

/// The region's figures, each with the page that tells more.
async fn figures(
    shell: &Shell,
    db: &Db,
    statistics: &Statistics,
    place: Option<RegionCode>,
    today: crate::clock::Day,
) -> Result<Vec<Figure>, Error> {
    let region = place.map(|region| region.to_string()).unwrap_or_default();
    let lapsing = office::lapsing_counts(&mut &*db, place, Span::Month.bounds(today)).await?;
    let month: u64 = lapsing.iter().map(|(_, count)| count).sum();
    let count = |count| number(count, shell.lang);
    let reports = crate::reports::waiting(&mut &*db, place).await?;
    let mut figures = vec![Figure {
        href: shell.to(&address("/dinas/laporan", &[("wilayah", &region)])),
        name: shell.w.agency.queue.reports.clone(),
        count: count(reports),
        here: false,
    }];
    figures.push(Figure {
        href: shell.to(&address("/dinas/kedaluwarsa", &[("jangka", "30"), ("wilayah", &region)])),
        name: shell.w.agency.queue.lapsing.clone(),
        count: count(month),
        here: false,
    });
    for (measure, name, href) in [
        (Measure::Producers, &shell.w.statistics.producers, "/dinas/produsen"),
        (Measure::Products, &shell.w.statistics.products, "/dinas/produk"),
        (Measure::Halal, &shell.w.statistics.halal, "/statistik?ukuran=halal"),
        (Measure::Permits, &shell.w.statistics.permits, "/statistik?ukuran=izin-edar"),
        (Measure::Codes, &shell.w.statistics.codes, "/statistik?ukuran=kode"),
        (Measure::Scans, &shell.w.statistics.scans, "/statistik?ukuran=pemindaian"),
        (Measure::Recalls, &shell.w.statistics.recalls, "/dinas/penarikan"),
    ] {
        let href = if href.starts_with("/dinas") { address(href, &[("wilayah", &region)]) } else { href.to_owned() };
        let table = statistics.table(measure, Cut::Region).await?;
        let within =
            |key: &str| place.is_none_or(|place| key == region || (place.is_province() && key.starts_with(&region)));
        let sum = table
            .map_or(0, |table| table.groups.iter().filter(|group| within(&group.key)).map(|group| group.count).sum());
        figures.push(Figure { href: shell.to(&href), name: name.clone(), count: count(sum), here: false });
    }
    Ok(figures)
}
