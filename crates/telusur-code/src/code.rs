//! A signed code: well-formed, and believed by nobody yet.

use alloc::string::String;
use alloc::vec::Vec;

use crate::address::Address;
use crate::envelope::Envelope;
use crate::{Claims, Gs1Path, Unreadable, base10};

/// The longest code, in digits.
pub(crate) const MAX_DIGITS: usize = 1000;

/// A code that keeps every rule of the format, by whomever it was made.
///
/// It does not show its claims: [`verify`](crate::verify()) it first. Reading is strict, so that one code has one
/// spelling, and takes no memory for more than 1,000 digits.
///
/// # Examples
///
/// ```
/// use telusur_code::{SignedCode, Unreadable};
///
/// let refused = SignedCode::from_address("https://cek.contoh.id/about");
/// assert_eq!(refused.unwrap_err(), Unreadable::NotADigit);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCode {
    gs1_path: Option<Gs1Path>,
    envelope: Envelope,
    claims: Claims,
}

impl SignedCode {
    /// Reads an address as a camera saw it, or its path and query alone (`/DIGITS`, `/01/...?t=DIGITS`).
    ///
    /// # Errors
    ///
    /// The first rule of the format that is broken.
    pub fn from_address(address: &str) -> Result<Self, Unreadable> {
        let address = Address::parse(address)?;
        Self::from_parts(address.gs1_path, address.digits)
    }

    /// Reads the digits of a plain address.
    ///
    /// # Errors
    ///
    /// The first rule of the format that is broken.
    pub fn from_digits(digits: &str) -> Result<Self, Unreadable> {
        Self::from_parts(None, digits)
    }

    /// Reads the digits of an address and, in the GS1 form, its path from `/01/` up to but not including `?`.
    ///
    /// # Errors
    ///
    /// The first rule of the format that is broken.
    pub fn from_parts(gs1_path: Option<&str>, digits: &str) -> Result<Self, Unreadable> {
        if digits.is_empty() {
            return Err(Unreadable::NoDigits);
        }
        if digits.len() > MAX_DIGITS {
            return Err(Unreadable::TooManyDigits);
        }
        let gs1_path = gs1_path.map(Gs1Path::parse).transpose()?;
        Self::from_envelope(gs1_path, base10::decode(digits)?)
    }

    /// Reads the bytes that the digits stand for.
    ///
    /// # Errors
    ///
    /// The first rule of the format that is broken.
    pub fn from_envelope(gs1_path: Option<Gs1Path>, envelope: Vec<u8>) -> Result<Self, Unreadable> {
        if base10::encoded_len(envelope.len()) > MAX_DIGITS {
            return Err(Unreadable::TooManyDigits);
        }
        let envelope = Envelope::parse(envelope)?;
        let claims = Claims::decode(envelope.payload())?;
        Ok(Self { gs1_path, envelope, claims })
    }

    /// The key id, 4 to 8 bytes: the start of the thumbprint of the key that the code says it was signed with.
    pub fn kid(&self) -> &[u8] {
        self.envelope.kid()
    }

    /// The path that the signature covers; none in the plain form.
    pub fn gs1_path(&self) -> Option<&Gs1Path> {
        self.gs1_path.as_ref()
    }

    /// The digits, exactly as they were read.
    pub fn digits(&self) -> String {
        base10::encode(self.envelope.bytes())
    }

    /// The bytes that the digits stand for: an untagged `COSE_Sign1`.
    pub fn envelope(&self) -> &[u8] {
        self.envelope.bytes()
    }

    pub(crate) fn unchecked_claims(&self) -> &Claims {
        &self.claims
    }

    pub(crate) fn signature(&self) -> &[u8; 64] {
        self.envelope.signature()
    }

    pub(crate) fn to_be_signed(&self) -> Vec<u8> {
        let external_aad = self.gs1_path.as_ref().map_or("", Gs1Path::as_str);
        self.envelope.to_be_signed(external_aad.as_bytes())
    }
}
