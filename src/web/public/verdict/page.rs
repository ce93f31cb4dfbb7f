use std::sync::Arc;

use askama::Template;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::band::Band;
use super::checked::Fact;
use super::compare::Compare;
use super::{address, background, band, checked, compare};
use crate::i18n::{Lang, Words, fill, moment, words};
use crate::verification::{Answer, Evidence, Finding, Report, Verifier};
use crate::web::Site;
use crate::web::client::Asking;
use crate::web::error::Error;
use crate::web::gzip::Stretch;
use crate::web::shell::{Shell, show_with};
use crate::web::visitor::Visitor;

/// The page of one verdict.
#[derive(Template)]
#[template(path = "public/verdict.html")]
pub(super) struct Verdict {
    shell: Shell,
    band: Band,
    compare: Option<Compare>,
    /// Whether to ask for the code once more.
    again: bool,
    checked: Vec<Fact>,
    signed: bool,
    at: String,
}

/// What the parts of the page are made from.
pub(super) struct Telling<'a> {
    pub(super) answer: &'a Answer,
    pub(super) lang: Lang,
    pub(super) w: &'static Words,
    pub(super) site: &'a Site,
    pub(super) shell: &'a Shell,
}

impl Telling<'_> {
    /// The evidence, when the signature is good or the short code is on record.
    pub(super) fn evidence(&self) -> Option<&Evidence> {
        match &self.answer.finding {
            Finding::Known(evidence) => Some(evidence),
            Finding::Unreadable(_) | Finding::UnknownKey | Finding::Forged | Finding::Unasked | Finding::Unlisted => {
                None
            }
        }
    }

    /// Whether this is about a short code, which was looked up and not verified by signature.
    pub(super) fn is_looked_up(&self) -> bool {
        self.answer.is_looked_up()
    }

    /// Whose code it is.
    pub(super) fn issuer(&self) -> &str {
        let key = self.evidence().and_then(|evidence| evidence.key.as_deref());
        key.map_or(self.site.issuer(), |key| key.issuer.as_str())
    }
}

/// GET any other address: a code's own, or none.
pub(crate) async fn page(
    State(verifier): State<Verifier>,
    State(site): State<Site>,
    asking: Asking,
    method: Method,
    uri: Uri,
    visitor: Visitor,
) -> Result<Response, Error> {
    if !address::is_meant_as_code(uri.path()) {
        return Err(Error::NotFound);
    }
    if method != Method::GET && method != Method::HEAD {
        return Ok((StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response());
    }
    if let Some(form) = visitor.asked_for_report() {
        return Ok((HEADERS, Redirect::to(&form)).into_response());
    }
    let given = verifier.examine_for(asking.asker(), &visitor.here).await?;
    let visitor = match address::short_code(uri.path()) {
        Some(code) => visitor.having_typed(&code),
        None => visitor,
    };
    Ok(answer(visitor, &site, given))
}

/// An answer as a page, or as facts for a machine.
pub(crate) fn answer(visitor: Visitor, site: &Site, answer: Answer) -> Response {
    if visitor.is_machine {
        return (HEADERS, Json(Report::of(&answer))).into_response();
    }
    let (page, background) = tell(visitor, site, &answer);
    fresh(&page, background)
}

/// Never kept by anybody, because the next look may find a recall; and listed by no search engine.
const HEADERS: [(HeaderName, &str); 2] =
    [(header::CACHE_CONTROL, "no-store"), (HeaderName::from_static("x-robots-tag"), "noindex")];

fn fresh(page: &Verdict, background: Option<Arc<Stretch>>) -> Response {
    (HEADERS, show_with(StatusCode::OK, page, background)).into_response()
}

/// The page, and what it shares with all codes of its batch.
pub(super) fn tell(visitor: Visitor, site: &Site, answer: &Answer) -> (Verdict, Option<Arc<Stretch>>) {
    let lang = visitor.lang;
    let mut shell = Shell::new(visitor, site, |w| band::title(w, answer).to_owned());
    shell.indexed = false;
    let telling = Telling { answer, lang, w: words(lang), site, shell: &shell };
    let evidence = telling.evidence();
    let record = evidence.and_then(Evidence::record);
    let background = evidence.map(|evidence| background::tell(&telling, evidence));
    let page = Verdict {
        band: band::tell(&telling),
        compare: evidence.map(|evidence| compare::tell(&telling, evidence, record)),
        again: matches!(answer.finding, Finding::Unreadable(_) | Finding::Unlisted),
        checked: checked::tell(&telling),
        signed: evidence.is_some_and(|evidence| evidence.code.signed().is_some()),
        at: fill(&telling.w.checked.at, &[("at", &moment(answer.at, lang))]),
        shell,
    };
    (page, background)
}

/// The same, marked as an example.
pub(crate) fn example(visitor: Visitor, site: &Site, answer: Answer) -> Response {
    let (mut page, background) = tell(visitor, site, &answer);
    page.shell.example = true;
    fresh(&page, background)
}

/// The HTML of an answer's page.
#[cfg(test)]
pub(crate) fn html(visitor: Visitor, site: &Site, answer: &Answer) -> askama::Result<String> {
    let (page, background) = tell(visitor, site, answer);
    Ok(crate::web::shell::composed(page.render()?, background).0)
}
