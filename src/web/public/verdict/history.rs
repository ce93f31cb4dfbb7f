use super::band::instructed;
use super::page::Telling;
use crate::clock::{self, Moment};
use crate::i18n::{fill, number};
use crate::recalls::{Lift, Recall, Revocation, Subject};
use crate::registry::Level;
use crate::verification::Record;

/// Something that happened to the batch.
pub(super) struct Event {
    pub(super) iso: String,
    pub(super) day: String,
    pub(super) text: String,
    pub(super) more: Option<String>,
}

/// Everything on record, oldest first; nothing is left out because it was lifted.
pub(super) fn tell(telling: &Telling<'_>, record: &Record) -> Vec<Event> {
    let mut events = vec![(record.batch.issued_at, issued(telling, record), None)];
    for recall in &record.recalls {
        let whom = instructed(&telling.w.history.contact, recall);
        events.push((recall.at, recalled(telling, recall), Some(whom)));
        events.extend(recall.lift.as_ref().map(|lift| lifted(telling, lift)));
    }
    for revocation in &record.revocations {
        events.push((revocation.at, revoked(telling, revocation), None));
        events.extend(revocation.lift.as_ref().map(|lift| lifted(telling, lift)));
    }
    events.sort_by_key(|(at, ..)| *at);
    let events = events.into_iter();
    let event =
        |(at, text, more): (Moment, _, _)| Event { iso: clock::iso(at.day()), day: telling.day(at.day()), text, more };
    events.map(event).collect()
}

fn issued(telling: &Telling<'_>, record: &Record) -> String {
    let h = &telling.w.history;
    match record.batch.level {
        Level::Product => h.issued_product.clone(),
        Level::Batch | Level::Item => fill(
            &h.issued_batch,
            &[("items", &number(record.batch.items, telling.lang)), ("batch", &record.batch.code)],
        ),
    }
}

fn recalled(telling: &Telling<'_>, recall: &Recall) -> String {
    let h = &telling.w.history;
    match recall.items {
        None => fill(&h.recalled, &[("reason", &recall.reason)]),
        Some(items) => ranged(telling, &h.recalled_items, items.first, items.last, &recall.reason),
    }
}

fn revoked(telling: &Telling<'_>, revocation: &Revocation) -> String {
    let (h, reason) = (&telling.w.history, &revocation.reason);
    match &revocation.subject {
        Subject::Items(_, items) => ranged(telling, &h.revoked_items, items.first, items.last, reason),
        Subject::Batch(_) => fill(&h.revoked_batch, &[("reason", reason)]),
        Subject::Product(_) => fill(&h.revoked_product, &[("reason", reason)]),
        Subject::Key(_) => fill(&h.revoked_key, &[("reason", reason)]),
    }
}

fn ranged(telling: &Telling<'_>, sentence: &str, first: u64, last: u64, reason: &str) -> String {
    let (first, last) = (number(first, telling.lang), number(last, telling.lang));
    fill(sentence, &[("first", &first), ("last", &last), ("reason", reason)])
}

fn lifted(telling: &Telling<'_>, lift: &Lift) -> (Moment, String, Option<String>) {
    (lift.at, fill(&telling.w.history.lifted, &[("reason", &lift.reason)]), None)
}
