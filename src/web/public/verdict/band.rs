use super::compare::{producer_name, product_name, region_name};
use super::page::Telling;
use crate::clock::Day;
use crate::i18n::{Band as Phrases, Words, date, fill, number};
use crate::recalls::{Recall, Revocation, Subject};
use crate::short_code::Misread;
use crate::verification::{Answer, Evidence, History, Lapse, Record, Unreadable, Verdict};
use crate::web::public::verdict::certificates;

/// The one loud thing on the page: word, colour, icon, what it means, what to do next.
pub(super) struct Band {
    pub(super) word: &'static str,
    pub(super) colour: &'static str,
    pub(super) icon: &'static str,
    pub(super) title: String,
    pub(super) means: String,
    pub(super) next: String,
    /// That the answer rests on the register alone, when it does.
    pub(super) looked_up: Option<String>,
}

const TICK: &str = r#"<circle cx="12" cy="12" r="10.5"/><path d="m7 12.5 3.5 3.5L17 8.5"/>"#;
const MIND: &str = r#"<path d="M12 2.5 22.5 21h-21zM12 9.5v5m0 3.2v.1"/>"#;
const STOP: &str = r#"<path d="M7.8 1.5h8.4l6.3 6.3v8.4l-6.3 6.3H7.8l-6.3-6.3V7.8zM12 6.5v7m0 3.7v.1"/>"#;
const CROSS: &str = r#"<circle cx="12" cy="12" r="10.5"/><path d="m8 8 8 8m0-8-8 8"/>"#;
const QUERY: &str =
    r#"<circle cx="12" cy="12" r="10.5"/><path d="M9 9.3a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.1-1.5 2.1m0 3v.1"/>"#;

/// How much of someone's reason fits into the band; the whole text stands in the history below.
const REASON: usize = 80;

/// Words, colour and icon of every verdict. A new verdict is asked for here by the compiler.
fn looks<'w>(w: &'w Words, verdict: &Verdict) -> (&'w Phrases, &'static str, &'static str) {
    let b = &w.bands;
    match verdict {
        Verdict::Valid => (&b.valid, "ok", TICK),
        Verdict::CertificateLapsed(lapses) if concern_a_permit(lapses) => (&b.permit_lapsed, "warn", MIND),
        Verdict::CertificateLapsed(_) => (&b.certificate_lapsed, "warn", MIND),
        Verdict::Suspect(_) => (&b.suspect, "warn", MIND),
        Verdict::Expired { .. } => (&b.expired, "stop", STOP),
        Verdict::Recalled(_) => (&b.recalled, "stop", STOP),
        Verdict::Revoked(_) => (&b.revoked, "stop", CROSS),
        Verdict::Forged => (&b.forged, "stop", CROSS),
        Verdict::NotRecorded(_) => (&b.not_recorded, "stop", CROSS),
        Verdict::UnknownKey => (&b.unknown_key, "warn", QUERY),
        Verdict::Unavailable => (&b.unavailable, "warn", QUERY),
        Verdict::Unreadable(_) => (&b.unreadable, "ask", QUERY),
    }
}

fn concern_a_permit(lapses: &[Lapse]) -> bool {
    lapses.first().is_some_and(|lapse| certificates::is_permit(lapse.kind))
}

/// The same for short codes, which are on record at best: never green, and never called valid.
fn looks_looked_up<'w>(w: &'w Words, answer: &Answer) -> (&'w Phrases, &'static str, &'static str) {
    let s = &w.short;
    match &answer.verdict {
        Verdict::Valid => (&s.valid, "ask", TICK),
        Verdict::CertificateLapsed(lapses) if concern_a_permit(lapses) => (&s.permit_lapsed, "warn", MIND),
        Verdict::CertificateLapsed(_) => (&s.certificate_lapsed, "warn", MIND),
        Verdict::Suspect(_) => (&s.suspect, "warn", MIND),
        Verdict::Expired { .. } => (&s.expired, "stop", STOP),
        Verdict::NotRecorded(_) => (&s.not_recorded, "stop", CROSS),
        Verdict::Unavailable => (&s.unavailable, "warn", QUERY),
        Verdict::Unreadable(Unreadable::Short(Misread::Slip)) => (&s.slip, "ask", QUERY),
        Verdict::Unreadable(_) => (&s.unreadable, "ask", QUERY),
        other @ (Verdict::Recalled(_) | Verdict::Revoked(_) | Verdict::Forged | Verdict::UnknownKey) => looks(w, other),
    }
}

/// Words, colour and icon of an answer.
fn looks_of<'w>(w: &'w Words, answer: &Answer) -> (&'w Phrases, &'static str, &'static str) {
    if answer.is_looked_up() { looks_looked_up(w, answer) } else { looks(w, &answer.verdict) }
}

/// The first line of an answer.
pub(crate) fn title<'w>(w: &'w Words, answer: &Answer) -> &'w str {
    &looks_of(w, answer).0.title
}

