//! Headers of every answer. They start from nothing; each opening has its reason beside it.
use std::sync::LazyLock;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::Response;
use base64::Engine;
use sha2::{Digest, Sha256};

use super::Site;
use super::shell::STYLE;

static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| policy(""));

/// The same for the few pages with a script: a file of ours, which asks nobody but us.
static SCRIPTED: LazyLock<HeaderValue> = LazyLock::new(|| policy(" script-src 'self'; connect-src 'self';"));

fn policy(opening: &str) -> HeaderValue {
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    // img-src: the icon in the browser's tab. form-action: the fields for a code and a photo.
    let policy = format!(
        "default-src 'none';{opening} style-src 'self' 'sha256-{hash}'; img-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).expect("base64 and the words above are visible ASCII")
}

const FIXED: [(HeaderName, HeaderValue); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
    // JSON for machines, two languages for people, gzip for phones: a cache must tell them apart.
    (header::VARY, HeaderValue::from_static("accept, accept-language, accept-encoding")),
];

/// All of them, put together once: a copy costs less than as many insertions.
static ALL: LazyLock<HeaderMap> = LazyLock::new(|| {
    let mut all = HeaderMap::with_capacity(2 * (1 + FIXED.len()));
    all.insert(header::CONTENT_SECURITY_POLICY, POLICY.clone());
    all.extend(FIXED);
    all
});

/// Puts them on, unless the answer brought its own.
pub(crate) fn put(headers: &mut HeaderMap) {
    let own = std::mem::replace(headers, ALL.clone());
    headers.extend(own);
}

/// Lets a page load a script of ours.
pub(crate) fn with_script(mut page: Response) -> Response {
    page.headers_mut().insert(header::CONTENT_SECURITY_POLICY, SCRIPTED.clone());
    page
}

/// Says to come over HTTPS only, where visitors come over HTTPS at all.
pub(crate) fn promise_https(site: &Site, headers: &mut HeaderMap) {
    if site.is_https() {
        let promise = HeaderValue::from_static("max-age=63072000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, promise);
    }
}
