//! Import: a file is sent, every row is shown with what would happen, and nothing is written before that is confirmed.
use askama::Template;
use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{FromRequest, Multipart, Query, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::sync::Arc;

use super::case::Told;
use super::menu::{self, Entry, Place, address};
use super::notice::Notice;
use super::officer::Officer;
use super::refusals;
use crate::accounts::Act;
use crate::casework::Who;
use crate::i18n::{Words, fill, words};
use crate::office::{self, Draft};
use crate::registry::import::{self, Fault, Outcome, Parsed, Preview, Previewed, Sheet};
use crate::web::error::Error;
use crate::web::router::Shared;
use crate::web::shell::{Shell, show};
use crate::web::visitor::Visitor;

/// The largest file, in bytes.
const LARGEST_FILE: usize = 5 << 20;
/// The largest form: a file, and what stands around it.
pub(super) const LARGEST: usize = LARGEST_FILE + (64 << 10);
/// Rows on one page.
const A_PAGE: usize = 200;
/// Letters of a file's name that are kept.
const LONGEST_NAME: usize = 100;

#[derive(Template)]
#[template(path = "agency/import.html")]
struct Page {
    shell: Shell,
    menu: Vec<Entry>,
    said: Option<String>,
    wrong: Option<String>,
    sheets: Vec<(&'static str, String)>,
    columns: Vec<(String, String)>,
    /// The name of a file that waits.
    waiting: Option<String>,
}

#[derive(Template)]
#[template(path = "agency/preview.html")]
struct Shown {
    shell: Shell,
    menu: Vec<Entry>,
    wrong: Option<String>,
    file: String,
    /// Which file this is: what is entered is what was seen.
    print: String,
    counts: Vec<(String, String)>,
    faults: Vec<String>,
    warnings: Vec<String>,
    sound: bool,
    rows: Vec<Row>,
    next: Option<String>,
    filters: Vec<Entry>,
}

struct Row {
    number: u64,
    code: String,
    name: String,
    outcome: String,
    bad: bool,
    /// Columns with what they say and what they would say, or what is wrong.
    details: Vec<String>,
}

/// What a page of rows is asked for.
#[derive(Deserialize, Default)]
pub(super) struct Asked {
    sesudah: Option<u64>,
    hanya: Option<String>,
}

/// The seat in which somebody imports.
fn importer(officer: &Officer) -> Result<Who, Error> {
    let seat = officer.seats().filter(|seat| seat.role().may(Act::Transfer)).last().ok_or(Error::Forbidden)?;
    Ok(Who { person: officer.0.person, role: seat.role() })
}

fn sheet_name(w: &Words, sheet: Sheet) -> &str {
    let w = &w.agency.menu;
    match sheet {
        Sheet::Producers => &w.producers,
        Sheet::Products => &w.products,
        Sheet::Sentra => &w.sentra,
    }
}

/// GET /dinas/impor
pub(super) async fn page(
    State(shared): State<Shared>,
    officer: Officer,
    told: Result<Query<Told>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    importer(&officer)?;
    let told = told.map(|Query(told)| told).unwrap_or_default();
    let said = Notice::said(words(visitor.lang), told.kabar.as_deref());
    tell(&shared, &officer, visitor, said, None).await
}

async fn tell(
    shared: &Shared,
    officer: &Officer,
    visitor: Visitor,
    said: Option<String>,
    wrong: Option<String>,
) -> Result<Response, Error> {
    let state = shared.state();
    let shell = Shell::of_desk(visitor, &state.site, &officer.0, |w| w.agency.import.title.clone());
    let draft = office::draft_of(&mut &state.db, officer.0.person, state.clock.now()).await?;
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Page {
        menu: menu::menu(&shell, &officer.0, Place::Import),
        said,
        wrong,
        sheets: Sheet::ALL.iter().map(|sheet| (sheet.word(), sheet_name(shell.w, *sheet).to_owned())).collect(),
        columns: Sheet::ALL
            .iter()
            .map(|sheet| (sheet_name(shell.w, *sheet).to_owned(), sheet.columns().join(", ")))
            .collect(),
        waiting: draft.map(|draft| draft.name),
        shell,
    };
    Ok(show(status, &page))
}

/// POST /dinas/impor: keeps the file and shows what it would do.
pub(super) async fn send(
    State(shared): State<Shared>,
    officer: Officer,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Error> {
    importer(&officer)?;
    let w = &words(visitor.lang).agency.import;
    let form = Multipart::from_request(request, &()).await.map_err(|_| Error::Refused)?;
    let Some(draft) = received(form).await? else {
        return tell(&shared, &officer, visitor, None, Some(w.no_file.clone())).await;
    };
    if draft.bytes.len() > LARGEST_FILE {
        return tell(&shared, &officer, visitor, None, Some(w.too_large.clone())).await;
    }
    let state = shared.state();
    let (person, now, draft) = (officer.0.person, state.clock.now(), Arc::new(draft));
    let kept = state.db.write(move |tx| {
        let draft = Arc::clone(&draft);
        Box::pin(async move { office::keep_draft(tx, person, &draft, now).await })
    });
    kept.await?;
    Ok(Redirect::to(&visitor.to("/dinas/impor/periksa")).into_response())
}

/// The file of a form; `None` when none was chosen, or nothing was said of what it lists.
async fn received(mut form: Multipart) -> Result<Option<Draft>, Error> {
    let (mut sheet, mut file) = (None, None);
    let broken = |error: axum::extract::multipart::MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        _ => Error::Refused,
    };
    while let Some(field) = form.next_field().await.map_err(broken)? {
        match field.name() {
            Some("daftar") => sheet = Sheet::from_word(&field.text().await.map_err(broken)?),
            Some("berkas") => {
                let name: String = field.file_name().unwrap_or_default().chars().take(LONGEST_NAME).collect();
                file = Some((name, Vec::from(field.bytes().await.map_err(broken)?)));
            }
            _ => {}
        }
    }
    let file = file.filter(|(_, bytes)| !bytes.is_empty());
    Ok(sheet.zip(file).map(|(sheet, (name, bytes))| Draft { sheet, name, bytes }))
}

/// A file that waits, read.
struct Waiting {
    name: String,
    parsed: Parsed,
    /// The SHA-256 of what is in it, in hex.
    print: String,
}

/// The file that waits for this person, read on a thread of its own.
async fn waiting(shared: &Shared, officer: &Officer) -> Result<Option<Waiting>, Error> {
    let state = shared.state();
    let (now, today) = (state.clock.now(), state.clock.today());
    let Some(draft) = office::draft_of(&mut &state.db, officer.0.person, now).await? else { return Ok(None) };
    let read = tokio::task::spawn_blocking(move || {
        let print = Sha256::digest(&draft.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Waiting { parsed: import::parse(draft.sheet, &draft.bytes, today), name: draft.name, print }
    });
    Ok(Some(read.await.map_err(|_| Error::Broken)?))
}

/// GET /dinas/impor/periksa
pub(super) async fn preview(
    State(shared): State<Shared>,
    officer: Officer,
    asked: Result<Query<Asked>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let who = importer(&officer)?;
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    match waiting(&shared, &officer).await? {
        Some(waiting) => look(&shared, &officer, visitor, who, waiting, asked, None).await,
        None => Ok(Redirect::to(&visitor.to("/dinas/impor")).into_response()),
    }
}

/// The rows of a file with what would happen.
async fn look(
    shared: &Shared,
    officer: &Officer,
    visitor: Visitor,
    who: Who,
    Waiting { name, parsed, print }: Waiting,
    asked: Asked,
    wrong: Option<String>,
) -> Result<Response, Error> {
    let mut db = &shared.state().db;
    let preview = refusals::refused(office::preview(&mut db, who, &parsed).await)?.map_err(|_| Error::Forbidden)?;
    let shell = Shell::of_desk(visitor, &shared.state().site, &officer.0, |w| w.agency.import.preview.clone());
    let only = asked.hanya.unwrap_or_default();
    let wanted = |row: &&Previewed| only.is_empty() || row.outcome.word() == only;
    let after = asked.sesudah.unwrap_or_default();
    let mut rows: Vec<Row> = preview
        .rows
        .iter()
        .filter(wanted)
        .filter(|row| row.row > after)
        .take(A_PAGE + 1)
        .map(|each| row(&shell, each))
        .collect();
    let more = rows.len() > A_PAGE;
    rows.truncate(A_PAGE);
    let next = rows.last().filter(|_| more).map(|last| at(&shell, &only, &last.number.to_string()));
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let told = |fault: &Fault| shell.says(&fault.told()).to_owned();
    let page = Shown {
        menu: menu::menu(&shell, &officer.0, Place::Import),
        wrong,
        file: format!("{} – {name}", sheet_name(shell.w, preview.sheet)),
        print,
        counts: counts(&shell, &preview),
        faults: preview.faults.iter().map(told).collect(),
        warnings: preview.warnings.iter().take(A_PAGE).map(told).collect(),
        sound: preview.is_sound() && !preview.rows.is_empty(),
        filters: filters(&shell, &only),
        rows,
        next,
        shell,
    };
    Ok(show(status, &page))
}

const OUTCOMES: [&str; 4] = ["new", "changed", "same", "refused"];

fn outcome_name<'w>(w: &'w Words, word: &str) -> &'w str {
    let w = &w.agency.import;
    match word {
        "new" => &w.new,
        "changed" => &w.changed,
        "same" => &w.same,
        _ => &w.refused,
    }
}

fn counts(shell: &Shell, preview: &Preview) -> Vec<(String, String)> {
    let counts = OUTCOMES.iter().zip(preview.counts());
    counts
        .map(|(word, count)| (crate::i18n::number(count as u64, shell.lang), outcome_name(shell.w, word).to_owned()))
        .collect()
}

fn at(shell: &Shell, only: &str, after: &str) -> String {
    shell.to(&address("/dinas/impor/periksa", &[("hanya", only), ("sesudah", after)]))
}

fn filters(shell: &Shell, only: &str) -> Vec<Entry> {
    let all = Entry { href: at(shell, "", ""), name: shell.w.agency.import.all.clone(), here: only.is_empty() };
    let each = OUTCOMES.iter().map(|word| Entry {
        href: at(shell, word, ""),
        name: outcome_name(shell.w, word).to_owned(),
        here: only == *word,
    });
    std::iter::once(all).chain(each).collect()
}

fn row(shell: &Shell, row: &Previewed) -> Row {
    let w = &shell.w.agency.import;
    let nothing = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
    let details = match &row.outcome {
        Outcome::New | Outcome::Same => Vec::new(),
        Outcome::Changed(changes) => changes
            .iter()
            .map(|change| {
                let values =
                    [("column", change.column), ("from", &nothing(&change.from)), ("to", &nothing(&change.to))];
                fill(&w.change, &values)
            })
            .collect(),
        Outcome::Refused(faults) => faults
            .iter()
            .map(|fault| match (&*fault.column, shell.says(&fault.problem)) {
                ("", problem) => problem.to_owned(),
                (column, problem) => format!("{column} '{}': {problem}", fault.value),
            })
            .collect(),
    };
    Row {
        number: row.row,
        code: row.code.clone(),
        name: row.name.clone(),
        outcome: outcome_name(shell.w, row.outcome.word()).to_owned(),
        bad: matches!(row.outcome, Outcome::Refused(_)),
        details,
    }
}

/// What the form says: which file was seen.
#[derive(Deserialize)]
pub(super) struct Seen {
    dilihat: String,
}

/// POST /dinas/impor/periksa: enters the file that waits, all or nothing, if it is the one that was seen.
pub(super) async fn enter(
    State(shared): State<Shared>,
    officer: Officer,
    visitor: Visitor,
    form: Result<Form<Seen>, FormRejection>,
) -> Result<Response, Error> {
    let who = importer(&officer)?;
    let Form(seen) = form.map_err(|_| Error::Refused)?;
    let Some(waiting) = waiting(&shared, &officer).await? else {
        return Ok(Redirect::to(&visitor.to("/dinas/impor")).into_response());
    };
    let w = words(visitor.lang);
    if seen.dilihat != waiting.print {
        let wrong = Some(w.agency.import.another.clone());
        return look(&shared, &officer, visitor, who, waiting, Asked::default(), wrong).await;
    }
    let state = shared.state();
    let (now, file, rows) = (state.clock.now(), waiting.name.clone(), Arc::new(waiting.parsed.clone()));
    let done = state.db.write(move |tx| {
        let (file, rows) = (file.clone(), Arc::clone(&rows));
        Box::pin(async move {
            office::import_file(tx, who, &rows, &file, now).await?;
            office::drop_draft(tx, who.person).await?;
            Ok::<(), office::Error>(())
        })
    });
    match refusals::refused(done.await)? {
        Ok(()) => Ok(Redirect::to(&visitor.to(&Notice::Imported.at("/dinas/impor"))).into_response()),
        Err(error) => {
            let wrong = Some(refusals::of_office(visitor.lang, &error));
            look(&shared, &officer, visitor, who, waiting, Asked::default(), wrong).await
        }
    }
}
