//! Public keys, their thumbprints, and the set of keys that a verifier lists.

use alloc::vec::Vec;
use core::fmt;

use ed25519_dalek::VerifyingKey;
use sha2::{Digest, Sha256};

use crate::KeyError;

/// The SHA-256 COSE Key Thumbprint (RFC 9679) of an Ed25519 public key: its name, everywhere.
///
/// Printed as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Thumbprint(pub [u8; 32]);

impl Thumbprint {
    /// The thumbprint of 32 bytes of public key; whether they are a key is not looked at.
    ///
    /// ```
    /// let thumbprint = telusur_code::Thumbprint::of(&[7; 32]);
    /// assert_eq!(thumbprint.to_string().len(), 64);
    /// ```
    pub fn of(public_key: &[u8; 32]) -> Self {
        // The required members of an OKP key in deterministic order: {1: 1 (OKP), -1: 6 (Ed25519), -2: x}.
        let mut sha256 = Sha256::new_with_prefix(b"\xa3\x01\x01\x20\x06\x21\x58\x20");
        sha256.update(public_key);
        Self(sha256.finalize().into())
    }

    /// The key id that codes carry: the first 4 bytes.
    pub fn kid(&self) -> [u8; 4] {
        let [a, b, c, d, ..] = self.0;
        [a, b, c, d]
    }
}

impl fmt::Display for Thumbprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut hex = [0; 64];
        for (pair, byte) in hex.chunks_exact_mut(2).zip(self.0) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        f.write_str(core::str::from_utf8(&hex).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for Thumbprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Thumbprint({self})")
    }
}

/// An Ed25519 public key that is safe to list: a canonical spelling of a point that is not of small order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    key: VerifyingKey,
    thumbprint: Thumbprint,
}

impl PublicKey {
    /// Reads the 32 bytes of RFC 8032, 5.1.2 (the `x` of a COSE or JSON key).
    ///
    /// # Errors
    ///
    /// ```
    /// use telusur_code::{KeyError, PublicKey};
    ///
    /// assert_eq!(PublicKey::from_bytes(&[0; 32]), Err(KeyError::SmallOrder));
    /// assert_eq!(PublicKey::from_bytes(&[0xff; 32]), Err(KeyError::NotCanonical));
    /// assert_eq!(PublicKey::from_bytes(&[2; 32]), Err(KeyError::NotAPoint));
    /// ```
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::NotAPoint)?;
        if key.to_edwards().compress().as_bytes() != bytes {
            return Err(KeyError::NotCanonical);
        }
        if key.is_weak() {
            return Err(KeyError::SmallOrder);
        }
        Ok(Self { key, thumbprint: Thumbprint::of(bytes) })
    }

    /// The key's thumbprint.
    pub fn thumbprint(&self) -> &Thumbprint {
        &self.thumbprint
    }

    /// The 32 bytes that the key was read from.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.key.to_bytes()
    }

    /// Whether this key made the signature, in the strict sense: canonical S, no small-order R.
    pub(crate) fn made(&self, signature: &[u8; 64], message: &[u8]) -> bool {
        self.key.verify_strict(message, &signature.into()).is_ok()
    }
}

/// The keys that a verifier lists, decoded once.
///
/// # Examples
///
/// ```
/// use telusur_code::KeySet;
///
/// let nobody = KeySet::new([]);
/// assert!(nobody.is_empty());
/// assert_eq!(nobody.matching(&[1, 2, 3, 4]).count(), 0);
/// ```
#[derive(Clone, Debug, Default)]
pub struct KeySet {
    /// Ascending by thumbprint, so that the keys that match a key id are neighbours.
    keys: Vec<PublicKey>,
}

impl KeySet {
    /// Lists keys; one that is listed twice counts once.
    pub fn new(keys: impl IntoIterator<Item = PublicKey>) -> Self {
        let mut keys: Vec<_> = keys.into_iter().collect();
        keys.sort_unstable_by_key(|key| key.thumbprint);
        keys.dedup_by_key(|key| key.thumbprint);
        Self { keys }
    }

    /// The keys whose thumbprint starts with `kid`, which is only a hint: there may be several.
    pub fn matching<'a>(&'a self, kid: &'a [u8]) -> impl Iterator<Item = &'a PublicKey> {
        let first = self.keys.partition_point(|key| key.thumbprint.0.as_slice() < kid);
        self.keys[first..].iter().take_while(move |key| key.thumbprint.0.starts_with(kid))
    }

    /// All keys, in the order of their thumbprints.
    pub fn iter(&self) -> impl Iterator<Item = &PublicKey> {
        self.keys.iter()
    }

    /// How many keys are listed.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether no key is listed: every code is then refused as [`UnknownKey`](crate::Refusal::UnknownKey).
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
}

impl FromIterator<PublicKey> for KeySet {
    fn from_iter<I: IntoIterator<Item = PublicKey>>(keys: I) -> Self {
        Self::new(keys)
    }
}
