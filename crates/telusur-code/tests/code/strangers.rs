//! What a stranger would build with: a key, a key set, plain claims, and envelopes of any shape.
use ed25519_dalek::{Signer, SigningKey};
use telusur_code::{Claims, KeySet, PublicKey, Scope, Thumbprint};

pub(crate) fn secret() -> SigningKey {
    SigningKey::from_bytes(&[0x11; 32])
}

pub(crate) fn public(secret: &SigningKey) -> PublicKey {
    PublicKey::from_bytes(secret.verifying_key().as_bytes()).unwrap()
}

pub(crate) fn keys() -> KeySet {
    KeySet::new([public(&secret())])
}

pub(crate) fn claims() -> Claims {
    Claims {
        producer: 4021,
        producer_name: None,
        product: 17,
        product_name: None,
        origin: 1804,
        certifications: Default::default(),
        scope: Scope::Product,
        produced: None,
        best_before: None,
        production_code: None,
    }
}

/// An envelope written by hand, part by part, so that any part can be wrong under a signature that is right.
pub(crate) struct Draft {
    pub(crate) start: Vec<u8>,
    pub(crate) protected: Vec<u8>,
    pub(crate) unprotected: Vec<u8>,
    pub(crate) payload: Vec<u8>,
    pub(crate) end: Vec<u8>,
}

impl Draft {
    /// What we would issue, around `payload`.
    pub(crate) fn new(payload: &[u8]) -> Self {
        let kid = Thumbprint::of(secret().verifying_key().as_bytes()).kid();
        Self {
            start: vec![0x84],
            protected: [&[0xa2, 0x01, 0x27, 0x04, 0x44][..], &kid].concat(),
            unprotected: vec![0xa0],
            payload: payload.to_vec(),
            end: Vec::new(),
        }
    }

    pub(crate) fn sign(&self) -> Vec<u8> {
        let (protected, payload) = (bytes(&self.protected), bytes(&self.payload));
        let message = [b"\x84\x6aSignature1", &protected[..], b"\x40", &payload].concat();
        let signature = bytes(&secret().sign(&message).to_bytes());
        let Self { start, unprotected, end, .. } = self;
        [start, &protected, unprotected, &payload, &signature, end].map(Vec::as_slice).concat()
    }
}

/// A CBOR byte string.
pub(crate) fn bytes(content: &[u8]) -> Vec<u8> {
    let mut out = match content.len() {
        length @ 0..24 => vec![0x40 | length as u8],
        length @ 24..256 => vec![0x58, length as u8],
        length => [&[0x59], &(length as u16).to_be_bytes()[..]].concat(),
    };
    out.extend_from_slice(content);
    out
}

pub(crate) fn hex(text: &str) -> Vec<u8> {
    let pairs = (0..text.len()).step_by(2);
    pairs.map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}
