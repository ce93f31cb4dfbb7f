use super::band::clip;
use super::page::Telling;
use crate::clock::{self, Moment};
use crate::i18n::{fill, number};
use crate::recalls::{Lift, Recall, Revocation, Subject};
use crate::registry::Level;
use crate::verification::Record;

/// Entries on the page. A batch that was taken back again and again is told whole in JSON; the page must stay small.
const MOST: usize = 3;

/// Something that happened to the batch.
pub(super) struct Event {
    pub(super) iso: String,
    pub(super) day: String,
    pub(super) text: String,
}

/// What is on record, oldest first; nothing is left out because it was lifted. What to do and whom to call stands above, where
/// it concerns the code in the hand.
pub(super) fn tell(telling: &Telling<'_>, record: &Record) -> Vec<Event> {
    let mut events = vec![(record.batch.issued_at, issued(telling, record))];
    for recall in &record.recalls {
        events.push((recall.at, recalled(telling, recall)));
        events.extend(recall.lift.as_ref().map(|lift| lifted(telling, lift)));
    }
    for revocation in &record.revocations {
        events.push((revocation.at, revoked(telling, revocation)));
        events.extend(revocation.lift.as_ref().map(|lift| lifted(telling, lift)));
    }
    events.sort_by_key(|(at, _)| *at);
    shortened(telling, &mut events);
    let event = |(at, text): (Moment, _)| Event { iso: clock::iso(at.day()), day: telling.day(at.day()), text };
    events.into_iter().map(event).collect()
}

/// Leaves the first entry and the newest, and only the newest in full.
fn shortened(telling: &Telling<'_>, events: &mut Vec<(Moment, String)>) {
    if let Some((_, older)) = events.split_last_mut() {
        older.iter_mut().skip(1).for_each(|(_, text)| *text = clip(text));
    }
    if let Some(left_out) = events.len().checked_sub(MOST).filter(|count| *count > 0) {
        let count = number(left_out as u64 + 1, telling.lang);
        let at = events[left_out + 1].0;
        let between = (at, fill(&telling.w.history.between, &[("count", &count)]));
        events.splice(1..left_out + 2, [between]);
    }
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

fn lifted(telling: &Telling<'_>, lift: &Lift) -> (Moment, String) {
    (lift.at, fill(&telling.w.history.lifted, &[("reason", &lift.reason)]))
}
