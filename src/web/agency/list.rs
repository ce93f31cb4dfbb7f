//! Lists of the register, all in one form: searched by words, narrowed by region and standing, paged by key.
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::menu::{self, Choice, Entry, Place, address};
use super::officer::Officer;
use crate::accounts::Act;
use crate::i18n::{fill, number};
use crate::office::{self, ListedBatch, Sought};
use crate::web::error::Error;
use crate::web::router::Shared;
use crate::web::shell::{Shell, show};
use crate::web::visitor::Visitor;

/// Rows on one page.
pub(super) const A_PAGE: u32 = 50;
/// Letters of a search that are read: the address of a label is the longest.
const LONGEST: usize = 1_200;

/// What is asked of a list.
#[derive(Deserialize, Default)]
pub(super) struct Asked {
    cari: Option<String>,
    wilayah: Option<String>,
    status: Option<String>,
    sebelum: Option<i64>,
}

impl Asked {
    pub(super) fn words(&self) -> &str {
        let words = self.cari.as_deref().unwrap_or_default().trim();
        words.char_indices().nth(LONGEST).map_or(words, |(end, _)| &words[..end])
    }

    /// What the register is asked, of a region that this person sees.
    pub(super) fn sought(&self, officer: &Officer) -> Sought {
        Sought {
            region: officer.place(self.wilayah.as_deref()),
            words: self.words().to_owned(),
            standing: self.status.clone().unwrap_or_default(),
            before: self.sebelum,
            most: A_PAGE,
        }
    }
}

#[derive(Template)]
#[template(path = "agency/list.html")]
struct Page {
    shell: Shell,
    menu: Vec<Entry>,
    said: Option<String>,
    lead: String,
    path: &'static str,
    hint: String,
    words: String,
    regions: Vec<Choice>,
    standings: Vec<Choice>,
    rows: Vec<Row>,
    empty: String,
    next: Option<String>,
    actions: Vec<(String, String)>,
    /// The list as files: address and kind.
    files: Vec<(String, &'static str)>,
}

/// A row of a list.
pub(super) struct Row {
    pub(super) id: i64,
    pub(super) href: String,
    pub(super) name: String,
    pub(super) about: String,
    pub(super) state: String,
    /// Whether its state wants attention.
    pub(super) alarming: bool,
}

/// A list, but for its rows.
pub(super) struct List {
    pub(super) place: Place,
    pub(super) path: &'static str,
    pub(super) title: String,
    pub(super) lead: String,
    pub(super) hint: String,
    pub(super) empty: String,
    /// Words of standings to choose from, with their names.
    pub(super) standings: Vec<(&'static str, String)>,
    /// Where else one may go from here: address and words.
    pub(super) actions: Vec<(String, String)>,
    pub(super) said: Option<String>,
    /// Under which name it can be taken away as a file.
    pub(super) file: Option<&'static str>,
}

impl List {
    /// The page of a list.
    pub(super) fn show(
        self,
        shared: &Shared,
        officer: &Officer,
        visitor: Visitor,
        sought: &Sought,
        rows: Vec<Row>,
    ) -> Response {
        let shell = Shell::of_desk(visitor, &shared.state().site, &officer.0, |_| self.title);
        let region = sought.region.map(|region| region.to_string()).unwrap_or_default();
        let next = rows.last().filter(|_| rows.len() == A_PAGE as usize).map(|last| {
            let before = last.id.to_string();
            let parts =
                [("cari", &*sought.words), ("wilayah", &region), ("status", &sought.standing), ("sebelum", &before)];
            shell.to(&address(self.path, &parts))
        });
        let all = (!self.standings.is_empty()).then(|| ("", shell.w.agency.list.every_standing.clone()));
        let standings = all.into_iter().chain(self.standings).map(|(value, name)| Choice {
            chosen: sought.standing == value,
            value: value.to_owned(),
            name,
        });
        let files = match self.file.filter(|_| officer.may_somewhere(Act::Transfer)) {
            Some(name) => [("csv", "CSV"), ("xlsx", "XLSX")]
                .map(|(ending, kind)| {
                    let parts = [("cari", &*sought.words), ("wilayah", &region), ("status", &sought.standing)];
                    (address(&format!("/dinas/unduh/{name}.{ending}"), &parts), kind)
                })
                .to_vec(),
            None => Vec::new(),
        };
        let page = Page {
            files,
            menu: menu::menu(&shell, &officer.0, self.place),
            said: self.said,
            lead: self.lead,
            path: self.path,
            hint: self.hint,
            words: sought.words.clone(),
            regions: menu::regions(&shell, officer, sought.region),
            standings: standings.collect(),
            rows,
            empty: self.empty,
            next,
            actions: self.actions.into_iter().map(|(href, name)| (shell.to(&href), name)).collect(),
            shell,
        };
        show(StatusCode::OK, &page)
    }
}

/// The batches of a region, to recall one.
pub(super) async fn batches(
    shared: &Shared,
    officer: &Officer,
    visitor: Visitor,
    asked: Asked,
    said: Option<String>,
) -> Result<Response, Error> {
    let mut sought = asked.sought(officer);
    if said.is_some() {
        // An address that leads nowhere is no name either.
        sought.words.clear();
    }
    let found = office::batches(&mut &shared.state().db, &sought).await?;
    let w = crate::i18n::words(visitor.lang);
    let row = |batch: ListedBatch| Row {
        id: batch.id.0,
        href: visitor.to(&format!("/dinas/tarik/{}", batch.id)),
        name: format!("{} – {}", batch.product, batch.code),
        about: format!("{}, {}", batch.maker, batch.region.name()),
        state: match batch.recalls {
            0 => fill(&w.agency.list.packs, &[("count", &number(batch.items, visitor.lang))]),
            _ => w.agency.recall.recalled.clone(),
        },
        alarming: batch.recalls > 0,
    };
    let rows = found.into_iter().map(row).collect();
    let c = &w.agency.recall;
    let list = List {
        place: Place::Recall,
        path: "/dinas/tarik",
        title: c.find.clone(),
        lead: c.find_lead.clone(),
        hint: c.find_hint.clone(),
        empty: c.find_nothing.clone(),
        standings: vec![("ditarik", c.recalled.clone())],
        actions: vec![("/dinas/penarikan".to_owned(), c.list.clone())],
        said,
        file: None,
    };
    Ok(list.show(shared, officer, visitor, &sought, rows))
}
