use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE};
use axum::http::request::Parts;

use super::links;
use super::shell::with_language;
use crate::i18n::Lang;

/// The longest text that is worth correcting: the longest short code and its address, with room to spare.
const LONGEST_TYPED: usize = 200;

/// What a code's address has behind it when a report is to be made about the code.
const REPORT: &str = "lapor";

/// Whoever looks at a public page. Nothing is asked of them.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    /// The language of the answer.
    pub(crate) lang: Lang,
    /// The language, when the address chose it (`?lang=en`): links then keep it.
    pub(crate) chosen: Option<Lang>,
    /// The address of the page, path and query, without the language.
    pub(crate) here: String,
    /// Whether the page answers at `here`, and not at the address of a form.
    pub(crate) is_there: bool,
    /// The short code that the visitor typed, to be corrected in the field for a code.
    pub(crate) typed: Option<String>,
    /// Whether it asked for JSON rather than for a page.
    pub(crate) is_machine: bool,
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Visitor, Infallible> {
        let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let visitor = Visitor::of(parts.uri.path(), parts.uri.query(), header(ACCEPT_LANGUAGE));
        Ok(Visitor { is_machine: is_machine(&parts.headers), ..visitor })
    }
}

impl Visitor {
    pub(crate) fn of(path: &str, query: Option<&str>, accepted: &str) -> Visitor {
        let (chosen, rest) = without_language(query.unwrap_or_default());
        let here = if rest.is_empty() { path.to_owned() } else { format!("{path}?{rest}") };
        Visitor {
            lang: chosen.unwrap_or_else(|| Lang::accepted(accepted)),
            chosen,
            here,
            is_there: true,
            typed: None,
            is_machine: false,
        }
    }

    /// The same visitor, whose page is no address to come back to: the front page is.
    pub(crate) fn at_home(self) -> Visitor {
        Visitor { here: "/".to_owned(), is_there: false, ..self }
    }

    /// The same visitor, whose page answers a form that has an address of its own.
    pub(crate) fn at_form(self, address: &str) -> Visitor {
        Visitor { here: address.to_owned(), is_there: false, ..self }
    }

    /// The same visitor, who will find what was typed in the field for a code. A short code is short.
    pub(crate) fn having_typed(self, text: &str) -> Visitor {
        Visitor { typed: (text.len() <= LONGEST_TYPED).then(|| text.to_owned()), ..self }
    }

    /// An address within the service that keeps the language which the visitor chose.
    pub(crate) fn to(&self, path: &str) -> String {
        match self.chosen {
            Some(lang) => with_language(path, lang),
            None => path.to_owned(),
        }
    }

    /// The form for a report about this page's code. Within the page that is a query alone, for the same reason as
    /// [`in_language`](Visitor::in_language).
    pub(crate) fn report(&self) -> String {
        match (self.is_there, self.here.split_once('?'), &self.typed) {
            (true, Some((_, query)), _) => self.to(&format!("?{query}&{REPORT}")),
            (true, None, _) => self.to(&format!("?{REPORT}")),
            (false, _, typed) => self.to(&links::report(typed.as_deref().unwrap_or_default())),
        }
    }

    /// The form, when the address asks for it.
    pub(crate) fn asked_for_report(&self) -> Option<String> {
        let (path, query) = self.here.split_once('?')?;
        if !query.ends_with(REPORT) {
            return None;
        }
        let rest: Vec<&str> = query.split('&').filter(|pair| *pair != REPORT).collect();
        let code = if rest.is_empty() { path.to_owned() } else { format!("{path}?{}", rest.join("&")) };
        (code != self.here).then(|| self.to(&links::report(&code)))
    }

    /// This page in another language. Within the page that is a query alone, which spares a second copy of all digits.
    pub(crate) fn in_language(&self, lang: Lang) -> String {
        match (self.is_there, self.here.split_once('?')) {
            (true, Some((_, query))) => format!("?{query}&lang={}", lang.tag()),
            (true, None) => format!("?lang={}", lang.tag()),
            (false, _) => with_language(&self.here, lang),
        }
    }

    /// The same visitor, with the language that a form carried.
    pub(crate) fn choosing(mut self, tag: Option<&str>) -> Visitor {
        if let Some(lang) = tag.and_then(Lang::from_tag) {
            (self.lang, self.chosen) = (lang, Some(lang));
        }
        self
    }
}

/// Whether a request asks for JSON rather than for a page.
pub(crate) fn is_machine(headers: &HeaderMap) -> bool {
    headers.get(ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(prefers_json)
}

/// Browsers name `text/html`; a program that wants facts names `application/json` and not that.
fn prefers_json(accept: &str) -> bool {
    let names =
        |kind: &str| accept.split(',').any(|range| range.split(';').next().is_some_and(|name| name.trim() == kind));
    names("application/json") && !names("text/html")
}

fn without_language(query: &str) -> (Option<Lang>, String) {
    let mut chosen = None;
    let rest: Vec<&str> = query
        .split('&')
        .filter(|pair| match pair.strip_prefix("lang=").map(Lang::from_tag) {
            Some(Some(lang)) => {
                chosen = Some(lang);
                false
            }
            _ => true,
        })
        .collect();
    (chosen, rest.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_taken_out_of_the_address() {
        let visitor = Visitor::of("/01/09521804000016", Some("t=123&lang=en"), "id");
        assert_eq!((visitor.lang, visitor.here.as_str()), (Lang::En, "/01/09521804000016?t=123"));
        let visitor = Visitor::of("/123", Some("lang=id"), "en");
        assert_eq!((visitor.lang, visitor.here.as_str()), (Lang::Id, "/123"));
        let visitor = Visitor::of("/123", Some("lang=%3Cscript%3E"), "en");
        assert_eq!((visitor.lang, visitor.here.as_str()), (Lang::En, "/123?lang=%3Cscript%3E"));
    }

    #[test]
    fn a_report_is_about_the_code_of_the_address() {
        for (path, query, link, form) in [
            ("/123", None, "?lapor", "/lapor?kode=%2F123"),
            ("/123", Some("lang=en"), "?lapor&lang=en", "/lapor?kode=%2F123&lang=en"),
            ("/01/09521804000016", Some("t=123"), "?t=123&lapor", "/lapor?kode=%2F01%2F09521804000016%3Ft%3D123"),
        ] {
            let visitor = Visitor::of(path, query, "");
            assert_eq!((visitor.report().as_str(), visitor.asked_for_report()), (link, None));
            let followed = Visitor::of(path, link.strip_prefix('?'), "");
            assert_eq!(followed.asked_for_report().as_deref(), Some(form));
        }
        let typed = Visitor::of("/periksa", None, "").at_home().having_typed("H1MG");
        assert_eq!(typed.report(), "/lapor?kode=H1MG");
        assert_eq!(Visitor::of("/123", Some("t=xlapor"), "").asked_for_report(), None);
    }

    #[test]
    fn the_other_language_keeps_the_address() {
        for (path, query, link) in [
            ("/123", None, "?lang=en"),
            ("/123", Some("lang=id"), "?lang=en"),
            ("/01/09521804000016", Some("t=123"), "?t=123&lang=en"),
        ] {
            assert_eq!(Visitor::of(path, query, "").in_language(Lang::En), link);
        }
        assert_eq!(Visitor::of("/periksa", None, "").at_home().in_language(Lang::En), "/?lang=en");
    }
}
