//! Certifications that end soon or have ended, each with a message to its producer.
use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::menu::{self, Choice, Entry, Place, address};
use super::officer::Officer;
use super::queue::kind_and_number;
use crate::accounts::Act;
use crate::clock::{Day, iso, parse_day};
use crate::i18n::{Words, date, fill, number};
use crate::office::{self, Lapsing, Span};
use crate::registry::RegionCode;
use crate::web::error::Error;
use crate::web::router::Shared;
use crate::web::share::whatsapp_to;
use crate::web::shell::{Shell, show};
use crate::web::visitor::Visitor;

/// Rows on one page.
const A_PAGE: u32 = 30;

/// What is asked for.
#[derive(Deserialize, Default)]
pub(super) struct Asked {
    jangka: Option<String>,
    wilayah: Option<String>,
    /// The last row of the page before: its last good day and its number.
    sesudah: Option<String>,
}

impl Asked {
    pub(super) fn span(&self) -> Span {
        self.jangka.as_deref().and_then(Span::from_word).unwrap_or(Span::Month)
    }

    pub(super) fn place(&self, officer: &Officer) -> Option<RegionCode> {
        officer.place(self.wilayah.as_deref())
    }

    fn after(&self) -> Option<(Day, i64)> {
        let (day, id) = self.sesudah.as_deref()?.split_once('.')?;
        Some((parse_day(day).ok()?, id.parse().ok()?))
    }
}

