//! What all codes of a batch share: origin, certificates, history. Written once for a record as it stands, not once a scan.
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, Weak};

use askama::Template;

use super::certificates::{self, Certificates};
use super::history::{self, Event};
use super::origin::{self, Origin};
use super::page::Telling;
use crate::clock::Day;
use crate::i18n::{Lang, Words};
use crate::verification::{Evidence, Record, Register};
use crate::web::gzip::Stretch;
use crate::web::links;

#[derive(Template)]
#[template(path = "public/verdict_background.html")]
struct Background {
    w: &'static Words,
    /// The address of the product's photo.
    photo: Option<String>,
    origin: Option<Origin>,
    certificates: Option<Certificates>,
    history: Vec<Event>,
}

/// All that the background depends on: the record (as read at one revision), the language, whether links keep it, whether
/// the claims are signed, and the day, because certificates end.
type Key = (usize, Lang, bool, bool, Day);

/// Backgrounds in memory; past that, all are forgotten and written anew.
const REMEMBERED: usize = 4_096;

/// A record is told by where it lies; the weak reference keeps that place from being used again.
type Written = HashMap<Key, (Weak<Record>, Arc<Stretch>)>;

static WRITTEN: LazyLock<Mutex<Written>> = LazyLock::new(Mutex::default);

/// The background of an answer with evidence.
pub(super) fn tell(telling: &Telling<'_>, evidence: &Evidence) -> Arc<Stretch> {
    let Register::Holds(record) = &evidence.register else { return Arc::new(write(telling, evidence)) };
    let (place, chosen) = (Arc::as_ptr(record) as usize, telling.shell.chosen().is_some());
    let key = (place, telling.lang, chosen, telling.is_looked_up(), telling.answer.at.day());
    let written = || WRITTEN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Some((_, stretch)) = written().get(&key) {
        return stretch.clone();
    }
    let stretch = Arc::new(write(telling, evidence));
    let mut written = written();
    if written.len() >= REMEMBERED {
        written.clear();
    }
    written.insert(key, (Arc::downgrade(record), stretch.clone()));
    stretch
}

fn write(telling: &Telling<'_>, evidence: &Evidence) -> Stretch {
    let record = evidence.record();
    let background = Background {
        w: telling.w,
        photo: record.and_then(|record| record.photo).map(links::small_photo),
        origin: Some(origin::tell(telling, evidence, record)),
        certificates: certificates::tell(telling, evidence),
        history: record.map(|record| history::tell(telling, record)).unwrap_or_default(),
    };
    // Rendering to a string cannot fail; an empty background would still leave the verdict whole.
    Stretch::new(background.render().unwrap_or_default())
}
