use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::Error;

/// A secret of 32 random bytes that a browser or a link carries. It is shown once and stored nowhere.
pub struct Secret(Zeroizing<[u8; 32]>);

/// What is stored of a secret: its SHA-256. The secret is too long to be guessed from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint(pub [u8; 32]);

impl Secret {
    /// A secret made of these bytes.
    pub fn of(bytes: [u8; 32]) -> Secret {
        Secret(Zeroizing::new(bytes))
    }

    /// A new one from the machine's randomness.
    ///
    /// # Errors
    /// [`Error::Chance`].
    pub fn fresh() -> Result<Secret, Error> {
        let mut bytes = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *bytes).map_err(|error| Error::Chance(error.to_string()))?;
        Ok(Secret(bytes))
    }

    /// Reads the 43 characters that [`text`](Secret::text) wrote; `None` for anything else.
    pub fn parse(text: &str) -> Option<Secret> {
        if text.len() != 43 {
            return None;
        }
        let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(text).ok()?);
        Some(Secret::of(bytes.as_slice().try_into().ok()?))
    }

    /// As a cookie or a link carries it: base64url without padding (RFC 4648, section 5).
    pub fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(URL_SAFE_NO_PAD.encode(*self.0))
    }

    /// What is stored of it.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint(Sha256::digest(*self.0).into())
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_reads_back_and_never_prints() {
        let secret = Secret::of([7; 32]);
        let text = secret.text();
        assert_eq!(Secret::parse(&text).unwrap().fingerprint(), secret.fingerprint());
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        for wrong in ["", "x", &text[1..], &format!("{}=", &text[1..]), &format!("{}a", "é".repeat(21))] {
            assert!(Secret::parse(wrong).is_none(), "{wrong}");
        }
    }
}
