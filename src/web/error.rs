use std::time::Duration;

use askama::Template;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use super::shell::{Shell, show_fresh};
use super::{Site, headers, links, visitor, visitor::Visitor};
use crate::i18n::{Words, words};
use crate::problem::{self, Problem};
use crate::throttle::TooManyTries;
use crate::{accounts, cases, casework, db, keyring, membership, recalls};

/// Why a page could not be shown. What the visitor may read of it is [`dress`]ed later, in the visitor's language.
#[derive(Debug)]
pub(crate) enum Error {
    /// There is no such page.
    NotFound,
    /// What was sent cannot be understood.
    Refused,
    /// It is larger than we take.
    TooLarge,
    /// Too many wrong short codes from this visitor.
    TooMany(TooManyTries),
    /// Too many are being served at this moment.
    Busy,
    /// The register cannot be asked.
    Away(db::Error),
    /// They may see it, and not do it.
    Forbidden,
    /// A form that was not sent from a page of ours.
    Strange,
    /// Nobody is signed in; the page to come back to.
    SignInFirst(String),
    /// Our own fault.
    Broken,
}

/// Marks the answer to a form that was not ours: its status says less than its page.
#[derive(Clone, Copy)]
struct Strange;

impl From<db::Error> for Error {
    fn from(error: db::Error) -> Error {
        Error::Away(error)
    }
}

impl From<TooManyTries> for Error {
    fn from(tried: TooManyTries) -> Error {
        Error::TooMany(tried)
    }
}

impl From<accounts::Error> for Error {
    fn from(error: accounts::Error) -> Error {
        match error {
            accounts::Error::Storage(error) => Error::Away(error),
            accounts::Error::Unknown(_) | accounts::Error::Spent => Error::NotFound,
            other => {
                tracing::error!(error = %other, "an account cannot be read: {other}");
                Error::Broken
            }
        }
    }
}

impl From<cases::Error> for Error {
    fn from(error: cases::Error) -> Error {
        match error {
            cases::Error::Storage(error) => Error::Away(error),
            cases::Error::Unknown(_) => Error::NotFound,
            cases::Error::Role(_) => Error::Forbidden,
            other => {
                tracing::error!(error = %other, "a case cannot be read: {other}");
                Error::Broken
            }
        }
    }
}

impl From<membership::Error> for Error {
    fn from(error: membership::Error) -> Error {
        match error {
            membership::Error::Account(error) => error.into(),
            membership::Error::NotYours | membership::Error::Own => Error::Forbidden,
        }
    }
}

impl From<casework::Error> for Error {
    fn from(error: casework::Error) -> Error {
        match error {
            casework::Error::Storage(error) | casework::Error::Recall(recalls::Error::Storage(error)) => {
                Error::Away(error)
            }
            casework::Error::Accounts(error) => error.into(),
            casework::Error::Case(error) => error.into(),
            casework::Error::Key(error) => error.into(),
            casework::Error::Seat(_) => Error::Forbidden,
            casework::Error::Unknown(_) => Error::NotFound,
            other => {
                tracing::error!(error = %other, "a case cannot be shown: {other}");
                Error::Broken
            }
        }
    }
}

impl From<keyring::Error> for Error {
    fn from(error: keyring::Error) -> Error {
        match error {
            keyring::Error::Storage(error) => Error::Away(error),
            keyring::Error::Unknown(_) | keyring::Error::Ambiguous(_) => Error::NotFound,
            other => {
                tracing::error!(error = %other, "the keys cannot be shown: {other}");
                Error::Broken
            }
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        match self {
            Error::NotFound => StatusCode::NOT_FOUND,
            Error::Refused => StatusCode::BAD_REQUEST,
            Error::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Error::TooMany(tried) => {
                let wait = [(header::RETRY_AFTER, tried.wait.as_secs().to_string())];
                return (StatusCode::TOO_MANY_REQUESTS, wait).into_response();
            }
            Error::Busy => return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "30")]).into_response(),
            Error::Away(error) => {
                tracing::warn!(%error, "a page could not be shown: {error}");
                StatusCode::SERVICE_UNAVAILABLE
            }
            Error::Forbidden => StatusCode::FORBIDDEN,
            Error::Strange => {
                let mut response = StatusCode::FORBIDDEN.into_response();
                response.extensions_mut().insert(Strange);
                return response;
            }
            Error::SignInFirst(back) => return Redirect::to(&links::sign_in(&back)).into_response(),
            Error::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
        .into_response()
    }
}

