use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use crate::web::Site;
use crate::web::shell::DESK_STYLE;

const A_DAY: (header::HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=86400");

/// GET /favicon.svg
pub(crate) async fn icon() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "image/svg+xml"), A_DAY], include_str!("../../../static/favicon.svg"))
}

/// GET /meja.css: the style of pages of work.
pub(crate) async fn desk_style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), A_DAY], DESK_STYLE.as_str())
}

/// GET /formulir.js: keeps what is typed at the desks, and makes photos small. No page needs it.
pub(crate) async fn forms_script() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), A_DAY], include_str!("../../../static/forms.js"))
}

/// GET /passkey.js: of the pages that ask for a passkey.
pub(crate) async fn passkey_script() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), A_DAY], include_str!("../../../static/passkey.js"))
}

/// GET /robots.txt: verdicts are for whoever holds the pack, not for search engines.
pub(crate) async fn robots(State(site): State<Site>) -> impl IntoResponse {
    let sitemap = site.public_url();
    (
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), A_DAY],
        format!("User-agent: *\nDisallow: /01/\nDisallow: /contoh/\n\nSitemap: {sitemap}/sitemap.xml\n"),
    )
}
