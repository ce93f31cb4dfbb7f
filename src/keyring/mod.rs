//! The keyring: signing keys, their public halves, and who may sign when.
//!
//! A *key* is Ed25519. Its private half lies in a file (PKCS#8 PEM, mode 0600) and never in the database; its public
//! half, state and period of use stand in the register's database, so that every process sees them. A *retired* key
//! still verifies; a *revoked* one is a [revocation](crate::recalls) and does not.
mod key;

pub use key::{Key, KeyState};

/// Stopgap.
pub async fn keys<Q: crate::db::Query>(_q: &mut Q) -> Result<Vec<Key>, crate::db::Error> {
    Ok(Vec::new())
}