/// The band of an answer.
pub(super) fn tell(telling: &Telling<'_>) -> Band {
    let verdict = &telling.answer.verdict;
    let (phrases, colour, icon) = looks_of(telling.w, telling.answer);
    let looked_up = telling.evidence().filter(|_| telling.is_looked_up()).map(|_| telling.w.short.note.clone());
    let (means, next) = match verdict {
        Verdict::Valid => {
            (telling.evidence().map_or_else(String::new, |it| issued(telling, phrases, it)), phrases.next.clone())
        }
        Verdict::CertificateLapsed(lapses) => (lapsed(telling, phrases, lapses), phrases.next.clone()),
        Verdict::Suspect(history) => (seen(telling, phrases, *history), phrases.next.clone()),
        Verdict::Expired { last } => (fill(&phrases.means, &[("day", &telling.day(*last))]), phrases.next.clone()),
        Verdict::Recalled(recall) => recalled(telling, phrases, recall),
        Verdict::Revoked(revocation) => (revoked(telling, phrases, revocation), phrases.next.clone()),
        Verdict::Unreadable(_)
        | Verdict::UnknownKey
        | Verdict::Forged
        | Verdict::NotRecorded(_)
        | Verdict::Unavailable => (phrases.means.clone(), phrases.next.clone()),
    };
    Band { word: verdict.word(), colour, icon, title: phrases.title.clone(), means, next, looked_up }
}

impl Telling<'_> {
    /// A day, written in the language of the page.
    pub(super) fn day(&self, day: Day) -> String {
        date(day, self.lang)
    }

    fn record(&self) -> Option<&Record> {
        self.evidence()?.record()
    }
}

fn issued(telling: &Telling<'_>, phrases: &Phrases, evidence: &Evidence) -> String {
    let record = telling.record();
    fill(
        &phrases.means,
        &[
            ("issuer", telling.issuer()),
            ("product", &product_name(telling, evidence, record)),
            ("producer", &producer_name(telling, evidence, record)),
            ("region", &region_name(telling, evidence)),
        ],
    )
}

fn lapsed(telling: &Telling<'_>, phrases: &Phrases, lapses: &[Lapse]) -> String {
    let Some(lapse) = lapses.first() else { return phrases.title.clone() };
    let b = &telling.w.bands;
    let how = match &lapse.entry {
        None => b.lapse_gone.clone(),
        Some(entry) => match (entry.ended, entry.valid_until) {
            (Some(day), _) if day <= telling.answer.at.day() => fill(&b.lapse_ended, &[("day", &telling.day(day))]),
            (_, Some(day)) => fill(&b.lapse_until, &[("day", &telling.day(day))]),
            _ => b.lapse_gone.clone(),
        },
    };
    let kind = certificates::kind_name(telling.w, lapse.kind);
    let number = certificates::number_text(telling.lang, lapse.kind, &lapse.number, lapse.entry.as_ref());
    fill(&phrases.means, &[("certificate", &format!("{kind} {number}")), ("lapse", &how)])
}

fn seen(telling: &Telling<'_>, phrases: &Phrases, history: History) -> String {
    let (checks, regions) = (number(history.checks, telling.lang), number(history.regions.into(), telling.lang));
    fill(&phrases.means, &[("checks", &checks), ("regions", &regions)])
}

fn recalled(telling: &Telling<'_>, phrases: &Phrases, recall: &Recall) -> (String, String) {
    let batch = telling.record().map_or_else(|| recall.batch.to_string(), |record| record.batch.code.clone());
    let (day, reason) = (telling.day(recall.at.day()), sentence(&clip(&recall.reason)));
    let means = fill(&phrases.means, &[("batch", &batch), ("day", &day), ("reason", &reason)]);
    (means, instructed(&phrases.next, recall))
}

fn revoked(telling: &Telling<'_>, phrases: &Phrases, revocation: &Revocation) -> String {
    let b = &telling.w.bands;
    let subject = match &revocation.subject {
        Subject::Items(..) => &b.subject_code,
        Subject::Batch(_) => &b.subject_batch,
        Subject::Product(_) => &b.subject_product,
        Subject::Key(_) => &b.subject_key,
    };
    let (day, reason) = (telling.day(revocation.at.day()), sentence(&clip(&revocation.reason)));
    fill(&phrases.means, &[("subject", subject), ("day", &day), ("reason", &reason)])
}

/// What to do and whom to call, whole: half a telephone number helps nobody.
fn instructed(phrase: &str, recall: &Recall) -> String {
    let contact = recall.contact.trim().trim_end_matches('.');
    fill(phrase, &[("instruction", &sentence(&recall.instruction)), ("contact", contact)])
}

/// Someone's text, ended by a full stop unless it ends itself.
fn sentence(text: &str) -> String {
    let text = text.trim();
    let ends = text.is_empty() || text.ends_with(['.', '!', '?', '…']);
    format!("{text}{}", if ends { "" } else { "." })
}

pub(super) fn clip(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(REASON) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}
