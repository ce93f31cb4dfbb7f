//! Lists as files: what a list shows for the same question, as CSV or as a workbook.
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::lapsing;
use super::list::Asked;
use super::officer::Officer;
use super::refusals;
use crate::accounts::Act;
use crate::casework::Who;
use crate::clock::{Day, iso};
use crate::db::{Db, Error as Storage};
use crate::i18n::words;
use crate::office::{self, Sought};
use crate::spreadsheet::{Column, Format, Table, Value};
use crate::web::error::Error;
use crate::web::public::verdict::kind_name;
use crate::web::router::Shared;
use crate::web::visitor::Visitor;

/// Rows asked for at once.
const AT_ONCE: u32 = 1_000;
/// Most rows of a file; a longer list is asked for by region or words.
const MOST: usize = 20_000;

/// A list as rows of a file.
struct Sheet {
    columns: &'static [&'static str],
    rows: Vec<Vec<Cell>>,
}

/// What stands in a cell.
enum Cell {
    Text(String),
    Count(u64),
    Day(Option<Day>),
}

impl Cell {
    fn text(text: impl ToString) -> Cell {
        Cell::Text(text.to_string())
    }

    fn value(&self) -> Value<'_> {
        match self {
            Cell::Text(text) => Value::Text(text),
            Cell::Count(count) => Value::Count(*count),
            Cell::Day(day) => Value::day(*day),
        }
    }
}

