//! A photo of a code, for phones whose camera cannot open it.
use std::time::Duration;

use askama::Template;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::verdict;
use crate::i18n::{PhotoWords, fill, number, words};
use crate::verification::{Asker, Finding, Verifier, photo};
use crate::web::client::Asking;
use crate::web::error::{Error, Message};
use crate::web::shell::{Shell, show_fresh};
use crate::web::visitor::Visitor;
use crate::web::{Site, links};

/// The largest photo taken, in bytes, with a little room for the form around it.
pub(crate) const LARGEST: usize = 5 * 1024 * 1024 + 64 * 1024;
/// Photos read at the same time: each takes a processor and some 80 MB for a moment.
static READERS: Semaphore = Semaphore::const_new(2);
/// How long a visitor waits for their turn, and then for their photo. A photo that takes longer shows too much else.
const TURN: Duration = Duration::from_secs(3);
const LONGEST: Duration = Duration::from_secs(10);
/// Codes looked at in one photo.
const MOST: usize = 20;

#[derive(Template)]
#[template(path = "public/photo.html")]
struct Several {
    shell: Shell,
    lead: String,
    codes: Vec<Found>,
}

struct Found {
    /// Its own address, when the signature is good or it is on record.
    href: Option<String>,
    name: String,
    verdict: String,
}

/// POST /periksa-foto
pub(crate) async fn check(
    State(verifier): State<Verifier>,
    State(site): State<Site>,
    asking: Asking,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Error> {
    let (bytes, lang) = received(Multipart::from_request(request, &()).await.map_err(|_| Error::Refused)?).await?;
    let visitor = visitor.choosing(lang.as_deref()).at_home();
    if bytes.is_empty() {
        return Ok(message(visitor, &site, |w| (&w.missing_title, vec![w.missing.clone()])));
    }
    let Ok(Ok(turn)) = timeout(TURN, READERS.acquire()).await else {
        let busy = message(visitor, &site, |w| (&w.title, vec![w.busy.clone()]));
        return Ok((StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "10")], busy).into_response());
    };
    let read = tokio::task::spawn_blocking(move || {
        // Kept until the photo is read, even if the visitor is answered before.
        let _turn = turn;
        photo::read(&bytes)
    });
    let none = |visitor| message(visitor, &site, |w| (&w.none_title, w.none.clone()));
    let Ok(read) = timeout(LONGEST, read).await else { return Ok(none(visitor)) };
    Ok(match read.map_err(|_| Error::Broken)? {
        Err(_) => message(visitor, &site, |w| (&w.unreadable_title, vec![w.unreadable.clone()])),
        Ok(reading) if reading.texts.is_empty() => none(visitor),
        Ok(reading) => found(&verifier, &site, asking.asker(), visitor, &reading.texts).await?,
    })
}

async fn received(mut form: Multipart) -> Result<(Vec<u8>, Option<String>), Error> {
    let refused = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        _ => Error::Refused,
    };
    let (mut photo, mut lang) = (Vec::new(), None);
    while let Some(field) = form.next_field().await.map_err(refused)? {
        match field.name() {
            Some("foto") => photo = field.bytes().await.map_err(refused)?.to_vec(),
            Some("lang") => lang = Some(field.text().await.map_err(refused)?),
            _ => {}
        }
    }
    Ok((photo, lang))
}

/// The codes of a photo: one goes to its own address, several are listed.
pub(crate) async fn found(
    verifier: &Verifier,
    site: &Site,
    asker: Asker<'_>,
    visitor: Visitor,
    addresses: &[String],
) -> Result<Response, Error> {
    let mut answers = Vec::new();
    for address in addresses.iter().take(MOST) {
        answers.push(verifier.examine_for(asker, address).await?);
    }
    if answers.len() == 1
        && let Some(answer) = answers.pop()
    {
        return Ok(match &answer.finding {
            Finding::Known(evidence) => Redirect::to(&visitor.to(&links::code(&evidence.code))).into_response(),
            _ => verdict::answer(visitor, site, answer),
        });
    }
    let shell = Shell::new(visitor, site, |w| w.photo.title.clone());
    let lead = lead(&shell, addresses.len());
    let codes = answers.iter().enumerate();
    let codes = codes.map(|(at, answer)| Found {
        href: match &answer.finding {
            Finding::Known(evidence) => Some(shell.to(&links::code(&evidence.code))),
            _ => None,
        },
        name: fill(&shell.w.photo.open, &[("number", &(at + 1).to_string())]),
        verdict: verdict::title(shell.w, answer).to_owned(),
    });
    let codes = codes.collect();
    Ok(show_fresh(StatusCode::OK, &Several { shell, lead, codes }))
}

/// How many codes there are, and whether some were left out.
fn lead(shell: &Shell, count: usize) -> String {
    let w = &shell.w.photo;
    let sentence = if count > MOST { &w.left_out } else { &w.several };
    let (count, most) = (number(count as u64, shell.lang), number(MOST as u64, shell.lang));
    fill(sentence, &[("count", &count), ("most", &most)])
}

fn message(
    visitor: Visitor,
    site: &Site,
    said: impl Fn(&'static PhotoWords) -> (&'static String, Vec<String>),
) -> Response {
    let (title, text) = said(&words(visitor.lang).photo);
    let shell = Shell::new(visitor, site, |_| title.clone());
    let way_out = shell.w.photo.again.clone();
    show_fresh(StatusCode::OK, &Message { shell, text, way_out })
}
