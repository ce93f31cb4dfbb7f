//! Forms of desks are taken only from this service's own pages.
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Site;
use super::error::Error;
use super::headers::with_script;

/// What a browser says of where a request came from (Fetch Metadata).
const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// What stands before every desk: foreign forms are refused, and its pages are kept by nobody. Its pages tell this service, and
/// nobody else, where a form was (`no-referrer` would hide the origin from us, too: Fetch, section 3.2.5). They may load our scripts.
pub(crate) async fn guard(State(site): State<Site>, request: Request, next: Next) -> Response {
    let is_act = request.method() != Method::GET && request.method() != Method::HEAD;
    let mut response = with_script(match is_act && !is_own(&site, request.headers()) {
        true => Error::Strange.into_response(),
        false => next.run(request).await,
    });
    let headers = response.headers_mut();
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Whether a browser says that a request comes from a page of ours. One that says nothing is not believed: every browser of
/// the last years says one or the other with a form.
fn is_own(site: &Site, headers: &HeaderMap) -> bool {
    let said = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(from) = said(SITE) {
        return from == "same-origin";
    }
    let Some(origin) = said(header::ORIGIN) else { return false };
    let host = origin.split_once("://").map(|(_, host)| host);
    origin == site.public_url() || (!site.is_https() && host.is_some() && host == said(header::HOST))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(public_url: &str, headers: &[(&'static str, &'static str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, HeaderValue::from_static(value));
        }
        is_own(&Site::new(public_url, "Dinas", None, false), &map)
    }

    #[test]
    fn only_our_own_pages_send_forms() {
        const HERE: &str = "https://cek.contoh.id";
        assert!(own(HERE, &[("sec-fetch-site", "same-origin")]));
        assert!(own(HERE, &[("origin", HERE)]));
        for foreign in ["cross-site", "same-site", "none"] {
            assert!(!own(HERE, &[("sec-fetch-site", foreign), ("origin", HERE)]), "{foreign}");
        }
        for origin in ["null", "https://cek.contoh.id.jahat.example", "http://cek.contoh.id", "https://jahat.example"] {
            assert!(!own(HERE, &[("origin", origin), ("host", "cek.contoh.id")]), "{origin}");
        }
        assert!(!own(HERE, &[]), "a program that says nothing");
        // A demonstration on a phone's network, without HTTPS: by its host.
        assert!(own("http://127.0.0.1:8080", &[("origin", "http://192.168.1.7:8080"), ("host", "192.168.1.7:8080")]));
        assert!(!own("http://127.0.0.1:8080", &[("origin", "http://jahat.example"), ("host", "192.168.1.7:8080")]));
    }
}
