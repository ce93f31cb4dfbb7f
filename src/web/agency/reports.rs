//! Consumers' reports of a region, the oldest first.
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::menu::{self, Choice, Entry, Place, address, region_name};
use super::officer::Officer;
use crate::i18n::{Words, fill, moment};
use crate::registry::RegionCode;
use crate::reports::{self, Report, ReportId, State as Standing};
use crate::web::error::Error;
use crate::web::public::report::words_of;
use crate::web::router::Shared;
use crate::web::shell::{Shell, show};
use crate::web::visitor::Visitor;

/// Reports on one page.
const A_PAGE: u32 = 25;

/// What is asked for.
#[derive(Deserialize, Default)]
pub(super) struct Asked {
    tahap: Option<String>,
    wilayah: Option<String>,
    sesudah: Option<i64>,
}

#[derive(Template)]
#[template(path = "agency/reports.html")]
struct Page {
    shell: Shell,
    menu: Vec<Entry>,
    regions: Vec<Choice>,
    place: String,
    state: &'static str,
    states: Vec<Entry>,
    rows: Vec<Row>,
    next: Option<String>,
}

struct Row {
    href: String,
    name: String,
    about: String,
    number: String,
    since: String,
}

/// GET /dinas/laporan
pub(super) async fn page(
    State(shared): State<Shared>,
    officer: Officer,
    asked: Result<Query<Asked>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let state = shared.state();
    let shell = Shell::of_desk(visitor, &state.site, &officer.0, |w| w.agency.report.title.clone());
    let place = officer.place(asked.wilayah.as_deref());
    let standing = asked.tahap.as_deref().and_then(Standing::from_word).unwrap_or(Standing::Received);
    let found = reports::reports_in(&mut &state.db, place, standing, asked.sesudah.map(ReportId), A_PAGE).await?;
    let next = found.last().filter(|_| found.len() == A_PAGE as usize).map(|last| last.id.0.to_string());
    let waiting = reports::waiting(&mut &state.db, place).await?;
    let page = Page {
        menu: menu::menu(&shell, &officer.0, Place::Reports),
        regions: menu::regions(&shell, &officer, place),
        place: region_name(shell.w, place),
        state: standing.word(),
        states: states(&shell, place, standing, waiting),
        rows: found.iter().map(|report| row(&shell, report)).collect(),
        next: next.map(|after| at(&shell, place, standing, &after)),
        shell,
    };
    Ok(show(StatusCode::OK, &page))
}

fn at(shell: &Shell, place: Option<RegionCode>, standing: Standing, after: &str) -> String {
    let place = place.map(|region| region.to_string()).unwrap_or_default();
    shell.to(&address("/dinas/laporan", &[("tahap", standing.word()), ("wilayah", &place), ("sesudah", after)]))
}

/// What a standing is called.
pub(super) fn standing_name(w: &Words, standing: Standing) -> &str {
    let w = &w.standing;
    match standing {
        Standing::Received => &w.received,
        Standing::Taken => &w.taken,
        Standing::Answered => &w.answered,
        Standing::Closed => &w.closed,
    }
}

fn states(shell: &Shell, place: Option<RegionCode>, here: Standing, waiting: u64) -> Vec<Entry> {
    let entry = |standing: &Standing| {
        let name = standing_name(shell.w, *standing);
        let name = match standing {
            Standing::Received => {
                let values = [("stage", name), ("count", &waiting.to_string())];
                fill(&shell.w.agency.queue.counted, &values)
            }
            Standing::Taken | Standing::Answered | Standing::Closed => name.to_owned(),
        };
        Entry { href: at(shell, place, *standing, ""), name, here: *standing == here }
    };
    Standing::ALL.iter().map(entry).collect()
}

fn row(shell: &Shell, report: &Report) -> Row {
    let region = report.region.map(RegionCode::name).unwrap_or(&shell.w.agency.report.no_region);
    let told = report.account.as_deref().unwrap_or_default();
    let beginning: String = told.chars().take(90).collect();
    Row {
        href: shell.to(&format!("/dinas/laporan/{}", report.id.0)),
        name: words_of(&shell.w.report, report.wrong).to_owned(),
        about: if beginning.is_empty() { region.to_owned() } else { format!("{region} · {beginning}") },
        number: report.number.clone(),
        since: fill(&shell.w.agency.queue.since, &[("time", &moment(report.at, shell.lang))]),
    }
}
