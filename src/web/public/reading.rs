//! Pages that are only read: how it works, privacy, about.
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::i18n::{Page, Words, fill};
use crate::web::Site;
use crate::web::shell::{Shell, show};
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "public/reading.html")]
struct Reading {
    shell: Shell,
    page: &'static Page,
    parts: Vec<(&'static str, Vec<String>)>,
}

/// GET /cara-kerja
pub(crate) async fn how(State(site): State<Site>, visitor: Visitor) -> Response {
    reading(visitor, &site, |w| &w.how)
}

/// GET /privasi
pub(crate) async fn privacy(State(site): State<Site>, visitor: Visitor) -> Response {
    reading(visitor, &site, |w| &w.privacy)
}

/// GET /tentang
pub(crate) async fn about(State(site): State<Site>, visitor: Visitor) -> Response {
    reading(visitor, &site, |w| &w.about)
}

fn reading(visitor: Visitor, site: &Site, page: impl Fn(&Words) -> &Page) -> Response {
    let shell = Shell::new(visitor, site, |w| page(w).title.clone());
    let contact = shell.reach();
    let gaps = [("issuer", site.issuer()), ("contact", contact.as_str()), ("kode_json", r#"{"code": "…"}"#)];
    let page = page(shell.w);
    let parts = page.parts.iter();
    let parts = parts.map(|part| (part.title.as_str(), part.text.iter().map(|line| fill(line, &gaps)).collect()));
    let parts = parts.collect();
    show(StatusCode::OK, &Reading { shell, page, parts })
}