/// A page that says one thing and shows the way out.
#[derive(Template)]
#[template(path = "public/message.html")]
pub(crate) struct Message {
    pub(crate) shell: Shell,
    pub(crate) text: Vec<String>,
    pub(crate) way_out: String,
}

/// Gives every answer its headers, and every error that is not a page yet its page: ours, and those that the framework
/// answers on its own. A program that asked for JSON gets a problem document instead.
///
/// Whoever has waited for `patience` gets an error, too. The clock starts when an answer has to wait for something: tokio asks the
/// answer before the time (tower-http's layer asks the time first, and sets and stops a clock for every page).
pub(crate) async fn dress(State((site, patience)): State<(Site, Duration)>, request: Request, next: Next) -> Response {
    // Kept for the rare error; most answers are none.
    let (uri, languages) = (request.uri().clone(), request.headers().get(header::ACCEPT_LANGUAGE).cloned());
    let is_machine = visitor::is_machine(request.headers());
    let answer = tokio::time::timeout(patience, next.run(request)).await;
    let response = answer.unwrap_or_else(|_| StatusCode::REQUEST_TIMEOUT.into_response());
    let is_stated = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == problem::CONTENT_TYPE);
    let mut response = match is_machine {
        _ if is_stated => response,
        true => stated(response),
        false => dressed(site, uri, languages, response),
    };
    headers::put(response.headers_mut());
    response
}

/// An error of which only the status is known, as a problem document.
fn stated(response: Response) -> Response {
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let headers = [(header::CONTENT_TYPE, problem::CONTENT_TYPE), (header::CACHE_CONTROL, "no-store")];
    let mut document = (status, headers, Json(Problem::of(status.as_u16()))).into_response();
    keep(&response, &mut document);
    document
}

/// What an error says in its headers stays said.
fn keep(response: &Response, dressed: &mut Response) {
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = response.headers().get(&name) {
            dressed.headers_mut().insert(name, value.clone());
        }
    }
}

fn dressed(site: Site, uri: Uri, languages: Option<HeaderValue>, response: Response) -> Response {
    let status = response.status();
    let is_page =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let languages = languages.as_ref().and_then(|value| value.to_str().ok()).unwrap_or_default();
    let visitor = Visitor::of(uri.path(), uri.query(), languages);
    let is_strange = response.extensions().get::<Strange>().is_some();
    let said =
        |w: &'static Words| if is_strange { (&w.account.strange_title, &w.account.strange) } else { said(w, status) };
    let w = words(visitor.lang);
    let mut shell = Shell::new(visitor, &site, |_| said(w).0.to_owned());
    shell.indexed = false;
    let (text, way_out) = (vec![said(w).1.to_owned()], shell.w.error.to_home.clone());
    let mut page = show_fresh(status, &Message { shell, text, way_out });
    keep(&response, &mut page);
    page
}

fn said(w: &Words, status: StatusCode) -> (&String, &String) {
    let e = &w.error;
    match status {
        StatusCode::FORBIDDEN => (&w.account.forbidden_title, &w.account.forbidden),
        StatusCode::NOT_FOUND => (&e.not_found_title, &e.not_found),
        StatusCode::METHOD_NOT_ALLOWED => (&e.method_title, &e.method),
        StatusCode::PAYLOAD_TOO_LARGE => (&e.too_large_title, &e.too_large),
        StatusCode::TOO_MANY_REQUESTS => (&e.too_many_title, &e.too_many),
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT => (&e.away_title, &e.away),
        status if status.is_client_error() => (&e.refused_title, &e.refused),
        _ => (&e.broken_title, &e.broken),
    }
}
