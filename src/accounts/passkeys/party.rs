use webauthn_rp::request::{AsciiDomain, RpId};

/// Where passkeys are good: the host that a browser binds them to, and the one origin whose pages may ask for them.
#[derive(Debug, Clone)]
pub struct RelyingParty {
    pub(super) id: RpId,
    pub(super) origin: String,
    pub(super) name: String,
}

impl RelyingParty {
    /// The party of a service with a public address, as people know it by name. `None` where browsers allow no passkeys: at the
    /// number of a machine, and without HTTPS, but for `localhost` (WebAuthn level 3, section 5.1.3; Secure Contexts, section 3.1).
    pub fn of(public_url: &str, name: &str) -> Option<RelyingParty> {
        let (scheme, rest) = public_url.split_once("://")?;
        let (scheme, rest) = (scheme.to_ascii_lowercase(), rest.trim_end_matches('/').to_ascii_lowercase());
        // An address in brackets is no name, and is refused below with all its colons.
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => (host, Some(port)),
            _ => (rest.as_str(), None),
        };
        let is_local = host == "localhost" || host.ends_with(".localhost");
        let usual = match scheme.as_str() {
            "https" => "443",
            "http" if is_local => "80",
            _ => return None,
        };
        if !is_name(host) {
            return None;
        }
        let port = port.filter(|port| *port != usual).map(|port| format!(":{port}")).unwrap_or_default();
        let id = RpId::Domain(AsciiDomain::try_from(host.to_owned()).ok()?);
        Some(RelyingParty { id, origin: format!("{scheme}://{host}{port}"), name: name.to_owned() })
    }
}

/// Whether a host is a name: of letters, digits, hyphens and dots, and, as names of machines end in no number, no address (URL
/// Standard, section 3.5).
fn is_name(host: &str) -> bool {
    let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
    let is_number = last.bytes().all(|byte| byte.is_ascii_digit()) || last.starts_with("0x");
    !is_number
        && !host.ends_with('.')
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_bound_to_a_name_and_one_origin() {
        for (url, host, origin) in [
            ("https://cek.contoh.id", "cek.contoh.id", "https://cek.contoh.id"),
            ("https://Cek.Contoh.id:443/", "cek.contoh.id", "https://cek.contoh.id"),
            ("https://cek.contoh.id:8443", "cek.contoh.id", "https://cek.contoh.id:8443"),
            ("http://localhost:8080", "localhost", "http://localhost:8080"),
        ] {
            let party = RelyingParty::of(url, "Dinas").unwrap();
            assert_eq!((party.id.as_ref(), party.origin.as_str()), (host, origin), "{url}");
        }
        for none in [
            "http://127.0.0.1:8080",
            "https://192.168.1.7",
            "https://[::1]:8080",
            "https://[::1]",
            "https://0x7f000001",
            "https://2130706433",
            "http://cek.contoh.id",
            "http://192.168.1.20:8080",
            "https://",
            "https://dinas.contoh.id.",
            "cek.contoh.id",
        ] {
            assert!(RelyingParty::of(none, "Dinas").is_none(), "{none}");
        }
    }
}
