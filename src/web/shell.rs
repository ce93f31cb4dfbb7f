use std::sync::{Arc, LazyLock};

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use super::gzip::{Stretch, Stretches};
use super::{Site, error::Error, visitor::Visitor};
use crate::accounts::Actor;
use crate::i18n::{Lang, Words, fill, words};
use crate::said::Said;

/// The script of forms (`static/forms.js`), which nothing depends on.
#[derive(Debug, Clone)]
pub(crate) enum Script {
    /// Makes photos small before they are sent.
    Photos,
    /// Keeps what is typed in the browser, too, for whoever this names.
    Drafts(String),
}

impl Script {
    pub(crate) fn keeps(&self) -> Option<&str> {
        match self {
            Script::Photos => None,
            Script::Drafts(of) => Some(of),
        }
    }
}

/// A sentence of a room below, in a language.
pub(crate) fn says(lang: Lang, said: &Said) -> &str {
    match lang {
        Lang::Id => &said.id,
        Lang::En => &said.en,
    }
}

/// What every page has around its main part.
#[derive(Debug, Clone)]
pub(crate) struct Shell {
    /// The language of the page.
    pub(crate) lang: Lang,
    /// Its words.
    pub(crate) w: &'static Words,
    /// The title in the browser's tab.
    pub(crate) title: String,
    /// Whose service this is.
    pub(crate) site: Site,
    /// Whether search engines may list it.
    pub(crate) indexed: bool,
    /// Whether it only shows what a verdict looks like.
    pub(crate) example: bool,
    /// Whether it is a page of work, with figures, tables or long forms, that wants the second style.
    pub(crate) desk: bool,
    /// Who is signed in; pages for everybody do not know.
    pub(crate) who: Option<String>,
    /// What the script of forms does on this page; without it, there is none.
    pub(crate) script: Option<Script>,
    visitor: Visitor,
}

impl Shell {
    /// A page for a visitor, titled in the visitor's language.
    pub(crate) fn new(visitor: Visitor, site: &Site, title: impl FnOnce(&Words) -> String) -> Shell {
        let w = words(visitor.lang);
        let title = title(w);
        Shell {
            lang: visitor.lang,
            w,
            title,
            site: site.clone(),
            indexed: true,
            example: false,
            desk: false,
            who: None,
            script: None,
            visitor,
        }
    }

    /// A page of a desk, for somebody who signed in.
    pub(crate) fn of_desk(visitor: Visitor, site: &Site, actor: &Actor, title: impl FnOnce(&Words) -> String) -> Shell {
        let shell = Shell::new(visitor, site, title);
        let script = Some(Script::Drafts(actor.person.0.to_string()));
        Shell { desk: true, indexed: false, who: Some(actor.name.clone()), script, ..shell }
    }

    /// A link within the service that keeps the language which the visitor chose.
    pub(crate) fn to(&self, path: &str) -> String {
        self.visitor.to(path)
    }

    /// This page in the other language.
    pub(crate) fn other(&self) -> String {
        self.visitor.in_language(self.lang.other())
    }

    /// What the visitor typed, to be corrected.
    pub(crate) fn typed(&self) -> &str {
        self.visitor.typed.as_deref().unwrap_or_default()
    }

    /// The tag of the language which the visitor chose.
    pub(crate) fn chosen(&self) -> Option<&'static str> {
        self.visitor.chosen.map(Lang::tag)
    }

    /// A sentence of the register, in the language of the page.
    pub(crate) fn says<'s>(&self, said: &'s Said) -> &'s str {
        says(self.lang, said)
    }

    /// Whose service this is, in a sentence.
    pub(crate) fn official(&self) -> String {
        fill(&self.w.common.official, &[("issuer", self.site.issuer())])
    }

    /// Whom to reach, in a sentence.
    pub(crate) fn reach(&self) -> String {
        fill(&self.w.common.reach, &[("contact", self.site.contact().unwrap_or(self.site.issuer()))])
    }

    /// The form for a report about what this page shows.
    pub(crate) fn report(&self) -> String {
        if self.example { self.to("/lapor") } else { self.visitor.report() }
    }
}

/// An address that asks for a language.
pub(crate) fn with_language(address: &str, lang: Lang) -> String {
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}lang={}", lang.tag())
}

