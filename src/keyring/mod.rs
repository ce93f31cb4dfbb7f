//! The keyring: signing keys, their public halves, and who may sign when.
//!
//! A *key* is Ed25519. Its private half lies in a file of the key *folder* (PKCS#8 PEM, mode 0600, encrypted when a
//! passphrase is given) and never in the database; beside it lies its *card*, the public half as a JWK. Public half,
//! state and period of use stand in the register's database too, so that every process sees them. A *retired* key
//! still verifies; a *revoked* one is a [revocation](crate::recalls) and does not.
//!
//! It refuses key files that others can read, and the published example key outside a demonstration.
mod acts;
mod card;
mod error;
mod folder;
mod jwks;
mod key;
mod store;

pub use acts::{retire, revoke};
pub use card::Card;
pub use error::Error;
pub use folder::{Folder, Passphrase, generate};
pub use jwks::{did_document, jwks, key_set, parse_jwks};
pub use key::{Key, KeyState, heir, pick, signer};
pub use store::{keys, put_key, set_state};

/// Whether this is the published example key of `keys.example/`: anyone can sign with it.
pub fn is_example(key: &telusur_code::Thumbprint) -> bool {
    Card::example().is_ok_and(|card| card.public.thumbprint() == key)
}

/// The example key folder, as carried inside the program: file name and content.
pub const EXAMPLE: [(&str, &str); 2] = [
    ("282e422d.json", include_str!("../../keys.example/282e422d.json")),
    ("282e422d.pem", include_str!("../../keys.example/282e422d.pem")),
];