#[derive(Template)]
#[template(path = "agency/lapsing.html")]
struct Page {
    shell: Shell,
    menu: Vec<Entry>,
    regions: Vec<Choice>,
    span: &'static str,
    spans: Vec<Entry>,
    places: Vec<(Entry, String)>,
    rows: Vec<Row>,
    next: Option<String>,
    files: Vec<(String, &'static str)>,
}

struct Row {
    name: String,
    about: String,
    number: String,
    ends: String,
    over: bool,
    producer: String,
    /// The address that opens the message in WhatsApp, when the producer has a number there.
    whatsapp: Option<String>,
    message: String,
}

/// GET /dinas/kedaluwarsa
pub(super) async fn page(
    State(shared): State<Shared>,
    officer: Officer,
    asked: Result<Query<Asked>, QueryRejection>,
    visitor: Visitor,
) -> Result<Response, Error> {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let state = shared.state();
    let today = state.clock.today();
    let shell = Shell::of_desk(visitor, &state.site, &officer.0, |w| w.agency.lapsing.title.clone());
    let (place, span) = (asked.place(&officer), asked.span());
    let counts = office::lapsing_counts(&mut &state.db, place, span.bounds(today)).await?;
    let found = office::lapsing(&mut &state.db, place, span.bounds(today), asked.after(), A_PAGE).await?;
    let next = found.last().filter(|_| found.len() == A_PAGE as usize);
    let next = next.map(|last| at(&shell, place, span, &format!("{}.{}", iso(last.valid_until), last.id)));
    let issuer = state.site.issuer();
    let page = Page {
        files: if officer.may_somewhere(Act::Transfer) { files(place, span) } else { Vec::new() },
        menu: menu::menu(&shell, &officer.0, Place::Lapsing),
        regions: menu::regions(&shell, &officer, place),
        span: span.word(),
        spans: spans(&shell, place, span, &counts),
        places: places(&shell, place, span, &counts),
        rows: found.iter().map(|lapsing| row(&shell, lapsing, today, issuer)).collect(),
        next,
        shell,
    };
    Ok(show(StatusCode::OK, &page))
}

fn at(shell: &Shell, place: Option<RegionCode>, span: Span, after: &str) -> String {
    let place = place.map(|region| region.to_string()).unwrap_or_default();
    let parts = [("jangka", span.word()), ("wilayah", &place), ("sesudah", after)];
    shell.to(&address("/dinas/kedaluwarsa", &parts))
}

/// The list as files: address and kind.
fn files(place: Option<RegionCode>, span: Span) -> Vec<(String, &'static str)> {
    let place = place.map(|region| region.to_string()).unwrap_or_default();
    let file = |(ending, kind)| {
        let parts = [("jangka", span.word()), ("wilayah", &*place)];
        (address(&format!("/dinas/unduh/kedaluwarsa.{ending}"), &parts), kind)
    };
    [("csv", "CSV"), ("xlsx", "XLSX")].map(file).to_vec()
}

fn span_name(w: &Words, span: Span) -> &str {
    let w = &w.agency.lapsing;
    match span {
        Span::Lapsed => &w.lapsed,
        Span::Week => &w.week,
        Span::Month => &w.month,
        Span::Quarter => &w.quarter,
    }
}

/// The spans to choose from; the one that is shown with its count, for counting all of them takes long in a large register.
fn spans(shell: &Shell, place: Option<RegionCode>, here: Span, counts: &[(RegionCode, u64)]) -> Vec<Entry> {
    let entry = |span: &Span| {
        let name = span_name(shell.w, *span);
        let count = number(counts.iter().map(|(_, count)| count).sum(), shell.lang);
        let counted = fill(&shell.w.agency.queue.counted, &[("stage", name), ("count", &count)]);
        Entry {
            href: at(shell, place, *span, ""),
            name: if *span == here { counted } else { name.to_owned() },
            here: *span == here,
        }
    };
    Span::ALL.iter().map(entry).collect()
}

/// The kabupaten and kota with any, and how many; none where there is one alone.
fn places(shell: &Shell, place: Option<RegionCode>, span: Span, counts: &[(RegionCode, u64)]) -> Vec<(Entry, String)> {
    if place.is_some_and(|place| !place.is_province()) {
        return Vec::new();
    }
    let entry = |(region, count): &(RegionCode, u64)| {
        let href = at(shell, Some(*region), span, "");
        (Entry { href, name: region.name().to_owned(), here: false }, number(*count, shell.lang))
    };
    counts.iter().map(entry).collect()
}

fn row(shell: &Shell, lapsing: &Lapsing, today: Day, issuer: &str) -> Row {
    let w = &shell.w.agency.lapsing;
    let over = lapsing.valid_until < today;
    let (kind, number_alone) = kind_and_number(shell.w, lapsing.kind, &lapsing.number);
    let day = date(lapsing.valid_until, shell.lang);
    let days = number(u64::from(lapsing.valid_until.0.abs_diff(today.0)), shell.lang);
    let ends = fill(if over { &w.ended } else { &w.ends }, &[("day", &day), ("days", &days)]);
    let message = fill(
        if over { &w.message_over } else { &w.message },
        &[
            ("producer", &lapsing.maker),
            ("kind", &kind),
            ("number", &number_alone),
            ("product", &lapsing.product_name),
            ("day", &day),
            ("issuer", issuer),
        ],
    );
    Row {
        name: lapsing.maker.clone(),
        about: format!("{} · {}", lapsing.product_name, lapsing.region.name()),
        number: format!("{kind} {number_alone}"),
        ends,
        over,
        producer: shell.to(&format!("/dinas/produsen/{}", lapsing.producer)),
        whatsapp: lapsing.phone.as_deref().and_then(mobile).map(|phone| whatsapp_to(&phone, &message)),
        message,
    }
}

/// A mobile telephone of Indonesia as the whole world dials it, `62812…`; `None` for what is none.
fn mobile(phone: &str) -> Option<String> {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let own = digits.strip_prefix("62").or_else(|| digits.strip_prefix('0'))?;
    (own.starts_with('8') && (9..=13).contains(&own.len())).then(|| format!("62{own}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mobile_number_is_written_as_the_world_dials_it() {
        for (written, dialled) in [
            ("0812-3456-7890", Some("6281234567890")),
            ("+62 812 3456 7890", Some("6281234567890")),
            ("(0721) 123456", None),
            ("812", None),
            ("0812", None),
            ("+1 202 555 0100", None),
        ] {
            assert_eq!(mobile(written).as_deref(), dialled, "{written}");
        }
    }

    #[test]
    fn a_message_stays_within_its_place_in_the_address() {
        let link = whatsapp_to("62812", "Halo & salam: P-IRT 1+1 #x");
        assert_eq!(link, "https://wa.me/62812?text=Halo%20%26%20salam%3A%20P-IRT%201%2B1%20%23x");
    }
}