/// The style of all pages, without the blanks and comments of its source.
pub(crate) static STYLE: LazyLock<String> = LazyLock::new(|| squeeze(include_str!("../../static/style.css")));

/// The second style, of pages of work. It is a file of its own, fetched once.
pub(crate) static DESK_STYLE: LazyLock<String> = LazyLock::new(|| {
    // The names of colours are those of the first style, shortened the same way.
    let both = squeeze(concat!(include_str!("../../static/style.css"), include_str!("../../static/desk.css")));
    both.strip_prefix(STYLE.as_str()).unwrap_or(&both).to_owned()
});

fn squeeze(css: &str) -> String {
    let mut text = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let mut out = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for mark in ["{", "}", ";", ","] {
        out = out.replace(&format!(" {mark}"), mark).replace(&format!("{mark} "), mark);
    }
    with_short_names(out.replace(": ", ":").replace(";}", "}"))
}

/// Custom properties are named for those who read the source; a page carries one letter of each.
fn with_short_names(css: String) -> String {
    let mut names: Vec<&str> = css.split("var(").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0)).collect();
    names.sort_unstable();
    names.dedup();
    let letters = ('a'..='z').map(|letter| format!("--{letter}"));
    names.into_iter().zip(letters).fold(css.clone(), |css, (name, letter)| {
        css.replace(&format!("{name}:"), &format!("{letter}:")).replace(&format!("({name})"), &format!("({letter})"))
    })
}

/// What every page begins with, up to its title: the same for all pages of a language.
#[derive(Template)]
#[template(path = "head.html")]
struct Head {
    lang: Lang,
    style: &'static str,
}

static HEADS: LazyLock<[(String, Arc<Stretch>); 2]> = LazyLock::new(|| {
    [Lang::Id, Lang::En].map(|lang| {
        let html = Head { lang, style: &STYLE }.render().expect("a template that only copies text");
        (format!("<!--head {}-->", lang.tag()), Arc::new(Stretch::new(html)))
    })
});

/// Where a page takes in a stretch that it shares with others. No text of anybody can hold it: templates escape `<`.
const SHARED: &str = "<!--shared-->";

/// A page as an answer.
pub(crate) fn show(status: StatusCode, page: &impl Template) -> Response {
    show_with(status, page, None)
}

/// The same, with a stretch that other pages share, where the template says `<!--shared-->`.
pub(crate) fn show_with(status: StatusCode, page: &impl Template, shared: Option<Arc<Stretch>>) -> Response {
    let Ok(html) = page.render() else { return Error::Broken.into_response() };
    let (html, stretches) = composed(html, shared);
    let mut response = (status, Html(html)).into_response();
    response.extensions_mut().insert(stretches);
    response
}

/// Puts the shared stretches into their places and notes where they begin.
pub(crate) fn composed(html: String, shared: Option<Arc<Stretch>>) -> (String, Stretches) {
    let mut stretches = Vec::with_capacity(2);
    let head = HEADS.iter().find_map(|(mark, head)| Some((head, html.strip_prefix(mark.as_str())?)));
    let Some((head, rest)) = head else { return (html, Stretches::default()) };
    let extra = shared.as_ref().map_or(0, |stretch| stretch.html().len());
    let mut out = String::with_capacity(html.len() + head.html().len() + extra);
    out.push_str(head.html());
    stretches.push((0, head.clone()));
    match rest.split_once(SHARED) {
        Some((before, after)) => {
            out.push_str(before);
            if let Some(stretch) = shared {
                stretches.push((out.len(), stretch.clone()));
                out.push_str(stretch.html());
            }
            out.push_str(after);
        }
        None => out.push_str(rest),
    }
    (out, Stretches(stretches))
}

/// The same, for what changes with every look.
pub(crate) fn show_fresh(status: StatusCode, page: &impl Template) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], show(status, page)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squeezing_keeps_the_rules() {
        assert_eq!(
            squeeze("/* a */ b , c { d: 1px  2px; }\n@media (x: y) { e { f: g; } }"),
            "b,c{d:1px 2px}@media (x:y){e{f:g}}"
        );
        assert!(STYLE.len() < 7000, "{}", STYLE.len());
        assert!(!STYLE.contains('<'));
    }
}
