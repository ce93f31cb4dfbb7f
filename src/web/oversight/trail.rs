//! Who did what: the audit trail, searched and exported, of the whole service or of one's own region.
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::accounts::{self, Act as Right, Login, Reach, Role};
use crate::audit::{self, Act, COLUMNS, Chain, Lines, Place, Recorded, Wanted};
use crate::clock::{DAY_MS, Moment, parse_day};
use crate::db::Db;
use crate::i18n::{fill, moment, number};
use crate::registry::RegionCode;
use crate::spreadsheet::harmless;
use crate::web::Site;
use crate::web::agency::{self, Entry, menu};
use crate::web::error::Error;
use crate::web::shell::{Shell, show};
use crate::web::signed_in::SignedIn;
use crate::web::visitor::Visitor;

/// Entries on one page.
const A_PAGE: usize = 50;
/// Entries in one file; a longer one is asked for by its days.
const A_FILE: usize = 20_000;

#[derive(Template)]
#[template(path = "oversight/trail.html")]
struct Page {
    shell: Shell,
    menu: Vec<Entry>,
    asked: Asked,
    acts: Vec<(&'static str, &'static str, bool)>,
    entries: Vec<Shown>,
    next: Option<String>,
    csv: String,
    said: Option<(String, bool)>,
    may_check: bool,
}

struct Shown {
    at: String,
    act: &'static str,
    who: String,
    subject: String,
    words: String,
    changes: String,
}

/// What is looked for.
#[derive(Deserialize, Default, Clone)]
pub(super) struct Asked {
    #[serde(default)]
    siapa: String,
    #[serde(default)]
    tindakan: String,
    #[serde(default)]
    kata: String,
    #[serde(default)]
    dari: String,
    #[serde(default)]
    sampai: String,
    #[serde(default)]
    sesudah: String,
}

impl Asked {
    /// The same as an address.
    fn address(&self, path: &str, after: Option<Place>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let fields = [
            ("siapa", &self.siapa),
            ("tindakan", &self.tindakan),
            ("kata", &self.kata),
            ("dari", &self.dari),
            ("sampai", &self.sampai),
        ];
        for (name, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(name, value);
        }
        if let Some(place) = after {
            query.append_pair("sesudah", &format!("{}-{}", place.at.0, place.number));
        }
        format!("{path}?{}", query.finish())
    }

    fn after(&self) -> Option<Place> {
        let (at, number) = self.sesudah.split_once('-')?;
        Some(Place { at: Moment(at.parse().ok()?), number: number.parse().ok()? })
    }
}

/// Where somebody may read the trail: a region, or everything.
fn reach(SignedIn(actor): &SignedIn) -> Result<Option<RegionCode>, Error> {
    // The widest seat; they are in the order of their reach.
    let seat = actor.office().filter(|seat| seat.role().may(Right::Trail)).last().ok_or(Error::NotFound)?;
    Ok(match seat.reach() {
        Reach::Region(region) => Some(region),
        Reach::Everything | Reach::Caseload | Reach::Producer(_) => None,
    })
}

/// What is looked for, within what may be seen. Nobody of that name did nothing: `None`.
async fn wanted(db: &Db, asked: &Asked, region: Option<RegionCode>) -> Result<Option<Wanted>, Error> {
    let by = match Login::parse(&asked.siapa) {
        _ if asked.siapa.trim().is_empty() => None,
        Ok(login) => match accounts::find_person_by_login(&mut &*db, &login).await? {
            Some(person) => Some(person.id),
            None => return Ok(None),
        },
        Err(_) => return Ok(None),
    };
    let midnight = |day: &str| parse_day(day).ok().map(Moment::midnight);
    let words = asked.kata.trim();
    Ok(Some(Wanted {
        by,
        region,
        act: Act::from_word(&asked.tindakan),
        words: (!words.is_empty()).then(|| words.chars().take(100).collect()),
        since: midnight(&asked.dari),
        until: midnight(&asked.sampai).map(|day| Moment(day.0 + DAY_MS)),
        ..Wanted::default()
    }))
}

/// GET /dinas/jejak
pub(super) async fn page(
    State(db): State<Db>,
    State(site): State<Site>,
    signed_in: SignedIn,
    asked: Result<Query<Asked>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    tell(&db, &site, &signed_in, visitor, asked, None).await
}

