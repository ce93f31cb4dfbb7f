//! The envelope: an untagged, deterministically encoded `COSE_Sign1` (RFC 9052, section 4.2), which is section 3 of
//! the format.

use alloc::vec::Vec;
use core::ops::Range;

use crate::Unreadable;
use crate::cbor::{Major, Reader, put_bytes, put_head};

/// The longest payload, in bytes.
pub(crate) const MAX_PAYLOAD: usize = 512;

/// The length of an Ed25519 signature, in bytes.
const SIGNATURE: usize = 64;

/// Header parameters (RFC 9052, 3.1).
const ALG: u64 = 1;
const KID: u64 = 4;

/// EdDSA (-8), which is issued, and Ed25519 (-19, RFC 9864): negative numbers are written as -1 - n.
const EDDSA: u64 = 7;
const ED25519: u64 = 18;

/// Where the parts of a well-formed envelope lie in its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Envelope {
    bytes: Vec<u8>,
    protected: Range<usize>,
    kid: Range<usize>,
    payload: Range<usize>,
}

impl Envelope {
    pub(crate) fn parse(bytes: Vec<u8>) -> Result<Self, Unreadable> {
        let mut reader = Reader::new(&bytes);
        if reader.expect(Major::Array, Unreadable::NotSign1)? != 4 {
            return Err(Unreadable::NotSign1);
        }
        let protected = reader.bytes(Unreadable::ProtectedHeader)?;
        let kid = read_protected(protected)?;
        if reader.expect(Major::Map, Unreadable::UnprotectedHeader)? != 0 {
            return Err(Unreadable::UnprotectedHeader);
        }
        let payload = reader.bytes(Unreadable::Payload)?;
        if payload.len() > MAX_PAYLOAD {
            return Err(Unreadable::PayloadTooLong);
        }
        if reader.bytes(Unreadable::SignatureLength)?.len() != SIGNATURE {
            return Err(Unreadable::SignatureLength);
        }
        reader.end()?;
        // The parts follow each other at known distances: 1 byte of array head and 1 of header length before the
        // protected header, which ends in the key id; 2 bytes of signature head after the payload.
        let protected = 2..2 + protected.len();
        let payload_end = bytes.len() - SIGNATURE - 2;
        Ok(Self {
            kid: protected.end - kid.len()..protected.end,
            payload: payload_end - payload.len()..payload_end,
            protected,
            bytes,
        })
    }

    /// The envelope of a signature by us, with what [`to_be_signed`] was given.
    pub(crate) fn assemble(protected: &[u8], payload: &[u8], signature: &[u8; SIGNATURE]) -> Vec<u8> {
        let mut out = Vec::with_capacity(8 + protected.len() + payload.len() + SIGNATURE);
        put_head(&mut out, Major::Array, 4);
        put_bytes(&mut out, protected);
        put_head(&mut out, Major::Map, 0);
        put_bytes(&mut out, payload);
        put_bytes(&mut out, signature);
        out
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn kid(&self) -> &[u8] {
        &self.bytes[self.kid.clone()]
    }

    pub(crate) fn payload(&self) -> &[u8] {
        &self.bytes[self.payload.clone()]
    }

    pub(crate) fn signature(&self) -> &[u8; SIGNATURE] {
        self.bytes.last_chunk().expect("parse saw a signature at the end")
    }

    /// What the signature covers, given what travels beside the envelope.
    pub(crate) fn to_be_signed(&self, external_aad: &[u8]) -> Vec<u8> {
        to_be_signed(&self.bytes[self.protected.clone()], external_aad, self.payload())
    }
}

/// The protected header that we issue.
pub(crate) fn protected(kid: [u8; 4]) -> Vec<u8> {
    let mut out = Vec::with_capacity(9);
    put_head(&mut out, Major::Map, 2);
    put_head(&mut out, Major::Uint, ALG);
    put_head(&mut out, Major::Negative, EDDSA);
    put_head(&mut out, Major::Uint, KID);
    put_bytes(&mut out, &kid);
    out
}

/// The `Sig_structure` of RFC 9052, section 4.4.
pub(crate) fn to_be_signed(protected: &[u8], external_aad: &[u8], payload: &[u8]) -> Vec<u8> {
    const CONTEXT: &[u8] = b"\x84\x6aSignature1";
    let length = CONTEXT.len() + protected.len() + external_aad.len() + payload.len() + 9;
    let mut out = Vec::with_capacity(length);
    out.extend_from_slice(CONTEXT);
    put_bytes(&mut out, protected);
    put_bytes(&mut out, external_aad);
    put_bytes(&mut out, payload);
    out
}

/// The key id of a protected header that holds exactly an algorithm of ours and a key id, in this order.
fn read_protected(header: &[u8]) -> Result<&[u8], Unreadable> {
    let other = Unreadable::ProtectedHeader;
    let mut reader = Reader::new(header);
    if reader.expect(Major::Map, other)? != 2 || reader.expect(Major::Uint, other)? != ALG {
        return Err(other);
    }
    if !matches!(reader.head()?, (Major::Negative, EDDSA | ED25519)) {
        return Err(Unreadable::Algorithm);
    }
    if reader.expect(Major::Uint, other)? != KID {
        return Err(other);
    }
    let kid = reader.bytes(Unreadable::KeyId)?;
    if !(4..=8).contains(&kid.len()) {
        return Err(Unreadable::KeyId);
    }
    reader.end()?;
    Ok(kid)
}
