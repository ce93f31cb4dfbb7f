use std::collections::BTreeSet;

use telusur_code::{Number, kind};

use super::page::Telling;
use crate::clock::Day;
use crate::i18n::{Lang, Words, fill};
use crate::registry::{BasisKind, Certification, certifications};
use crate::verification::{Evidence, Record, Register};

/// The cards, and what is to be said below them.
pub(super) struct Certificates {
    pub(super) cards: Vec<Card>,
    pub(super) notes: Vec<String>,
}

/// One certificate or permit: what it is, until when, and what the claim rests on.
pub(crate) struct Card {
    pub(crate) kind: String,
    pub(crate) number: String,
    /// Why it is not good today.
    pub(crate) bad: Option<String>,
    pub(crate) text: String,
    /// Where the authority itself can be asked: the words of the link, and the address.
    pub(crate) authority: Option<(String, &'static str)>,
}

/// Cards of all certificates on record and in the code; `None` when nothing may be believed about them.
pub(super) fn tell(telling: &Telling<'_>, evidence: &Evidence) -> Option<Certificates> {
    match &evidence.register {
        Register::Lacks(_) => None,
        Register::Away => Some(from_code(telling, evidence)),
        Register::Holds(record) => Some(from_register(telling, evidence, record)),
    }
}

fn from_code(telling: &Telling<'_>, evidence: &Evidence) -> Certificates {
    let c = &telling.w.certificates;
    let stated = evidence.code.claims().certifications.iter();
    let cards = stated.map(|(kind, number)| stated_card(telling, *kind, number, c.signed.clone())).collect();
    Certificates { cards, notes: vec![c.away.clone()] }
}

fn from_register(telling: &Telling<'_>, evidence: &Evidence, record: &Record) -> Certificates {
    let c = &telling.w.certificates;
    let stated = &evidence.code.claims().certifications;
    let today = telling.answer.at.day();
    let mut cards = Vec::new();
    for (kind, number) in stated {
        if record.certification(*kind, number).is_none() {
            let mut card = stated_card(telling, *kind, number, String::new());
            card.bad = Some(if telling.is_looked_up() { c.issued_only.clone() } else { c.signed_only.clone() });
            cards.push(card);
        }
    }
    for entry in &record.certifications {
        let spelt = certifications::claim_number(entry.kind, &entry.number).ok();
        let signed = spelt.is_some() && spelt.as_ref() == stated.get(&entry.kind);
        let mut card = card(telling.w, telling.lang, entry, today);
        if !telling.is_looked_up() {
            card.text = format!("{} {}", card.text, if signed { &c.signed } else { &c.unsigned });
        }
        cards.push(card);
    }
    let kinds: BTreeSet<u64> =
        record.certifications.iter().map(|entry| entry.kind).chain(stated.keys().copied()).collect();
    let notes = notes(telling.w, &kinds, cards.is_empty());
    Certificates { cards, notes }
}

/// What is to be said of what is missing: no data is never a "no".
pub(crate) fn notes(w: &Words, kinds: &BTreeSet<u64>, none: bool) -> Vec<String> {
    let c = &w.certificates;
    let missing_halal = !kinds.contains(&kind::HALAL) && (none || kinds.iter().any(|kind| is_food_permit(*kind)));
    [none.then(|| c.none.clone()), missing_halal.then(|| c.no_halal.clone())].into_iter().flatten().collect()
}

fn stated_card(telling: &Telling<'_>, kind: u64, number: &Number, text: String) -> Card {
    Card {
        kind: kind_name(telling.w, kind),
        number: number_text(telling.lang, kind, number, None),
        bad: None,
        text,
        authority: authority_link(telling.w, kind),
    }
}

/// The card of an entry of the register.
pub(crate) fn card(w: &Words, lang: Lang, entry: &Certification, today: Day) -> Card {
    let c = &w.certificates;
    let day = |day: Day| crate::i18n::date(day, lang);
    let over = entry.lapses().is_some_and(|from| from <= today);
    let validity = match (entry.ended.filter(|_| over), entry.valid_until) {
        (Some(ended), _) => fill(&c.ended, &[("day", &day(ended))]),
        (None, Some(last)) if over => fill(&c.over, &[("day", &day(last))]),
        (None, Some(last)) => fill(&c.until, &[("day", &day(last))]),
        (None, None) if entry.kind == kind::HALAL => c.forever_halal.clone(),
        (None, None) => c.forever.clone(),
    };
    let holder = entry.holder.as_ref().map(|holder| fill(&c.holder, &[("holder", holder)]));
    let (bad, good) = if over { (Some(validity), None) } else { (None, Some(validity)) };
    let text = [good, Some(basis(w, lang, entry)), holder].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let number = certifications::claim_number(entry.kind, &entry.number);
    let number = number.unwrap_or_else(|_| Number::Text(entry.number.clone()));
    Card {
        kind: kind_name(w, entry.kind),
        number: number_text(lang, entry.kind, &number, Some(entry)),
        bad,
        text,
        authority: authority_link(w, entry.kind),
    }
}

/// What the claim rests on, in a sentence.
fn basis(w: &Words, lang: Lang, entry: &Certification) -> String {
    let c = &w.certificates;
    let basis = &entry.basis;
    let day = basis.day.map_or_else(|| w.common.unknown.clone(), |day| crate::i18n::date(day, lang));
    let by = basis.by.as_deref();
    let sentence = match (basis.kind, by) {
        (BasisKind::Declared, _) if basis.day.is_some() => &c.declared_on,
        (BasisKind::Declared, _) => &c.declared,
        (BasisKind::DocumentSeen, None) => &c.document_seen,
        (BasisKind::DocumentSeen, Some(_)) => &c.document_seen_by,
        (BasisKind::Confirmed, None) => &c.confirmed,
        (BasisKind::Confirmed, Some(_)) => &c.confirmed_by,
    };
    let authority = certifications::authority(entry.kind).map_or("-", |authority| authority.name);
    fill(sentence, &[("day", &day), ("by", by.unwrap_or_default()), ("authority", authority)])
}

/// The name of a kind; a kind that this version does not know is shown as its number.
pub(crate) fn kind_name(w: &Words, number: u64) -> String {
    let c = &w.certificates;
    let name = match number {
        kind::HALAL => &c.halal,
        kind::PIRT => &c.pirt,
        kind::MD => &c.md,
        kind::ML => &c.ml,
        kind::TRADITIONAL => &c.traditional,
        kind::COSMETIC => &c.cosmetic,
        kind::SUPPLEMENT => &c.supplement,
        kind::SNI => &c.sni,
        kind::IG => &c.ig,
        kind::TKDN => &c.tkdn,
        kind::MEREK => &c.merek,
        kind::ORGANIC => &c.organic,
        other => return fill(&c.unknown, &[("kind", &other.to_string())]),
    };
    name.clone()
}

/// A number as people know it from the certificate: the register's own spelling, or the code's with its letters.
pub(super) fn number_text(lang: Lang, kind: u64, number: &Number, entry: Option<&Certification>) -> String {
    if kind == kind::TKDN
        && let Number::Uint(hundredths) = number
    {
        let point = if lang == Lang::Id { ',' } else { '.' };
        return format!("{}{point}{:02} %", hundredths / 100, hundredths % 100);
    }
    // The kind's name stands beside the number and has these letters already.
    let named = match kind {
        kind::PIRT => "P-IRT ",
        kind::MD => "MD ",
        kind::ML => "ML ",
        _ => "",
    };
    let letters = match kind {
        kind::HALAL => "ID",
        kind::MEREK => "IDM",
        _ => "",
    };
    match entry {
        Some(entry) => entry.number.strip_prefix(named).unwrap_or(&entry.number).to_owned(),
        None => format!("{letters}{}", number.print(kind)),
    }
}

/// Whether a kind is a permit to sell.
pub(super) fn is_permit(number: u64) -> bool {
    (kind::PIRT..=kind::SUPPLEMENT).contains(&number)
}

fn is_food_permit(number: u64) -> bool {
    (kind::PIRT..=kind::ML).contains(&number)
}

fn authority_link(w: &Words, kind: u64) -> Option<(String, &'static str)> {
    let authority = certifications::authority(kind)?;
    Some((fill(&w.certificates.check_at, &[("authority", authority.name)]), authority.url))
}
