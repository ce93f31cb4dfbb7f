use sha2::{Digest, Sha256};
use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

use crate::clock::Moment;

/// Codes of six digits, new every 30 seconds (RFC 6238, HMAC-SHA-1 as every authenticator app has it).
#[derive(Clone, PartialEq, Eq)]
pub struct SecondFactor(pub(super) Zeroizing<[u8; 20]>);

impl SecondFactor {
    /// The factor of a secret: 20 random bytes.
    pub fn of(secret: [u8; 20]) -> SecondFactor {
        SecondFactor(Zeroizing::new(secret))
    }

    /// The factor that follows from a text: always the same, and as hard to guess as the text is.
    pub fn derived(text: &str) -> SecondFactor {
        let hash: [u8; 32] = Sha256::digest(text).into();
        let mut secret = [0; 20];
        secret.copy_from_slice(&hash[..20]);
        SecondFactor::of(secret)
    }

    fn totp(&self) -> Totp {
        // One step of skew either way: cheap phones keep bad time.
        Builder::new().with_secret(*self.0).with_skew(1).build_noncompliant()
    }

    /// The code at a moment.
    pub fn code(&self, at: Moment) -> String {
        self.totp().generate(seconds(at)).to_string()
    }

    /// The time step that a typed code belongs to, if it is good at this moment and later than the last step used: no code is
    /// good twice.
    pub fn accepts(&self, typed: &str, at: Moment, last: Option<i64>) -> Option<i64> {
        let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let step = i64::try_from(self.totp().check(&digits, seconds(at))?).ok()?;
        last.is_none_or(|last| step > last).then_some(step)
    }

    /// The secret as people type it into an app: base32 (RFC 4648).
    pub fn typed(&self) -> String {
        totp_rs::Secret::from(*self.0).to_base32()
    }

    /// The address that an app reads from a QR code (Key URI Format).
    pub fn uri(&self, issuer: &str, login: &str) -> String {
        let issuer = escaped(issuer);
        format!("otpauth://totp/{issuer}:{}?secret={}&issuer={issuer}", escaped(login), self.typed())
    }
}

impl std::fmt::Debug for SecondFactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecondFactor(…)")
    }
}

fn seconds(at: Moment) -> u64 {
    u64::try_from(at.0 / 1000).unwrap_or(0)
}

/// Percent-encoded, but for unreserved characters (RFC 3986, section 2.3).
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor() -> SecondFactor {
        SecondFactor::of(*b"12345678901234567890")
    }

    #[test]
    fn codes_are_those_of_the_rfc() {
        // RFC 6238, appendix B, the last six of eight digits.
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(factor().code(Moment(seconds * 1000)), code);
        }
    }

    #[test]
    fn a_code_is_good_once_and_for_a_minute_and_a_half() {
        let (factor, at) = (factor(), Moment(1_111_111_109_000));
        let code = factor.code(at);
        let step = factor.accepts(&code, at, None).unwrap();
        assert_eq!(factor.accepts(&code, at, Some(step)), None, "not twice");
        assert_eq!(factor.accepts(&code, at, Some(step - 1)), Some(step));
        assert!(factor.accepts(&code, Moment(at.0 + 30_000), None).is_some());
        assert_eq!(factor.accepts(&code, Moment(at.0 + 90_000), None), None);
        assert!(factor.accepts("081 804", at, None).is_some(), "apps write it in two groups");
        for wrong in ["", "81804", "0818040", "081805", "o81804", "٠٨١٨٠٤"] {
            assert_eq!(factor.accepts(wrong, at, None), None, "{wrong}");
        }
    }

    #[test]
    fn an_app_can_be_told() {
        assert_eq!(factor().typed(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(
            factor().uri("Dinas Contoh", "siti"),
            "otpauth://totp/Dinas%20Contoh:siti?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Dinas%20Contoh"
        );
    }
}
