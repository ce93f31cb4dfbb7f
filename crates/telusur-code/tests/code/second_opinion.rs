//! Our codes, opened by COSE and CBOR that we did not write (`coset` over `ciborium`), and theirs by us.
use coset::cbor::Value;
use coset::{CborSerializable, CoseSign1, CoseSign1Builder, HeaderBuilder, iana};
use ed25519_dalek::{Signature, Signer};
use telusur_code::{Gs1Path, Gtin, Sealer, SignedCode, Thumbprint, verify};

use crate::strangers::{claims, keys, secret};

#[test]
fn a_stranger_opens_our_codes() {
    let gtin = Gtin::parse("09521804000016").unwrap();
    for path in [None, Some(Gs1Path::new(gtin, Some("261022-B"), Some("4711")).unwrap())] {
        let sealed = Sealer::new(&secret()).seal(&claims(), path.as_ref()).unwrap();
        let opened = CoseSign1::from_slice(sealed.envelope()).unwrap();
        let header = &opened.protected.header;
        let thumbprint = Thumbprint::of(secret().verifying_key().as_bytes());
        assert_eq!(header.alg, Some(coset::Algorithm::Assigned(iana::Algorithm::EdDSA)));
        assert_eq!(header.key_id, thumbprint.kid());
        assert!(opened.unprotected.is_empty());

        let aad = path.as_ref().map_or("", Gs1Path::as_str).as_bytes();
        opened
            .verify_signature(aad, |signature, message| {
                let signature = Signature::from_slice(signature)?;
                secret().verifying_key().verify_strict(message, &signature)
            })
            .unwrap();
        let payload = Value::from_slice(opened.payload.as_ref().unwrap()).unwrap();
        let keys: Vec<_> = payload.as_map().unwrap().iter().map(|(key, _)| key.clone()).collect();
        assert_eq!(keys, [0, 1, 3, 5].map(Value::from));
    }
}

#[test]
fn we_open_a_strangers_codes() {
    let kid = Thumbprint::of(secret().verifying_key().as_bytes()).0[..6].to_vec();
    let header = HeaderBuilder::new().algorithm(iana::Algorithm::EdDSA).key_id(kid).build();
    let envelope = CoseSign1Builder::new()
        .protected(header)
        .payload(claims().encode().unwrap())
        .create_signature(b"", |message| secret().sign(message).to_vec())
        .build()
        .to_vec()
        .unwrap();
    let verified = verify(SignedCode::from_envelope(None, envelope).unwrap(), &keys()).unwrap();
    assert_eq!(verified.claims(), &claims());
}
