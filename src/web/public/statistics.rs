//! Figures for planning: one look, and each of them in every cut, as a map, as bars, as a table, as CSV.
use std::sync::Arc;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::i18n::{Words, date, fill, number};
use crate::registry::RegionCode;
use crate::statistics::{Cut, Group, Measure, Statistics, Table};
use crate::web::error::Error;
use crate::web::shell::{Shell, show};
use crate::web::visitor::Visitor;
use crate::web::{Site, links, map};

/// Lines on the page; CSV has them all.
const MOST: usize = 60;

/// Which figures are asked for.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    ukuran: Option<String>,
    menurut: Option<String>,
}

impl Asked {
    /// What is unknown is answered with the first of its kind.
    fn read(&self) -> (Measure, Cut) {
        let measure = self.ukuran.as_deref().and_then(Measure::from_word).unwrap_or(Measure::Producers);
        let cut = self.menurut.as_deref().and_then(Cut::from_word).filter(|cut| measure.has(*cut));
        (measure, cut.unwrap_or(Cut::Region))
    }
}

#[derive(Template)]
#[template(path = "public/statistics.html")]
struct Page {
    shell: Shell,
    as_of: String,
    sentras: String,
    sentra_share: u64,
    figures: Vec<Figure>,
    name: String,
    cuts: Vec<Choice>,
    map: Option<String>,
    least: String,
    most: String,
    lines: Vec<Line>,
    left_out: Option<String>,
    total: String,
    heading: String,
    csv: String,
}

/// A measure at a glance.
struct Figure {
    href: String,
    name: String,
    count: String,
    /// In percent of the measure that it is part of.
    share: Option<(u64, String)>,
    here: bool,
}

struct Choice {
    href: String,
    name: String,
    here: bool,
}

struct Line {
    href: Option<String>,
    name: String,
    count: String,
    /// Length of its bar, in percent of the longest.
    bar: u64,
}

/// GET /statistik
pub(crate) async fn page(
    State(statistics): State<Statistics>,
    State(site): State<Site>,
    asked: Result<Query<Asked>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let (measure, cut) = asked.map(|Query(asked)| asked).unwrap_or_default().read();
    let mut shell = Shell::new(visitor, &site, |w| w.statistics.title.clone());
    shell.desk = true;
    let table = table(&statistics, measure, cut).await?;
    let sentras = statistics.sentras().await?;
    let mut figures = Vec::new();
    for each in Measure::ALL {
        figures.push(figure(&shell, &statistics, *each, *each == measure).await?);
    }
    let count = |count| number(count, shell.lang);
    let w = &shell.w.statistics;
    let values = [("decreed", count(sentras.decreed)), ("all", count(sentras.all))];
    let page = Page {
        as_of: fill(&w.as_of, &[("day", &date(table.day, shell.lang))]),
        sentras: fill(&w.sentras, &values.each_ref().map(|(key, value)| (*key, value.as_str()))),
        sentra_share: percent(sentras.decreed, sentras.all),
        figures,
        name: measure_name(shell.w, measure).to_owned(),
        cuts: choices(&shell, measure, cut),
        map: (cut == Cut::Region).then(|| atlas(&shell, &table)),
        least: count(0),
        most: count(table.largest()),
        lines: table.groups.iter().take(MOST).map(|group| line(&shell, &table, group)).collect(),
        left_out: table
            .groups
            .len()
            .checked_sub(MOST + 1)
            .map(|more| fill(&w.left_out, &[("count", &count(more as u64 + 1))])),
        total: count(table.total()),
        heading: cut_name(shell.w, cut).to_owned(),
        csv: address("/statistik.csv", measure, cut),
        shell,
    };
    Ok(show(StatusCode::OK, &page))
}

/// GET /statistik.csv
pub(crate) async fn csv(
    State(statistics): State<Statistics>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Error> {
    let (measure, cut) = asked.map(|Query(asked)| asked).unwrap_or_default().read();
    let table = table(&statistics, measure, cut).await?;
    let name = format!("attachment; filename=\"telusur-{measure}-{cut}-{}.csv\"", crate::clock::iso(table.day));
    Ok((
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)],
        table.csv(),
    )
        .into_response())
}

async fn table(statistics: &Statistics, measure: Measure, cut: Cut) -> Result<Arc<Table>, Error> {
    statistics.table(measure, cut).await?.ok_or(Error::NotFound)
}

async fn figure(shell: &Shell, statistics: &Statistics, measure: Measure, here: bool) -> Result<Figure, Error> {
    let total = table(statistics, measure, Cut::Region).await?.total();
    let share = match measure.part_of() {
        Some(whole) => {
            let whole = table(statistics, whole, Cut::Region).await?.total();
            let share = percent(total, whole);
            let values = [("percent", &*number(share, shell.lang)), ("all", &*number(whole, shell.lang))];
            Some((share, fill(&shell.w.statistics.share, &values)))
        }
        None => None,
    };
    let href = shell.to(&address("/statistik", measure, Cut::Region));
    Ok(Figure { href, name: measure_name(shell.w, measure).to_owned(), count: number(total, shell.lang), share, here })
}

fn choices(shell: &Shell, measure: Measure, here: Cut) -> Vec<Choice> {
    let cuts = Cut::ALL.iter().copied().filter(|cut| measure.has(*cut));
    cuts.map(|cut| Choice {
        href: shell.to(&address("/statistik", measure, cut)),
        name: cut_name(shell.w, cut).to_owned(),
        here: cut == here,
    })
    .collect()
}

fn line(shell: &Shell, table: &Table, group: &Group) -> Line {
    let name = if group.name.is_empty() { shell.w.statistics.none.clone() } else { group.name.clone() };
    let region = RegionCode::parse(&group.key).filter(|_| table.cut == Cut::Region);
    Line {
        href: region.map(|region| shell.to(&links::region(region))),
        name,
        count: number(group.count, shell.lang),
        bar: percent(group.count, table.largest()),
    }
}

fn atlas(shell: &Shell, table: &Table) -> String {
    let tell = |region: RegionCode| {
        let count = table.count(&region.to_string());
        let shade = percent(count, table.largest());
        (shade, format!("{}: {}", region.name(), number(count, shell.lang)), shell.to(&links::region(region)))
    };
    map::shaded(tell, measure_name(shell.w, table.measure))
}

fn percent(part: u64, whole: u64) -> u64 {
    if whole == 0 { 0 } else { ((u128::from(part) * 100 + u128::from(whole) / 2) / u128::from(whole)) as u64 }
}

fn address(path: &str, measure: Measure, cut: Cut) -> String {
    format!("{path}?ukuran={measure}&menurut={cut}")
}

fn measure_name(w: &Words, measure: Measure) -> &str {
    let w = &w.statistics;
    match measure {
        Measure::Producers => &w.producers,
        Measure::Products => &w.products,
        Measure::Halal => &w.halal,
        Measure::Permits => &w.permits,
        Measure::Codes => &w.codes,
        Measure::Scans => &w.scans,
        Measure::Recalls => &w.recalls,
    }
}

fn cut_name(w: &Words, cut: Cut) -> &str {
    let w = &w.statistics;
    match cut {
        Cut::Region => &w.by_region,
        Cut::Sentra => &w.by_sentra,
        Cut::Category => &w.by_category,
        Cut::Month => &w.by_month,
    }
}