/// GET /dinas/unduh/{file}: `produsen.csv`, `sentra.xlsx` and so on, of the question that the list was asked.
pub(super) async fn file(
    State(shared): State<Shared>,
    officer: Officer,
    Path(name): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
    due: Result<Query<lapsing::Asked>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let (list, ending) = name.split_once('.').ok_or(Error::NotFound)?;
    let (format, kind) = match ending {
        "csv" => (Format::Csv, "text/csv; charset=utf-8"),
        "xlsx" => (Format::Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        _ => return Err(Error::NotFound),
    };
    let seat = officer.seats().filter(|seat| seat.role().may(Act::Transfer)).last().ok_or(Error::Forbidden)?;
    let state = shared.state();
    let sought =
        Sought { before: None, most: AT_ONCE, ..asked.map(|Query(asked)| asked).unwrap_or_default().sought(&officer) };
    let due = due.map(|Query(due)| due).unwrap_or_default();
    let (db, today) = (&state.db, state.clock.today());
    let sheet = match list {
        "produsen" => producers(db, sought).await?,
        "produk" => products(db, sought).await?,
        "sentra" => sentra(db, sought).await?,
        "penarikan" => recalls(db, sought).await?,
        "kedaluwarsa" => {
            let w = words(visitor.lang);
            lapsing_rows(db, &officer, &due, today, |kind| kind_name(w, kind)).await?
        }
        _ => return Err(Error::NotFound),
    };
    let bytes = written(&sheet, format, list).map_err(|_| Error::Broken)?;
    let (who, now) = (Who { person: officer.0.person, role: seat.role() }, state.clock.now());
    let (named, rows) = (name.clone(), sheet.rows.len());
    let noted = state.db.write(move |tx| {
        let named = named.clone();
        Box::pin(async move { office::note_export(tx, who, &named, rows, now).await })
    });
    refusals::refused(noted.await)?.map_err(|_| Error::Broken)?;
    let disposition = format!("attachment; filename=\"telusur-{list}-{}.{ending}\"", iso(today));
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}

fn written(sheet: &Sheet, format: Format, name: &str) -> Result<Vec<u8>, std::io::Error> {
    let columns: Vec<Column<'_>> = sheet.columns.iter().map(|name| Column { name, width: 24 }).collect();
    let mut table = Table::begin(format, Vec::new(), name, &columns)?;
    for row in &sheet.rows {
        table.push(&row.iter().map(Cell::value).collect::<Vec<_>>())?;
    }
    table.finish()
}

/// Page after page of a list, until it ends or the file is full.
macro_rules! whole {
    ($list:path, $db:expr, $sought:expr, $number:expr) => {{
        let (mut found, mut sought) = (Vec::new(), $sought);
        loop {
            let page = $list(&mut &*$db, &sought).await?;
            let is_last = page.len() < AT_ONCE as usize;
            sought.before = page.last().map($number);
            found.extend(page);
            if is_last || found.len() >= MOST {
                break found;
            }
        }
    }};
}

async fn producers(db: &Db, sought: Sought) -> Result<Sheet, Storage> {
    let found = whole!(office::producers, db, sought, |last: &office::ListedProducer| last.id.0);
    let row = |producer: office::ListedProducer| {
        vec![
            Cell::text(producer.code),
            Cell::text(producer.name),
            Cell::text(producer.region),
            Cell::text(producer.region.name()),
            Cell::text(producer.status),
            Cell::text(if producer.registered { "ya" } else { "tidak" }),
        ]
    };
    let columns = &["kode", "nama", "kode_wilayah", "wilayah", "status", "terdata"];
    Ok(Sheet { columns, rows: found.into_iter().map(row).collect() })
}

async fn products(db: &Db, sought: Sought) -> Result<Sheet, Storage> {
    let found = whole!(office::products, db, sought, |last: &office::ListedProduct| last.id.0);
    let row = |product: office::ListedProduct| {
        vec![
            Cell::text(product.code),
            Cell::text(product.name),
            Cell::text(product.maker),
            Cell::text(product.region),
            Cell::text(product.region.name()),
            Cell::text(product.status),
        ]
    };
    let columns = &["kode", "nama", "produsen", "kode_wilayah", "wilayah", "status"];
    Ok(Sheet { columns, rows: found.into_iter().map(row).collect() })
}

async fn sentra(db: &Db, sought: Sought) -> Result<Sheet, Storage> {
    let found = whole!(office::sentra, db, sought, |last: &crate::registry::Sentra| last.id.0);
    let row = |sentra: crate::registry::Sentra| {
        let decree = sentra.decree.as_ref();
        vec![
            Cell::text(sentra.code),
            Cell::text(sentra.name),
            Cell::text(sentra.region),
            Cell::text(sentra.region.name()),
            Cell::text(decree.map_or("", |decree| &decree.number)),
            Cell::Day(decree.and_then(|decree| decree.day)),
            sentra.members.map_or(Cell::text(""), |members| Cell::Count(u64::from(members))),
        ]
    };
    let columns = &["kode", "nama", "kode_wilayah", "wilayah", "sk_nomor", "sk_tanggal", "anggota"];
    Ok(Sheet { columns, rows: found.into_iter().map(row).collect() })
}

async fn recalls(db: &Db, sought: Sought) -> Result<Sheet, Storage> {
    let found = whole!(office::recalls_in, db, sought, |last: &office::ListedRecall| last.id);
    let row = |recall: office::ListedRecall| {
        vec![
            Cell::Day(Some(recall.at.day())),
            Cell::text(recall.code),
            Cell::text(recall.product),
            Cell::text(recall.maker),
            Cell::text(recall.region.name()),
            Cell::text(recall.reason),
            Cell::Day(recall.lifted.map(|at| at.day())),
        ]
    };
    let columns = &["tanggal", "kode_produksi", "produk", "produsen", "wilayah", "alasan", "dicabut"];
    Ok(Sheet { columns, rows: found.into_iter().map(row).collect() })
}

async fn lapsing_rows(
    db: &Db,
    officer: &Officer,
    due: &lapsing::Asked,
    today: Day,
    kind: impl Fn(u64) -> String,
) -> Result<Sheet, Storage> {
    let (place, bounds) = (due.place(officer), due.span().bounds(today));
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = office::lapsing(&mut &*db, place, bounds, after, AT_ONCE).await?;
        let is_last = page.len() < AT_ONCE as usize;
        after = page.last().map(|last| (last.valid_until, last.id));
        found.extend(page);
        if is_last || found.len() >= MOST {
            break;
        }
    }
    let row = |lapsing: office::Lapsing| {
        vec![
            Cell::Day(Some(lapsing.valid_until)),
            Cell::text(kind(lapsing.kind)),
            Cell::text(lapsing.number),
            Cell::text(lapsing.product_name),
            Cell::text(lapsing.maker),
            Cell::text(lapsing.region.name()),
            Cell::text(lapsing.phone.unwrap_or_default()),
        ]
    };
    let columns = &["berlaku_sampai", "jenis", "nomor", "produk", "produsen", "wilayah", "telepon"];
    Ok(Sheet { columns, rows: found.into_iter().map(row).collect() })
}