async fn tell(
    db: &Db,
    site: &Site,
    signed_in: &SignedIn,
    visitor: Visitor,
    asked: Asked,
    said: Option<(String, bool)>,
) -> Result<Response, Error> {
    let region = reach(signed_in)?;
    let shell = Shell::of_desk(visitor, site, &signed_in.0, |w| w.oversight.trail.clone());
    let found = match wanted(db, &asked, region).await? {
        Some(wanted) => audit::search(&mut &*db, &wanted, asked.after(), A_PAGE).await?,
        None => audit::Found { entries: Vec::new(), next: None },
    };
    let mut lines = Lines::default();
    let mut entries = Vec::with_capacity(found.entries.len());
    for recorded in &found.entries {
        let line = lines.line(&mut &*db, recorded).await?;
        entries.push(shown(&shell, recorded, line));
    }
    let chosen = Act::from_word(&asked.tindakan);
    let acts = Act::ALL.iter().map(|act| (act.word(), name(&shell, act.word()), Some(*act) == chosen)).collect();
    let next = found.next.map(|place| shell.to(&asked.address("/dinas/jejak", Some(place))));
    let csv = asked.address("/dinas/jejak.csv", None);
    let may_check = region.is_none();
    Ok(show(
        StatusCode::OK,
        &Page {
            menu: menu(&shell, &signed_in.0, agency::Place::Trail),
            shell,
            asked,
            acts,
            entries,
            next,
            csv,
            said,
            may_check,
        },
    ))
}

/// An act or a kind of subject in words.
fn name(shell: &Shell, word: &'static str) -> &'static str {
    shell.w.oversight.names.get(word).map_or(word, String::as_str)
}

fn shown(shell: &Shell, recorded: &Recorded, line: [String; 12]) -> Shown {
    let [_, _, who, _, producer, .., changes, _] = line;
    let entry = &recorded.entry;
    let who = if who.is_empty() { shell.w.oversight.machine.clone() } else { who };
    let who = match entry.seat {
        Some(role) => format!("{who}, {}", crate::web::account::role_name(shell.w, role)),
        None => who,
    };
    let subject = format!("{} {}", name(shell, entry.subject.kind.word()), entry.subject.name);
    let subject = if producer.is_empty() { subject } else { format!("{subject} · {producer}") };
    Shown {
        at: moment(entry.at, shell.lang),
        act: name(shell, entry.act.word()),
        who,
        subject,
        words: entry.words.as_deref().map(|words| said(shell, words)).unwrap_or_default(),
        changes,
    }
}

/// The reason of an act, as it was written. An invitation and a seat that was taken have the word of their role instead.
fn said(shell: &Shell, words: &str) -> String {
    Role::from_word(words).map_or(words, |role| crate::web::account::role_name(shell.w, role)).to_owned()
}

/// GET /dinas/jejak.csv
pub(super) async fn csv(
    State(db): State<Db>,
    signed_in: SignedIn,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Error> {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let region = reach(&signed_in)?;
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written = writer.write_record(COLUMNS);
    written.map_err(|_| Error::Broken)?;
    if let Some(wanted) = wanted(&db, &asked, region).await? {
        let (mut lines, mut place, mut count) = (Lines::default(), None, 0);
        loop {
            let found = audit::search(&mut &db, &wanted, place, 500).await?;
            for recorded in &found.entries {
                let line = lines.line(&mut &db, recorded).await?;
                writer.write_record(line.iter().map(|cell| harmless(cell))).map_err(|_| Error::Broken)?;
            }
            (place, count) = (found.next, count + found.entries.len());
            if place.is_none() || count >= A_FILE {
                break;
            }
        }
    }
    let bytes = writer.into_inner().map_err(|_| Error::Broken)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"jejak.csv\""),
    ];
    Ok((headers, bytes).into_response())
}

/// POST /dinas/jejak/periksa: walks the whole chain.
pub(super) async fn check(
    State(db): State<Db>,
    State(site): State<Site>,
    signed_in: SignedIn,
    visitor: Visitor,
) -> Result<Response, Error> {
    if reach(&signed_in)?.is_some() {
        return Err(Error::Forbidden);
    }
    let w = &crate::i18n::words(visitor.lang).oversight;
    let said = match audit::check_chain(&mut &db, None).await? {
        Chain::Whole(last) => {
            let count = number(last.number.unsigned_abs(), visitor.lang);
            (fill(&w.chain_whole, &[("count", &count), ("last", &last.to_string())]), true)
        }
        Chain::Broken { number, .. } => (fill(&w.chain_broken, &[("number", &number.to_string())]), false),
    };
    tell(&db, &site, &signed_in, visitor, Asked::default(), Some(said)).await
}
