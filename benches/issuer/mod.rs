//! An issuer of item codes.

use std::collections::BTreeMap;
use std::num::NonZeroU64;

use ed25519_dalek::{Signer, SigningKey};
use telusur_code::{Claims, Day, Number, Scope, Sealer, kind};

/// What stands before the digits of an address.
pub(crate) const BASE: &str = "https://cek.example.id";

/// Makes addresses as an issuer does: a full item code of a coffee with two certificates.
pub(crate) struct Issuer {
    key: SigningKey,
    sealer: Sealer,
    claims: Claims,
    message: Vec<u8>,
}

impl Issuer {
    /// Always the same key, so that runs compare.
    pub(crate) fn new() -> Self {
        let key = SigningKey::from_bytes(&[7; 32]);
        let claims = Claims {
            producer: 4021,
            producer_name: Some("Kopi Bukit Khayal".into()),
            product: 17,
            product_name: Some("Kopi Robusta Bubuk 200 g".into()),
            origin: 1804,
            certifications: BTreeMap::from([
                (kind::HALAL, Number::Uint(18_119_999_000_010_623)),
                (kind::PIRT, Number::Uint(510_180_401_990_128)),
            ]),
            scope: Scope::Batch { batch: 42 },
            produced: Some(Day(20_748)),
            best_before: Some(Day(21_113)),
            production_code: Some("261022-B".into()),
        };
        // As long as what is signed of such a code.
        let message = vec![7; claims.encode().expect("sound claims").len() + 30];
        Self { sealer: Sealer::new(&key), key, claims, message }
    }

    /// The floor: a signature over as many bytes, and nothing else.
    pub(crate) fn sign(&mut self) -> [u8; 64] {
        self.key.sign(&self.message).to_bytes()
    }

    /// The address of an item.
    pub(crate) fn seal(&mut self, item: u64) -> String {
        let item = NonZeroU64::new(item).expect("items are counted from 1");
        let claims = Claims { scope: Scope::Item { batch: 42, item }, ..self.claims.clone() };
        self.sealer.seal(&claims, None).expect("sound claims").address(BASE)
    }
}
