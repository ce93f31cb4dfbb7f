//! Verifying: the step from a code that reads well to a code that is believed.

use crate::{Claims, KeySet, Refusal, SignedCode, Thumbprint};

/// A code whose signature a listed key made. Only [`verify`] makes one, so whoever holds it may show its claims.
///
/// It proves who issued the code. It does not prove that the pack is genuine, since a copied label verifies too,
/// nor that the key, the goods or the certificates were not taken back since: that is in the issuer's register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedCode {
    signed: SignedCode,
    key: Thumbprint,
}

impl VerifiedCode {
    /// What the issuer claims.
    pub fn claims(&self) -> &Claims {
        self.signed.unchecked_claims()
    }

    /// The thumbprint of the key that signed.
    pub fn key(&self) -> &Thumbprint {
        &self.key
    }

    /// The code as it was read.
    pub fn signed(&self) -> &SignedCode {
        &self.signed
    }
}

/// Asks every listed key that matches the code's key id whether it made the signature, in the strict sense
/// (canonical S, no small-order key or R).
///
/// Whether that key was allowed to sign at the time is not asked here; see [`VerifiedCode::key`].
///
/// # Errors
///
/// [`Refusal::UnknownKey`] when no key matches, [`Refusal::Forged`] when none of those that match signed.
pub fn verify(code: SignedCode, keys: &KeySet) -> Result<VerifiedCode, Refusal> {
    let message = code.to_be_signed();
    let mut refusal = Refusal::UnknownKey;
    let signer = keys.matching(code.kid()).find(|key| {
        refusal = Refusal::Forged;
        key.made(code.signature(), &message)
    });
    let key = *signer.ok_or(refusal)?.thumbprint();
    Ok(VerifiedCode { signed: code, key })
}
