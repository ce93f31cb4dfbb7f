//! Whose wrong tries are counted: the visitor's network address, also behind reverse proxies.
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, header};

use crate::throttle::Client;
use crate::verification::Asker;

/// Where proxies note whom they speak for; each one adds the address that it saw at the end.
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Who asks: the client that a request was noted to come from, without a note somebody unknown, and the browser's name.
pub(crate) struct Asking {
    client: Client,
    agent: String,
}

impl Asking {
    /// As the desk takes it.
    pub(crate) fn asker(&self) -> Asker<'_> {
        Asker { client: self.client, agent: &self.agent }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Asking {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Asking, Infallible> {
        let agent = parts.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
        let client = parts.extensions.get().copied().unwrap_or(Client::UNKNOWN);
        Ok(Asking { client, agent: agent.chars().take(256).collect() })
    }
}

/// The reverse proxies whose word counts, as networks: an address and how many of its bits they share.
#[derive(Debug, Clone, Default)]
pub struct Proxies(Vec<(IpAddr, u8)>);

impl Proxies {
    /// Proxies in these networks.
    pub fn new(networks: Vec<(IpAddr, u8)>) -> Proxies {
        Proxies(networks)
    }

    /// Who asks: the peer, unless that is a proxy; then the last address that it was told of and that is none.
    pub(super) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> Client {
        if !self.trusts(peer) {
            return Client::at(peer);
        }
        let lines = headers.get_all(FORWARDED_FOR).into_iter().filter_map(|line| line.to_str().ok());
        let mut forwarded = lines.flat_map(|line| line.split(',')).map(address).collect::<Vec<_>>();
        let mut asking = peer;
        while self.trusts(asking) {
            // What a proxy did not write in a readable way was written by somebody else.
            let Some(Some(before)) = forwarded.pop() else { break };
            asking = before;
        }
        Client::at(asking)
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|(network, bits)| shares(*network, address, *bits))
    }
}

/// An address, which some proxies write with a port.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    text.parse().ok().or_else(|| text.parse().ok().map(|address: SocketAddr| address.ip()))
}

/// Whether two addresses of one kind have their first bits in common.
fn shares(one: IpAddr, two: IpAddr, bits: u8) -> bool {
    let beyond = |width: u32| width.saturating_sub(bits.into());
    match (one.to_canonical(), two.to_canonical()) {
        (IpAddr::V4(one), IpAddr::V4(two)) => (one.to_bits() ^ two.to_bits()).checked_shr(beyond(32)).unwrap_or(0) == 0,
        (IpAddr::V6(one), IpAddr::V6(two)) => {
            (one.to_bits() ^ two.to_bits()).checked_shr(beyond(128)).unwrap_or(0) == 0
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn seen(proxies: &Proxies, peer: &str, lines: &[&'static str]) -> Client {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        proxies.client(ip(peer), &headers)
    }

    #[test]
    fn only_a_proxy_of_the_house_is_believed() {
        let none = Proxies::default();
        let two = Proxies::new(vec![(ip("127.0.0.1"), 32), (ip("10.1.0.0"), 16), (ip("fd00::"), 8)]);
        let visitor = Client::at(ip("203.0.113.9"));
        for (proxies, peer, lines, told) in [
            (&none, "203.0.113.9", &["198.51.100.1"][..], "203.0.113.9"),
            (&two, "203.0.113.9", &["198.51.100.1"], "203.0.113.9"),
            (&two, "127.0.0.1", &["203.0.113.9"], "203.0.113.9"),
            // What the visitor has written stands first; what our own proxies saw stands last.
            (&two, "127.0.0.1", &["198.51.100.1, 203.0.113.9"], "203.0.113.9"),
            (&two, "127.0.0.1", &["198.51.100.1", "203.0.113.9, 10.1.2.3"], "203.0.113.9"),
            (&two, "::ffff:127.0.0.1", &["203.0.113.9:5123"], "203.0.113.9"),
            (&two, "fd12::1", &["203.0.113.9"], "203.0.113.9"),
        ] {
            assert_eq!(seen(proxies, peer, lines), Client::at(ip(told)), "{peer} {lines:?}");
        }
        assert_eq!(seen(&two, "127.0.0.1", &["203.0.113.9, nobody"]), Client::at(ip("127.0.0.1")));
        assert_eq!(seen(&two, "127.0.0.1", &[]), Client::at(ip("127.0.0.1")));
        assert_ne!(seen(&two, "10.2.0.1", &["203.0.113.9"]), visitor);
    }

    #[test]
    fn a_network_of_no_bits_is_everybody() {
        assert!(shares(ip("0.0.0.0"), ip("203.0.113.9"), 0));
        assert!(shares(ip("::"), ip("2001:db8::1"), 0));
        assert!(!shares(ip("0.0.0.0"), ip("2001:db8::1"), 0));
    }
}
