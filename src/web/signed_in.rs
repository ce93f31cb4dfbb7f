//! Who is behind a request to a desk: told by the browser's cookie, and by nothing else.
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};

use super::Site;
use super::error::Error;
use super::router::Shared;
use super::visitor::Visitor;
use crate::accounts::{self, Act, Actor, LONGEST_MS, Place, Seat, Secret, Visit};

/// The cookie's name. Where visitors come over HTTPS the prefix keeps other hosts of the domain from setting it (RFC 6265bis,
/// section 4.1.3.2).
fn name(site: &Site) -> &'static str {
    if site.is_https() { "__Host-telusur" } else { "telusur" }
}

/// The secret that a browser carries.
pub(crate) fn carried(site: &Site, headers: &HeaderMap) -> Option<Secret> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name(site)).and_then(|(_, value)| Secret::parse(value))
}

/// Gives a browser its secret. Lax, so that a link in a message opens signed in; forms of other places are refused by
/// [`origin`](super::origin).
pub(crate) fn give(site: &Site, secret: &Secret) -> (header::HeaderName, HeaderValue) {
    cookie(site, &secret.text(), LONGEST_MS / 1_000)
}

/// Takes it away.
pub(crate) fn take(site: &Site) -> (header::HeaderName, HeaderValue) {
    cookie(site, "", 0)
}

fn cookie(site: &Site, value: &str, seconds: i64) -> (header::HeaderName, HeaderValue) {
    let secure = if site.is_https() { "; Secure" } else { "" };
    let text = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}", name(site));
    (header::SET_COOKIE, HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("")))
}

/// Somebody who signed in. Whoever did not is sent to sign in, and comes back.
pub(crate) struct SignedIn(pub(crate) Actor);

impl SignedIn {
    /// The seat in which this person may do this there. A thing that they may not even see is not there for them.
    pub(crate) fn allowed(&self, act: Act, place: Place) -> Result<Seat, Error> {
        match (self.0.seat_for(act, place), self.0.seat_for(Act::See, place)) {
            (Some(seat), _) => Ok(seat),
            (None, Some(_)) => Err(Error::Forbidden),
            (None, None) => Err(Error::NotFound),
        }
    }
}

impl FromRequestParts<Shared> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<SignedIn, Error> {
        match visit(parts, shared).await? {
            Visit::In(actor) => Ok(SignedIn(*actor)),
            // A form that was sent too late goes back to its page, which has the same address.
            Visit::Stranger | Visit::Halfway(..) => {
                let visitor = Visitor::of(parts.uri.path(), parts.uri.query(), "");
                let way = match parts.method {
                    Method::GET | Method::HEAD => visitor.here,
                    _ => parts.uri.path().to_owned(),
                };
                Err(Error::SignInFirst(way))
            }
        }
    }
}

impl OptionalFromRequestParts<Shared> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Option<SignedIn>, Error> {
        match visit(parts, shared).await? {
            Visit::In(actor) => Ok(Some(SignedIn(*actor))),
            Visit::Stranger | Visit::Halfway(..) => Ok(None),
        }
    }
}

/// Who comes, whatever step they are at.
pub(crate) async fn visit(parts: &Parts, shared: &Shared) -> Result<Visit, Error> {
    let Some(secret) = carried(&shared.state().site, &parts.headers) else { return Ok(Visit::Stranger) };
    let (db, now) = (&shared.state().db, shared.state().clock.now());
    let visit = accounts::visit(&mut &*db, secret.fingerprint(), now).await?;
    if let Visit::In(actor) = &visit
        && actor.session.is_to_be_seen(now)
    {
        let session = actor.session.id;
        db.write(move |tx| Box::pin(accounts::see_session(tx, session, now))).await?;
    }
    Ok(visit)
}

/// What a person may recognise a browser by: `Chrome, Android`.
pub(crate) fn browser(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let known =
        |names: &[(&str, &'static str)]| names.iter().find(|(part, _)| agent.contains(part)).map(|(_, name)| *name);
    let browsers = [
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("UCBrowser", "UC Browser"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];
    let systems = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ];
    [known(&browsers), known(&systems)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_kept_from_scripts_and_from_other_hosts() {
        let secret = Secret::of([7; 32]);
        let site = Site::new("https://cek.contoh.id", "Dinas", None, false);
        let (_, value) = give(&site, &secret);
        let text = value.to_str().unwrap();
        assert!(text.starts_with("__Host-telusur=") && text.contains("Path=/;") && text.contains("; Secure"), "{text}");
        assert!(text.contains("; HttpOnly") && text.contains("; SameSite=Lax") && !text.contains("Domain"), "{text}");

        let mut headers = HeaderMap::new();
        let pair = text.split(';').next().unwrap();
        headers.insert(header::COOKIE, format!("a=b; {pair}; c=d").parse().unwrap());
        assert_eq!(carried(&site, &headers).unwrap().fingerprint(), secret.fingerprint());
        let other = Site::new("http://127.0.0.1:8080", "Dinas", None, true);
        assert!(carried(&other, &headers).is_none());
        assert!(take(&site).1.to_str().unwrap().contains("Max-Age=0"));
    }

    #[test]
    fn a_browser_is_named_for_people() {
        for (agent, named) in [
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36",
                "Chrome, Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1",
                "Safari, iPhone",
            ),
            ("curl/8", ""),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::USER_AGENT, HeaderValue::from_str(agent).unwrap());
            assert_eq!(browser(&headers), named);
        }
    }
}
