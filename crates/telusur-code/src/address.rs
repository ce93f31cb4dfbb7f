//! The address: where the digits and the path lie in what a camera read (section 1 of the format).

use crate::Unreadable;

/// The longest host with its port: a DNS name is at most 253 characters (RFC 1035, 2.3.4).
const LONGEST_HOST: usize = 253 + ":65535".len();

/// The two parts of an address that a verifier looks at, not yet checked any further.
pub(crate) struct Address<'a> {
    pub(crate) gs1_path: Option<&'a str>,
    pub(crate) digits: &'a str,
}

impl<'a> Address<'a> {
    /// Takes apart a full address, or one without scheme and host that starts at its path.
    pub(crate) fn parse(text: &'a str) -> Result<Self, Unreadable> {
        let local = if text.starts_with('/') { text } else { after_host(text)? };
        match local.split_once('?') {
            Some((path, query)) => {
                Ok(Self { gs1_path: Some(path), digits: query.strip_prefix("t=").ok_or(Unreadable::Path)? })
            }
            None if local.starts_with("/01/") => Err(Unreadable::Path),
            None => Ok(Self { gs1_path: None, digits: &local[1..] }),
        }
    }
}

/// The path and query of a full address.
fn after_host(text: &str) -> Result<&str, Unreadable> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let rest = rest.ok_or(Unreadable::Scheme)?;
    let (host, local) = rest.split_at(rest.find('/').ok_or(Unreadable::Path)?);
    check_host(host)?;
    Ok(local)
}

/// Who issued a code is proven by its key and not by the host, so the host is only held to be one: labels of
/// lower-case letters, digits and inner hyphens (RFC 1123, 2.1), or a bracketed IPv6 address; and a port.
fn check_host(host: &str) -> Result<(), Unreadable> {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (host, None),
    };
    let literal = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    let is_host = literal.map_or_else(|| is_name(name), is_ipv6);
    if host.len() <= LONGEST_HOST && is_host && port.is_none_or(is_port) { Ok(()) } else { Err(Unreadable::Host) }
}

fn is_name(name: &str) -> bool {
    name.split('.').all(|label| {
        let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        let inner_hyphens = !label.starts_with('-') && !label.ends_with('-');
        !label.is_empty() && inner_hyphens && label.bytes().all(plain)
    })
}

fn is_ipv6(literal: &str) -> bool {
    let is_lower_case = !literal.bytes().any(|byte| byte.is_ascii_uppercase());
    is_lower_case && literal.parse::<core::net::Ipv6Addr>().is_ok()
}

fn is_port(port: &str) -> bool {
    port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digits_are_found_behind_any_host() {
        for start in ["https://cek.contoh.id/", "http://localhost:8080/", "http://[::1]:80/", "http://10.0.0.1/", "/"] {
            let text = alloc::format!("{start}0123");
            assert_eq!(Address::parse(&text).map(|address| address.digits), Ok("0123"), "{text}");
        }
    }

    #[test]
    fn a_host_that_is_none_is_refused() {
        for host in [
            "",
            "Cek.contoh.id",
            "a@b",
            "a b",
            "a..b",
            ".a",
            "-a",
            "a:",
            "a:+1",
            "a:65536",
            "[::1",
            "[::G]",
            "é.id",
            ":80",
        ] {
            let text = alloc::format!("https://{host}/0123");
            assert_eq!(Address::parse(&text).err(), Some(Unreadable::Host), "{text}");
        }
    }

    #[test]
    fn any_other_scheme_is_refused() {
        for text in ["", "HTTPS://a.id/1", "ftp://a.id/1", " https://a.id/1", "a.id/1", "0123"] {
            assert_eq!(Address::parse(text).err(), Some(Unreadable::Scheme), "{text:?}");
        }
    }
}
