//! Sealing: the step from claims to a signed code.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use ed25519_dalek::{Signer, SigningKey};

use crate::code::MAX_DIGITS;
use crate::envelope::{self, Envelope};
use crate::{Claims, Gs1Path, SealError, Thumbprint, base10};

/// A signing key, prepared to seal many codes. Never prints its secret, and wipes its copy when dropped.
///
/// # Examples
///
/// ```
/// # use telusur_code::{Claims, Scope};
/// use ed25519_dalek::SigningKey;
/// use telusur_code::{KeySet, PublicKey, Sealer, SignedCode, verify};
///
/// # let claims = Claims {
/// #     producer: 4021, producer_name: None, product: 17, product_name: None, origin: 1804,
/// #     certifications: Default::default(), scope: Scope::Product, produced: None, best_before: None,
/// #     production_code: None,
/// # };
/// let secret = SigningKey::from_bytes(&[7; 32]); // from a real source of chance
/// let sealed = Sealer::new(&secret).seal(&claims, None).unwrap();
/// let address = sealed.address("https://cek.example.id");
///
/// let public = PublicKey::from_bytes(&secret.verifying_key().to_bytes()).unwrap();
/// let keys = KeySet::new([public]);
/// let verified = verify(SignedCode::from_address(&address).unwrap(), &keys).unwrap();
/// assert_eq!(verified.claims(), &claims);
/// ```
#[derive(Clone)]
pub struct Sealer {
    key: SigningKey,
    thumbprint: Thumbprint,
    /// The protected header, which is the same in every code by this key.
    protected: Vec<u8>,
}

impl Sealer {
    /// Prepares a key.
    pub fn new(key: &SigningKey) -> Self {
        let thumbprint = Thumbprint::of(key.verifying_key().as_bytes());
        let protected = envelope::protected(thumbprint.kid());
        Self { key: key.clone(), thumbprint, protected }
    }

    /// The thumbprint of the key.
    pub fn thumbprint(&self) -> &Thumbprint {
        &self.thumbprint
    }

    /// Seals claims; in the GS1 form together with the path that will be printed before them.
    ///
    /// Ed25519 takes no chance: the same claims, path and key give the same code, today and in ten years.
    ///
    /// # Errors
    ///
    /// [`SealError::Claims`] as [`Claims::encode`]; [`SealError::TooLong`] above 1,000 digits.
    pub fn seal(&self, claims: &Claims, gs1_path: Option<&Gs1Path>) -> Result<SealedCode, SealError> {
        let payload = claims.encode()?;
        let external_aad = gs1_path.map_or("", Gs1Path::as_str);
        let message = envelope::to_be_signed(&self.protected, external_aad.as_bytes(), &payload);
        let signature = self.key.sign(&message).to_bytes();
        let envelope = Envelope::assemble(&self.protected, &payload, &signature);
        let digits = base10::encode(&envelope);
        if digits.len() > MAX_DIGITS {
            return Err(SealError::TooLong { digits: digits.len() });
        }
        Ok(SealedCode { digits, envelope, gs1_path: gs1_path.cloned() })
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealer({})", self.thumbprint)
    }
}

/// A code that was just sealed, ready to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedCode {
    digits: String,
    envelope: Vec<u8>,
    gs1_path: Option<Gs1Path>,
}

impl SealedCode {
    /// The digits: the numeric segment of the QR symbol.
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// The bytes that the digits stand for: an untagged `COSE_Sign1`.
    pub fn envelope(&self) -> &[u8] {
        &self.envelope
    }

    /// The path that the signature covers; none in the plain form.
    pub fn gs1_path(&self) -> Option<&Gs1Path> {
        self.gs1_path.as_ref()
    }

    /// Everything before the digits: the byte segment of the QR symbol.
    ///
    /// `base` is scheme and host (`https://cek.example.id`), without a path. It is put in lower case, since several
    /// phone cameras refuse `HTTPS://`.
    pub fn address_start(&self, base: &str) -> String {
        let mut start = base.trim_end_matches('/').to_ascii_lowercase();
        match &self.gs1_path {
            None => start.push('/'),
            Some(path) => start.extend([path.as_str(), "?t="]),
        }
        start
    }

    /// The whole address: [`address_start`](Self::address_start) and the digits.
    pub fn address(&self, base: &str) -> String {
        let mut address = self.address_start(base);
        address.push_str(&self.digits);
        address
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;

    #[test]
    fn a_sealer_prints_its_thumbprint_and_nothing_else() {
        let sealer = Sealer::new(&SigningKey::from_bytes(&[0x11; 32]));
        assert_eq!(format!("{sealer:?}"), format!("Sealer({})", sealer.thumbprint()));
    }
}
